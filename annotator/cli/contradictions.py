"""`contradictions find`: where articles disagree, looked for over the whole desk."""

from __future__ import annotations

import sys
from typing import Final

import click
from flask.cli import with_appcontext

BATCH: Final = 50


@click.group("contradictions")
def contradictions_group() -> None:
    """Where articles disagree."""


@contradictions_group.command("find")
@click.option(
    "--article", "articles", type=int, multiple=True, help="Only with this article; may be given more than once."
)
@with_appcontext
def find_command(articles: tuple[int, ...]) -> None:
    """Look anew for what disagrees: figures, dates, denials between articles, and inside each one.

    Decisions stay. Twice changes nothing. The worker does the same for what changes, by itself.
    """
    import sqlalchemy as sa

    from ..articles.models import Article
    from ..contradictions import finding
    from ..contradictions.models import Disagreement
    from ..db import db, transaction

    known = list(db.session.scalars(sa.select(Article.id).order_by(Article.id)))
    missing = [ident for ident in articles if ident not in set(known)]
    if missing:
        raise click.ClickException(f"There is no article {missing[0]}.")
    wanted = list(articles) or known
    with click.progressbar(length=len(wanted), label="Comparing articles", file=sys.stderr) as bar:
        # The marks of all first, so that each article meets all the others.
        for start in range(0, len(wanted), BATCH):
            with transaction(by=None, verb="find disagreements"):
                finding.mark_anew(wanted[start : start + BATCH])
        for start in range(0, len(wanted), BATCH):
            with transaction(by=None, verb="find disagreements"):
                finding.find_in(wanted[start : start + BATCH])
            bar.update(min(BATCH, len(wanted) - start))
    count = sa.select(sa.func.count()).where(Disagreement.state == "open")
    number = db.session.scalar(count) or 0
    click.echo(f"{number:,} open {'disagreement' if number == 1 else 'disagreements'}.")
