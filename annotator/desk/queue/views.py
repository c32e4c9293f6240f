"""The queue."""

from __future__ import annotations

from flask import abort, render_template, request

from ...accounts.current import person
from ..views import pages
from . import queries


@pages.get("/")
def queue() -> str:
    kind = request.args.get("queue", "judge")
    if kind not in queries.QUEUES:
        abort(404)
    page = max(1, request.args.get("page", 1, type=int))
    sort = request.args.get("sort", "")
    return render_template(
        "desk/queue.html",
        kind=kind,
        sort=sort if sort in queries.SORTS and kind != "garbles" else "",
        page=page,
        queues=queries.QUEUES,
        counts=queries.queue_counts(person()),
        rows=queries.queue(kind, person(), page, sort),
        size=queries.PAGE,
        articles=queries.latest(person()),
    )
