"""Every page that people work on, looked at by axe-core in a browser."""

from decimal import Decimal
from itertools import product

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone

from claims.models import Comparator, Role, Submission
from claims.services.comments import comment, resolve_comment
from claims.services.deliveries import acknowledge
from claims.services.keys import revoke_key
from claims.services.publication import publish_claim
from claims.services.quotas import add_up
from claims.services.reviews import draft_review
from claims.services.submissions import join_submission
from tests import factories
from tests.browser import SIZES, at_the_desk, chromium, session_of

pytestmark = pytest.mark.unmeasured

# A row here is a page looked at: its name, and its address made from a claim and a
# review of it that is being worked on.
PAGES = {
    "home": lambda claim, review: "/admin/",
    "list": lambda claim, review: "/admin/claims/claim/",
    "claim": lambda claim, review: change(claim),
    "step": lambda claim, review: f"/admin/claims/claim/{claim.pk}/do/publish_claim/",
    "review": lambda claim, review: change(review),
    "partner": lambda claim, review: change(partner()),
    "new key": lambda claim, review: change(partner()).replace("change", "key"),
    "webhook": lambda claim, review: change(webhook()),
    "new secret": lambda claim, review: change(webhook()).replace("change", "secret"),
    "receipts": lambda claim, review: receipts(),
    "tokens": lambda claim, review: "/accounts/tokens/",
    "submissions": lambda claim, review: "/admin/claims/submission/",
    "submission": lambda claim, review: change(waiting()),
    "taking a submission": lambda claim, review: take(waiting()),
}
MANAGED = {"partner", "new key", "webhook", "new secret", "receipts"}
SERIOUS = {"serious", "critical"}


def change(row):
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def partner():
    """Make a partner with keys in every state, one of them in use."""
    by = factories.UserFactory(is_superuser=True)
    key = factories.ApiKeyFactory(name="Site")
    revoke_key(factories.ApiKeyFactory(partner=key.partner), by=by)
    add_up({(key.pk, timezone.now().date()): [12, 1, timezone.now()]})
    return key.partner


def webhook():
    """Make an endpoint that was told of a claim, and failed at the next one."""
    made = factories.WebhookFactory(description="Corrections desk")
    by = factories.UserFactory(is_superuser=True)
    entry = publish_claim(factories.ClaimFactory(), revision=1, by=by)
    factories.WebhookAttemptFactory(
        webhook=made, sequence=entry.pk, is_delivered=True, status=204
    )
    factories.WebhookAttemptFactory(webhook=made, sequence=entry.pk + 1)
    acknowledge(made, entry)
    return made


def receipts():
    webhook()
    return "/admin/claims/acknowledgement/"


def waiting():
    return Submission.objects.waiting().get()


def take(submission):
    return f"/admin/claims/submission/{submission.pk}/do/take_submission/"


@pytest.fixture
def full(server, people):
    """Make a claim with everything its page can show, and a review of it."""
    editor = people["Editor"]
    claim = factories.FigureClaimFactory()
    publisher = factories.AgentFactory()
    for value, scope in ((7000, ""), (5000, ""), (300, "soldiers only")):
        factories.CitationFactory(
            claim=claim,
            source__publisher=publisher,
            role=Role.EVIDENCE,
            comparator=Comparator.ABOUT,
            value=Decimal(value),
            scope=scope,
        )
    sent = {
        "partner": factories.PartnerFactory(),
        "reference": "desk-4711",
        "seen_url": "https://news.example.org/war",
        "note": "Readers ask.",
    }
    factories.SubmissionFactory(**sent)
    taken = factories.SubmissionFactory(**{**sent, "reference": "desk-4712"})
    join_submission(taken, claim=claim, revision=1, by=editor)
    comment(claim, text=f"Look, @{editor.username}.", by=editor)
    resolve_comment(comment(claim, text="Seen.", by=editor), by=editor)
    return claim, draft_review(claim, by=people["Fact-checker"], finding_best=7000)


@pytest.mark.parametrize(
    "looks",
    [
        # Each size and each theme once; a page is laid out alike in both themes.
        pytest.param([(1440, "light"), (400, "dark")], id="once"),
        pytest.param(
            [*product(SIZES, ("light", "dark"))], id="all", marks=pytest.mark.drill
        ),
    ],
)
@pytest.mark.parametrize("page", PAGES)
def test_page_has_no_serious_or_critical_violation(server, people, full, page, looks):
    address = PAGES[page](*full)
    role = "Partner manager" if page in MANAGED else "Editor"
    session = session_of(people[role])
    found, errors = [], []

    with chromium() as browser:
        for width, theme in looks:
            window = at_the_desk(browser, server, session, width, theme)
            shown = window.new_page()
            shown.on("pageerror", lambda error: errors.append(str(error)))
            shown.goto(address, wait_until="networkidle")
            if shown.evaluate("document.documentElement.scrollWidth") > width:
                found.append(f"wider than {width}")
            found += [
                (width, theme, each["id"], node["html"])
                for each in Axe().run(shown).response["violations"]
                if each["impact"] in SERIOUS
                for node in each["nodes"]
            ]
            window.close()

    assert "\n".join(map(str, found + errors)) == ""
