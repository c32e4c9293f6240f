"""Articles in nearly the same words: which they are, what differs, what was judged over there."""

from __future__ import annotations

from typing import Any, Final

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...accounts.current import person
from ...accounts.telling import Answer, doing, once, telling
from ...articles.models import Article
from ...articles.queries import load_article, load_part
from ...claims.models import Claim
from ...relays import queries, service
from ...relays.models import Relay
from ...versions.comparing import compare
from ..views import pages
from .judged import judged_in, take_over

GROUPS: Final = 30  # on the page of all
SAID: Final = {
    "confirmed": "Said: both tell one story.",
    "refused": "Said: these are different stories. They are not shown as one group any more.",
    "suggested": "Taken back: it is a suggestion again.",
}


@pages.app_template_global("relays_of")
def relays_of(article: Article) -> int:
    """How many articles this one is nearly the same as, of those that are open to whoever asks."""
    return queries.number(article, by=person())


@pages.get("/relays")
def relays() -> str:
    """The groups that grew last."""
    return render_template("relays/index.html", groups=queries.groups(by=person(), most=GROUPS))


@pages.get("/articles/<int:article_id>/relays")
def relays_of_article(article_id: int) -> str:
    """The articles in nearly the same words, and one of them (`with`) beside this one."""
    article = load_article(article_id, by=person())
    rows = queries.of_article(article, by=person())
    group = queries.group_of(article, by=person())
    other = chosen(article, rows)
    return render_template(
        "relays/article.html",
        article=article,
        rows=[(row, other_of(row, article)) for row in rows],
        group=group,
        further=[each for each in group.articles if each.id not in {article.id, *(_ids(rows))}],
        other=other,
        relay=next((row for row in rows if other is not None and other.id in (row.first_id, row.second_id)), None),
        found=compare(other.current.text, article.current.text, article.language) if other is not None else None,
        judged=judged_in(other, article) if other is not None else [],
    )


def _ids(rows: list[Relay]) -> set[int]:
    return {ident for row in rows for ident in (row.first_id, row.second_id)}


def other_of(row: Relay, article: Article) -> Article:
    return row.second if row.first_id == article.id else row.first


def chosen(article: Article, rows: list[Relay]) -> Article | None:
    """The one asked for, else the one that shares most, of those that nobody refused."""
    asked = request.args.get("with", type=int)
    if asked is not None and asked != article.id:
        return load_article(asked, by=person())
    return next((other_of(row, article) for row in rows if row.state != "refused"), None)


@pages.post("/relays/<int:relay_id>/decide")
def decide_relay(relay_id: int) -> ResponseReturnValue:
    """`state`: confirmed, refused, or suggested, which takes either back."""
    relay = queries.load_relay(relay_id, by=person())
    state = request.form.get("state", "")
    with doing("decide relay", SAID.get(state, "")):
        service.decide(relay, state, by=person(), seen=request.form.get("row_version", -1, type=int))
    article = request.form.get("article", relay.second_id, type=int)
    return redirect(url_for("desk.relays_of_article", article_id=article), 303)


@pages.post("/articles/<int:article_id>/relays/take-over")
def take_over_from_relay(article_id: int) -> ResponseReturnValue:
    """Take over what was settled about the same words in another article."""
    article = load_article(article_id, by=person())
    claim = load_part(Claim, request.form.get("claim", 0, type=int), by=person())
    beside: dict[str, Any] = {"article_id": article.id, "with": claim.article_id, "_anchor": "judged"}
    answer = Answer(url_for("desk.relays_of_article", **beside))
    with telling("Taken over: it is your judgement now."), once("take over", answer):
        take_over(article, claim, by=person(), evidence="evidence" in request.form)
    return redirect(answer.at, 303)
