"""Several people who ask a server at once, in one thread over raw sockets: what asks must not take the processor from
what is asked. By http.client in eight threads the asking took a third of two cores, and measured itself."""

from __future__ import annotations

import selectors
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Asked = bytes  # a whole request, headers and body
WAIT = 30.0  # seconds after which a server that says nothing is taken for dead
PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Said:
    """What was answered: `head` is the status line and the headers."""

    status: int
    head: bytes
    body: bytes

    def cookies(self) -> Iterator[tuple[str, str]]:
        """Name and value of each cookie that is to be kept."""
        for line in self.head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b":")
            if name.lower() == b"set-cookie":
                kept, _, given = value.decode().strip().split(";", 1)[0].partition("=")
                yield kept, given


def request(method: str, path: str, cookies: dict[str, str], body: str | None = None) -> Asked:
    """A request as a browser that keeps its connection would send it; `body` is a form, encoded."""
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    if body is not None:
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    return ("\r\n".join(lines) + "\r\n\r\n" + (body or "")).encode()


class Line:
    """One person's connection, which is kept open, and what comes over it."""

    def __init__(self, port: int, person: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), WAIT)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.person, self.come = person, b""

    def heard(self) -> Said | None:
        """Take what has come; the answer when that is all of it. Raises ConnectionError when the server hung up."""
        piece = self.socket.recv(PIECE)
        if not piece:
            raise ConnectionError("the server closed the connection")
        self.come += piece
        head, end, body = self.come.partition(b"\r\n\r\n")
        if not end or len(body) < length_of(head):
            return None
        self.come = b""
        return Said(int(head[9:12]), head, body)


def length_of(head: bytes) -> int:
    """How long the body is. Raises ValueError where the head does not say it."""
    at = head.lower().index(b"content-length:") + len("content-length:")
    return int(head[at:].split(b"\r\n", 1)[0])


def together(port: int, people: int, seconds: float, ask: Callable[[int, Said | None], Asked]) -> list[float]:
    """Let so many people ask for so long, each as soon as they are answered. `ask` gives a person's next request, and
    is told what the last one was answered (None: the first one). Gives how long each answer took, in ms."""
    lines = [Line(port, person) for person in range(people)]
    took: list[float] = []
    began = [0.0] * people
    with selectors.DefaultSelector() as waiting:
        for line in lines:
            waiting.register(line.socket, selectors.EVENT_READ, line)
        end = time.perf_counter() + seconds
        for line in lines:
            send(line, ask(line.person, None), began)
        open_ = people
        while open_:
            ready = waiting.select(WAIT)
            if not ready:
                raise TimeoutError("the server does not answer")
            for key, _ in ready:
                line = key.data
                said = line.heard()
                if said is None:
                    continue
                now = time.perf_counter()
                took.append((now - began[line.person]) * 1000)
                asked = ask(line.person, said)  # also of the last answer: what was refused is then found out
                if now < end:
                    send(line, asked, began)
                else:
                    open_ -= 1
                    waiting.unregister(line.socket)
                    line.socket.close()
    return took


def send(line: Line, asked: Asked, began: list[float]) -> None:
    began[line.person] = time.perf_counter()
    line.socket.sendall(asked)
