"""One factory a model: the smallest valid row, written as the desk writes it.

State beyond a draft is reached by calling the services, not by setting columns.
"""

import datetime
from decimal import Decimal

import factory
from django.contrib.auth.models import User
from django.utils import timezone

from claims import models
from claims.services.publication import publish_claim
from claims.services.sealing import seal

from .importing import (  # noqa: F401 - a factory a model
    ImportBatchFactory,
    ImportedReviewFactory,
    ImportFactory,
    ImportProblemFactory,
    RatingLabelFactory,
)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"user{n}")
    is_staff = True


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")
    kind = models.TopicKind.CONFLICT


class MeasureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Measure

    topic = factory.SubFactory(TopicFactory)
    name = "people killed"
    unit = "people"


class AgentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Agent

    name = factory.Sequence(lambda n: f"Agent {n}")
    kind = models.AgentKind.MEDIA


class SourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Source

    kind = models.SourceKind.ARTICLE
    title = factory.Sequence(lambda n: f"Source {n}")


class CaptureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Capture

    source = factory.SubFactory(SourceFactory)
    kind = models.CaptureKind.PASTED
    text = "The war claimed more than 6,500 lives."
    digest = "0" * 64
    size = 38
    by = factory.SubFactory(UserFactory)


class TagFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Tag

    name = factory.Sequence(lambda n: f"tag {n}")


class SavedFilterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.SavedFilter

    name = factory.Sequence(lambda n: f"Filter {n}")
    owner = factory.SubFactory(UserFactory)
    query = "stage__exact=draft"


class VerdictFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Verdict

    label = factory.Sequence(lambda n: f"Verdict {n}")
    definition = "Given when the evidence says so."
    status = models.Status.VERIFIED
    colour = "#2e7d32"


class ClaimFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Claim

    text = factory.Sequence(lambda n: f"Claim {n}")
    topic = factory.SubFactory(TopicFactory)


class FigureClaimFactory(ClaimFactory):
    """A claim with a figure: more than 6,500 people killed."""

    measure = factory.SubFactory(MeasureFactory, topic=factory.SelfAttribute("..topic"))
    comparator = models.Comparator.MORE_THAN
    value = Decimal(6500)
    wording = "more than 6,500"


class CitationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Citation

    claim = factory.SubFactory(ClaimFactory)
    source = factory.SubFactory(SourceFactory)


class ReviewFactory(factory.django.DjangoModelFactory):
    """A draft of ours, ready to be submitted."""

    class Meta:
        model = models.Review

    claim = factory.SubFactory(ClaimFactory)
    verdict = factory.SubFactory(VerdictFactory)
    summary = "The sources agree."
    author = factory.SubFactory(UserFactory)


class CommentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Comment

    claim = factory.SubFactory(ClaimFactory)
    author = factory.SubFactory(UserFactory)
    text = "Worth a look."


class ClaimLinkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ClaimLink

    from_claim = factory.SubFactory(ClaimFactory)
    kind = models.LinkKind.UPDATES
    to_claim = factory.SubFactory(ClaimFactory)


class ScheduledPublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ScheduledPublication

    claim = factory.SubFactory(ClaimFactory)
    at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=1))
    claim_revision = 1
    by = factory.SubFactory(UserFactory)


class LinkCheckFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.LinkCheck

    source = factory.SubFactory(SourceFactory)
    outcome = models.LinkOutcome.OK
    status = 200


class RecheckReminderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RecheckReminder

    claim = factory.SubFactory(ClaimFactory)
    recheck_on = datetime.date(2026, 11, 1)
    to = factory.SubFactory(UserFactory)


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Job

    queue_name = "default"
    task_name = models.Task.CHECK_LINK
    priority = 0
    args = {}
    status = models.JobState.TODO
    attempts = 0
    abort_requested = False

    @classmethod
    def _create(cls, model, *args, **kwargs):
        # The queue's own rows refuse to be saved one by one.
        [job] = model.objects.bulk_create([model(*args, **kwargs)])
        return job


class JobFailureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.JobFailure

    job = factory.SubFactory(JobFactory)
    error = "OSError: the disk is full"


class GuessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Guess

    key = factory.Sequence(lambda n: f"account:{n}")
    spent_until = factory.LazyFunction(timezone.now)


class ReceiptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Receipt

    key = factory.Sequence(lambda n: f"{n:064x}")


class PresenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Presence

    claim = factory.SubFactory(ClaimFactory)
    person = factory.SubFactory(UserFactory)
    seen_at = factory.LazyFunction(timezone.now)


class PartnerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Partner

    name = factory.Sequence(lambda n: f"Partner {n}")


class ApiKeyFactory(factory.django.DjangoModelFactory):
    """A partner's key that reads; ``key`` is the text it is known by."""

    class Meta:
        model = models.ApiKey

    class Params:
        key = factory.Sequence(lambda n: f"cb_{n:08x}_{'0' * 43}")

    partner = factory.SubFactory(PartnerFactory)
    prefix = factory.LazyAttribute(lambda row: row.key[:11])
    digest = factory.LazyAttribute(lambda row: models.digest_of(row.key))
    scopes = [models.Scope.READ]


class QuotaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Quota

    spender = factory.Sequence(lambda n: f"address:{n}")
    ends_at = factory.LazyFunction(timezone.now)
    used = 1


class DailyUseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.DailyUse

    key = factory.SubFactory(ApiKeyFactory)
    day = datetime.date(2026, 11, 1)
    served = 1
    last_at = factory.LazyFunction(timezone.now)


class WebhookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Webhook
        skip_postgeneration_save = True

    partner = factory.SubFactory(PartnerFactory)
    url = "https://partner.example/hook"
    cursor = factory.RelatedFactory(
        "tests.factories.WebhookCursorFactory", factory_related_name="webhook"
    )
    secret = factory.RelatedFactory(
        "tests.factories.WebhookSecretFactory", factory_related_name="webhook"
    )


class WebhookCursorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WebhookCursor

    webhook = factory.SubFactory(WebhookFactory, cursor=None)
    delivered_through = 0


class WebhookSecretFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WebhookSecret

    webhook = factory.SubFactory(WebhookFactory, secret=None)
    sealed = factory.LazyFunction(
        lambda: seal(b"whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz").decode()
    )


class WebhookAttemptFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.WebhookAttempt

    webhook = factory.SubFactory(WebhookFactory)
    message_id = factory.Sequence(lambda n: f"msg_{n}")
    type = models.EventType.PUBLISHED
    sequence = 1
    number = 1
    is_delivered = False
    status = 500
    milliseconds = 20


class AcknowledgementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Acknowledgement

    webhook = factory.SubFactory(WebhookFactory)
    at = factory.LazyFunction(timezone.now)

    @factory.lazy_attribute
    def entry(self):
        return publish_claim(
            ClaimFactory(), revision=1, by=UserFactory(is_superuser=True)
        )

    claim = factory.SelfAttribute("entry.claim")


class KeptAnswerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.KeptAnswer

    scope = factory.Sequence(lambda n: f"{n:064x}")
    fingerprint = "0" * 64
    status = 201
    headers = {"Content-Type": "application/json"}
    body = factory.LazyFunction(lambda: seal(b"{}"))


class SubmissionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Submission

    class Params:
        declined = factory.Trait(
            state=models.SubmissionState.DECLINED,
            decline_reason="An opinion.",
            decided_at=factory.LazyFunction(timezone.now),
            decided_by=factory.SubFactory(UserFactory),
        )

    partner = factory.SubFactory(PartnerFactory)
    statement = factory.Sequence(lambda n: f"Statement {n}")
