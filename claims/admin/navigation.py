"""The sidebar: what people work on, what they look up, what is public, who they are."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

SECTIONS = {
    "Work": [
        ("claims.claim", "Claims", "fact_check"),
        ("claims.review", "Reviews", "gavel"),
        ("claims.submission", "Submissions", "inbox"),
        ("claims.job", "Jobs", "manufacturing"),
    ],
    "Reference": [
        ("claims.topic", "Topics", "event"),
        ("claims.measure", "Measures", "straighten"),
        ("claims.agent", "Agents", "groups"),
        ("claims.source", "Sources", "article"),
        ("claims.tag", "Tags", "sell"),
        ("claims.verdict", "Verdicts", "balance"),
        ("claims.ratinglabel", "Rating labels", "label"),
    ],
    "Record": [
        ("claims.entry", "Entries", "history_edu"),
        ("claims.publishedclaim", "Published claims", "public"),
    ],
    "API": [
        ("claims.partner", "Partners", "handshake"),
        ("claims.webhook", "Webhooks", "webhook"),
        ("claims.webhookattempt", "Deliveries", "outbox"),
        ("claims.acknowledgement", "Receipts", "mark_email_read"),
    ],
    "Accounts": [("auth.user", "People", "person"), ("auth.group", "Groups", "badge")],
}


def sidebar(request: HttpRequest) -> list[dict[str, Any]]:
    """List the pages that this person may see, by section."""
    sections = []
    for title, pages in SECTIONS.items():
        items = [
            {
                "title": name,
                "icon": icon,
                "link": reverse(f"admin:{model.replace('.', '_')}_changelist"),
            }
            for model, name, icon in pages
            if request.user.has_perm(model.replace(".", ".view_"))
        ]
        if items:
            sections.append({"title": title, "separator": True, "items": items})
    return sections


def account(request: HttpRequest) -> list[dict[str, Any]]:
    """List the pages of one's own account, for the menu under one's name."""
    pages = {
        "Change password": "account_change_password",
        "Two-factor authentication": "mfa_index",
        "Sessions": "account_sessions",
        "Tokens": "account_tokens",
    }
    return [{"title": title, "link": reverse(name)} for title, name in pages.items()]
