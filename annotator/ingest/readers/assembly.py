"""The last step of every reader: text and metadata to one whole draft, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from annotator.errors import Invalid, TooLarge

from ..draft import ArticleDraft, Origin, normalise
from ..limits import Limits
from . import language, metadata
from .decoding import mend


def assemble(
    text: str,
    origin: Origin,
    limits: Limits,
    *,
    given: Mapping[str, object] | None = None,
    found: metadata.Metadata = metadata.NOTHING,
    notes: Iterable[str] = (),
    mending: bool = True,
) -> ArticleDraft:
    """One draft. `given` metadata was meant for the desk and must be right; `found` was checked by the reader.
    Without `mending` mojibake stays as it is: what stands at offsets of the text would no longer fit.

    Raises Invalid for text or metadata that cannot be taken, TooLarge above the limit of characters.
    """
    text = normalise(text)
    too_long(text, "text", limits)
    text, mended = mend(text) if mending else (text, ())
    if mended:
        text = normalise(text)  # what was mended may have been anything
    if not any(character.isalnum() for character in text):
        raise Invalid(
            "There is no text in it, only white space or signs. Give it its words or leave it out.", field="text"
        )
    checked = metadata.check(given or {})
    values = found.values | checked.values
    if "source_text" in values:
        too_long(values["source_text"], "source_text", limits)
    values.setdefault("language", language.detect(text))
    if "source_text" in values:
        values.setdefault("source_language", language.detect(values["source_text"]))
    return ArticleDraft(text=text, origin=origin, notes=(*notes, *mended, *found.notes, *checked.notes), **values)


def too_long(text: str, field: str, limits: Limits) -> None:
    if len(text) > limits.max_article_characters:
        raise TooLarge(
            f"The {field.replace('_', ' ')} has {len(text):,} characters; at most {limits.max_article_characters:,} "
            "are taken. Split it into its articles."
        )
