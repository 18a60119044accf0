"""Every service as one call: on what, by whom, at which revision."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from claims.models import JobState, Tag, TopicKind
from claims.services import (
    captures,
    citations,
    claims,
    comments,
    filters,
    jobs,
    keys,
    link_checks,
    merging,
    presence,
    publication,
    reviews,
    schedules,
    submissions,
    webhooks,
)
from tests import factories
from tests.services.arranging import (
    TOMORROW,
    Arranged,
    a_claim,
    a_correction,
    a_fetched_page,
    a_filter,
    a_lost_author,
    a_lost_citation,
    a_lost_tag,
    a_lost_value,
    a_new_row,
    a_pasted_text,
    a_tag,
    a_tag_less,
    a_waiting_publication,
    an_article,
    an_open_comment,
    cited,
    of_an_address,
    of_ones_own,
    on_citation,
    on_claim,
    on_job,
    on_review,
    on_row,
    on_submission,
    pasted,
    their_review,
    two,
    without_revision,
)
from tests.services.arranging_imports import a_label_of_an_import, a_rating_label
from tests.services.arranging_partners import (
    a_changed_webhook,
    a_disabled_webhook,
    a_key,
    a_new_partner,
    a_new_webhook,
    a_partner,
    a_token,
    an_attempt,
    of_a_partner,
    on_webhook,
    without,
)
from tests.stories import Newsroom


@dataclass(frozen=True)
class Service:
    """``arrange`` makes the rows and gives the call; ``locks`` are those it holds.

    ``groups`` may call it; one that takes a ``revision`` refuses a stale one.
    """

    name: str
    groups: str
    arrange: Callable[[Newsroom], Arranged]
    takes_revision: bool = True

    @property
    def caller(self) -> str:
        """The group of whoever calls it where it does not matter who may."""
        return "Editor" if "Editor" in self.groups else self.groups


ALL = "Researcher, Fact-checker, Editor, Partner manager"
RESEARCH = "Researcher, Fact-checker, Editor"
CHECK = "Fact-checker, Editor"
EDIT = "Editor"
PARTNERS = "Partner manager"


OUT = {"reason": "Wrong.", "note": "Wrong."}
SERVICES = [
    Service("record_claim", RESEARCH, a_claim, takes_revision=False),
    Service("revise_claim", RESEARCH, on_claim(claims.revise_claim, text="Else")),
    Service("tag_claim", RESEARCH, a_tag),
    Service("untag_claim", RESEARCH, a_tag_less),
    Service("save_filter", ALL, a_filter, takes_revision=False),
    Service(
        "revise_filter",
        ALL,
        of_ones_own(filters.revise_filter, name="Else", is_shared=True),
    ),
    Service("delete_filter", ALL, of_ones_own(filters.delete_filter)),
    Service(
        "be_present",
        ALL,
        without_revision(presence.be_present, locks=False),
        takes_revision=False,
    ),
    Service("assign", EDIT, on_claim(claims.assign, to=None)),
    Service(
        "comment",
        ALL,
        without_revision(comments.comment, text="Look.", locks=False),
        takes_revision=False,
    ),
    Service("resolve_comment", ALL, an_open_comment, takes_revision=False),
    Service(
        "request_capture",
        RESEARCH,
        of_an_address(captures.request_capture),
        takes_revision=False,
    ),
    Service(
        "request_check",
        RESEARCH,
        of_an_address(link_checks.request_check),
        takes_revision=False,
    ),
    Service("capture_source", RESEARCH, a_fetched_page, takes_revision=False),
    Service(
        "ingest_article",
        RESEARCH,
        an_article,
        takes_revision=False,
    ),
    Service("keep_text", RESEARCH, a_pasted_text, takes_revision=False),
    Service(
        "plan_recheck",
        RESEARCH,
        on_claim(claims.plan_recheck, on=datetime.date(2027, 1, 1)),
    ),
    Service(
        "link_claims",
        RESEARCH,
        without_revision(claims.link_claims, kind="updates", to=factories.ClaimFactory),
        takes_revision=False,
    ),
    Service(
        "cite_source",
        RESEARCH,
        without_revision(cited, source=factories.SourceFactory),
        takes_revision=False,
    ),
    Service(
        "cite_by_address",
        RESEARCH,
        without_revision(pasted, source=factories.SourceFactory),
        takes_revision=False,
    ),
    Service(
        "revise_citation",
        RESEARCH,
        on_citation(citations.revise_citation, quote="Else"),
    ),
    Service("remove_citation", RESEARCH, on_citation(citations.remove_citation)),
    Service("restore_values", RESEARCH, a_lost_value),
    Service("restore_citation", RESEARCH, a_lost_citation, takes_revision=False),
    Service("restore_tag", RESEARCH, a_lost_tag),
    Service("restore_author", RESEARCH, a_lost_author),
    Service(
        "record_review",
        CHECK,
        without_revision(their_review, publisher=factories.AgentFactory),
        takes_revision=False,
    ),
    Service(
        "draft_review",
        CHECK,
        without_revision(reviews.draft_review, summary="Checked."),
        takes_revision=False,
    ),
    Service(
        "revise_review", CHECK, on_review(reviews.revise_review, "draft", text="Else")
    ),
    Service("submit_review", CHECK, on_review(reviews.submit_review, "draft")),
    Service(
        "return_review",
        EDIT,
        on_review(reviews.return_review, "submitted", reason="Thin."),
    ),
    Service("approve_review", EDIT, on_review(reviews.approve_review, "submitted")),
    Service("publish_claim", EDIT, on_claim(publication.publish_claim)),
    Service("correct_claim", EDIT, a_correction),
    Service(
        "withdraw_claim", EDIT, on_claim(publication.withdraw_claim, "published", **OUT)
    ),
    Service("merge_claims", EDIT, two(merging.merge_claims, factories.ClaimFactory)),
    Service("merge_sources", EDIT, two(merging.merge_sources, factories.SourceFactory)),
    Service("merge_agents", EDIT, two(merging.merge_agents, factories.AgentFactory)),
    Service(
        "schedule_publication",
        EDIT,
        on_claim(schedules.schedule_publication, at=TOMORROW),
    ),
    Service("cancel_publication", EDIT, a_waiting_publication, takes_revision=False),
    Service(
        "cancel_job", EDIT, on_job(jobs.cancel_job, JobState.TODO), takes_revision=False
    ),
    Service(
        "retry_job", EDIT, on_job(jobs.retry_job, JobState.FAILED), takes_revision=False
    ),
    Service(
        "take_submission",
        RESEARCH,
        on_submission(
            submissions.take_submission, topic=factories.TopicFactory, language="en"
        ),
    ),
    Service(
        "join_submission",
        RESEARCH,
        on_submission(submissions.join_submission, claim=factories.ClaimFactory),
    ),
    Service(
        "decline_submission",
        EDIT,
        on_submission(submissions.decline_submission, reason="An opinion."),
    ),
    Service(
        "record_row",
        RESEARCH,
        a_new_row(Tag, name="war"),
        takes_revision=False,
    ),
    Service(
        "record_row of a verdict",
        EDIT,
        a_new_row(
            factories.VerdictFactory.build, label="New", definition="When it is so."
        ),
        takes_revision=False,
    ),
    Service(
        "revise_row",
        RESEARCH,
        lambda newsroom: on_row(factories.TopicFactory(), kind=TopicKind.EVENT),
    ),
    Service(
        "revise_row of a verdict",
        EDIT,
        lambda newsroom: on_row(factories.VerdictFactory(), label="Else"),
    ),
    Service("revise_rating_label", EDIT, a_rating_label),
    Service("apply_rating_label", EDIT, a_label_of_an_import, takes_revision=False),
    Service("record_partner", PARTNERS, a_new_partner, takes_revision=False),
    Service("revise_partner", PARTNERS, a_partner),
    Service("create_key", PARTNERS, of_a_partner, takes_revision=False),
    Service("rotate_key", PARTNERS, a_key(keys.rotate_key)),
    Service(
        "revoke_key", PARTNERS, a_key(without(keys.revoke_key)), takes_revision=False
    ),
    Service("create_token", ALL, a_token, takes_revision=False),
    Service("add_webhook", PARTNERS, a_new_webhook, takes_revision=False),
    Service("change_webhook", PARTNERS, a_changed_webhook),
    Service("enable_webhook", PARTNERS, a_disabled_webhook, takes_revision=False),
    Service("resend_attempt", PARTNERS, an_attempt, takes_revision=False),
    *(
        Service(name, PARTNERS, on_webhook(service, **values), takes_revision=False)
        for name, service, values in (
            ("disable_webhook", webhooks.disable_webhook, {}),
            ("remove_webhook", webhooks.remove_webhook, {}),
            ("rotate_secret", webhooks.rotate_secret, {}),
            ("request_ping", webhooks.request_ping, {}),
            ("request_resend", webhooks.request_resend, {"sequence": 1}),
            ("replay", webhooks.replay, {"after": 0}),
        )
    ),
]
