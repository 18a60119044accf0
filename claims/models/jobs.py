"""Jobs: what the worker is to do, and why a try failed."""

import datetime
import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateEvent, ProcrastinateJob

from .base import new_id

# What is done by the clock; the other jobs are those that somebody asked for.
PERIODIC = "periodic"


class Task(models.TextChoices):
    """What the worker knows to do; services name a job by it."""

    PUBLISH = "publish_scheduled", "publish at its time"
    CATCH_UP = "catch_up_publications", "look for publications that are late"
    CAPTURE = "capture_source", "archive"
    CHECK_LINK = "check_link", "check link"
    WATCH_LINKS = "watch_links", "look for links to check"
    REMIND = "remind_to_recheck", "remind of claims to check again"
    TIDY = "remove_old_jobs", "remove old jobs"
    FORGET = "forget_old_answers", "forget old answers of the API"


class JobState(models.TextChoices):
    """Where a job stands, as the queue calls it and as people do."""

    TODO = "todo", "waiting"
    DOING = "doing", "running"
    SUCCEEDED = "succeeded", "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABORTED = "aborted", "stopped"


class JobQuerySet(models.QuerySet["Job"]):
    """The ways jobs are read."""

    def worth_showing(self) -> "JobQuerySet":
        """Leave out what the clock has done well: nobody asked for it."""
        return self.exclude(Q(queue_name=PERIODIC, status=JobState.SUCCEEDED))

    def unfinished(self) -> "JobQuerySet":
        """Give those that wait or run."""
        return self.filter(status__in=[JobState.TODO, JobState.DOING])

    def quiet_for(self, span: datetime.timedelta) -> "JobQuerySet":
        """Give those that nothing has happened to for a time."""
        since = Now() - span
        return self.exclude(
            Exists(
                ProcrastinateEvent.objects.filter(job_id=OuterRef("pk"), at__gte=since)
            )
        )

    def with_last_error(self) -> "JobQuerySet":
        """Say with each job what its last failed try came to."""
        failures = JobFailure.objects.filter(job_id=OuterRef("pk")).order_by("-id")
        return self.annotate(last_error=Subquery(failures.values("error")[:1]))


class Job(ProcrastinateJob):
    """A job of the queue, to be read; services add, cancel and retry jobs."""

    objects = JobQuerySet.as_manager()  # type: ignore[misc, assignment]

    class Meta:
        proxy = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.what

    @property
    def what(self) -> str:
        """Say what is done, in words."""
        known = self.task_name in Task.values
        return str(Task(self.task_name).label if known else self.task_name).capitalize()

    @property
    def state(self) -> JobState:
        return JobState(self.status)

    @property
    def subject(self) -> tuple[str, uuid.UUID] | None:
        """Name the model and the key of the row that the job is for."""
        for name in ("claim", "source"):
            if name in self.args:
                return name, uuid.UUID(self.args[name])
        return None


class JobFailure(models.Model):
    """What a failed try of a job came to.

    It refers to the job by number alone: the queue removes old jobs itself.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    job = models.ForeignKey(
        Job, models.DO_NOTHING, related_name="failures", db_constraint=False
    )
    error = models.CharField(max_length=2000)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.error
