"""`search`: the desk's search at the prompt. `index`: the search index, looked at, built anew, compared."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click
from flask import current_app

if TYPE_CHECKING:
    from ..search.keeping.indexer import Keeper
    from ..search.results.queries import Result, Results

SORTS = ("relevance", "date", "worth", "confidence")  # those of the engine, which is loaded when it is asked
COLUMNS = (("kind", 10), ("id", 6), ("article", 7), ("score", 6), ("title", 36), ("quote", 48))
SERVER_SECONDS = 600  # to wait for a running server to build the index anew


@click.command("search")
@click.argument("query")
@click.option("--format", "form", type=click.Choice(["table", "jsonl"]), default="table", show_default=True)
@click.option("--exact", is_flag=True, help="Only the spelling typed: no other spellings, nothing behind a garble.")
@click.option("--sort", type=click.Choice(SORTS), default=SORTS[0], show_default=True, help="What comes first.")
@click.option("--by-article", is_flag=True, help="Hits of an article together, three of each.")
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, help="The most hits to print.")
def search_command(query: str, form: str, exact: bool, sort: str, by_article: bool, limit: int) -> None:  # noqa: PLR0917 - options
    """Find articles, claims, garbles, corrections, notes and sources, one hit a line, the best first.

    The language of queries is that of the search page (docs/search.md). What was written before is found: if no
    server keeps the index, this command brings it up to date first.
    """
    from ..search.results.queries import Ask, search

    with opened_keeper() as keeper:
        catch_up(keeper)
        asked = Ask(query, exact=exact, sort=sort, grouped=by_article, per_page=limit)
        results = search(asked, keeper.reader, by=None)
        results = replace(results, results=results.results[:limit])
    for note in (*results.notes, results.catching_up):
        if note:
            click.echo(note, err=True)
    if form == "jsonl":
        for result in results.results:
            click.echo(json.dumps(as_record(result), ensure_ascii=False))
    else:
        print_table(results)


@contextmanager
def opened_keeper() -> Iterator[Keeper]:
    from ..search.engines.chosen import store_of
    from ..search.keeping.indexer import Keeper

    keeper = Keeper(store_of(current_app.config))
    try:
        yield keeper
    finally:
        keeper.reader.close()


def catch_up(keeper: Keeper) -> None:
    """Bring the index up to date, unless a server does it already."""
    from ..search.engines.engine import Busy

    try:
        with keeper.store.writing(), Bar("Indexing") as bar:
            keeper.bring_up(progress=bar.show)
            keeper.store.closed()
    except Busy:
        pass


class Bar:
    """A progress bar on standard error that appears with the first step."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.bar: Any = None

    def __enter__(self) -> Bar:
        return self

    def show(self, done: int, total: int) -> None:
        if self.bar is None:
            self.bar = click.progressbar(length=total, label=self.label, file=sys.stderr)
            self.bar.__enter__()
        self.bar.length = total
        self.bar.update(done - self.bar.pos)

    def __exit__(self, *_error: object) -> None:
        if self.bar is not None:
            self.bar.__exit__(None, None, None)


def as_record(result: Result) -> dict[str, Any]:
    """One hit as the command prints it; docs/commands.md lists the fields."""
    row = result.row
    return {
        "kind": row.kind,
        "id": row.ident,
        "article": row.article.id if row.article else None,
        "title": row.title,
        "quote": quote_of(result),
        "score": result.score,
        "why": list(result.why),
        "worth": row.worth,
        "confidence": row.confidence,
    }


def quote_of(result: Result) -> str:
    return " ".join("".join(piece.text for piece in passage) for passage in result.passages)


def print_table(results: Results) -> None:
    click.echo("  ".join(name.ljust(width) for name, width in COLUMNS) + "  why")
    for result in results.results:
        record = as_record(result)
        cells = (cell(record[name], width) for name, width in COLUMNS)
        click.echo("  ".join(cells) + "  " + "; ".join(record["why"]))
    kinds = ", ".join(f"{number} {kind}" for kind, number in results.kinds.items())
    click.echo(f"{len(results.results)} of {results.total} hits" + (f" ({kinds})" if kinds else ""), err=True)


def cell(value: object, width: int) -> str:
    text = " ".join(("" if value is None else str(value)).split())
    return (text if len(text) <= width else text[: width - 1] + "…").ljust(width)


@click.group("index")
def index_group() -> None:
    """The search index. It is a copy of the database and may be deleted at any time."""


@index_group.command("status")
def index_status() -> None:
    """Print where the index is, how far it has read, and whether it can be trusted."""
    from ..db import journal
    from ..search import documents
    from ..search.engines.engine import IndexUnavailable

    with opened_keeper() as keeper:
        click.echo(f"where       {keeper.store.where}")
        click.echo(f"generation  {keeper.reader.generation() or 'none'}")
        try:
            mark, number = keeper.reader.mark(), sum(1 for _ in keeper.reader.digests())
        except IndexUnavailable as error:
            click.echo(f"state       cannot be read: {error}")
            raise click.exceptions.Exit(1) from None
        behind, seconds = journal.lag(mark)
        click.echo(f"size        {keeper.store.size() / 1e6:.1f} MB")
        click.echo(f"documents   {number} (rows in the database: {documents.count()})")
        click.echo(f"behind      {behind} journal entries, {seconds:.1f} s")
        click.echo(f"state       {keeper.trouble() or 'good'}")


@index_group.command("rebuild")
def index_rebuild() -> None:
    """Build the index anew beside the old one, which answers until the new one is whole.

    While a server runs, the server does it and this command waits for it.
    """
    from ..search.engines.engine import Busy

    began = time.monotonic()
    with opened_keeper() as keeper:
        try:
            with keeper.store.writing(), Bar("Building the index") as bar:
                keeper.rebuild(progress=bar.show)
                keeper.drain()
                keeper.store.closed()
        except Busy:
            wait_for_server(keeper)
    click.echo(f"Built anew in {time.monotonic() - began:.1f} s.")


def wait_for_server(keeper: Keeper) -> None:
    """Ask the server that is the writer for a new generation, and show how far it is."""
    before = keeper.reader.generation()
    keeper.store.ask_for_rebuild()
    deadline = time.monotonic() + SERVER_SECONDS
    with Bar("The server builds the index") as bar:
        while keeper.reader.generation() in {before, ""}:
            if time.monotonic() > deadline:
                raise click.ClickException("The server did not build the index in time; see its log.")
            time.sleep(0.2)
            progress = keeper.reader.progress()
            if progress is not None:
                bar.show(*progress)


@index_group.command("check")
@click.option("--repair", is_flag=True, help="Put the differences into the journal, so that they are indexed again.")
def index_check(repair: bool) -> None:
    """Compare the index with the database, object by object. Exit code 1 when they differ."""
    from ..db import transaction
    from ..search.engines.engine import IndexUnavailable
    from ..search.keeping.checking import compare, put_into_journal

    with opened_keeper() as keeper:
        catch_up(keeper)
        try:
            with Bar("Comparing") as bar:
                differences = compare(keeper.reader, progress=bar.show)
        except IndexUnavailable as error:
            reason = f"The index cannot be read ({error}). Run: flask --app app index rebuild"
            raise click.ClickException(reason) from None
        total = sum(map(len, differences.values()))
        print_differences(differences)
        click.echo(f"{total} differences." if total else "The index is what the database says.")
        if repair and total:
            with transaction(by=None, verb="repair the index"):
                put_into_journal(differences)
            catch_up(keeper)
            click.echo("Put into the journal.")
        elif total:
            raise click.exceptions.Exit(1)


def print_differences(differences: Mapping[str, Sequence[str]]) -> None:
    for name, keys in differences.items():
        for key in keys[:20]:
            click.echo(f"{name}  {key}")
        if len(keys) > 20:
            click.echo(f"{name}  … and {len(keys) - 20} more")
