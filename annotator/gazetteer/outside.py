"""Asking an outside reconciliation service, one that the settings name.

Only the address of the setting is fetched: its redirects are not followed, and addresses in its answers are links for
people, never fetched. At most `SECONDS` and `MOST_BYTES`; whatever it does, the desk goes on.
"""

from __future__ import annotations

import http.client
import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode, urlsplit

from annotator.errors import WirecheckError
from annotator.text.characters import shown

SECONDS: Final = 8.0
MOST_BYTES: Final = 1024 * 1024
MOST_CANDIDATES: Final = 10
# Threads of the server that may wait for it at once: the others serve the desk.
_WAITING: Final = threading.BoundedSemaphore(2)
_MANIFEST_SECONDS: Final = 3600.0
_manifests: dict[str, tuple[float, dict[str, Any]]] = {}


class Outside(WirecheckError):
    """The service did not answer, or not with what was asked for."""


@dataclass(frozen=True)
class Candidate:
    """What it says a name may be. `link` is a web address to look at, or empty; `kind` in its own words."""

    id: str
    name: str
    score: float | None
    match: bool
    description: str
    kind: str
    link: str


@dataclass(frozen=True)
class Answer:
    """`scheme` is the word under which its ids are kept: "wikidata", or the service's host."""

    service: str
    scheme: str
    candidates: tuple[Candidate, ...]


def ask(url: str, name: str) -> Answer:
    """What the service at `url` takes a name for. Raises Outside with words for the page."""
    if not _WAITING.acquire(timeout=SECONDS):
        raise Outside("Others are asking the outside service just now. Try again in a moment.")
    try:
        deadline = time.monotonic() + SECONDS
        manifest = _manifest(url, deadline)
        batch = json.dumps({"q0": {"query": name, "limit": MOST_CANDIDATES}}, ensure_ascii=False)
        found = _fetched(url, urlencode({"queries": batch}).encode(), deadline)
    finally:
        _WAITING.release()
    entry = found.get("q0")
    result = entry.get("result") if isinstance(entry, dict) else None
    if not isinstance(result, list):
        raise Outside(f"{_host(url)} answered, but not with the result of a query. Is it a reconciliation service?")
    view = _view(manifest)
    candidates = tuple(made for made in (_candidate(each, view) for each in result[:MOST_CANDIDATES]) if made)
    if result and not candidates:
        raise Outside(f"{_host(url)} answered with candidates that have no id or no name.")
    title = manifest.get("name")
    return Answer(_text(title) or _host(url), _scheme(url, manifest), candidates)


def _manifest(url: str, deadline: float) -> dict[str, Any]:
    """What it says of itself; kept for an hour. Without one there are no links, which is no reason to fail."""
    kept = _manifests.get(url)
    if kept is not None and time.monotonic() - kept[0] < _MANIFEST_SECONDS:
        return kept[1]
    found = _fetched(url, None, deadline)
    _manifests[url] = (time.monotonic(), found)
    return found


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: Any, **more: Any) -> None:
        return None


_opener: Final = urllib.request.build_opener(_NoRedirect)


def _fetched(url: str, data: bytes | None, deadline: float) -> dict[str, Any]:
    host = _host(url)
    headers = {"Accept": "application/json", "User-Agent": "Wirecheck"}
    request = urllib.request.Request(url, data, headers)  # noqa: S310  (the setting is checked: http and https only)
    try:
        with _opener.open(request, timeout=max(0.1, deadline - time.monotonic())) as answer:
            body = _read(answer, deadline, host)
    except urllib.error.HTTPError as error:
        error.close()
        raise Outside(f"{host} answered with the error {error.code}. Try again later, or look there by hand.") from None
    except TimeoutError:
        raise Outside(f"{host} did not answer within {SECONDS:.0f} seconds. Try again later.") from None
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise Outside(f"{host} did not answer within {SECONDS:.0f} seconds. Try again later.") from None
        raise Outside(f"{host} cannot be reached ({error.reason}). Try again later.") from None
    except (OSError, http.client.HTTPException) as error:
        raise Outside(f"{host} broke off its answer ({type(error).__name__}). Try again later.") from None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Outside(f"{host} answered with something that is not JSON. Is it a reconciliation service?") from None
    if not isinstance(found, dict):
        raise Outside(f"{host} answered with something that is no JSON object. Is it a reconciliation service?")
    return found


def _read(answer: Any, deadline: float, host: str) -> bytes:
    """All of it, within the time and the size: a body that drips byte by byte is no answer either."""
    parts, size = [], 0
    while part := answer.read1(64 * 1024):
        parts.append(part)
        size += len(part)
        if size > MOST_BYTES:
            raise Outside(f"{host} answered with more than a megabyte: nothing was taken of it.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)


def _candidate(raw: Any, view: str) -> Candidate | None:
    """A candidate, or None for one without id and name."""
    if not isinstance(raw, dict) or not _text(raw.get("id")) or not _text(raw.get("name")):
        return None
    score = raw.get("score")
    types = raw.get("type")
    first = types[0] if isinstance(types, list) and types else types
    kind = first.get("name") or first.get("id") if isinstance(first, dict) else first
    ident = _text(raw["id"])
    return Candidate(
        id=ident,
        name=_text(raw["name"]),
        score=float(score) if isinstance(score, int | float) and not isinstance(score, bool) else None,
        match=raw.get("match") is True,
        description=_text(raw.get("description")),
        kind=_text(kind),
        link=_web(view.replace("{{id}}", quote(ident, safe=""))) if view else _web(ident),
    )


def _text(value: Any) -> str:
    """At most a line of what came from elsewhere, as a page can show it."""
    return shown(" ".join(str(value).split()))[:500] if isinstance(value, str | int) else ""


def _view(manifest: Mapping[str, Any]) -> str:
    view = manifest.get("view")
    url = view.get("url") if isinstance(view, dict) else None
    return url if isinstance(url, str) and "{{id}}" in url else ""


def _web(url: str) -> str:
    """The address of a page, or nothing for what a browser might run."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and parts.netloc else ""


def _scheme(url: str, manifest: Mapping[str, Any]) -> str:
    space = manifest.get("identifierSpace")
    return "wikidata" if isinstance(space, str) and "wikidata.org" in space else _host(url)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
