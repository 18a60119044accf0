import json

from claims.intake.claim_reviews.pages import elements_of_page
from claims.intake.claim_reviews.places import Element, Unread

from .dirt import PLAIN

PAGE = f"""<!doctype html><html><head><meta charset="utf-8">
<script type="application/ld+json">{json.dumps(PLAIN)}</script>
<script type="application/ld+json; charset=utf-8"><!-- {{"a": }} --></script>
<script>var x = 1;</script>
</head><body>
<div itemscope itemtype="https://schema.org/ClaimReview">
  <!-- a comment -->
  <link itemprop="url" href="https://checks.example/moon">
  <span itemprop="claimReviewed name">The <b>moon</b>
     is hollow</span>
  <meta itemprop="datePublished" content="2020-05-06">
  <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
    <span itemprop="alternateName">Faux</span>
  </div>
  <span itemprop="author" itemscope><span itemprop="name">Checks</span></span>
</div></body></html>"""


def test_page_gives_its_scripts_and_its_scopes():
    found = list(elements_of_page(PAGE.encode()))

    assert found[0] == Element("script 1, item 1", PLAIN)
    assert found[1].place == "script 2, item 1"
    assert isinstance(found[1], Unread)
    assert found[2:] == [
        Element(
            "microdata 1",
            {
                "@type": ["https://schema.org/ClaimReview"],
                "url": ["https://checks.example/moon"],
                "claimReviewed": ["The moon is hollow"],
                "name": ["The moon is hollow"],
                "datePublished": ["2020-05-06"],
                "reviewRating": [
                    {"@type": ["https://schema.org/Rating"], "alternateName": ["Faux"]}
                ],
                "author": [{"@type": [], "name": ["Checks"]}],
            },
        )
    ]


def test_page_that_is_none_says_so():
    [found] = elements_of_page(b"<!-- -->")

    assert found.place == "page"


def test_page_of_scopes_without_end_is_read():
    scope = '<div itemscope itemprop="item" itemtype="https://schema.org/X">'
    page = '<div itemscope itemtype="x/ClaimReview">' + scope * 200

    [found] = elements_of_page(page.encode())

    depth, value = 0, found.value
    while "item" in value:
        depth, [value] = depth + 1, value["item"]
    assert depth == 30
