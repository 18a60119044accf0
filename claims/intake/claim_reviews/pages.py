"""ClaimReviews in HTML: JSON-LD in scripts, and microdata.

lxml is there for the text of pages already; extruct would bring RDF libraries for
what is forty lines here, and takes two seconds to load.
"""

import io
from collections.abc import Iterator
from typing import Any, cast

from lxml import etree, html

from .places import Element, Unread, elements
from .values import DEEPEST

SCRIPTS = "//script[contains(@type, 'ld+json')]"
REVIEWS = "//*[@itemscope and contains(@itemtype, 'ClaimReview')]"
# Where the value of a property is, by what it is said with.
VALUES = {
    "meta": "content",
    "a": "href",
    "link": "href",
    "area": "href",
    "img": "src",
    "time": "datetime",
    "data": "value",
    "meter": "value",
}


def elements_of_page(page: bytes) -> Iterator[Element | Unread]:
    """Read what a page embeds; places are counted by script and by scope."""
    try:
        tree = html.document_fromstring(page)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        yield Unread("page", f"is no HTML: {error}")
        return
    for number, script in enumerate(tree.xpath(SCRIPTS), 1):
        text = (script.text or "").strip().removeprefix("<!--").removesuffix("-->")
        octets = io.BytesIO(text.strip().encode())
        for each in elements(io.BufferedReader(cast(io.RawIOBase, octets))):
            yield each._replace(place=f"script {number}, {each.place}")
    for number, scope in enumerate(tree.xpath(REVIEWS), 1):
        yield Element(f"microdata {number}", scope_of(scope))


def scope_of(scope: Any) -> dict[str, Any]:
    """Give the properties of a scope; a scope in a scope is an object.

    The tree is walked without recursion, however deep it is; scopes that are nested
    deeper than any review's are left out.
    """
    made: dict[str, Any] = {"@type": (scope.get("itemtype") or "").split()}
    waiting = [(child, made, 0) for child in reversed(scope)]
    while waiting:
        node, around, depth = waiting.pop()
        into = around
        if isinstance(node.tag, str) and (
            names := (node.get("itemprop") or "").split()
        ):
            if node.get("itemscope") is not None:
                into = {"@type": (node.get("itemtype") or "").split()}
                value: Any = into
            else:
                value = value_of(node)
            for name in names:
                around.setdefault(name, []).append(value)
        deeper = depth + (into is not around)
        if deeper < DEEPEST:
            waiting += [(child, into, deeper) for child in reversed(node)]
    return made


def value_of(node: Any) -> str:
    """Give the value of a property."""
    said = node.get(VALUES.get(node.tag, "content"))
    return said if said is not None else " ".join("".join(node.itertext()).split())
