"""A newsroom with a claim at every stage, and one row of whatever else the desk shows."""

import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Group, User
from django.db import models
from django.utils import timezone

from claims.admin.claim_list.bulk import BULK
from claims.admin.history import REMOVED
from claims.models import STEPS, Citation, Line, Stage
from claims.models.timelines import PARTS, events_of
from claims.services.citations import remove_citation, revise_citation
from claims.services.claims import revise_claim, tag_claim, untag_claim
from claims.services.deliveries import acknowledge
from claims.services.keys import revoke_key
from claims.services.partners import revise_partner
from claims.services.publication import publish_claim, withdraw_claim
from claims.services.rating_labels import revise_rating_label
from claims.services.reviews import draft_review, revise_review, submit_review
from claims.services.rows import revise_row
from claims.services.schedules import schedule_publication
from claims.services.webhooks import change_webhook
from tests import factories
from tests.stories import Newsroom, now

ADDRESS = "https://source.example/a"


class Rows:
    """What there is at the desk; every row was changed once, so something can be restored."""

    def __init__(self, author: User, editor: User) -> None:
        self.newsroom = Newsroom(author, editor)
        self.others: dict[str, Any] = {
            model: factory()
            for model, factory in {
                "agent": factories.AgentFactory,
                "measure": factories.MeasureFactory,
                "source": lambda: factories.SourceFactory(url=ADDRESS),
                "tag": factories.TagFactory,
                "topic": factories.TopicFactory,
                "verdict": factories.VerdictFactory,
            }.items()
        }
        for name, row in self.others.items():
            self.others[name] = self.revised(row)
        label = factories.RatingLabelFactory()
        self.others["ratinglabel"] = revise_rating_label(
            label, revision=1, by=editor, label="Once more"
        )
        self.others |= {
            "user": factories.UserFactory(),
            "group": Group.objects.create(name="A group"),
            "submission": factories.SubmissionFactory(
                reference="a", seen_url=ADDRESS, note="A note."
            ),
        }
        self.others["partner"], self.key = self.partner_and_key()
        self.webhooks = self.webhooks_at()
        self.tag = factories.TagFactory()
        self.twins = {
            "agent": factories.AgentFactory().pk,
            "claim": factories.ClaimFactory().pk,
            "source": factories.SourceFactory().pk,
        }
        self.jobs = {
            "cancel_job": factories.JobFactory(),
            "retry_job": factories.JobFactory(status="failed"),
        }
        self.claims = {stage: self.claim_at(stage) for stage in Stage.values}
        self.reviews = {stage: self.reviews_at(stage) for stage in Stage.values}
        self.waiting = {stage: self.waiting_at(stage) for stage in Stage.values}
        self.comments = {
            stage: factories.CommentFactory(claim=claim)
            for stage, claim in self.claims.items()
        }

    def revised(self, row: Any) -> Any:
        """Change a row once; take an author off it, if it has any."""
        by = self.newsroom.editor
        if row._meta.model_name == "source":
            authors = [factories.AgentFactory()]
            row = revise_row(row, revision=1, by=by, authors=authors)
            row = revise_row(row, revision=2, by=by, authors=[])
        lines = (each.name for each in row._meta.fields if isinstance(each, Line))
        name = next(lines)
        return revise_row(row, revision=row.revision, by=by, **{name: "Once more"})

    def partner_and_key(self) -> tuple[Any, Any]:
        """Make a partner that was changed once, with a key that works and a revoked one."""
        by = factories.UserFactory(is_superuser=True)
        partner = revise_partner(
            factories.PartnerFactory(), name="Once more", revision=1, by=by
        )
        revoke_key(factories.ApiKeyFactory(partner=partner), by=by)
        return partner, factories.ApiKeyFactory(partner=partner)

    def webhooks_at(self) -> dict[str, Any]:
        """Make an endpoint that was changed once and one that is disabled, told of a claim."""
        by = factories.UserFactory(is_superuser=True)
        partner = self.others["partner"]
        webhook = change_webhook(
            factories.WebhookFactory(partner=partner), revision=1, by=by, url=ADDRESS
        )
        factories.WebhookFactory(partner=partner, state="disabled", reason="Moved.")
        entry = publish_claim(factories.ClaimFactory(), revision=1, by=by)
        sent = factories.WebhookAttemptFactory(webhook=webhook, sequence=entry.pk)
        acknowledge(webhook, entry)
        self.others |= {
            "webhook": webhook,
            "webhookattempt": sent,
            "acknowledgement": webhook.acknowledgements.get(),
        }
        return {"enable_webhook": partner.webhooks.get(state="disabled")}

    def claim_at(self, stage: str) -> Any:
        """Make a claim that every step which the stage allows can be taken on."""
        by = self.newsroom.editor
        if stage == Stage.IN_REVIEW:
            claim = self.newsroom.review("approved").claim
        else:
            claim = self.newsroom.claim(
                Stage.PUBLISHED if stage == Stage.WITHDRAWN else stage
            )
        claim = tag_claim(claim, tag=self.tag, revision=claim.revision, by=by)
        claim = untag_claim(claim, tag=self.tag, revision=claim.revision, by=by)
        tag = self.others["tag"]
        claim = tag_claim(claim, tag=tag, revision=claim.revision, by=by)
        if stage == Stage.WITHDRAWN:
            withdraw_claim(
                claim, revision=now(claim).revision, by=by, reason="R", note="N"
            )
        review = draft_review(
            claim, by=self.newsroom.author, verdict=self.newsroom.verdict, summary="S."
        )
        revise_review(review, revision=1, by=self.newsroom.author, summary="T.")
        gone = factories.CitationFactory(claim=claim)
        remove_citation(gone, revision=1, by=by)
        citation = factories.CitationFactory(claim=claim)
        revise_citation(citation, revision=1, by=by, quote="Said.")
        revise_claim(claim, revision=now(claim).revision, by=by, place="Baku")
        return now(claim)

    def reviews_at(self, stage: str) -> list[Any]:
        """Give a draft of a claim at the stage and, where there may be one, a submitted one."""
        draft = self.claims[stage].reviews.ours().open().get()
        if stage == Stage.DRAFT:
            return [draft]
        other = self.claim_at(stage).reviews.ours().open().get()
        return [draft, submit_review(other, revision=2, by=self.newsroom.author)]

    def waiting_at(self, stage: str) -> Any:
        """Make a claim that waits to be published at a time."""
        claim = self.claim_at(stage)
        at = timezone.now() + datetime.timedelta(days=1)
        editor = self.newsroom.editor
        schedule_publication(claim, at=at, revision=claim.revision, by=editor)
        return claim

    def row(self, model: type[models.Model], stage: str, action: str = "") -> Any:
        """Give the row of a model that a line at a stage is about."""
        match model._meta.model_name:
            case "claim":
                waits = action == "cancel_publication"
                return self.waiting[stage] if waits else self.claims[stage]
            case "review":
                wanted = STEPS[action].review if action in STEPS else {}
                fitting = [r for r in self.reviews[stage] if r.state in wanted]
                return (fitting or self.reviews[stage])[0]
            case "citation":
                return Citation.objects.get(claim=self.claims[stage])
            case "comment":
                return self.comments[stage]
            case "job":
                return self.jobs.get(action) or self.jobs["cancel_job"]
            case "webhook":
                return self.webhooks.get(action) or self.others["webhook"]
            case "entry" | "publishedclaim":
                claim = self.claims[
                    stage if stage in ("published", "withdrawn") else "published"
                ]
                rows = model._default_manager.using("default")
                if model._meta.model_name == "publishedclaim":
                    return rows.get(claim_id=self.claims["published"].pk, until=None)
                return rows.filter(claim=claim).first()
            case other:
                return self.others[other]

    def bulk_row(self, stage: str, action: str) -> Any:
        """Give the row that a bulk action does its thing to: a claim or its review."""
        return self.claims[stage] if BULK[action].stands else self.reviews[stage][0]

    def event(self, model: Any, stage: str, part: str) -> int:
        """Find the last change that took something of a row, or of a part of it."""
        table = apps.get_model("claims", part)
        is_own = table is model
        column = "pgh_obj_id" if is_own else dict(PARTS[model])[table]
        label = "delete" if table in REMOVED and not is_own else "update"
        events = events_of(table)._default_manager.filter(pgh_label=label)
        return events.filter(**{column: self.row(model, stage).pk}).latest("pgh_id").pk
