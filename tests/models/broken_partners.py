"""One broken row for each named constraint of partners, keys and their use."""

import datetime

from tests.factories import (
    ApiKeyFactory,
    DailyUseFactory,
    PartnerFactory,
    UserFactory,
)
from tests.models.broken import AGAIN, WHEN, Broken

SPEAKS = "partner_languages_are_well_formed"
OWNER = "apikey_scopes_fit_its_owner"
PARTNERS = [
    Broken(SPEAKS, PartnerFactory, {"languages": ["e"]}, "languages"),
    Broken(SPEAKS, PartnerFactory, {"languages": ["en", "en gb"]}, "languages"),
    Broken(
        "partner_licence_url_is_well_formed",
        PartnerFactory,
        {"licence_url": "a.example"},
        "licence_url",
    ),
    Broken(
        "partner_rate_limit_lets_something_through",
        PartnerFactory,
        {"rate_limit": 0},
        "rate_limit",
    ),
    Broken("apikey_prefix_is_well_formed", ApiKeyFactory, {"prefix": "x"}, "prefix"),
    Broken("apikey_digest_is_well_formed", ApiKeyFactory, {"digest": "x"}, "digest"),
    Broken(OWNER, ApiKeyFactory, {"scopes": ["desk"]}, "scopes"),
    Broken(OWNER, ApiKeyFactory, {"person": UserFactory}, "scopes"),
    Broken(OWNER, ApiKeyFactory, {"partner": None}, "scopes"),
    Broken("apikey_opens_something", ApiKeyFactory, {"scopes": []}, "scopes"),
    Broken(
        "apikey_expires_after_it_was_made",
        ApiKeyFactory,
        {"expires_at": WHEN - datetime.timedelta(days=1)},
        "expires_at",
    ),
    Broken(
        "dailyuse_is_one_row_a_day", DailyUseFactory, {AGAIN: ["key", "day"]}, "__all__"
    ),
    Broken("dailyuse_counts_something", DailyUseFactory, {"served": 0}, "__all__"),
]
