"""A served project and a real browser, for what only these can show."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from project.wsgi import application

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {1440: 1000, 400: 850}


class Server(ThreadingMixIn, WSGIServer):
    """Serves several requests at once, as a browser makes them."""


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    def log_message(self, *parts):
        pass


@contextmanager
def serving() -> Iterator[int]:
    """Serve the project, and give the port."""

    def closing(environ, start_response):
        try:
            response = application(environ, start_response)
            body = b"".join(response)
            response.close()
            return [body]
        finally:
            connections.close_all()

    with make_server("127.0.0.1", 0, closing, Server, Quiet) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running.server_port
        running.shutdown()
        thread.join()


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=ARGUMENTS
        )
        yield browser
        browser.close()


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
