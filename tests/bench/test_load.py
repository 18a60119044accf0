import contextlib
import socket
import threading
import time

import pytest

from claims.bench.load import Client, WrongAnswerError, load

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


@contextlib.contextmanager
def answering(*parts):
    """Serve on loopback: each connection gets these parts for each request."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk(connection):
            with connection:
                while connection.recv(65536):
                    for part in parts:
                        connection.sendall(part)
                        # So that the next one comes by itself.
                        time.sleep(0.02)
                    if not parts:
                        return

        def accept():
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=talk, args=[connection]).start()

        server = threading.Thread(target=accept)
        server.start()
        try:
            yield listener.getsockname()[1]
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            server.join()


def get(port, path="/"):
    client = Client("127.0.0.1", port)
    with client.socket:
        return bytes(client.get(path))


def test_client_puts_an_answer_together():
    with answering(OK[:10], OK[10:39], OK[39:]) as port:
        assert get(port) == b"hi"


def test_client_refuses_what_is_no_answer():
    with answering() as port, pytest.raises(WrongAnswerError, match="hung up"):
        get(port)


def test_client_refuses_another_status():
    answer = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
    with answering(answer) as port, pytest.raises(WrongAnswerError, match="404"):
        get(port)


def test_load_compares_each_answer():
    with answering(OK) as port:
        times, elapsed = load("127.0.0.1", port, {"/": b"hi"}, 0.05)
        assert times
        assert elapsed >= 0.05
        with pytest.raises(WrongAnswerError, match="other bytes"):
            load("127.0.0.1", port, {"/": b"ho"}, 0.05)
