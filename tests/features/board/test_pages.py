"""The pages on all garbles: facets, deciding on many, rules, dismissed words, rates, the glossary."""

from __future__ import annotations

import csv
import io
import re
from xml.etree import ElementTree

import pytest
import sqlalchemy as sa

from annotator.articles.models import Article
from annotator.db import db, transaction
from annotator.desk.garbles import listing
from annotator.desk.garbles.board import board
from annotator.garbles import service
from annotator.garbles.models import Dismissal, Garble, RuleSwitch
from annotator.gazetteer.models import Alias, Entity
from tests.features.board.conftest import RIGHT, WRONG, article_of, suspect
from tests.support.cast import Cast
from tests.support.client import DeskClient
from tests.support.statements import count_statements

pytestmark = pytest.mark.usefixtures("brigade")
TBX = "{urn:iso:std:iso:30042:ed-2}"


@pytest.fixture
def garbles(app: object) -> list[Garble]:
    """Three feeds' worth: two suspected names, a dismissed quotation mark, one in a hidden article."""
    one = article_of(f"The {WRONG} left. He said “ that.", feed="Canal Wire", translator="engine A")
    two = article_of(f"Then the {WRONG} came.", month=3, feed="Dune Wire", translator="engine A")
    hidden = article_of(f"A {WRONG} hid.", visibility="hidden", feed="Night Wire")
    mark = {"category": "quotation-marks", "detector": "quotation-marks", "severity": "minor", "suggestions": []}
    return [
        suspect(one, WRONG),
        suspect(one, "“", state="dismissed", **mark),
        suspect(two, WRONG),
        suspect(hidden, WRONG),
    ]


def counts(page: str) -> dict[str, int]:
    """The facets' values with their counts."""
    found = re.findall(r"<bdi>([^<]+)</bdi> <span class=\"count\">([\d,]+)</span>", page)
    return {name: int(number) for name, number in found}


@pytest.mark.parametrize(
    ("query", "total", "expected"),
    [
        ("", 3, {"suspected": 2, "dismissed": 1, "Canal Wire": 2, "Dune Wire": 1, "Feb 2021": 2, "engine A": 3}),
        ("state=suspected", 2, {"suspected": 2, "dismissed": 1, "Canal Wire": 1, "Dune Wire": 1, "critical": 2}),
        ("state=suspected&feed=Canal+Wire", 1, {"Canal Wire": 1, "Dune Wire": 1, "suspected": 1, "dismissed": 1}),
        ("feed=Canal+Wire&feed=Dune+Wire", 3, {"Canal Wire": 2, "Dune Wire": 1}),
        ("month=2021-03", 1, {"Feb 2021": 2, "Mar 2021": 1, "Dune Wire": 1}),
        ("state=nonsense", 0, {}),
        ("feed=", 0, {}),
    ],
)
def test_the_counts_are_right_under_every_filter(
    reviewer: DeskClient, garbles: list[Garble], query: str, total: int, expected: dict[str, int]
) -> None:
    page = reviewer.get(f"/garbles?{query}").text
    assert f"{total} garble" in page and "Night Wire" not in page
    found = counts(page)
    assert {name: found.get(name) for name in expected} == expected


def test_the_board_follows_what_changes(reviewer: DeskClient, garbles: list[Garble], cast: Cast) -> None:
    assert "3 garbles" in reviewer.get("/garbles").text
    with transaction(by=cast.reviewer):
        service.dismiss(garbles[0], by=cast.reviewer)
    with transaction(by=None):
        db.session.get(Article, garbles[2].article_id).feed = "Canal Wire"  # type: ignore[union-attr]
        db.session.get(Article, garbles[3].article_id).visibility = "desk"  # type: ignore[union-attr]
    found = counts(reviewer.get("/garbles").text)
    assert (found["dismissed"], found["suspected"], found["Canal Wire"], found["Night Wire"]) == (2, 2, 3, 1)
    with transaction(by=None):
        db.session.delete(garbles[3])
    assert counts(reviewer.get("/garbles").text).get("Night Wire") is None
    # What followed is what reading all of it anew gives.
    from annotator.desk.garbles import board as module

    followed, anew = board(), module.read_all()
    assert dict(followed.masks) == dict(anew.masks) and dict(followed.articles) == dict(anew.articles)


def test_an_editor_sees_hidden_ones_and_a_list_costs_the_same_for_many(
    client: DeskClient, cast: Cast, garbles: list[Garble]
) -> None:
    client.as_(cast.editor)
    assert "4 garbles" in client.get("/garbles").text
    with count_statements() as few:
        client.get("/garbles")
    for number in range(8):
        suspect(article_of(f"Again {number} the {WRONG}.", feed=f"Feed {number}"), WRONG)
    client.get("/garbles")
    with count_statements() as many:
        client.get("/garbles")
    assert len(many) == len(few)


def test_many_are_confirmed_after_a_preview_and_taken_back(reviewer: DeskClient, garbles: list[Garble]) -> None:
    query = "act=confirm&all=1&state=suspected"
    page = reviewer.get(f"/garbles/decide?{query}").text
    assert "Confirm 2 garbles?" in page and "Nothing is changed yet" in page and RIGHT in page
    assert db.session.scalar(sa.select(sa.func.count(Alias.id))) == 0
    seen = re.search(r'name="seen" value="([^"]+)"', page)
    assert seen
    data = {"act": "confirm", "seen": seen[1], "back": "/garbles?state=suspected", "key": "k"}
    answer = reviewer.post("/garbles/decide", data=data)
    assert reviewer.post("/garbles/decide", data=data).location == answer.location
    page = reviewer.get(answer.location).text
    assert "2 garbles confirmed." in page
    assert list(db.session.scalars(sa.select(Alias.name))) == [WRONG]
    done = re.search(r"/garbles/(\d+)/take-back", page)
    assert done
    answer = reviewer.post(f"/garbles/{done[1]}/take-back", data={"back": "/garbles?state=suspected"})
    assert answer.location == "/garbles?state=suspected"
    db.session.expire_all()
    assert [garble.state for garble in garbles] == ["suspected", "dismissed", "suspected", "suspected"]
    assert db.session.scalar(sa.select(sa.func.count(Alias.id))) == 0


def test_what_another_browser_decided_meanwhile_stays_as_it_is(
    reviewer: DeskClient, garbles: list[Garble], cast: Cast
) -> None:
    seen = " ".join(f"{garble.id}.{garble.row_version}" for garble in garbles)
    with transaction(by=cast.colleague):
        service.confirm(garbles[0], reading="Another", by=cast.colleague)
    answer = reviewer.post("/garbles/decide", data={"act": "dismiss", "seen": seen, "back": "//evil.example/"})
    assert answer.location.startswith("/garbles?done=")
    page = reviewer.get(answer.location).text
    assert "1 garble dismissed." in page and "confirmed already" in page and "dismissed already" in page
    db.session.expire_all()
    # The hidden one was not theirs to decide.
    assert [garble.state for garble in garbles] == ["confirmed", "dismissed", "dismissed", "suspected"]


def test_nothing_chosen_and_what_has_no_suggestion(reviewer: DeskClient, garbles: list[Garble]) -> None:
    assert "Choose garbles first" in reviewer.get("/garbles/decide?act=confirm", follow_redirects=True).text
    assert "Choose what to do" in reviewer.get("/garbles/decide?act=burn&all=1", follow_redirects=True).text
    bare = suspect(article_of("The Wire came."), "Wire", suggestions=[])
    page = reviewer.get(f"/garbles/decide?act=confirm&garble={bare.id}&garble={garbles[0].id}&garble=x").text
    assert "Confirm 1 garble?" in page and "no suggestion" in page


def test_a_rules_precision_is_shown_and_an_editor_switches_it_off_in_a_feed(
    client: DeskClient, cast: Cast, garbles: list[Garble]
) -> None:
    with transaction(by=cast.reviewer):
        service.confirm(garbles[0], reading="A", by=cast.reviewer)
        service.dismiss(garbles[2], by=cast.reviewer)
    client.as_(cast.reviewer)
    page = client.get("/garbles/rules").text
    assert "50 %" in page and "Switch off" not in page
    assert "right 1 of 2 so far" in client.get(f"/articles/{garbles[0].article_id}?garble={garbles[0].id}").text
    assert "100 %" in client.get("/garbles/rules?feed=Canal+Wire").text
    assert client.get("/garbles/rules?feed=Night+Wire").status_code == 404
    assert client.post("/garbles/rules/garbled-name/switch", data={"to": "off"}).status_code == 403
    client.as_(cast.editor)
    data = {"to": "off", "feed": "Canal Wire", "back": "/garbles/rules?feed=Canal+Wire"}
    answer = client.post("/garbles/rules/garbled-name/switch", data=data)
    assert "This rule is off in Canal Wire" in client.get(answer.location).text
    assert [(row.detector, row.feed) for row in db.session.scalars(sa.select(RuleSwitch))] == [
        ("garbled-name", "Canal Wire")
    ]
    assert "Switch on" in client.get("/garbles/rules/garbled-name").text
    client.post("/garbles/rules/garbled-name/switch", data=data | {"to": "on"})
    assert db.session.scalar(sa.select(sa.func.count(RuleSwitch.id))) == 0
    for kind, feed in (("no-such", ""), ("garbled-name", "No Such Wire")):
        answer = client.post(f"/garbles/rules/{kind}/switch", data={"to": "off", "feed": feed})
        assert "notice bad" in client.get(answer.location).text


def test_dismissing_always_tells_how_many_and_is_listed_and_removed(
    reviewer: DeskClient, garbles: list[Garble]
) -> None:
    first = garbles[0]
    data = {"scope": "everywhere", "row_version": str(first.row_version)}
    answer = reviewer.post(f"/garbles/{first.id}/dismiss", data=data)
    page = reviewer.get(answer.location).text
    assert "Dismissed. 1 other with it. These words are passed over from now on." in page
    assert "1 other was dismissed with them" in page
    assert reviewer.post(f"/garbles/{first.id}/dismiss", data=data).status_code == 409
    page = reviewer.get("/garbles/dismissals").text
    assert "al wazir column" in page and "always" in page and "Ravi" in page
    dismissal = db.session.scalars(sa.select(Dismissal)).one()
    page = reviewer.post(f"/garbles/dismissals/{dismissal.id}/remove", follow_redirects=True).text
    assert "2 garbles are suspected again" in page
    db.session.expire_all()
    assert [garble.state for garble in garbles] == ["suspected", "dismissed", "suspected", "suspected"]


def test_the_rates_count_by_feed_and_translator_and_lead_to_the_garbles(
    reviewer: DeskClient, garbles: list[Garble]
) -> None:
    page = reviewer.get("/garbles/rates").text
    words = len(garbles[0].article.versions[-1].text) // 6
    assert f"{1000 / words:.1f}" in page and "Night Wire" not in page
    assert "/garbles?state=suspected&amp;state=confirmed&amp;state=corrected&amp;feed=Canal+Wire&amp;month=2021-02" in (
        page.replace("%20", "+")
    )
    assert "engine A" in reviewer.get("/garbles/rates?by=translator").text
    assert "<rect" in page and reviewer.get("/garbles/rates?by=nonsense&of=x").status_code == 200
    assert "0.0" in reviewer.get("/garbles/rates?of=confirmed").text


def test_the_glossary_is_a_page_a_table_and_a_term_base(
    reviewer: DeskClient, garbles: list[Garble], cast: Cast
) -> None:
    assert "No garble with a right reading" in reviewer.get("/garbles/glossary").text
    odd = suspect(article_of("The =cmd|x came & went.", language="en", source_language="ar"), "=cmd|x")
    entity = db.session.scalars(sa.select(Entity)).one()
    with transaction(by=cast.reviewer):
        for garble in (garbles[0], garbles[2], garbles[3]):
            service.confirm(garble, entity=entity, by=cast.reviewer)
        service.confirm(odd, reading="R & D <b>", by=cast.reviewer)
    with transaction(by=None):
        db.session.get(Article, garbles[0].article_id).source_language = "ar"  # type: ignore[union-attr]
    page = reviewer.get("/garbles/glossary").text
    assert "3 entries" in page and "Night Wire" not in page and "لواء الوزن" in page
    answer = reviewer.get("/garbles/glossary?format=csv")
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))
    assert {(row["wrong_form"], row["right_reading"], row["feed"], row["times_confirmed"]) for row in rows} == {
        (WRONG, RIGHT, "Canal Wire", "1"), (WRONG, RIGHT, "Dune Wire", "1"), ("'=cmd|x", "R & D <b>", "", "1"),
    }  # fmt: skip
    assert {row["kind"] for row in rows} == {"group", "garbled name"}
    tbx = ElementTree.fromstring(reviewer.get("/garbles/glossary?format=tbx").data)
    assert (tbx.tag, tbx.get("style"), tbx.get("type")) == (f"{TBX}tbx", "dca", "TBX-Basic")
    concepts = {
        tuple((term.findtext(f"{TBX}term"), term.findtext(f"{TBX}termNote")) for term in concept.iter(f"{TBX}termSec"))
        for concept in tbx.iter(f"{TBX}conceptEntry")
    }
    right, wrong = "preferredTerm-admn-sts", "deprecatedTerm-admn-sts"
    assert concepts == {
        (("لواء الوزن", None), (RIGHT, right), (WRONG, wrong)), (("R & D <b>", right), ("=cmd|x", wrong)),
    }  # fmt: skip
    assert reviewer.get("/garbles/glossary?format=exe").status_code == 422


def test_labels_name_what_has_no_value() -> None:
    assert [listing.label(facet, "") for facet in ("feed", "detector", "month")] == ["no feed", "a person", "no date"]
