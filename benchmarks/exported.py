"""Articles for the checks of exports: those of the desk, and ones made to break programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from annotator.exports.record import ArticleRecord
from tests.support.records import (
    make_assessment_record,
    make_claim_record,
    make_correction_record,
    make_evidence_record,
    make_garble_record,
    make_record,
)


def of_the_desk(**settings: object) -> Iterator[ArticleRecord]:
    """Every article, with all that can be in an export."""
    from annotator.exports.queries import all_ids, records
    from annotator.exports.terms import Options
    from annotator.factory import create_app

    with create_app({"INDEXER": False, "JOBS": False} | settings).app_context():
        yield from records(all_ids(None), by=None, options=Options(suggested=True, notes=True, sensitive="with"))


def naughty(data: Path) -> Iterator[ArticleRecord]:
    """An article for each of the strings that break programs, which stands in every field."""
    from annotator.text.characters import shown

    for at, words in enumerate(json.loads((data / "naughty_strings" / "blns.json").read_text()), start=1):
        yield everywhere(shown(words) or "-", at)


def everywhere(words: str, ident: int) -> ArticleRecord:
    """A record with these words as its text and in all its fields."""
    claim = make_claim_record(
        1,
        words,
        text=words,
        wording=words,
        state="settled",
        verdict="mixed",
        tags=(words,),
        assessments=(make_assessment_record(reviewer=words, verdict="mixed", note=words),),
        evidence=(make_evidence_record(passage=words, url=words, archive_url=words),),
    )
    garble = make_garble_record(
        1, words, text=words, reason=words, reading=words, entity=words, native_name=words, state="confirmed"
    )
    correction = make_correction_record(1, words, words[::-1] + "!", text=words, reason=words)
    return replace(
        make_record(text=words, zones=(), claims=(claim,), garbles=(garble,), corrections=(correction,)),
        id=ident,
        title=words,
        outlet=words,
        byline=words,
        feed=words,
        url=words,
        identifier=words,
        translator=words,
        source_text=words,
    )
