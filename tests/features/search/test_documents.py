"""The documents of the index: the same from the same rows, whichever way the database hands the rows out."""

from __future__ import annotations

import pytest

from annotator.db import db, transaction
from annotator.search import documents
from tests.support.factories import make_article, make_claim, make_correction, make_garble


@pytest.mark.usefixtures("either_app")
def test_a_document_is_the_same_after_a_row_was_written_again() -> None:
    with transaction(by=None):
        article = make_article("Guards from Kirkook met men from Hawija and from Sinjaar on Tuesday.")
        make_claim(article, "Guards from Kirkook met men from Hawija and from Sinjaar")
        first = make_garble(article, "Kirkook")
        make_garble(article, "Sinjaar", suggestions=[{"name": "Sinjar", "score": 0.9, "reason": "", "entity": None}])
    before = digests()
    for state in ("corrected", "suspected"):  # PostgreSQL then hands it out after the second one
        with transaction(by=None):
            first.state = state
    assert digests() == before


def digests() -> dict[str, str]:
    found = {
        document.key: document.digest()
        for references in documents.everything()
        for document in documents.only(references)
    }
    db.session.rollback()
    return found


@pytest.mark.usefixtures("app")
def test_a_correction_is_found_by_its_passage_and_a_claim_by_its_mark() -> None:
    with transaction(by=None):
        article = make_article()
        row = make_correction(
            article, "300 guards", "30 guards", reason="a zero too many", passage="thirty guards came"
        )
        claim = make_claim(article, "The ministry sent 300 guards", sensitive=True)
    (found,) = documents.only([("correction", row.id)])
    assert "a zero too many" in found.about and "thirty guards came" in found.about
    (held,) = documents.only([("claim", claim.id)])
    assert ("has", "sensitive") in held.properties
