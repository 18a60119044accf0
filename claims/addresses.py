"""Web addresses: one form for all the ways to write the same one, as plain Python."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from url_normalize import url_normalize

# Parameters that say how a reader came, never what is read.
TRACKING = {
    "dclid",
    "fbclid",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "oly_anon_id",
    "oly_enc_id",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "wickedid",
    "yclid",
    "ysclid",
}
TRACKING_PREFIXES = (
    "_hs",
    "at_campaign",
    "at_medium",
    "ga_",
    "hsa_",
    "mtm_",
    "ns_",
    "pk_",
    "piwik_",
    "utm_",
)
FOLDER_PAGES = ("/index.html", "/index.htm")
# Hosts that are one: the second has been the first's name.
RENAMED = {"dx.doi.org": "doi.org", "www.doi.org": "doi.org"}

HTTP = re.compile(r"\s*https?://[^/?#]", re.IGNORECASE)
HOST = re.compile(r"[a-z0-9]([a-z0-9._-]*[a-z0-9])?|\[[0-9a-f:.]+\]")
PORT = re.compile(r"(:[0-9]{1,5})?")
ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+", re.IGNORECASE)
DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>“”]+")
ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*([0-9][0-9 -]{8,16}[0-9Xx])", re.IGNORECASE)
# What ends a sentence or closes a bracket, rather than an address.
AFTER = ".,;:!?'’)]}"  # noqa: RUF001


class NotAnAddressError(ValueError):
    """A text that is no address of the web."""


def canonical(text: str) -> str:
    """Give the one form of a web address that all its variants share.

    It is a key to compare by, not an address to show: http becomes https, and
    names, tracking parameters, the fragment, a closing slash and ``index.html``
    go, unless the fragment is an address itself (``#!``). Hosts such as ``m.``
    and ``amp.`` stay: that they say the same is not certain.

    Raises ``NotAnAddressError`` for every text that is no address, and nothing else.
    """
    if not HTTP.match(text):
        raise NotAnAddressError("Give a full address that starts with http.")
    address, _, fragment = text.strip().partition("#")
    try:
        parts = urlsplit(url_normalize(address) or "")
        host, port = host_of(parts.netloc)
    except ValueError as error:
        raise NotAnAddressError(f"This is no web address: {error}.") from error
    path = path_of(parts.path)
    if host == "doi.org":
        path = path.lower()
    query = "&".join(
        each for each in parts.query.split("&") if each and not is_tracking(each)
    )
    scheme = parts.scheme if port else "https"
    key = f"{scheme}://{host}{port}{path}" + (f"?{query}" if query else "")
    if fragment.startswith("!"):
        return f"{key}#{fragment.split(':~:')[0]}"
    return key


def host_of(netloc: str) -> tuple[str, str]:
    """Give host and port, which is empty where it goes without saying."""
    place = netloc.rpartition("@")[2]
    host = place if place.endswith("]") else re.sub(r":[^:\]]*$", "", place)
    port = place[len(host) :]
    if not HOST.fullmatch(host) or not PORT.fullmatch(port):
        raise NotAnAddressError("This is no web address: its host is not well formed.")
    return RENAMED.get(host, host), port


def path_of(path: str) -> str:
    """Leave out a closing slash and the name of a folder's own page."""
    while True:
        shorter = path.rstrip("/")
        for page in FOLDER_PAGES:
            shorter = shorter.removesuffix(page)
        if shorter == path:
            return path
        path = shorter


def is_tracking(parameter: str) -> bool:
    """Tell whether a parameter says how a reader came, not what is read."""
    name = parameter.partition("=")[0].lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES)


def addresses_in(text: str) -> Iterator[str]:
    """Find the addresses that a citation gives: links, a DOI, an ISBN."""
    for found in ADDRESS.finditer(text):
        yield trimmed(found[0])
    for found in DOI.finditer(ADDRESS.sub(" ", text)):
        yield f"https://doi.org/{trimmed(found[0])}"
    for found in ISBN.finditer(text):
        digits = re.sub(r"[ -]", "", found[1]).upper()
        if len(digits) in (10, 13):
            yield f"https://openlibrary.org/isbn/{digits}"


def trimmed(address: str) -> str:
    """Take off the punctuation after an address, but not a bracket it opened."""
    while address and address[-1] in AFTER:
        if address[-1] == ")" and address.count("(") >= address.count(")"):
            break
        address = address[:-1]
    return address
