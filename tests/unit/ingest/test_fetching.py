"""Fetching a page that a person named: what is refused before, and what an answer may be. No test goes out."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import requests
from requests_hardened.ip_filter import InvalidIPAddress

from annotator import hardened
from annotator.ingest import fetcher
from annotator.ingest.fetching import (
    MOST_BYTES,
    CannotFetch,
    PageSaid,
    checked_target,
    fetch,
    fetch_apart,
    read_page,
)

PAGE = b"""<!doctype html><html lang="en"><head><title>Gates of the weir stay shut</title>
<meta property="og:title" content="Gates of the weir stay shut"><meta property="og:site_name" content="Canal Courier">
<meta property="article:published_time" content="2021-03-03T22:30:00+03:00"></head>
<body><article><h1>Gates of the weir stay shut</h1><p>The gates of the weir at Nahr Saad stay shut until the water
has fallen, the mayor of the town said on Wednesday after a meeting with the engineers of the canal company.</p>
<p>Farmers had asked for water for their young wheat, which has had no rain for three weeks.</p></article></body>
</html>"""


@dataclass
class Answer:
    status_code: int = 200
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})
    body: bytes = PAGE
    closed: bool = False

    def iter_content(self, size: int) -> Iterator[bytes]:
        for start in range(0, len(self.body), size):
            yield self.body[start : start + size]

    def close(self) -> None:
        self.closed = True


@dataclass
class Site:
    """Answers by address, and what was asked for."""

    answers: dict[str, Answer]
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, **options: Any) -> Answer:
        assert options["allow_redirects"] is False and options["stream"] is True
        self.asked.append(url)
        return self.answers[url]


def leads_to(where: str) -> Answer:
    return Answer(302, {"Location": where}, b"")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/x", "file:///etc/passwd", "javascript:alert(1)", "//example.org", "example.org", "",
        "https://user:secret@example.org/", "https://user@example.org/", "http://example.org:8080/",
        "http://example.org:443/", "https://example.org:22/", "http://[::1", "http://example.org:99999/",
        "gopher://example.org:70/", "http://",
    ],
)  # fmt: skip
def test_only_plain_addresses_of_the_web_are_fetched(url: str) -> None:
    with pytest.raises(CannotFetch, match="Type title and publisher"):
        checked_target(url)


@pytest.mark.parametrize("url", ["https://example.org", "http://example.org:80/a?b=c", "https://example.org:443/"])
def test_addresses_of_web_sites_are(url: str) -> None:
    assert checked_target(url) == url


def test_a_page_is_fetched_over_redirects_and_every_answer_closed() -> None:
    site = Site(
        {
            "http://example.org/a": leads_to("https://example.org/b"),
            "https://example.org/b": leads_to("/c"),
            "https://example.org/c": Answer(),
        }
    )
    assert fetch("http://example.org/a", site) == PAGE
    assert site.asked == ["http://example.org/a", "https://example.org/b", "https://example.org/c"]
    assert all(answer.closed for answer in site.answers.values())


@pytest.mark.parametrize(
    "where", ["http://example.org:6379/", "file:///etc/passwd", "https://a:b@example.org/", "ftp://example.org"]
)
def test_a_redirect_is_checked_like_the_first_address(where: str) -> None:
    site = Site({"http://example.org/a": leads_to(where)})
    with pytest.raises(CannotFetch):
        fetch("http://example.org/a", site)
    assert site.asked == ["http://example.org/a"]


def test_a_page_that_leads_in_a_circle_ends() -> None:
    site = Site({"http://example.org/a": leads_to("http://example.org/a")})
    with pytest.raises(CannotFetch, match="leads on more than 3 times"):
        fetch("http://example.org/a", site)
    assert len(site.asked) == 4


@pytest.mark.parametrize(
    "answer, told",
    [
        (Answer(404), "answered with 404"),
        (Answer(200, {"Content-Type": "application/pdf"}), "application/pdf"),
        (Answer(200, {}), "not named"),
        (Answer(body=b"x" * (MOST_BYTES + 1)), "larger than 5 MB"),
    ],
)
def test_what_is_no_page_is_refused_in_words(answer: Answer, told: str) -> None:
    with pytest.raises(CannotFetch, match=told):
        fetch("http://example.org/a", Site({"http://example.org/a": answer}))
    assert answer.closed


def test_a_page_that_drips_is_given_up() -> None:
    times = iter(range(0, 100, 6))
    with pytest.raises(CannotFetch, match="more than 10 seconds"):
        fetch(
            "http://example.org/a",
            Site({"http://example.org/a": Answer(body=b"x" * 100_000)}),
            clock=lambda: float(next(times)),
        )


# -- addresses inside, refused before a connection: unit tests cannot open one


@pytest.mark.parametrize(
    "resolved",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "::1", "fd00::1", "fe80::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    ],
)  # fmt: skip
def test_a_name_that_leads_inside_is_refused_before_a_connection(
    monkeypatch: pytest.MonkeyPatch, resolved: str
) -> None:
    family = socket.AF_INET6 if ":" in resolved else socket.AF_INET

    def resolve(host: str, port: int, *_args: object, **_options: object) -> list[Any]:
        return [(family, socket.SOCK_STREAM, 6, "", (resolved, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    for scheme in ("http", "https"):
        with pytest.raises(InvalidIPAddress):
            hardened.session(5).get(f"{scheme}://example.org/latest/meta-data/", allow_redirects=False, stream=True)


def test_the_session_takes_nothing_from_the_environment_and_follows_nothing() -> None:
    session = hardened.session(5)
    assert session.trust_env is False  # type: ignore[attr-defined]
    assert session._config.never_redirect and session._config.default_timeout  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "error, told",
    [
        (InvalidIPAddress("10.0.0.1"), "not on the public internet"),
        (requests.exceptions.ConnectTimeout(), "does not answer"),
        (requests.exceptions.SSLError(), "certificate"),
        (requests.exceptions.ConnectionError(), "cannot be reached"),
        (UnicodeError(), "cannot be reached"),
        (CannotFetch("Too far."), "Too far."),
    ],
)
def test_the_fetching_process_tells_what_went_wrong(
    monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def broken(*_arguments: object) -> bytes:
        raise error

    monkeypatch.setattr(fetcher, "fetch", broken)
    said, content = fetcher.fetched("http://example.org/")
    assert told in said["trouble"] and content == b""


@pytest.mark.parametrize("url", ["http://127.0.0.1/", "http://[::1]/", "http://2130706433/", "https://localhost/"])
def test_the_process_itself_refuses_the_machine_it_runs_on(url: str) -> None:
    with pytest.raises(CannotFetch, match="public internet"):
        fetch_apart(url)


# -- what the page says


def test_title_publisher_and_date_are_read_in_the_readers_process() -> None:
    said = read_page("https://example.org/a", fetch=lambda _url: PAGE)
    assert isinstance(said, PageSaid)
    assert (said.title, said.publisher) == ("Gates of the weir stay shut", "Canal Courier")
    assert said.published is not None and said.published.isoformat() == "2021-03-03T19:30:00+00:00"


@pytest.mark.parametrize("page", [b"", b"\x89PNG\r\n", b"<html><script>go()</script></html>"])
def test_a_page_that_cannot_be_read_is_told(page: bytes) -> None:
    with pytest.raises(CannotFetch, match="Type title and publisher"):
        read_page("https://example.org/a", fetch=lambda _url: page)
