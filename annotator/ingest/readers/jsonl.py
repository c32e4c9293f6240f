"""JSON Lines: one article a line, UTF-8. A line that cannot be taken is reported with its number; the others go on."""

from __future__ import annotations

import codecs
import io
import json
from collections.abc import Iterator
from typing import Any, NoReturn

from annotator.errors import Invalid, WirecheckError

from ..draft import ArticleDraft, Origin, Problem
from ..limits import Limits, readable_size
from .assembly import assemble


def read(data: bytes, origin: Origin, limits: Limits) -> Iterator[ArticleDraft | Problem]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        raise Invalid("The file is UTF-16; JSON Lines must be UTF-8. Save it as UTF-8.")
    if data.lstrip()[:1] == b"[":
        raise Invalid("The file is one JSON array, not JSON Lines. Write one object { } a line, without the outer [ ].")
    filled = 0
    for number, line in enumerate(io.BytesIO(data.removeprefix(codecs.BOM_UTF8)), start=1):
        if not line.strip():
            continue
        here = origin.at_line(number)
        filled += 1
        if filled > limits.max_jsonl_lines:
            yield Problem(
                here,
                f"More than {limits.max_jsonl_lines:,} lines: this and the following were left out. Split the file.",
            )
            return
        try:
            yield _article(line.rstrip(), here, limits)
        except WirecheckError as error:
            yield Problem(here, str(error))
    if not filled:
        raise Invalid("There is no line with an article in it.")


def _article(line: bytes, origin: Origin, limits: Limits) -> ArticleDraft:
    if len(line) > limits.max_line_bytes:
        raise Invalid(
            f"The line has {readable_size(len(line))}; at most {readable_size(limits.max_line_bytes)} are taken. "
            "Put so long a text in a file of its own."
        )
    fields = _parse(line)
    if not isinstance(fields, dict):
        raise Invalid('The line is JSON, but no object. Write one { "text": … } a line.')
    text = fields.pop("text", None)
    if text is None:
        raise Invalid("The field text is missing. Each line needs the article's words in it.", field="text")
    if not isinstance(text, str):
        raise Invalid("The field text must be a string.", field="text")
    return assemble(text, origin, limits, given=fields)


def _parse(line: bytes) -> object:
    try:
        return json.loads(line.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        raise Invalid(f"Byte {error.start} of the line is not valid UTF-8. Save the file as UTF-8.") from None
    except json.JSONDecodeError as error:
        raise Invalid(
            f"The line is not valid JSON: {error.msg.removesuffix(' at')}, at character {error.pos}."
        ) from None
    except RecursionError:
        raise Invalid("The line is nested too deeply. Write one flat object a line.") from None
    except ValueError:  # an integer of more than 4,300 digits
        raise Invalid("The line holds a number that is too long. Write it as a string.") from None


def _no_constant(name: str) -> NoReturn:
    raise Invalid(f"The line holds {name}, which is not JSON. Write null or leave the field out.")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in fields if names.count(name) > 1)
        raise Invalid(f"The field {twice[:60]!r} stands twice. Keep one.")
    return fields
