"""`export`: articles leave the desk as files."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ..db import now
from ..errors import Invalid, WirecheckError
from ..exports.catalogue import FORMATS, Format
from ..exports.files import written_whole
from ..exports.queries import ArticlesLeaving, all_ids, load_record
from ..exports.terms import Options, Terms

HITS = 1_000  # read at a time: each hit is read again from the database with its passages


@click.command("export")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="What to write.")
@click.option("--article", "articles", type=int, multiple=True, metavar="ID", help="This article; may be repeated.")
@click.option("--query", metavar="QUERY", help="The articles that a search finds.")
@click.option("--all", "everything", is_flag=True, help="Every article on the desk, drafts and hidden ones too.")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Where to."
)
@click.option(
    "--claims",
    type=click.Choice(["all", "reviewed"]),
    default="all",
    show_default=True,
    help="Also claims found by rule that nobody has looked at yet, or not.",
)
@click.option("--notes", is_flag=True, help="With the reviewers' notes.")
def export_command(
    *, name: str, articles: tuple[int, ...], query: str | None, everything: bool, output: Path, claims: str, notes: bool
) -> None:
    """Write articles with their claims, garbles and corrections to FILE.

    One article is written as itself; several as a zip of pages with a list (html) or a JSON array of collections, one
    a line (w3c). FILE appears when it is complete; after an error what was there before is still there.
    """
    options = Options(suggested=claims == "all", notes=notes)
    form = FORMATS[name]
    try:
        if len(articles) == 1 and query is None and not everything:
            record = load_record(articles[0], by=None, options=options)
            with written_whole(output) as file:
                file.write(form.write_one(record, Terms(now(), options)))
            written = 1
        else:
            written = write_several(form, chosen(articles, query, everything), options, output)
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{written} article{'' if written == 1 else 's'} written to {output}", err=True)


def chosen(articles: tuple[int, ...], query: str | None, everything: bool) -> list[int]:
    """The ids that the options name, each once. Raises Invalid when they name none, or in two ways at once."""
    if bool(articles) + (query is not None) + everything != 1:
        raise Invalid("Say which articles: --article ID, --query QUERY or --all, one of the three.")
    if query is not None:
        found = found_by(query)
        if not found:
            raise Invalid(f"The search for “{query}” finds no article.")
        return found
    known = all_ids(None)
    missing = [str(ident) for ident in articles if ident not in set(known)]
    if missing:
        raise Invalid(f"There is no article {', '.join(missing)}.")
    return list(dict.fromkeys(articles)) or known


def found_by(query: str) -> list[int]:
    """The articles in which the search finds something, the best first. The index is brought up to date before."""
    from ..search.results.queries import Ask, search
    from .search import catch_up, opened_keeper

    found: dict[int, None] = {}
    with opened_keeper() as keeper:
        catch_up(keeper)
        page = pages = 1
        while page <= pages:
            results = search(Ask(query, page=page, per_page=HITS), keeper.reader, by=None)
            if page == 1:
                for note in filter(None, (*results.notes, results.catching_up)):
                    click.echo(note, err=True)
            found.update((result.row.article.id, None) for result in results.results if result.row.article is not None)
            page, pages = page + 1, results.pages
    return list(found)


def write_several(form: Format, ids: list[int], options: Options, output: Path) -> int:
    """Stream the articles into the file, with a progress bar. Gives how many there were."""
    written = 0
    with (
        written_whole(output) as file,
        click.progressbar(length=len(ids), label="Exporting", file=sys.stderr) as bar,
    ):

        def passed(number: int) -> None:
            nonlocal written
            bar.update(number - written)
            written = number

        form.write_many(ArticlesLeaving(ids, options, None, passed), Terms(now(), options), file)
    return written
