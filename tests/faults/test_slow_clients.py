"""Clients that begin an upload and never end it hold a connection, not the desk."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

from tests.faults.client import Browser
from tests.faults.prepared import Prepared
from tests.faults.server import HOST, Server

HALF_OPEN = 60  # seven times as many as the server has threads
# An honest answer takes milliseconds; a server whose threads all wait for bodies would not answer at all.
SECONDS = 20.0


def test_sixty_half_open_uploads_keep_nobody_from_being_answered(desk: Prepared) -> None:
    head = "POST /login HTTP/1.1\r\nHost: desk\r\nContent-Type: text/plain\r\nContent-Length: 100000\r\n\r\nbegun"
    with Server(desk.instance) as server, ExitStack() as hanging:
        for _ in range(HALF_OPEN):
            line = hanging.enter_context(socket.create_connection((HOST, server.port), timeout=SECONDS))
            line.sendall(head.encode())
        began = time.monotonic()
        assert server.ready(SECONDS) == 200
        assert time.monotonic() - began < SECONDS
        browser = Browser(server)
        browser.log_in(desk.emails[0], desk.password)
        assert browser.get(f"/articles/{desk.article}").status == 200
