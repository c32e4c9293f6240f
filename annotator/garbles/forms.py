"""What is sent to the small actions on garbles, read with care: addresses to go back to, versions, scopes."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from ..errors import Invalid
from ..gazetteer.models import SCOPES

# The pages that an action on garbles may lead back to.
OWN = ("/garbles", "/articles/")


def own_page(address: str | None, default: str) -> str:
    """An address of the desk's own pages on garbles, as a form sent it; `default` for any other."""
    address = address or ""
    parts = urlsplit(address)
    harmless = not parts.scheme and not parts.netloc and "\\" not in address and address.isprintable()
    return address if harmless and parts.path.startswith(OWN) else default


def seen_version(fields: Mapping[str, str]) -> int | None:
    """The row version that a form was made from; None where the form did not say, -1 for what is no number."""
    words = fields.get("row_version")
    if words is None:
        return None
    return int(words) if words.isdecimal() and words.isascii() and len(words) < 12 else -1


def chosen_scope(fields: Mapping[str, str], default: str) -> str:
    """The scope of a wrong form, as it was chosen. Raises Invalid."""
    scope = fields.get("scope") or default
    if scope not in SCOPES:
        raise Invalid(f"The wrong form holds {', '.join(SCOPES)}.", "scope")
    return scope
