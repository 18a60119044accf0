"""What plain Python knows of the desk: claims, reviews, and how to read theirs."""

from dataclasses import dataclass, field

from claims.models import Claim, Review


def rows(columns: str, tables: str, order: str) -> str:
    """Say in SQL: these columns of every row, in this order, as JSON."""
    return (
        f"(SELECT coalesce(json_agg(json_build_array({columns}) ORDER BY {order}), '[]')"
        f"::text FROM {tables})"
    )


# What the plain desk knows of the database, in one question: it is asked each step.
STANDING = "SELECT " + ", ".join(
    [
        rows("id, text, stage, status, revision", "claims_claim", "id"),
        rows(
            "review.id, claim_id, state, author.username, approver.username,"
            " verdict.status, review.revision",
            "claims_review AS review"
            " JOIN claims_verdict AS verdict ON verdict.id = verdict_id"
            " JOIN auth_user AS author ON author.id = author_id"
            " LEFT JOIN auth_user AS approver ON approver.id = approved_by_id",
            "review.id",
        ),
        rows("claim_id, version, event", "claims_entry", "sequence"),
        rows(
            "claim_id, status",
            "(SELECT * FROM claims_publishedclaim WHERE until IS NULL) AS public",
            "claim_id",
        ),
    ]
)


@dataclass
class PlainReview:
    claim: "PlainClaim"
    author: str
    verdict: str
    row: Review
    state: str = "draft"
    approver: str | None = None
    revision: int = 1


@dataclass
class PlainClaim:
    row: Claim
    text: str
    stage: str = "draft"
    status: str = "unverified"
    revision: int = 1
    reviews: list[PlainReview] = field(default_factory=list)
    said: list[tuple[str, str, str]] = field(default_factory=list)
    said_status: str = ""

    def approved(self) -> PlainReview | None:
        return next((each for each in self.reviews if each.state == "approved"), None)

    def says(self) -> tuple[str, str]:
        """What would be public: the text, and the review that gives the status."""
        review = self.approved()
        return self.text, str(review.row.pk) if review else ""
