import pytest

from claims.intake.claim_reviews.items import claim_reviews_in, read_item
from claims.intake.claim_reviews.values import Found, Named, UnreadableError

from .dirt import PLAIN, claimed, rated, with_, without

CHECKS = Named("Checks", site="https://checks.example/")
EXPECTED = Found(
    text="The moon is hollow",
    url="https://checks.example/moon",
    label="False",
    publisher=CHECKS,
    claimant=Named("Ann Other", is_person=True),
    claimed="2020-05-01",
    language="en",
    reviewed="2020-05-06",
    summary="It is not.",
)


def test_plain_review_is_read_as_it_is():
    assert read_item(PLAIN) == (EXPECTED, ())


# What is met, and how it differs from the plain review once it is read.
MET = {
    "nulls": (
        with_(datePublished=None, inLanguage=None, author=None, itemReviewed=None),
        {
            "reviewed": "",
            "language": "und",
            "publisher": None,
            "claimant": None,
            "claimed": "",
        },
    ),
    "lists for texts": (
        with_(claimReviewed=[None, "", "The moon is hollow"], url=[PLAIN["url"]]),
        {},
    ),
    "a list in a list": (with_(claimReviewed=[["The moon is hollow"]]), {}),
    "values in objects": (
        with_(claimReviewed={"@value": "The moon is hollow", "@language": "en"}),
        {},
    ),
    "a label in a list": (rated(alternateName=["False", "Falso"]), {}),
    "a label in an object": (rated(alternateName={"@value": "False"}), {}),
    "a label in another language": (rated(alternateName="YANLIŞ"), {"label": "YANLIŞ"}),
    "a sentence for a label": (
        rated(alternateName="It is rock.\nAll of it."),
        {"label": "It is rock.\nAll of it."},
    ),
    "a name for the label": (rated(alternateName="", name="False"), {}),
    "a bare rating": (with_(reviewRating="False"), {"summary": ""}),
    "a number for a rating": (with_(reviewRating=3), {"label": "3", "summary": ""}),
    "a list of ratings": (with_(reviewRating=[PLAIN["reviewRating"]]), {}),
    "numbers alone": (rated(alternateName=None), {"label": "1/5"}),
    "a number alone": (
        rated(alternateName=None, ratingValue="2", bestRating=None),
        {"label": "2"},
    ),
    "numbers as texts": (rated(ratingValue="1", bestRating="5", worstRating="1,0"), {}),
    "no number": (rated(ratingValue="n/a"), {}),
    "entities": (
        with_(claimReviewed="Tom &amp; &quot;Jerry&quot; &amp;amp; co"),
        {"text": 'Tom & "Jerry" & co'},
    ),
    "mojibake": (
        with_(claimReviewed="CafÃ© â€œclosedâ€\x9d"),
        {"text": "Café “closed”"},
    ),
    "marks nobody sees": (with_(claimReviewed="The moon\u202e is hollow\u0007"), {}),
    "an author by name": (with_(author="Checks"), {"publisher": Named("Checks")}),
    "an author by address": (
        with_(author={"url": "https://www.checks.example/about"}),
        {"publisher": Named("checks.example", site="https://www.checks.example/about")},
    ),
    "authors in a list": (with_(author=[None, {"name": ""}, PLAIN["author"]]), {}),
    "a publisher, no author": (
        {**without("author"), "publisher": PLAIN["author"]},
        {},
    ),
    "an author known elsewhere": (
        with_(author={"name": "Checks", "sameAs": ["x", "https://checks.example/"]}),
        {},
    ),
    "an address too long": (
        with_(author={"name": "Checks", "url": "https://x.example/" + "x" * 2048}),
        {"publisher": Named("Checks")},
    ),
    "no claimant": (claimed(author=None), {"claimant": None}),
    "a creator": (
        claimed(author=None, creator={"@type": "Person", "name": "Ann Other"}),
        {},
    ),
    "a work that was reviewed": (
        with_(itemReviewed=[{**PLAIN["itemReviewed"], "@type": "CreativeWork"}]),
        {},
    ),
    "a text that was reviewed": (
        with_(itemReviewed="The moon"),
        {"claimant": None, "claimed": ""},
    ),
    "a claim dated where it was seen": (
        claimed(datePublished=None, firstAppearance={"datePublished": "2020-05-01"}),
        {},
    ),
    "an address as an object": (with_(url={"@id": PLAIN["url"]}), {}),
    "a scheme in capitals": (with_(url="HTTPS" + PLAIN["url"][5:]), {}),
    "an address of the page": (
        {**without("url"), "mainEntityOfPage": PLAIN["url"]},
        {},
    ),
    "an underscored language": (with_(inLanguage="PT_br"), {"language": "pt-br"}),
    "a language by its name": (
        with_(inLanguage={"@type": "Language", "name": "Czech", "alternateName": "cs"}),
        {"language": "cs"},
    ),
    "a long explanation": (
        rated(ratingExplanation="So. " * 400),
        {"summary": "", "body": ("So. " * 400).strip()},
    ),
    "a body": (with_(reviewBody="At length."), {"body": "At length."}),
    "a description": (
        with_(reviewRating="False", description="It is not."),
        {},
    ),
}


@pytest.mark.parametrize(("item", "changed"), MET.values(), ids=MET)
def test_what_is_met_is_read(item, changed):
    found, problems = read_item(item)

    assert found == Found(**{**vars(EXPECTED), **changed})
    assert problems == ()


# What is left out, and what is said of it.
LEFT_OUT = {
    "a date in two ways": (
        with_(datePublished="05/06/2020"),
        {"reviewed": ""},
        "datePublished: '05/06/2020' is no date that can be read for certain; left out",
    ),
    "a claimant too long": (
        claimed(author={"name": "x" * 201}),
        {"claimant": None},
        "itemReviewed.author: the name is longer than 200 characters; left out",
    ),
    "a language that is none": (
        with_(inLanguage="the Queen's"),
        {"language": "und"},
        'inLanguage: "the Queen\'s" is no language tag; left out',
    ),
    "a rating out of range": (
        rated(ratingValue=7),
        {},
        "reviewRating: 7 is not between 1 and 5",
    ),
    "a claimant that cannot be kept": (
        claimed(author="A\x00nn"),
        {"claimant": None},
        "itemReviewed.author: Leave out control characters: character 2 is U+0000.; left out",
    ),
}


@pytest.mark.parametrize(("item", "changed", "said"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_what_cannot_be_read_for_certain_is_left_out_and_said(item, changed, said):
    found, problems = read_item(item)

    assert found == Found(**{**vars(EXPECTED), **changed})
    assert problems == (said,)


REFUSED = {
    "claimReviewed is missing": without("claimReviewed"),
    "claimReviewed is longer than 2000 characters": with_(claimReviewed="x" * 2001),
    "reviewRating is missing": without("reviewRating"),
    "reviewRating is longer than 4000 characters": with_(reviewRating="x" * 4001),
    "url is missing": without("url"),
    "url is no web address: 'www.checks.example'": with_(url="www.checks.example"),
    "url is no web address: 'http://['": with_(url="http://["),
    "reviewBody is longer than 50000 characters": with_(reviewBody="x" * 50_001),
    "Leave out the half of a character: character 1 is U+D800.": with_(
        claimReviewed="\ud800"
    ),
    "Leave out control characters: character 2 is U+0000.": with_(url="h\x00"),
}


@pytest.mark.parametrize("said", REFUSED)
def test_item_without_what_a_review_needs_is_refused(said):
    with pytest.raises(UnreadableError) as refused:
        read_item(REFUSED[said])

    assert str(refused.value) == said


MICRODATA = {
    "type": ["https://schema.org/ClaimReview"],
    "properties": {"claimReviewed": "The moon is hollow"},
}
AROUND = {
    "itself": (PLAIN, [PLAIN]),
    "a list": ([PLAIN, None, 3, PLAIN], [PLAIN, PLAIN]),
    "a graph": ({"@graph": [{"@type": "WebPage"}, PLAIN]}, [PLAIN]),
    "a feed": (
        {"dataFeedElement": [{"item": [PLAIN]}, {"item": None}]},
        [PLAIN],
    ),
    "two types": (with_(**{"@type": ["Review", "ClaimReview"]}),) * 2,
    "an address for a type": (
        with_(**{"@type": "http://schema.org/ClaimReview"}),
        [with_(**{"@type": "http://schema.org/ClaimReview"})],
    ),
    "microdata": (
        MICRODATA,
        [{"@type": MICRODATA["type"], "claimReviewed": "The moon is hollow"}],
    ),
    "no type": ({"claimReviewed": "x", "@type": [3]}, []),
}
AROUND["two types"] = (AROUND["two types"][0], [AROUND["two types"][0]])


@pytest.mark.parametrize(("value", "found"), AROUND.values(), ids=AROUND)
def test_reviews_are_found_in_what_is_around_them(value, found):
    assert list(claim_reviews_in(value)) == found


def test_what_is_nested_without_end_is_not_looked_into():
    deep = PLAIN
    for _ in range(900):
        deep = {"item": deep}

    assert list(claim_reviews_in(deep)) == []
