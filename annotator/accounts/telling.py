"""What a small action answers: back to where it was done, with one line on what happened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

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
    except (Invalid, NotAllowed, Stale) as error:
        flash(str(error), "bad")
    else:
        if said:
            flash(said, "good")
