"""The desk in real browsers, served to them from the test's own database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, Page

from project.wsgi import application


class Server(ThreadingMixIn, WSGIServer):
    """Serves several requests at once, as a browser makes them."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    def log_message(self, *parts: Any) -> None:
        pass


def closing(environ: Any, start_response: Any) -> list[bytes]:
    try:
        response = application(environ, start_response)
        body = b"".join(response)
        response.close()
        return [body]
    finally:
        connections.close_all()


@contextmanager
def served() -> Iterator[str]:
    """Serve the project, and give its address."""
    with make_server("127.0.0.1", 0, closing, Server, Quiet) as running:
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}"
        finally:
            running.shutdown()
            thread.join()


def session_of(person: Any) -> str:
    """Log a person in, and give the cookie that says so."""
    client = Client()
    client.force_login(person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def page_as(browser: Browser, address: str, session: str, **options: Any) -> Page:
    """Open a browser window of a person's own, logged in."""
    context = browser.new_context(**options)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "url": address}
    context.add_cookies([cookie])  # type: ignore[list-item]
    page = context.new_page()
    page.set_default_timeout(60_000)
    return page
