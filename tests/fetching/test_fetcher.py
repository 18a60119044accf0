"""What is fetched and what never is, counted at a listener that nobody may reach."""

import gzip
import random
import socket
import ssl
import threading
import time
import zlib
from urllib.parse import quote, unquote

import pytest
import trustme

from claims.fetching import Fetcher, FetchError, RefusedAddressError, UnreachableError
from claims.fetching.fetcher import AGENT, LARGEST
from tests.fetching.forms import forms
from tests.fetching.servers import Listener, say, serving


@pytest.fixture
def private():
    listener = Listener()
    yield listener
    listener.close()


def fetcher_for(server, *others, **options):
    return Fetcher(
        ports=frozenset({server.port, *others}),
        allowing=frozenset({server.address}),
        **options,
    )


def home(request):
    say(request, b"<p>Hello", content_type="Text/HTML; charset=utf-8")


def redirecting(request):
    """Answer ``/to/<address>`` with a redirect there, and ``/n`` with one to n - 1."""
    path = request.path.removeprefix("/")
    if path.startswith("to/"):
        say(request, status=302, location=unquote(path.removeprefix("to/")))
    elif path.isdigit() and path != "0":
        say(request, status=307, location=f"/{int(path) - 1}")
    else:
        home(request)


def reached(private):
    # Whoever connected has been counted by now.
    with socket.create_connection(("127.0.0.1", private.port)):
        pass
    time.sleep(0.15)
    private.connections -= 1
    return private.connections


def test_fetch_gives_what_came():
    with serving(home) as server:
        fetched = fetcher_for(server).fetch(f"{server.url}/a?b=c#d")

    assert fetched.url == f"{server.url}/a?b=c"
    assert (fetched.status, fetched.body) == (200, b"<p>Hello")
    assert fetched.media_type == "text/html"
    [asked] = server.asked
    assert asked.path == "/a?b=c"
    assert asked.headers["user-agent"] == AGENT
    assert asked.headers["host"] == f"127.0.0.1:{server.port}"


def hostile(host, port, **options):
    """Read numbers as the system does, and have every name lead home."""
    try:
        return socket.getaddrinfo(host, port, flags=socket.AI_NUMERICHOST, **options)
    except OSError:
        return [(0, 0, 0, "", ("127.0.0.1", port))]


def test_no_form_of_address_reaches_a_private_listener(private):
    fetcher = Fetcher(resolve=hostile, ports=frozenset({private.port}))
    tried = forms(private.port)

    refused = 0
    for url in tried:
        with pytest.raises(FetchError):
            fetcher.fetch(url)
        refused += 1

    assert refused == len(tried) >= 200
    assert reached(private) == 0


def test_no_redirect_reaches_a_private_listener(private):
    tried = random.Random(7).sample(forms(private.port), 60)
    with serving(redirecting) as server:
        fetcher = fetcher_for(server, private.port, resolve=hostile)
        for url in tried:
            location = url.encode("utf-8", "replace").decode("latin-1")
            try:
                fetched = fetcher.fetch(f"{server.url}/to/{quote(location, safe='')}")
            except FetchError:
                continue
            assert fetched.url.startswith(server.url), url

    assert reached(private) == 0


@pytest.mark.drill
def test_no_redirect_of_any_form_reaches_a_private_listener(private):
    with serving(redirecting) as server:
        fetcher = fetcher_for(server, private.port, resolve=hostile)
        for url in forms(private.port):
            location = url.encode("utf-8", "replace").decode("latin-1")
            try:
                fetched = fetcher.fetch(f"{server.url}/to/{quote(location, safe='')}")
            except FetchError:
                continue
            assert fetched.url.startswith(server.url), url

    assert reached(private) == 0


def test_name_that_leads_elsewhere_the_second_time_is_looked_up_once(private):
    with serving(home) as server:
        answers = [server.address[0], "127.0.0.2"]
        asked = []

        def resolve(host, port, **options):
            asked.append(host)
            return [(0, 0, 0, "", (answers[min(len(asked), 2) - 1], port))]

        fetched = fetcher_for(server, resolve=resolve).fetch(
            f"http://rebinding.example:{server.port}/"
        )

    assert fetched.body == b"<p>Hello"
    assert asked == ["rebinding.example"]
    assert server.asked[0].headers["host"] == f"rebinding.example:{server.port}"


@pytest.mark.parametrize(
    "also", ["127.0.0.1", "::1", "10.0.0.1", "169.254.169.254", "::ffff:127.0.0.1"]
)
@pytest.mark.parametrize("public_first", [True, False])
def test_name_with_one_private_address_is_not_connected_to(private, also, public_first):
    def resolve(host, port, **options):
        both = ["93.184.215.14", also]
        return [
            (0, 0, 0, "", (address, port))
            for address in (both if public_first else reversed(both))
        ]

    fetcher = Fetcher(resolve=resolve, ports=frozenset({private.port}))

    with pytest.raises(RefusedAddressError, match="is not a public address"):
        fetcher.fetch(f"http://both.example:{private.port}/")
    assert reached(private) == 0


def test_next_address_is_tried_when_one_does_not_answer():
    with serving(home) as server:

        def resolve(host, port, **options):
            return [(0, 0, 0, "", (each, port)) for each in ("127.0.0.2", "127.0.0.1")]

        fetcher = Fetcher(
            resolve=resolve,
            ports=frozenset({server.port}),
            allowing=frozenset({server.address, ("127.0.0.2", server.port)}),
        )
        fetched = fetcher.fetch(f"http://two.example:{server.port}/")

    assert fetched.status == 200


def test_nobody_at_an_address_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    fetcher = Fetcher(
        ports=frozenset({port}), allowing=frozenset({("127.0.0.1", port)})
    )

    with pytest.raises(UnreachableError, match="does not answer"):
        fetcher.fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("answer", [OSError("no such name"), [], [("not an address",)]])
def test_name_that_leads_nowhere(answer):
    def resolve(host, port, **options):
        if isinstance(answer, OSError):
            raise answer
        return [(0, 0, 0, "", each) for each in answer]

    with pytest.raises(UnreachableError, match="leads nowhere"):
        Fetcher(resolve=resolve).fetch("http://nowhere.example/")


def test_name_that_takes_too_long_to_look_up():
    waiting = threading.Event()

    def resolve(host, port, **options):
        waiting.wait(10)
        return []

    with pytest.raises(UnreachableError, match="too long"):
        Fetcher(resolve=resolve, seconds=0.2).fetch("http://slow.example/")
    waiting.set()


def test_other_ports_are_not_fetched_from(private):
    for port in (private.port, 22, 25, 5432, 6379, 8080):
        with pytest.raises(RefusedAddressError, match=f"port {port}"):
            Fetcher().fetch(f"http://127.0.0.1:{port}/")

    assert reached(private) == 0


@pytest.mark.parametrize(("number", "fine"), [(1, True), (5, True), (6, False)])
def test_five_redirects_are_followed(number, fine):
    with serving(redirecting) as server:
        fetcher = fetcher_for(server)
        if fine:
            assert fetcher.fetch(f"{server.url}/{number}").url == f"{server.url}/0"
        else:
            with pytest.raises(UnreachableError, match="more than 5 times"):
                fetcher.fetch(f"{server.url}/{number}")


def test_redirect_to_no_address_is_refused():
    with (
        serving(redirecting) as server,
        pytest.raises(RefusedAddressError, match="redirects to no address"),
    ):
        fetcher_for(server).fetch(f"{server.url}/to/http:%2F%2Fa:b")


def test_redirect_that_names_no_place_is_an_answer():
    with serving(lambda request: say(request, b"Moved", 302)) as server:
        assert fetcher_for(server).fetch(server.url).status == 302


def test_fetch_ends_at_its_deadline_whatever_drips():
    def drip(request):
        request.send_response(200)
        request.send_header("content-length", "1000")
        request.end_headers()
        for _ in range(100):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.05)

    began = time.monotonic()
    with serving(drip) as server, pytest.raises(UnreachableError, match="too long"):
        fetcher_for(server, seconds=0.5).fetch(server.url)
    assert time.monotonic() - began < 2


def test_redirects_share_one_deadline():
    def slow(request):
        time.sleep(0.3)
        redirecting(request)

    began = time.monotonic()
    with serving(slow) as server, pytest.raises(UnreachableError, match="too long"):
        fetcher_for(server, seconds=0.8).fetch(f"{server.url}/5")
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(("size", "fine"), [(LARGEST, True), (LARGEST + 1, False)])
def test_ten_mebibytes_are_read(size, fine):
    with serving(lambda request: say(request, b"x" * size)) as server:
        if fine:
            assert len(fetcher_for(server).fetch(server.url).body) == size
        else:
            with pytest.raises(UnreachableError, match="larger than 10 MiB"):
                fetcher_for(server).fetch(server.url)


NOISE = random.Random(1).randbytes(2000)


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(NOISE)),
        ("x-gzip", gzip.compress(NOISE)),
        ("deflate", zlib.compress(NOISE)),
        ("identity", NOISE),
    ],
)
def test_packed_body_is_unpacked(coding, packed):
    with serving(lambda request: say(request, packed, content_encoding=coding)) as here:
        assert fetcher_for(here).fetch(here.url).body == NOISE


@pytest.mark.parametrize(
    ("coding", "packed", "words"),
    [
        ("gzip", gzip.compress(b"0" * 1_000_000), "more than ten times"),
        ("deflate", zlib.compress(b"0" * 1_000_000), "more than ten times"),
        ("gzip", b"no gzip at all", "cannot be unpacked"),
        ("gzip", gzip.compress(NOISE)[:-200], "ends too early"),
        ("br", b"x", "packed as br"),
        ("gzip, gzip", gzip.compress(NOISE), "packed as gzip, gzip"),
    ],
)
def test_packed_body_that_is_refused(coding, packed, words):
    with (
        serving(lambda request: say(request, packed, content_encoding=coding)) as here,
        pytest.raises(UnreachableError, match=words),
    ):
        fetcher_for(here).fetch(here.url)


def test_answer_that_is_no_http_is_unreachable():
    def garbage(request):
        request.wfile.write(b"SSH-2.0-OpenSSH\r\n\r\n")

    with serving(garbage) as server, pytest.raises(UnreachableError, match="as it sh"):
        fetcher_for(server).fetch(server.url)


def test_proxies_and_credentials_of_the_environment_are_not_used(
    monkeypatch, private, tmp_path
):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{private.port}")

    def cookie(request):
        say(request, b"", 302, location="/0", set_cookie="a=b") if (
            request.path == "/"
        ) else home(request)

    with serving(cookie) as server:
        fetcher_for(server).fetch(f"{server.url}/")

    assert reached(private) == 0
    for asked in server.asked:
        assert not {"authorization", "cookie"} & {
            name.lower() for name in asked.headers
        }


@pytest.fixture
def authority(monkeypatch):
    """An authority of the test's own, trusted by the fetcher and by nobody else."""
    authority = trustme.CA()
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr("claims.fetching.fetcher.authorities", lambda: trusting)
    return authority


@pytest.mark.parametrize(
    ("host", "fine"), [("named.example", True), ("other.example", False)]
)
def test_tls_is_for_the_name_and_not_the_address(authority, host, fine):
    def resolve(host, port, **options):
        return [(0, 0, 0, "", ("127.0.0.1", port))]

    heard = []
    with serving(home) as server:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert("named.example").configure_cert(tls)
        tls.sni_callback = lambda _, name, __: heard.append(name)
        server.server.socket = tls.wrap_socket(server.server.socket, server_side=True)
        url = f"https://{host}:{server.port}/"
        if fine:
            assert fetcher_for(server, resolve=resolve).fetch(url).body == b"<p>Hello"
        else:
            with pytest.raises(UnreachableError, match="CERTIFICATE_VERIFY_FAILED"):
                fetcher_for(server, resolve=resolve).fetch(url)

    assert heard == [host]
