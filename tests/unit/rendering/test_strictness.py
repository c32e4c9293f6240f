"""What the test client passes over because it has read its like: it would have found nothing there either."""

from __future__ import annotations

import html5lib
import pytest
from html5lib._inputstream import invalid_unicode_re
from html5lib.html5parser import ParseError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support import strictness
from tests.support.strictness import build, read_strictly

HEAD = '<!doctype html>\n<html lang="en">\n<head><title>Weir &amp; canal</title></head>\n<body>\n'
# Whole and broken: each may be at fault where it comes to stand.
PIECES = (
    "<p>", "</p>", "<p class='a'>", '<p class="a" id="b">', "<div>", "</div>", "<b>", "</b>", "<a href=/x>", "</a>",
    "<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", '<input type="hidden" value="7">', "<input>", "<br/>",
    "<input type=text>", "<form>", "</form>", "<ul>", "<li>", "</li>", "</ul>", "<select>", "<option>", "</select>",
    "<script>let a = 1;</script>", "<script>if (a < b) go();</script>", "<style>p > a {}</style>", "<!-- x -->",
    "<textarea>two\nlines</textarea>", "<textarea>", "<svg>", "</svg>", "<path d='M0 0'/>", "<title>a&b</title>",
    " ", "\n", "words", " two words ", "it's", 'say "so"', "a > b", "a < b", "&amp;", "&nope;", "&", "&#39;", "x=y",
    "\0", "\x01", "\ufffe", "<", "<p", '<p class="', "<p a a>", "<p a=1 a=2>", '<p a="x"b="y">', "<p a='\"'>",
    "<p a=`>",
    "='", "'", '="', '"', "</", "<?php ?>", "<body>", "</body>", "<html>", "<head>", "<noscript>", "</noscript>",
    "<h1>", "</h2>", "<button>", "</button>", "<details>", "<summary>", "<plaintext>", "<p type=\"a\" type='b'>",
)  # fmt: skip


def wrong(page: str) -> bool:
    try:
        html5lib.HTMLParser(strict=True).parse(page)
    except ParseError:
        return True
    return False


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=7), st.booleans())
def test_a_page_is_wrong_when_its_build_is_and_only_then(pieces: list[str], closed: bool) -> None:
    page = HEAD + "".join(pieces) + ("</body></html>" if closed else "")
    made = build(page)
    if made is not None:
        assert wrong(made) == wrong(page), made
        assert build(made) == made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<p class="a">Two &amp; three</p>', '<p class="b c">Four</p>'),
        ("<p data-x='{\"a\": 1}'> it's </p>", "<p data-x='{}'> so </p>"),
        ("<script>let a = 1;</script>", "<script>let b = 2;</script>"),
    ],
)
def test_other_words_and_values_are_the_same_build(one: str, other: str) -> None:
    assert build(HEAD + one) == build(HEAD + other) is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('<p class="a">x</p>', '<p id="a">x</p>'),
        ("<p>x</p>", "<p></p>"),
        ("<p>x</p>", "<p>x"),
        ("<table>x</table>", "<table> </table>"),
        ('<table><input type="hidden"></table>', '<table><input type="text"></table>'),
    ],
)
def test_what_may_be_at_fault_is_another_build(one: str, other: str) -> None:
    assert build(HEAD + one) != build(HEAD + other)


@pytest.mark.parametrize(
    "odd", ["<p a a>", "a < b", "&nope;", "\x01", "\0", "\ufffe", '<p a="x', "a & b", "<!-- -- -->"]
)
def test_what_only_the_parser_can_tell_is_left_to_it(odd: str) -> None:
    assert build(HEAD + odd) is None or wrong(HEAD + odd) == wrong(build(HEAD + odd) or "")


def test_what_no_page_may_hold_is_what_the_parser_says_it_is() -> None:
    text = "".join(map(chr, range(0x110000)))
    assert set(strictness.INVALID.findall(text)) == set(invalid_unicode_re.findall(text)) | {"\0"}


def test_a_wrong_page_is_refused_each_time_and_a_sound_one_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strictness, "_sound", set())
    for _ in range(2):
        with pytest.raises(ParseError):
            read_strictly(HEAD + "<p>one</b></p></body></html>")
    read_strictly(HEAD + "<p>one</p></body></html>")
    monkeypatch.setattr(strictness.html5lib, "HTMLParser", None)
    read_strictly(HEAD + "<p>two</p></body></html>")
