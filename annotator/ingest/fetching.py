"""What a web page says of itself, by an address that a person typed: its title, its publisher, when it was published.

Addresses of strangers are fetched only where the setting FETCH allows it, in a process of its own (fetcher.py)
that is killed when its time is over, and are read like any stranger's file (sandbox.py).
The server itself opens no connection and parses nothing.

Against requests forged through the desk (OWASP SSRF Prevention, case 2): http and https on their usual ports only, no
credentials; the address a name resolves to is checked and then pinned, private, loopback, link-local and multicast ones
are refused (requests-hardened); each redirect, three at most, goes through the same checks; no proxy, no cookie, no
netrc. Whoever switches it on should still let a firewall keep the desk from its own network.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from urllib.parse import urljoin, urlsplit

from ..config import ROOT
from ..errors import Invalid
from . import sandbox
from .limits import Limits, readable_size

SECONDS: Final = 10.0  # for all of it, redirects too
STEP_SECONDS: Final = 5.0  # to connect, and between two pieces of an answer
MOST_REDIRECTS: Final = 3
MOST_BYTES: Final = 5 * 1024 * 1024  # as large as a page may be that is read (limits.py)
PORTS: Final = {"http": 80, "https": 443}
PAGES: Final = ("text/html", "application/xhtml+xml")
TYPE_IT: Final = "Type title and publisher."
# Threads of the server that may wait for a page at once: the others serve the desk.
_WAITING: Final = threading.BoundedSemaphore(2)


class CannotFetch(Invalid):
    """The page could not be had or read. Says why, and that its fields are typed then."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason} {TYPE_IT}", "url")
        self.reason = reason


class Session(Protocol):
    """As much of requests' session as is needed."""

    def get(self, url: str, **options: Any) -> Any: ...


def checked_target(url: str) -> str:
    """The address, if it may be fetched at all. Raises CannotFetch."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise CannotFetch("This is no address.") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise CannotFetch("Only addresses that begin with http:// or https:// are read.")
    if parts.username is not None or parts.password is not None:
        raise CannotFetch("An address with a name or a password in it is not read.")
    if port not in (None, PORTS[parts.scheme]):
        raise CannotFetch("Only the usual ports of web sites are read.")
    return url


def fetch(url: str, session: Session, *, clock: Callable[[], float] = time.monotonic) -> bytes:
    """The bytes of the page at an address, redirects followed. Raises CannotFetch.

    `session` must refuse private addresses by itself: annotator/hardened.py.
    """
    end = clock() + SECONDS
    for _ in range(MOST_REDIRECTS + 1):
        answer = session.get(
            checked_target(url),
            allow_redirects=False,
            stream=True,
            headers={"Accept": ", ".join(PAGES), "Accept-Encoding": "identity"},
        )
        try:
            if answer.status_code in (301, 302, 303, 307, 308):
                url = urljoin(url, answer.headers.get("Location", ""))
                continue
            return _body(answer, end, clock)
        finally:
            answer.close()
    raise CannotFetch(f"The page leads on more than {MOST_REDIRECTS} times.")


def _body(answer: Any, end: float, clock: Callable[[], float]) -> bytes:
    if answer.status_code != 200:
        raise CannotFetch(f"The site answered with {answer.status_code}.")
    kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in PAGES:
        raise CannotFetch(f"There is no web page at this address, but {kind or 'something that is not named'}.")
    content = bytearray()
    for chunk in answer.iter_content(16 * 1024):
        content += chunk
        if len(content) > MOST_BYTES:
            raise CannotFetch(f"The page is larger than {readable_size(MOST_BYTES)}.")
        if clock() > end:
            raise CannotFetch(f"The site took more than {SECONDS:.0f} seconds.")
    return bytes(content)


def fetch_apart(url: str) -> bytes:
    """`fetch` in a process of its own, which is killed when its time is over. Raises CannotFetch."""
    checked_target(url)
    try:
        done = subprocess.run(
            [sys.executable, "-B", "-P", "-s", "-m", "annotator.ingest.fetcher"],
            input=url.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": str(ROOT), "LANG": "C.UTF-8", "PATH": os.defpath},
            cwd="/",
            timeout=SECONDS + 3,  # until it has started
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise CannotFetch(f"The site took more than {SECONDS:.0f} seconds.") from None
    head, _, content = done.stdout.partition(b"\n")
    try:
        said = json.loads(head)
    except ValueError:
        raise CannotFetch("Fetching the page broke down.") from None
    if "trouble" in said:
        raise CannotFetch(said["trouble"])
    return content


@dataclass(frozen=True)
class PageSaid:
    """What a page says of itself; None where it says nothing. `published` is aware, in UTC."""

    title: str | None
    publisher: str | None
    published: datetime | None


def read_page(url: str, *, fetch: Callable[[str], bytes] = fetch_apart, limits: Limits | None = None) -> PageSaid:
    """Fetch a page and read what it says of itself. Raises CannotFetch."""
    if not _WAITING.acquire(timeout=SECONDS):
        raise CannotFetch("Others are having pages read just now.")
    try:
        result = sandbox.read_file(fetch(url), "page.html", limits)
    finally:
        _WAITING.release()
    if not result.drafts:
        raise CannotFetch("The page came, but there is no text in it that could be read.")
    draft = result.drafts[0]
    if not draft.title and not draft.outlet:
        raise CannotFetch("The page came, but says neither its title nor its publisher.")
    return PageSaid(draft.title, draft.outlet, draft.published)
