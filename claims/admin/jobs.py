"""Jobs of the worker: what waits, runs, was done or failed, and why."""

from collections import defaultdict
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from procrastinate.contrib.django.models import ProcrastinateJob
from unfold.decorators import display

from claims.models import Claim, Job, JobState, Source, Task, Webhook
from claims.services.jobs import cancel_job, retry_job

from .acts import Act, ActPages
from .base import ReadOnlyAdmin

# The queue's own pages write past the services.
admin.site.unregister(ProcrastinateJob)

STATES = {
    JobState.TODO: None,
    JobState.DOING: "info",
    JobState.SUCCEEDED: "success",
    JobState.FAILED: "danger",
    JobState.CANCELLED: "warning",
    JobState.ABORTED: "warning",
}
SUBJECTS: dict[str, Any] = {"claim": Claim, "source": Source, "webhook": Webhook}
MOST = 10_000


class NearPaginator(Paginator):
    """Counts no further than a person turns pages."""

    @cached_property
    def count(self) -> int:
        return cast(Any, self.object_list).order_by()[:MOST].count()


class StateFilter(admin.SimpleListFilter):
    """Where a job stands."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return JobState.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in JobState.values:
            return queryset.filter(status=self.value())
        return queryset


class TaskFilter(admin.SimpleListFilter):
    """What a job does."""

    title = "task"
    parameter_name = "task"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return Task.choices

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in Task.values:
            return queryset.filter(task_name=self.value())
        return queryset


def name_subjects(jobs: Any) -> None:
    """Fetch the rows that jobs are for, a query a model."""
    keys = defaultdict(set)
    for job in jobs:
        if job.subject:
            keys[job.subject[0]].add(job.subject[1])
    found = {name: SUBJECTS[name].objects.in_bulk(ids) for name, ids in keys.items()}
    for job in jobs:
        name, key = job.subject or ("", None)
        job.row = found.get(name, {}).get(key)


class JobList(ChangeList):
    """A page of the list, with the rows that its jobs are for."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        name_subjects(self.result_list)


@admin.register(Job)
class JobAdmin(ActPages, ReadOnlyAdmin):
    """Read-only; a job that waits can be cancelled, one that failed tried again."""

    list_display = ["what", "for_row", "state_badge", "attempts", "next_try", "error"]
    list_filter = [StateFilter, TaskFilter]
    list_per_page = 50
    paginator = NearPaginator
    fields = [
        "what",
        "for_row",
        "state_in_words",
        "attempts",
        "next_try",
        "failures_in_words",
    ]
    acts = (
        Act(
            cancel_job,
            "Cancel",
            "claims.change_job",
            "The job is cancelled.",
            lambda job: job.status == JobState.TODO and job.task_name != Task.PUBLISH,
        ),
        Act(
            retry_job,
            "Try again now",
            "claims.change_job",
            "The job waits for the worker.",
            lambda job: job.status == JobState.FAILED,
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).worth_showing().with_last_error()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return JobList

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        job = super().get_object(*args, **kwargs)
        if job:
            name_subjects([job])
        return job

    @admin.display(description="Job")
    def what(self, job: Job) -> str:
        return job.what

    @admin.display(description="For")
    def for_row(self, job: Any) -> str:
        if job.row is None:
            return ""
        name = job.row._meta.model_name
        url = reverse(f"admin:claims_{name}_change", args=[job.row.pk])
        return format_html('<a class="text-link" href="{}">{}</a>', url, job.row)

    @display(description="State", label=STATES)
    def state_badge(self, job: Job) -> tuple[str, str]:
        return job.status, job.state.label.capitalize()

    @admin.display(description="State")
    def state_in_words(self, job: Job) -> str:
        return job.state.label.capitalize()

    @admin.display(description="Not before (UTC)")
    def next_try(self, job: Job) -> str:
        if job.status != JobState.TODO:
            return ""
        at = job.scheduled_at
        return f"{at:%Y-%m-%d %H:%M:%S}" if at and at > timezone.now() else "now"

    @admin.display(description="Last error")
    def error(self, job: Any) -> str:
        first = (job.last_error or "").partition("\n")[0]
        return first if len(first) <= 120 else f"{first[:119]}…"

    @admin.display(description="What went wrong")
    def failures_in_words(self, job: Job) -> str:
        return format_html(
            '<ol class="desk-long">{}</ol>',
            format_html_join(
                "",
                "<li>{} UTC: {}</li>",
                (
                    (f"{failure.created_at:%Y-%m-%d %H:%M:%S}", failure.error)
                    for failure in job.failures.order_by("id")
                ),
            ),
        )
