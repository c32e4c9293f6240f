"""File names and addresses that leave the desk, and the counts of what does."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exports.record import count, file_name, web_address
from tests.support.records import make_record


@pytest.mark.parametrize(
    "title, expected",
    [
        ("Two hurt: “one” gravely", "two-hurt-one-gravely-12.html"),
        ("Élysée à Bagdad", "elysee-a-bagdad-12.html"),
        ("الحشد الشعبي", "article-12.html"),
        ("../../etc/passwd", "etc-passwd-12.html"),
        ("", "article-12.html"),
        ("word " * 50, "word-" * 12 + "12.html"),
    ],
)
def test_a_file_is_named_after_the_title_in_plain_letters(title: str, expected: str) -> None:
    assert file_name(make_record(title=title), "html") == expected


@given(st.text())
def test_whatever_the_title_the_name_is_safe(title: str) -> None:
    name = file_name(make_record(title=title), "jsonld")
    assert re.fullmatch(r"[a-z0-9][a-z0-9-]{0,75}\.jsonld", name)


@pytest.mark.parametrize(
    "url, expected",
    [
        ("https://example.org/a?b=c&d=%20#e", "https://example.org/a?b=c&d=%20#e"),
        ("http://example.org:8080/a b", "http://example.org:8080/a%20b"),
        ("https://example.org/بغداد", "https://example.org/%D8%A8%D8%BA%D8%AF%D8%A7%D8%AF"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/100%/%zz?a=5%&b=%41", "https://example.org/100%25/%25zz?a=5%25&b=%41"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("//example.org/a", None),
        ("the ministry's site", None),
        ("https://", None),
        ("https://exa mple.org/", None),
        ("https://user:secret@example.org/a", "https://example.org/a"),
        ("https://example.org:99999/", None),
        ("https://[::1/", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_become_links(url: str | None, expected: str | None) -> None:
    assert web_address(url) == expected


@given(st.one_of(st.text(), st.text().map(lambda rest: "https://example.org/" + rest)))
def test_whatever_was_typed_a_link_is_plain_ascii_of_the_web(url: str) -> None:
    address = web_address(url)
    if address is not None:
        assert address.isascii() and urlsplit(address).scheme in {"http", "https"}
        assert not re.search(r"[\s<>\"\\^`{|}]|%(?![0-9A-Fa-f]{2})", address)


def test_the_counts_say_what_an_export_holds() -> None:
    counts = count(make_record())
    assert (counts.claims, counts.suggested, counts.verdicts) == (2, 1, (("mostly false", 1),))
    assert (counts.evidence, counts.garbles, counts.corrections, counts.notes) == (1, 1, 1, 1)
