"""The documents of the index: the same from the same rows, whichever way the database hands the rows out."""

from __future__ import annotations

import pytest

from annotator.db import db, transaction
from annotator.search import documents
from tests.support.factories import make_article, make_claim, make_garble


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
