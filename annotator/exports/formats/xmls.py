"""XML as it leaves: text that XML 1.0 can hold, attributes in the order given."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ...text.characters import shown


def text(words: str) -> str:
    # A bare carriage return would be read as a line feed.
    return escape(shown(words), {"\r": "&#13;"})


def element(name: str, words: str, **attributes: str | None) -> str:
    """An element with nothing but text in it. An attribute of two names is written with _: xml_lang, o_tmf."""
    return f"<{name}{named(**attributes)}>{text(words)}</{name}>"


def named(**attributes: str | None) -> str:
    """Attributes as they stand in a start tag; those without a value are left out."""
    return "".join(
        f" {NAMES.get(name, name)}={quoteattr(shown(value))}" for name, value in attributes.items() if value is not None
    )


NAMES = {"xml_lang": "xml:lang", "o_tmf": "o-tmf", "type_": "type"}
