"""One factory a model: the smallest valid row, written as the desk writes it.

State beyond a draft is reached by calling the services, not by setting columns.
"""

from decimal import Decimal

import factory
from django.contrib.auth.models import User

from claims import models


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
