"""What a small action answers: back to where it was done, with one line on what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import flash

from ..db import transaction
from ..errors import Invalid, NotAllowed, Stale
from .current import person


@contextmanager
def doing(verb: str, said: str = "") -> Iterator[None]:
    """Run a verb of a service in a transaction by the person who asks. What it refuses is told on the next page;
    nothing is then written. `said` is told when it worked."""
    try:
        with transaction(by=person(), verb=verb):
            yield
    except Stale as error:
        flash("Somebody else changed this since you opened the page, so this was not done.", "bad")
        for name, typed in error.mine.items():
            if typed:
                flash(f"You gave “{typed}”; what stands now is “{error.theirs.get(name) or '–'}”.", "bad")
    except (Invalid, NotAllowed) as error:
        flash(str(error), "bad")
    else:
        if said:
            flash(said, "good")


# What the forms that make something of selected words ask for.
TYPED = ("start", "end", "words", "wording", "category", "reason", "replacement", "kind")
LONGEST_TYPED = 2_000  # of each: an address cannot be longer than a proxy takes


def typed(fields: Mapping[str, str]) -> dict[str, Any]:
    """What was typed into such a form, for the address that brings it back when it was refused."""
    return {name: fields[name][:LONGEST_TYPED] for name in TYPED if fields.get(name)}
