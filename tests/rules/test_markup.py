"""What the Content-Security-Policy forbids, and what would let an article's text become markup.

An exception stands beside its reason, on the same line or the line above: `Safe: …` for text that is taken as
markup, `Inline: …` for a style or script inside a page that must stand alone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.support.tree import files, name, read

TAG = r"<[a-zA-Z][^<>]*?\s"
INLINE = re.compile(
    rf"{TAG}style\s*=|{TAG}on[a-z]+\s*=|{TAG}hx-on[a-z:-]*\s*=|<style(?![^>]*\bnonce=)"
    # What is no program, such as a table for one, is a block of data: it never runs.
    r"|<script(?![^>]*\b(?:nonce|src)=|\stype=\"application/json\")|\bjavascript:",
    re.IGNORECASE,
)
AS_MARKUP = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false|autoescape=False")
SAFE_REASON = re.compile(r"\bSafe: \S+ \S+")
INLINE_REASON = re.compile(r"\bInline: \S+ \S+")


def without_reason(text: str, pattern: re.Pattern[str], reason: re.Pattern[str]) -> list[str]:
    """The matches with their line number, but those with a `reason` on their line or the one above."""
    lines = text.splitlines()
    found = []
    for match in pattern.finditer(text):
        line = text.count("\n", 0, match.start())
        if not any(reason.search(near) for near in lines[max(0, line - 1) : line + 1]):
            found.append(f"{line + 1}: {match.group().strip()}")
    return found


def python_strings(source: str) -> Iterator[str]:
    """The literal texts of a module, the fixed parts of f-strings among them."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_no_template_has_inline_styles_or_scripts() -> None:
    found = {name(path): without_reason(read(path), INLINE, INLINE_REASON) for path in files("html", under="templates")}
    assert not any(found.values()), {path: lines for path, lines in found.items() if lines}


def test_no_module_writes_inline_styles_or_scripts() -> None:
    found = [
        f"{name(path)}: {match.group()}"
        for path in [*files("py", under="annotator"), *files("js", under="static")]
        for string in (python_strings(read(path)) if path.suffix == ".py" else [read(path)])
        if (match := INLINE.search(string))
    ]
    assert not found, found


@pytest.mark.parametrize(("folder", "suffix"), [("templates", "html"), ("annotator", "py")])
def test_text_is_taken_as_markup_only_with_a_reason(folder: str, suffix: str) -> None:
    found = {name(path): without_reason(read(path), AS_MARKUP, SAFE_REASON) for path in files(suffix, under=folder)}
    assert not any(found.values()), {path: lines for path, lines in found.items() if lines}


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="color: red">',
        '<a href="#"\n   onclick="go()">',
        '<button hx-on:click="go()">',
        "<style>p {}</style>",
        "<script>go()</script>",
        '<a href="javascript:go()">',
    ],
)
def test_the_rule_on_inline_code_finds(bad: str) -> None:
    assert without_reason(bad, INLINE, INLINE_REASON)


@pytest.mark.parametrize(
    "good",
    [
        '<script src="/static/a.js"></script>',
        '<script nonce="{{ nonce }}">go()</script>',
        '<script type="application/json" id="table">{{ table | tojson }}</script>',
        '<div class="style-guide on-top" data-content="x">',
        "{# Inline: an exported page stands alone #}\n<style>p {}</style>",
    ],
)
def test_the_rule_on_inline_code_lets_pass(good: str) -> None:
    assert not without_reason(good, INLINE, INLINE_REASON)


def test_the_rule_on_markup_finds_it_and_takes_a_reason() -> None:
    assert without_reason("{{ text | safe }}", AS_MARKUP, SAFE_REASON) == ["1: | safe"]
    assert without_reason("x = Markup(text)", AS_MARKUP, SAFE_REASON)
    assert not without_reason("# Safe: every piece was escaped above\nx = Markup(text)", AS_MARKUP, SAFE_REASON)
