"""What a small action answers: back to where it was done, with one line on what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, redirect, request, session
from sqlalchemy.exc import IntegrityError

from ..db import db, transaction
from ..db.idempotency import answered, key_of, remember
from ..errors import Invalid, NotAllowed
from ..text.characters import shown
from .current import person


def say(words: str, kind: str) -> None:
    """Tell one line on the next page: once, however often the same was to be told before a page was drawn. The session
    travels with every request, and who saves from a script never draws one."""
    if (kind, words) not in map(tuple, session.get("_flashes", ())):
        flash(words, kind)


@contextmanager
def doing(verb: str, said: str = "") -> Iterator[None]:
    """Run a verb of a service in a transaction by the person who asks. What it refuses is told on the next page;
    nothing is then written. `said` is told when it worked."""
    with telling(said), transaction(by=person(), verb=verb):
        yield


@contextmanager
def telling(said: str = "") -> Iterator[None]:
    """Tell on the next page what was refused inside, or else `said`. Stale goes on: it is answered with 409, what
    stands now beside what was typed (factory/answers.py)."""
    try:
        yield
    except (Invalid, NotAllowed) as error:
        say(shown(str(error)), "bad")
    else:
        if said:
            say(said, "good")


@dataclass
class Answer:
    """Where an action leads: set inside `once`, when it is known."""

    at: str


@contextmanager
def once(verb: str, answer: Answer) -> Iterator[None]:
    """A transaction by the person who asks that happens once for a form with a hidden `key`: sent again (a double
    click, a retry after a cut line) it writes nothing and is answered like the first."""
    sent = ((name, words) for name, words in request.form.items(multi=True) if name not in {"csrf_token", "key"})
    key, by = key_of(request.form.get("key"), [("", request.path), *sent]), person()
    answer_again(key)
    try:
        with transaction(by=by, verb=verb):
            row = remember(key, answer.at, by=by)
            db.session.flush()  # first of all: the same form, sent meanwhile, waits here for our end
            yield
            if row is not None:
                row.answer = answer.at
    except IntegrityError:
        answer_again(key)
        raise


def answer_again(key: str | None) -> None:
    """Leave the view with what the write of this key answered, if it happened already."""
    done = answered(key, by=person())
    if done is not None:
        abort(redirect(done, 303))


# What the forms that make something of selected words ask for.
TYPED = tuple(
    "start end words wording category reason replacement kind source source_id passage entity claim garble".split()
)
LONGEST_TYPED = 2_000  # of each: an address cannot be longer than a proxy takes


def typed(fields: Mapping[str, str]) -> dict[str, Any]:
    """What was typed into such a form, for the address that brings it back when it was refused."""
    return {name: shown(fields[name])[:LONGEST_TYPED] for name in TYPED if fields.get(name)}
