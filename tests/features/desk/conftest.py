"""An article on the desk, and the workbench as a person uses it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import html5lib
import lxml.html
import pytest
from werkzeug.test import TestResponse

from annotator.articles.models import Article
from annotator.claims.models import Claim
from annotator.db import db, transaction
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim

Fields = dict[str, str | list[str]]
TEXT = (
    "CANAL TOWN COUNTS ITS LOSSES\n\n"
    "Four guards 🎖️ were hurt at the weir of Nahr Saad on Monday. Two guards died later.\n\n"
    "The الحشد الشعبي denied it. The mayor sent 300 sandbags,\nand two barges came."
)


def form_of(page: str, action: str) -> Fields:
    """What a browser would send of the form with this action: each field with the value that stands in it.

    Read by lxml, a fifteenth of what html5lib takes: the client has seen that every reader reads the page alike.
    """
    document = lxml.html.document_fromstring(page.replace("\r\n", "\n").replace("\r", "\n"))
    form = next(form for form in document.iter("form") if form.get("action") == action)
    fields: Fields = {}
    for field in form.iter():
        name = field.get("name")
        if not name or name == "csrf_token" or field.tag == "button":  # the client sends a token of its own
            continue
        if field.tag == "textarea":
            fields[name] = (field.text or "").removeprefix("\n").replace("\n", "\r\n")
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None]
            if field.get("multiple") is None:
                option = (chosen or options)[0]
                fields[name] = option.get("value", option.text or "")
        elif field.get("type") == "checkbox":
            kept = fields.setdefault(name, [])
            assert isinstance(kept, list)
            kept += [field.get("value", "")] if field.get("checked") is not None else []
        elif field.get("type") != "radio" or field.get("checked") is not None:
            fields[name] = field.get("value", "")
    return fields


def words_of(page: str) -> str:
    """The words of a page, without its markup."""
    return "".join(html5lib.parse(page, namespaceHTMLElements=False).itertext())


@dataclass
class Bench:
    """The workbench of one article, as this client's person sees it."""

    client: DeskClient
    article_id: int

    def get(self, query: str = "") -> TestResponse:
        return self.client.get(f"/articles/{self.article_id}{query}")

    def form(self, claim_id: int) -> Fields:
        """The form of a claim as it comes."""
        page = self.get(f"?claim={claim_id}")
        assert page.status_code == 200
        return form_of(page.text, f"/claims/{claim_id}/save")

    def save(self, claim_id: int, fields: Mapping[str, object] | None = None, **typed: object) -> TestResponse:
        """Open the form (or take one opened before), type into it, save."""
        return self.client.post(f"/claims/{claim_id}/save", data={**(fields or self.form(claim_id)), **typed})

    def follow(self, answer: TestResponse) -> TestResponse:
        assert answer.status_code == 303, answer.text
        return self.client.get(answer.location)


@pytest.fixture
def article(cast: Cast) -> Article:
    with transaction(by=None):
        article = make_article(TEXT, title="Canal town counts its losses", feed="Canal Wire")
    return article


@pytest.fixture
def claim(article: Article) -> Claim:
    with transaction(by=None):
        claim = make_claim(article, "Four guards 🎖️ were hurt", state="suggested", kinds=["event"])
    return claim


@pytest.fixture
def bench(client: DeskClient, cast: Cast, article: Article) -> Bench:
    """Opened by the reviewer."""
    return Bench(client.as_(cast.reviewer), article.id)


def fresh(row: Claim) -> Claim:
    """The row as it stands in the database now."""
    db.session.expire_all()
    return row
