"""Markdown with a metadata head (YAML front matter) between two lines of ---.

The head is flat YAML read as strings: no tags, no anchors, no aliases, so that nothing in it can build objects or
grow. Of the body, marks go and words stay: the desk annotates what a reader reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from annotator.errors import Invalid

from ..draft import ArticleDraft, Origin, normalise
from ..limits import Limits
from .assembly import assemble
from .decoding import decode

_DEEPEST = 10  # 60,000 opening braces keep PyYAML busy for two minutes, whatever follows
_FENCE = re.compile(r"(?:---|\.\.\.)[ \t]*")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_TITLE = re.compile(r"\s*# +(.*?)(?: +#+)?[ \t]*(?:\n|$)")
_UNDERLINE = re.compile(r" {0,3}(?:={3,}|-{3,})[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\* *){3,}|(?:- *){3,}|(?:_ *){3,})$")
_QUOTED = re.compile(r"(?: {0,3}> ?)+")
# Each pattern stops at the next opening sign, so a line of 10,000 brackets costs one pass.
_INLINE = (
    (re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"()]*\")?\)"), r"\1"),
    (re.compile(r"!?\[([^\[\]]+)\]\[[^\[\]]*\]"), r"\1"),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"\*\*(?=[^\s*])([^*]*[^\s*])\*\*"), r"\1"),
    (re.compile(r"\*(?=[^\s*])([^*]*[^\s*])\*"), r"\1"),
    (re.compile(r"(?<!\w)__(?=[^\s_])([^_]*[^\s_])__(?!\w)"), r"\1"),
    (re.compile(r"(?<!\w)_(?=[^\s_])([^_]*[^\s_])_(?!\w)"), r"\1"),
    (re.compile(r"`([^`]+)`"), r"\1"),
)
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>])")
# While marks are looked for, an escaped sign is a noncharacter: no text that was let in holds one (draft.normalise).
_HIDDEN = {sign: chr(0xFDD0 + index) for index, sign in enumerate("\\`*_{}[]()#+-.!>")}
_SHOWN = str.maketrans({hidden: sign for sign, hidden in _HIDDEN.items()})


class _Parts(NamedTuple):
    head: str | None
    body: str


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft]:
    decoded = decode(data)
    head, body = _split(normalise(decoded.text), limits)
    given = _read_head(head) if head is not None else {}
    if "title" not in given and (title := _TITLE.match(body)):
        # One # is Markdown's own mark of a document's title.
        given = {"title": _words(title.group(1)), **given}
    yield assemble(strip_marks(body), origin, limits, given=given, notes=decoded.notes)


def strip_marks(body: str) -> str:
    """The words of a Markdown text, its lines kept: headings, emphasis, links and quotes lose their marks."""
    lines: list[str] = []
    for line in body.split("\n"):
        if _UNDERLINE.match(line) and lines and lines[-1].strip():
            continue  # the line above is a heading
        if _RULE.match(line):
            lines.append("")
            continue
        unquoted = _QUOTED.sub("", line, count=1) if line.lstrip(" ").startswith(">") else line
        heading = _HEADING.match(unquoted)
        lines.append(_words(heading.group(1) if heading else unquoted))
    return "\n".join(lines).strip("\n") + "\n"


def _words(line: str) -> str:
    line = _ESCAPED.sub(lambda match: _HIDDEN[match.group(1)], line)
    for pattern, kept in _INLINE:
        line = pattern.sub(kept, line)
    return line.translate(_SHOWN)


def _split(text: str, limits: Limits) -> _Parts:
    first, _, rest = text.partition("\n")
    if first.rstrip() != "---":
        return _Parts(None, text)
    offset = 0
    head = rest[: limits.max_head_characters]
    for line in head.split("\n"):
        if _FENCE.fullmatch(line):
            return _Parts(rest[:offset], rest[offset + len(line) + 1 :])
        offset += len(line) + 1
    raise Invalid(
        "The file begins with a line --- but its metadata head does not end: close it with another line ---, "
        "or remove the first one."
    )


def _read_head(head: str) -> dict[str, object]:
    try:
        depth = 0
        for event in yaml.parse(head, Loader=yaml.BaseLoader):
            _refuse_machinery(event)
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                raise Invalid("The metadata head is nested too deeply. Write one “name: value” a line.")
        # BaseLoader makes strings, lists and mappings only, nothing else: no object, no number, no date.
        fields = yaml.load(head, Loader=yaml.BaseLoader)  # noqa: S506
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        place = f" in line {mark.line + 2}" if mark else ""
        what = getattr(error, "problem", None) or "too deeply nested"
        raise Invalid(
            f"The metadata head cannot be read{place}: {what}. "
            "Write one “name: value” a line; put values with a colon in quotes."
        ) from None
    if fields in (None, ""):
        return {}
    if not isinstance(fields, dict) or not all(isinstance(name, str) for name in fields):
        raise Invalid("The metadata head is not a list of names and values. Write one “name: value” a line.")
    return fields


def _refuse_machinery(event: yaml.Event) -> None:
    line = event.start_mark.line + 2
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise Invalid(f"The metadata head uses & or * (YAML anchors) in line {line}: put such a value in quotes.")
    if getattr(event, "tag", None):
        raise Invalid(f"The metadata head uses the YAML tag {event.tag[:60]} in line {line}: write a plain value.")
