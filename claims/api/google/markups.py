"""Reviews of the desk as pages of Google's API tell them, and back.

A page is one review: its address is the review's, and its one markup tells the review
and its claim. ``textualRating`` is the label of our verdict, or the words of another
publisher; the summary is ``ratingExplanation``. What is the claim's or the verdict's
own (``claimDate``, ``claimAppearances``, ``claimAuthor``, the numbers of the rating)
is told and changed elsewhere. There is no place here for ``claimLocation``,
``claimFirstAppearance``, ``jobTitle`` or images.
"""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from rest_framework import serializers

from claims.documents.claim_reviews import Document, known
from claims.documents.parts import address
from claims.models import Agent, Claim, Review, Role, Verdict

NOT_KEPT = "This is not kept with a review, or told by its claim and verdict."


class Words(serializers.CharField):
    """A text as it was sent, empty where it was not."""

    def __init__(self, **more: Any) -> None:
        super().__init__(
            required=False,
            allow_blank=True,
            default="",
            trim_whitespace=False,
            **more,
        )


class RatingBody(serializers.Serializer):
    """The words of a rating."""

    textualRating = Words()  # noqa: N815 - as Google has it
    ratingExplanation = Words()  # noqa: N815


class MarkupBody(serializers.Serializer):
    """What a review says, and of which claim."""

    url = Words()
    claimReviewed = serializers.CharField(trim_whitespace=False)  # noqa: N815
    rating = RatingBody()


class AuthorBody(serializers.Serializer):
    """Who reviewed."""

    name = Words()


class PageBody(serializers.Serializer):
    """A page with the one review that it stands for."""

    versionId = Words()  # noqa: N815
    pageUrl = Words()  # noqa: N815
    publishDate = Words()  # noqa: N815
    claimReviewAuthor = AuthorBody(required=False)  # noqa: N815
    claimReviewMarkups = serializers.ListField(  # noqa: N815
        child=MarkupBody(), min_length=1, max_length=1
    )


def page_of(review: Review) -> Document:
    """Tell a review as a page; what is not known is left out."""
    url = review.url or address(review.claim_id)
    publisher = review.publisher
    return known(
        {
            "name": f"pages/{review.pk}",
            "pageUrl": url.partition("#")[0],
            "publishDate": review.reviewed,
            "claimReviewAuthor": {
                "name": publisher.name if publisher else settings.NEWSROOM_NAME
            },
            "claimReviewMarkups": [markup_of(review, url)],
            "versionId": str(review.revision),
        }
    )


def markup_of(review: Review, url: str) -> Document:
    """Tell what a review says, and of which claim."""
    claim = review.claim
    return known(
        {
            "url": url,
            "claimReviewed": claim.text,
            "claimDate": claim.claimed,
            "claimAppearances": [
                citation.source.url
                for citation in claim.citations.all()
                if citation.role == Role.APPEARANCE
                and citation.source.url
                and not citation.source.is_withheld
            ],
            "claimAuthor": claim.claimant and author(claim.claimant),
            "rating": rating(review) or None,
        }
    )


def author(agent: Agent) -> Document:
    """Tell who made a claim."""
    return known({"name": agent.name, "sameAs": agent.site})


def rating(review: Review) -> Document:
    """Tell a verdict: ours with its numbers, another publisher's in its own words."""
    verdict = None if review.publisher else review.verdict
    return known(
        {
            "textualRating": verdict.label if verdict else review.label,
            "ratingValue": verdict and verdict.rating,
            "bestRating": verdict and verdict.best,
            "worstRating": verdict and verdict.worst,
            "ratingExplanation": review.summary,
        }
    )


def values_of(sent: Document, publisher: Agent | None) -> dict[str, Any]:
    """Read what a page says of its review, as services take it.

    Raises ``ValueError`` for a rating that is none of our verdicts.
    """
    (markup,) = sent["claimReviewMarkups"]
    label = markup["rating"]["textualRating"]
    values = {
        "summary": markup["rating"]["ratingExplanation"],
        "url": markup["url"] or sent["pageUrl"],
        "reviewed": sent["publishDate"],
    }
    if publisher is not None:
        return {**values, "label": label}
    verdict = Verdict.objects.filter(label=label).first() if label else None
    if label and verdict is None:
        raise ValueError(f"There is no verdict “{label}”.")
    return {**values, "verdict": verdict}


def publisher_of(sent: Document) -> Agent | None:
    """Find out whose review it is: ours without a name, or with the newsroom's."""
    name = sent.get("claimReviewAuthor", {}).get("name", "")
    if name in ("", settings.NEWSROOM_NAME):
        return None
    if agent := Agent.objects.filter(name=name).first():
        return agent
    raise ValueError(f"The desk knows no “{name}”: write them down first.")


def claim_of(sent: Document) -> Claim:
    """Find the claim that a page is about: the one that has just this text."""
    text = sent["claimReviewMarkups"][0]["claimReviewed"]
    found = list(Claim.objects.filter(text=text)[:2])
    if len(found) == 1:
        return found[0]
    said = "Several claims have" if found else "No claim at the desk has"
    raise ValueError(f"{said} just this text: a page is about one that is there.")


def not_kept(sent: Any, told: Any, name: str = "") -> Iterator[str]:
    """Name what was sent and is not what is told now; what is empty may be left out."""
    match sent, told:
        case dict(), dict():
            for key, value in sent.items():
                yield from not_kept(value, told.get(key), f"{name}.{key}".lstrip("."))
        case list(), list() if len(sent) == len(told):
            for one, other in zip(sent, told, strict=True):
                yield from not_kept(one, other, name)
        case _ if sent not in (told, None, ""):
            yield name
