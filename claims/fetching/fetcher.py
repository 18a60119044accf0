"""The fetcher: one address, a few redirects, a deadline and a size."""

import contextlib
import functools
import re
import socket
import ssl
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urldefrag

import httpcore
import httpx

from .errors import RefusedAddressError, UnreachableError
from .guard import Deadline, Guard, Resolve

SECONDS = 20
LARGEST = 10 * 1024 * 1024
EXPANSION = 10
REDIRECTS = 5
PORTS = frozenset({80, 443, 8443})
DEFAULT_PORTS = {"http": 80, "https": 443}

# A name as it stands in DNS, or an IPv6 address without a zone.
LABEL = r"[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?"
NAME = re.compile(rf"{LABEL}(\.{LABEL})*\.?")
IPV6 = re.compile(r"[0-9a-f:.]+")
IPV4 = re.compile(r"(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}")
NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
LONGEST_NAME = 253

AGENT = "Claimbook/1 (fact-checking; keeps and checks the sources it cites)"


@dataclass(frozen=True)
class Fetched:
    """What an address answered in the end."""

    url: str
    status: int
    headers: httpx.Headers
    body: bytes

    @property
    def media_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@functools.cache
def authorities() -> ssl.SSLContext:
    """Load the certificates that are trusted, once: it takes 20 ms."""
    return httpx.create_ssl_context(trust_env=False)


class GuardedTransport(httpx.HTTPTransport):
    """The transport of httpx, over connections that the guard makes."""

    def __init__(self, guard: Guard) -> None:
        super().__init__(verify=authorities(), trust_env=False)
        self._pool.close()
        self._pool = httpcore.ConnectionPool(
            ssl_context=authorities(),
            network_backend=guard,
            max_connections=1,
        )


@dataclass(frozen=True)
class Fetcher:
    """Fetches from public addresses, and from ``allowing``, which a test names.

    No cookie, no credentials of an address and no proxy of the environment are used.
    """

    resolve: Resolve = socket.getaddrinfo
    ports: frozenset[int] = PORTS
    allowing: frozenset[tuple[str, int]] = frozenset()
    seconds: float = SECONDS

    def fetch(self, url: str) -> Fetched:
        """Get an address, following redirects; each is checked like the first.

        Raises ``RefusedAddressError`` before anything is connected to, and
        ``UnreachableError`` for what takes too long, is too large or broken.
        """
        deadline = Deadline(self.seconds)
        for _ in range(REDIRECTS + 1):
            fetched = self.ask("GET", url, deadline=deadline)
            location = fetched.headers.get("location")
            if fetched.status not in (301, 302, 303, 307, 308) or not location:
                return fetched
            try:
                url = str(httpx.URL(fetched.url).join(location))
            except (httpx.InvalidURL, ValueError) as error:
                raise RefusedAddressError("It redirects to no address.") from error
        raise UnreachableError(f"It redirects more than {REDIRECTS} times.")

    def ask(
        self,
        method: str,
        url: str,
        *,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str] | None = None,
        content: bytes | None = None,
        deadline: Deadline | None = None,
        first: int | None = None,
    ) -> Fetched:
        """Make one request, without following a redirect; raises as ``fetch``.

        With ``first``, that many bytes of the body are enough, as they came: once
        there is a status, nothing that comes of the body is an error.
        """
        checked = self.checked(url)
        guard = Guard(deadline or Deadline(self.seconds), self.resolve, self.allowing)
        sent = {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})}
        # Without a client of httpx, which reads redirects, cookies and .netrc itself.
        request = httpx.Request(
            method, checked, headers=sent, data=data, content=content
        )
        try:
            with (
                GuardedTransport(guard) as transport,
                contextlib.closing(transport.handle_request(request)) as response,
            ):
                return Fetched(
                    str(checked),
                    response.status_code,
                    response.headers,
                    body_of(response) if first is None else begun(response, first),
                )
        except (httpx.TimeoutException, httpcore.TimeoutException) as error:
            raise UnreachableError("It took too long.") from error
        except httpx.TransportError as error:
            raise UnreachableError(
                f"It does not answer as it should: {error}"
            ) from error

    def checked(self, url: str) -> httpx.URL:
        """Read an address once, refuse what is not fetched, and give it rebuilt."""
        if re.search(r"[\s\\\x00-\x20\x7f]", url):
            raise RefusedAddressError("The address holds a space or a backslash.")
        try:
            read = httpx.URL(urldefrag(url).url)
            host = read.raw_host.decode("ascii").lower()
        except (httpx.InvalidURL, UnicodeError, ValueError) as error:
            raise RefusedAddressError("This is no address.") from error
        if read.scheme not in DEFAULT_PORTS:
            raise RefusedAddressError("Only http and https are fetched.")
        if read.userinfo:
            raise RefusedAddressError("The address holds a user name.")
        port = read.port or DEFAULT_PORTS[read.scheme]
        if port not in self.ports:
            raise RefusedAddressError(f"Nothing is fetched from port {port}.")
        if not is_name(host):
            raise RefusedAddressError("The address names no host.")
        return read


def is_name(host: str) -> bool:
    """Tell whether a host is a name or an address written in the one usual way.

    Others (``127.1``, ``0x7f.1``, ``2130706433``) are read differently by each
    library, and nobody publishes under them.
    """
    if ":" in host:
        return IPV6.fullmatch(host) is not None
    if IPV4.fullmatch(host):
        return True
    if len(host) > LONGEST_NAME or not NAME.fullmatch(host):
        return False
    return not NUMBER.fullmatch(host.removesuffix(".").rpartition(".")[2])


def begun(response: httpx.Response, first: int) -> bytes:
    """Read the first bytes of a body, as many as come."""
    came = bytearray()
    with contextlib.suppress(httpx.TransportError, httpcore.TimeoutException):
        for chunk in response.iter_raw():
            came += chunk
            if len(came) >= first:
                break
    return bytes(came[:first])


def body_of(response: httpx.Response) -> bytes:
    """Read a body up to its limits, as it came and unpacked."""
    raw = bytearray()
    for chunk in response.iter_raw():
        raw += chunk
        if len(raw) > LARGEST:
            raise UnreachableError("It is larger than 10 MiB.")
    coding = response.headers.get("content-encoding", "identity").strip().lower()
    if coding in ("identity", ""):
        return bytes(raw)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise UnreachableError(f"It comes packed as {coding}, which was not asked for.")
    return unpacked(bytes(raw))


def unpacked(raw: bytes) -> bytes:
    """Unpack gzip or zlib, no further than ten times its size."""
    largest = min(len(raw) * EXPANSION, LARGEST)
    try:
        # 32 + 15: the header says which of the two it is.
        packed = zlib.decompressobj(47)
        body = packed.decompress(raw, largest + 1)
    except zlib.error as error:
        raise UnreachableError("It comes packed, and cannot be unpacked.") from error
    if len(body) > largest:
        raise UnreachableError("It unpacks to more than ten times its size.")
    if not packed.eof:
        raise UnreachableError("It comes packed, and ends too early.")
    return body
