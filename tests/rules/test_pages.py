"""Each page as HTML: one h1, a title, unique ids, labelled fields, nothing that the security policy would block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from annotator.factory.headers import HEADERS
from tests.support.addresses import addresses, one_of_each
from tests.support.cast import Cast
from tests.support.client import DeskClient

# Fields that need no label of their own: they are not shown, or their text is their label.
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list")


def parsed(text: str) -> Element:
    tree = html5lib.parse(text, treebuilder="etree", namespaceHTMLElements=False)
    assert isinstance(tree, Element)
    return tree


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def faults(text: str) -> list[str]:
    """What is wrong with a page, in words."""
    page = parsed(text)
    return [*structure(page), *references(page), *labels(page), *inline(page)]


def structure(page: Element) -> Iterator[str]:
    headings = [words(element) for element in page.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"h1: {headings}"
    title = page.find("head/title")
    if title is None or words(title).removesuffix("· Wirecheck").strip() in ("", "Wirecheck"):
        yield "no title of its own"
    if page.get("lang") is None:
        yield "no language"
    if len(list(page.iter("main"))) != 1:
        yield "no main"


def references(page: Element) -> Iterator[str]:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id") is not None)
    yield from (f"id twice: {name}" for name, times in ids.items() if times > 1)
    for element in page.iter():
        for attribute in REFERENCES:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"{attribute} names no element: {name}"


def labels(page: Element) -> Iterator[str]:
    labelled = {label.get("for") for label in page.iter("label") if words(label)}
    wrapped = {id(field) for label in page.iter("label") if words(label) for field in label.iter()}
    for tag in ("input", "select", "textarea"):
        for field in page.iter(tag):
            if field.get("type") in UNLABELLED or field.get("aria-label") or field.get("aria-labelledby"):
                continue
            if field.get("id") not in labelled and id(field) not in wrapped:
                yield f"no label: {tag} {field.get('name')}"
    for tag in ("button", "a", "summary"):
        yield from (f"{tag} without words" for each in page.iter(tag) if not (words(each) or each.get("aria-label")))
    yield from (f"no alt: {image.get('src')}" for image in page.iter("img") if image.get("alt") is None)


def inline(page: Element) -> Iterator[str]:
    for element in page.iter():
        if element.tag == "style" or (
            element.tag == "script" and not element.get("src") and element.get("type") != "application/json"
        ):
            yield f"inline {element.tag}"
        for name, value in element.items():
            if name == "style" or name.startswith(("on", "hx-on")):
                yield f"inline {name} on {element.tag}"
            # A page of the desk loads nothing from elsewhere; a link may lead there.
            forbidden = ("javascript:",) if element.tag == "a" else ("javascript:", "//", "http")
            if name in ("href", "action", "src") and value.strip().lower().startswith(forbidden):
                yield f"{name} leads elsewhere: {value}"


@pytest.fixture
def all_pages(app: Flask, client: DeskClient, cast: Cast) -> dict[str, TestResponse]:
    """Every answer to a GET, as the administrator gets it, and what anybody gets."""
    client.as_(cast.administrator)
    found = [each for each in addresses(app, one_of_each(by=cast.administrator)) if each.method == "GET"]
    answers = {each.path: client.get(each.path) for each in found}
    answers["/no/such/page"] = client.get("/no/such/page")
    client.as_(None)
    for path in [each.path for each in found if each.endpoint in ("security.login", "accounts.invitation")]:
        answers[f"{path} (anybody)"] = client.get(path)
    return answers


def is_page(answer: TestResponse) -> bool:
    return answer.mimetype == "text/html" and answer.text.lstrip().lower().startswith("<!doctype")


def test_each_page_is_sound(all_pages: dict[str, TestResponse]) -> None:
    pages = {path: answer for path, answer in all_pages.items() if is_page(answer) and not answer.location}
    assert len(pages) > 5
    wrong = {path: found for path, answer in pages.items() if (found := faults(answer.text))}
    assert not wrong


def test_each_answer_carries_the_security_headers(all_pages: dict[str, TestResponse]) -> None:
    wrong = {
        (path, name)
        for path, answer in all_pages.items()
        for name, value in HEADERS.items()
        if answer.headers.get(name) != value and name != "Content-Security-Policy"
    }
    # What tools are given by a token may be read from other sites, and keeps its address to itself.
    of_tools = {(path, name) for path, name in wrong if path.startswith("/reconcile-by/")}
    assert {name for _, name in of_tools} <= {"Cross-Origin-Resource-Policy", "Referrer-Policy"}
    assert wrong == of_tools
    # An export that stands alone may bring a policy of its own, never a wider one.
    for path, answer in all_pages.items():
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy, path
        assert "unsafe" not in policy, path


def test_pages_are_not_kept_by_caches(all_pages: dict[str, TestResponse]) -> None:
    pages = {path: answer.headers.get("Cache-Control") for path, answer in all_pages.items() if is_page(answer)}
    assert set(pages.values()) == {"no-store"}, pages


@pytest.mark.parametrize(
    ("bad", "fault"),
    [
        ("<h1>a</h1><h1>b</h1>", "h1: ['a', 'b']"),
        ("<h1></h1>", "h1: ['']"),
        ('<h1>a</h1><p id="x"><p id="x">', "id twice: x"),
        ('<h1>a</h1><input name="q">', "no label: input q"),
        ('<h1>a</h1><label for="q"></label><select id="q" name="q"></select>', "no label: select q"),
        ('<h1>a</h1><p aria-describedby="gone">', "aria-describedby names no element: gone"),
        ("<h1>a</h1><button></button>", "button without words"),
        ('<h1>a</h1><p style="color: red">', "inline style on p"),
        ("<h1>a</h1><style>p {}</style>", "inline style"),
        ("<h1>a</h1><script>go()</script>", "inline script"),
        ('<h1>a</h1><p onclick="go()">', "inline onclick on p"),
        ('<h1>a</h1><img alt="" src="//elsewhere.example/x.png">', "src leads elsewhere: //elsewhere.example/x.png"),
        ('<h1>a</h1><a href="JavaScript:go()">x</a>', "href leads elsewhere: JavaScript:go()"),
    ],
)
def test_the_rules_find(bad: str, fault: str) -> None:
    frame = "<!doctype html><html lang=en><head><title>A · Wirecheck</title></head><body><main>{}</main></body></html>"
    assert faults(frame.format(bad)) == [fault]
    assert faults(frame.format("<h1>a</h1><label>q <input name=q></label><a href='https://a.example'>x</a>")) == []


def test_the_rules_miss_no_frame() -> None:
    assert faults("<p>only this") == ["h1: []", "no title of its own", "no language", "no main"]
