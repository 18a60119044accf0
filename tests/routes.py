"""Every address of the site, as the URL resolver knows them."""

import re
from collections.abc import Iterator
from typing import Any

from django.urls import get_resolver


def routes(under: str = "") -> list[str]:
    """List the addresses that start with ``under``, each variable part filled in."""
    return sorted(
        {each for each in _walk(get_resolver(), "/") if each.startswith(under)}
    )


def _walk(resolver: Any, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        address = prefix + _filled(str(pattern.pattern))
        if hasattr(pattern, "url_patterns"):
            yield from _walk(pattern, address)
        else:
            yield address


def _filled(route: str) -> str:
    route = route.removeprefix("^").removesuffix("$").removesuffix("\\Z")
    route = re.sub(r"\(\?P<\w+>[^)]*\)", "1", route)
    return re.sub(
        r"<(\w+:)?\w+>",
        lambda found: (
            "01234567-89ab-7def-8123-456789abcdef" if found[1] == "uuid:" else "1"
        ),
        route,
    )
