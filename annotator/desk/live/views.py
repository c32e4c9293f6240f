"""What an open page asks the desk for: whose session this is, whether its save arrived, what others changed.

None of them writes, and none prolongs a session: its cookie is not sent anew.
"""

from __future__ import annotations

from pathlib import Path

from flask import current_app, jsonify, make_response, request
from flask.typing import ResponseReturnValue

from ...accounts.current import person, person_or_none
from ...articles.queries import load_article
from ..views import clock, pages
from .presence import Presence, tag_of
from .queries import entries_after, newer_version, saved_at, told


@pages.get("/session")
def session_now() -> ResponseReturnValue:
    """Who is logged in, and the token that goes with it. Other sites cannot read it."""
    user = person_or_none()
    token = current_app.jinja_env.globals["csrf_token"]()  # type: ignore[operator]
    return jsonify(person=user.id if user else None, name=user.name if user else None, token=token)


@pages.get("/saved")
def saved() -> ResponseReturnValue:
    """Whether the form with this key has been saved, and when, by the desk's clock."""
    at = saved_at(request.args.get("key", ""), by=person())
    return jsonify(saved=at is not None, at=clock(at) if at else None)


@pages.get("/articles/<int:article_id>/changes")
def changes(article_id: int) -> ResponseReturnValue:
    """What happened on an article after an entry of its history; 204 when nothing did and the same people are here."""
    user, presence = person(), Presence(Path(current_app.config["INSTANCE"]) / "presence")
    after = request.args.get("after", 0, type=int)
    entries = entries_after(article_id, after)
    others = presence.others(article_id, user.id)
    tag = tag_of(others)
    came = None
    # Who may not see the article learns nothing of it, nor is seen there.
    if entries or tag != request.args.get("here", "") or not presence.knows(article_id, user.id):
        article = load_article(article_id, by=user)
        came = newer_version(article, request.args.get("version", article.current_number, type=int))
    if entries or tag != request.args.get("here", ""):
        answer = jsonify(
            latest=entries[-1].id if entries else after,
            changes=[
                change | {"at": clock(change["at"]), "own": change["whose"] == user.id} for change in told(entries)
            ],
            here=[{"who": name, "at": place} for name, place in others],
            tag=tag,
            version=came and {"number": came.number, "at": clock(came.created_at), "who": came.name},
        )
    else:
        answer = make_response("", 204)
    presence.say(article_id, user.id, user.name, request.args.get("at", ""))
    return answer
