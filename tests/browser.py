"""Debian's Chromium, headless, and the project served to it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    sync_playwright,
)

from project.wsgi import application

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

SIZES = {1440: 1000, 400: 850}

# Has a violation of the policy appear among what the console says.
TELL = """
document.addEventListener("securitypolicyviolation", (event) => console.error(
  `policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@contextmanager
def chromium(*arguments: str) -> Iterator[Browser]:
    """Run a browser that asks nobody but the pages it is sent to."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*ARGUMENTS, *arguments]
        )
        try:
            yield browser
        finally:
            browser.close()


class Server(ThreadingMixIn, WSGIServer):
    """Serves several requests at once, as a browser makes them."""


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    def log_message(self, *parts: Any) -> None:
        pass


def closing(environ: Any, start_response: Any) -> list[bytes]:
    """Answer, and leave no connection open."""
    try:
        response = application(environ, start_response)
        body = b"".join(response)
        response.close()
        return [body]
    finally:
        connections.close_all()


def note(message: ConsoleMessage, said: list[str]) -> None:
    """Keep what is more than a hint."""
    if message.type in ("error", "warning"):
        said.append(message.text)


@contextmanager
def serving() -> Iterator[int]:
    """Serve the project, and give the port."""
    with make_server("127.0.0.1", 0, closing, Server, Quiet) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield running.server_port
        finally:
            running.shutdown()
            thread.join()


@contextmanager
def browsing(said: list[str]) -> Iterator[tuple[Page, str]]:
    """Serve the project; give a page, and the address to open on it.

    What the console says is added to ``said``, violations of the policy too.
    """
    with serving() as port, chromium() as browser:
        page = browser.new_page()
        page.add_init_script(TELL)
        page.on("console", lambda message: note(message, said))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
        yield page, f"http://localhost:{port}"


def session_of(person) -> str:
    """Log a person in, before the browser starts: it allows no query in its thread."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def at_the_desk(
    browser: Browser, port: int, session: str, width: int = 1440, theme: str = "light"
) -> BrowserContext:
    """Open a window of whoever the session is of."""
    base = f"http://127.0.0.1:{port}"
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": SIZES[width]},
        color_scheme=theme,
    )
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": base}
    context.add_cookies([cookie])
    return context
