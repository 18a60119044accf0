"""Factories of what an import writes beside the reviews."""

import uuid

import factory

from claims import models


class RatingLabelFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.RatingLabel

    label = factory.Sequence(lambda n: f"Label {n}")


class ImportFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Import

    file_name = "reviews.json"
    digest = "0" * 64
    topic = factory.SubFactory("tests.factories.TopicFactory")
    by = factory.SubFactory("tests.factories.UserFactory")


class ImportBatchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ImportBatch

    of = factory.SubFactory(ImportFactory)
    number = factory.Sequence(int)


class ImportProblemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ImportProblem

    of = factory.SubFactory(ImportFactory)
    place = "item 1"
    reason = "url is missing"


class ImportedReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.ImportedReview

    key = factory.LazyFunction(uuid.uuid4)
    content = factory.LazyFunction(uuid.uuid4)
    claim = factory.SubFactory("tests.factories.ClaimFactory")
    first_import = factory.SubFactory(ImportFactory)
    last_import = factory.SelfAttribute("first_import")
    rating = "false"
    claim_revision = 1
