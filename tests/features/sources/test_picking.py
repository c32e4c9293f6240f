"""/sources/suggest, a source's page, and POST /addresses/read: sources are picked, seen and read."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask

from annotator.db import transaction
from annotator.errors import Invalid
from annotator.ingest.fetching import CannotFetch, PageSaid
from annotator.reviews.models import Policy
from annotator.sources import queries, service
from annotator.sources.independence import independent
from annotator.sources.models import Source
from tests.support.cast import Cast, make_cast
from tests.support.client import DeskClient
from tests.support.factories import make_article, make_claim, make_evidence
from tests.support.statements import count_statements


def titles(words: str, **more: int) -> list[str]:
    return [source.title for source in queries.best(words, **more)]


def keep(*sources: Source) -> None:
    with transaction(by=None):
        from annotator.db import db

        db.session.add_all(sources)


@pytest.mark.usefixtures("either_app")
class TestBest:
    def test_what_is_titled_so_comes_first_then_what_begins_so_then_words_then_the_rest(self) -> None:
        keep(
            Source(title="The old weir log of the canal company"),
            Source(title="Bulletin", publisher="Weir log office"),
            Source(title="Weir log, 3 March"),
            Source(title="Weirlogs of others"),
            Source(title="weir log"),
            Source(title="Town hall minutes"),
        )
        assert titles("Weir log") == [
            "weir log", "Weir log, 3 March", "Weirlogs of others", "The old weir log of the canal company", "Bulletin",
        ] or titles("Weir log") == [
            "weir log", "Weir log, 3 March", "The old weir log of the canal company", "Weirlogs of others", "Bulletin",
        ]  # fmt: skip
        assert titles("log canal") == ["The old weir log of the canal company"]

    def test_ten_at_most_none_for_nothing_and_not_the_source_itself(self) -> None:
        sources = [Source(title=f"Bulletin {number}") for number in range(14)]
        keep(*sources)
        assert len(titles("bulletin")) == 10 and titles("  ") == [] and titles("%") == []
        assert "Bulletin 3" not in titles("Bulletin 3", but=sources[3].id)

    def test_letters_beyond_ascii_are_found_in_capitals_and_small(self) -> None:
        keep(Source(title="Élysée note"), Source(title="بيان الوزارة"))
        assert titles("élysée") == titles("ÉLYSÉE") == ["Élysée note"]
        assert titles("بيان") == ["بيان الوزارة"]

    def test_a_pasted_address_finds_its_source(self) -> None:
        keep(Source(title="Gates stay shut", url="https://example.org/gates"), Source(title="Gates open"))
        assert titles("https://example.org/gates") == ["Gates stay shut"]

    def test_chains_of_origins_are_read_in_one_statement_and_circles_end(self) -> None:
        ministry = Source(title="Ministry")
        agency = Source(title="Agency", origin=ministry)
        outlet = Source(title="Outlet", origin=agency)
        keep(outlet)
        with count_statements() as seen:
            above = queries.ancestry([outlet.id])
        assert [title for _, title in above.chain(outlet.id)] == ["Agency", "Ministry"]
        assert len([each for each in seen if "above" in each]) == 1
        with transaction(by=None):
            ministry.origin_id = outlet.id  # no service would let it
        assert [title for _, title in queries.ancestry([outlet.id]).chain(outlet.id)] == ["Agency", "Ministry"]

    def test_rows_are_counted_like_their_ids(self) -> None:
        agency = Source(title="Agency")
        sources = [Source(title=f"Outlet {number}", origin=agency) for number in range(6)]
        keep(*sources, agency)
        assert independent(sources) == 1 and independent([*sources, agency]) == 1
        assert independent([]) == 0 and independent([sources[0], sources[0]]) == 1

    def test_a_picked_source_counts_as_long_as_its_title_stands(self) -> None:
        by = make_cast_one()
        first, second = Source(title="Daily bulletin", url="https://example.org/1"), Source(title="Daily bulletin")
        keep(first, second)
        with transaction(by=by):
            assert service.chosen(second.id, " daily bulletin ", url="https://example.org/9", by=by) is second
            assert service.chosen(second.id, "Another", by=by).title == "Another"
            assert service.chosen(99, "Daily bulletin", url="https://example.org/1", by=by) is first
            made = service.chosen(None, "Brand new", publisher="Town hall", by=by)
        assert (made.publisher, made.reliability) == ("Town hall", "F")


def make_cast_one():  # type: ignore[no-untyped-def]
    return make_cast().reviewer


def test_the_field_is_offered_what_it_needs_to_tell_sources_apart(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        source = make_source("Weir <log>", origin=Source(title="The mayor"), publisher="Town hall", reliability="B")
    page = client.as_(cast.reader).get("/sources/suggest?with=weir").text
    assert f'data-id="{source.id}"' in page and "Weir &lt;log&gt;" in page and "<log>" not in page
    assert "Reliability B, usually reliable · document · Town hall · passes on The mayor" in page
    assert client.get("/sources/suggest?with=").text.strip() == ""


def make_source(title: str, **more: object) -> Source:
    from annotator.db import db

    source = Source(title=title, **more)
    db.session.add(source)
    db.session.flush()
    return source


def test_a_sources_page_tells_whose_word_it_is_and_who_passes_it_on(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        ministry = make_source("Ministry statement", reliability="C")
        agency = make_source("Agency wire", origin=ministry)
        make_source("Canal Courier", origin=agency)
    page = client.as_(cast.reviewer).get(f"/sources/{agency.id}").text
    assert "Passes on" in page and "Ministry statement" in page and "Canal Courier" in page
    assert "cannot be judged" in page
    assert "Agency wire" in client.get(f"/sources/{ministry.id}").text
    assert "fairly reliable" in client.get(f"/sources/{ministry.id}").text


def test_its_claims_stand_with_stance_and_verdict_apart(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        article = make_article()
        claim = make_claim(article, "Two soldiers were wounded", state="assessed", verdict="mostly true", confidence=80)
        piece = make_evidence(claim, "Two men.", stance="supports")
        hidden = make_claim(make_article(title="Secret", visibility="hidden"), "300 guards")
        make_evidence(hidden, "No.").source = piece.source
    page = client.as_(cast.reviewer).get(f"/sources/{piece.source_id}/uses").text
    assert "supports" in page and "mostly true" in page and "80 sure" in page and "1 time." in page
    assert "300 guards" not in page
    assert "300 guards" in client.as_(cast.editor).get(f"/sources/{piece.source_id}/uses").text
    assert client.get("/sources/99/uses").status_code == 404


def test_while_the_desk_judges_blind_a_verdict_is_told_to_who_has_judged(client: DeskClient, cast: Cast) -> None:
    with transaction(by=None):
        claim = make_claim(make_article(), "Two soldiers were wounded", state="assessed", verdict="false", confidence=9)
        piece = make_evidence(claim, "Two men.")
        make_policy_blind()
    page = client.as_(cast.reviewer).get(f"/sources/{piece.source_id}/uses").text
    assert "Two soldiers" in page and ">false<" not in page and "9 sure" not in page


def make_policy_blind() -> None:
    from annotator.db import db

    db.session.add(Policy(id=1, blind=True))


# -- reading an address


@pytest.fixture
def reading(app: Flask) -> list[str]:
    """A desk that may fetch, with a reader that goes nowhere; gives what it was asked for."""
    asked: list[str] = []

    def read(url: str, **_: object) -> PageSaid:
        asked.append(url)
        if "nothing" in url:
            raise CannotFetch("The site does not answer.")
        return PageSaid("Gates stay shut", "Canal Courier", dt.datetime(2021, 3, 3, 22, tzinfo=dt.UTC))

    app.config.update(FETCH=True, TIME_ZONE="Asia/Baghdad")
    app.extensions["read_page"] = read
    return asked


def test_what_a_page_says_of_itself_is_given_to_the_form(client: DeskClient, cast: Cast, reading: list[str]) -> None:
    answer = client.as_(cast.reviewer).post("/addresses/read", data={"url": " https://example.org/gates "})
    assert answer.json == {
        "site": "example.org", "title": "Gates stay shut", "publisher": "Canal Courier", "published": "4 March 2021",
    }  # fmt: skip
    assert reading == ["https://example.org/gates"]
    assert "data-read=" in client.get("/sources/new").text


def test_when_it_cannot_be_read_the_form_is_told_so_and_it_is_typed(
    client: DeskClient, cast: Cast, reading: list[str]
) -> None:
    client.as_(cast.reviewer)
    answer = client.post("/addresses/read", data={"url": "https://example.org/nothing"})
    assert answer.status_code == 422
    assert answer.json == {"trouble": "The site does not answer. Type title and publisher."}
    answer = client.post("/addresses/read", data={"url": "javascript:alert(1)"})
    assert answer.status_code == 422 and "starts with http" in answer.json["trouble"]
    assert reading == ["https://example.org/nothing"]


def test_a_desk_that_may_not_fetch_fetches_nothing_and_has_no_button(
    client: DeskClient, cast: Cast, reading: list[str], app: Flask
) -> None:
    app.config["FETCH"] = False
    assert client.as_(cast.reviewer).post("/addresses/read", data={"url": "https://example.org/"}).status_code == 404
    assert reading == [] and "data-read=" not in client.get("/sources/new").text


def test_a_reader_cannot_make_the_desk_fetch(client: DeskClient, cast: Cast, reading: list[str]) -> None:
    assert client.as_(cast.reader).post("/addresses/read", data={"url": "https://example.org/"}).status_code == 403
    assert reading == []


def test_an_address_with_half_a_bracket_is_refused_at_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        service.checked_url("http://[::1", "archive_url")
    assert refused.value.field == "archive_url"
