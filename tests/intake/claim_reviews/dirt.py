"""One plain ClaimReview, and the ways real ones differ from it."""

import json

PLAIN = {
    "@context": "https://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.example/moon",
    "claimReviewed": "The moon is hollow",
    "datePublished": "2020-05-06",
    "inLanguage": "en",
    "author": {
        "@type": "Organization",
        "name": "Checks",
        "url": "https://checks.example/",
    },
    "itemReviewed": {
        "@type": "Claim",
        "datePublished": "2020-05-01",
        "author": {"@type": "Person", "name": "Ann Other"},
    },
    "reviewRating": {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
        "ratingExplanation": "It is not.",
    },
}


def with_(**changes):
    """Give the plain review with other values; ``None`` stays a null."""
    return {**PLAIN, **changes}


def without(*names):
    return {name: value for name, value in PLAIN.items() if name not in names}


def rated(**changes):
    return with_(reviewRating={**PLAIN["reviewRating"], **changes})


def claimed(**changes):
    return with_(itemReviewed={**PLAIN["itemReviewed"], **changes})


def octets(value) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
