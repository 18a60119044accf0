"""A load client: so many connections kept open, each answer compared byte for byte."""

import socket
import threading
import time

CONNECTIONS = 16
ROOM = 1 << 22


class WrongAnswerError(Exception):
    """An answer was not the one expected."""


class Client:
    """One connection that is kept open, and the memory its answers are read into."""

    def __init__(self, host: str, port: int) -> None:
        self.socket = socket.create_connection((host, port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.host = f"{host}:{port}"
        self.memory = memoryview(bytearray(ROOM))

    def get(self, path: str) -> memoryview:
        """Get the body at a path; it is overwritten by the next one."""
        self.socket.sendall(
            f"GET {path} HTTP/1.1\r\nHost: {self.host}\r\n\r\n".encode()
        )
        filled, start, end = 0, 0, ROOM
        while filled < end:
            received = self.socket.recv_into(self.memory[filled:])
            if not received:
                raise WrongAnswerError(f"The server hung up on {path}.")
            filled += received
            if not start:
                start, length = self.head(path, filled)
                end = start + length if start else ROOM
        return self.memory[start:end]

    def head(self, path: str, filled: int) -> tuple[int, int]:
        """Give where the body starts, 0 where the head is not all there, and its length."""
        head, blank, _ = bytes(self.memory[: min(filled, 8192)]).partition(b"\r\n\r\n")
        if not blank:
            return 0, 0
        status, *lines = head.decode("latin-1").split("\r\n")
        if status.split(" ")[1] != "200":
            raise WrongAnswerError(f"{path} answers {status}.")
        fields = dict(line.lower().split(": ", 1) for line in lines)
        return len(head) + 4, int(fields["content-length"])


def load(
    host: str, port: int, answers: dict[str, bytes], seconds: float
) -> tuple[list[float], float]:
    """Ask for the pages in turn for some seconds.

    Returns how long each answer took, and all of it until the last one. Raises ``WrongAnswerError`` for one that is not what ``answers`` has.
    """
    times: list[float] = []
    faults: list[Exception] = []
    paths = list(answers)
    start = time.perf_counter()
    until = start + seconds

    def ask(number: int) -> None:
        turn, asked = number * len(paths) // CONNECTIONS, False
        try:
            client = Client(host, port)
            with client.socket:
                began = time.perf_counter()
                # Once at least: a busy machine may take all the time to begin.
                while not asked or began < until:
                    path = paths[turn % len(paths)]
                    body = client.get(path)
                    times.append(time.perf_counter() - began)
                    if bytes(body) != answers[path]:
                        raise WrongAnswerError(f"{path} answers other bytes.")
                    turn += 1
                    asked, began = True, time.perf_counter()
        except (OSError, WrongAnswerError) as error:
            faults.append(error)

    threads = [threading.Thread(target=ask, args=[n]) for n in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return times, time.perf_counter() - start
