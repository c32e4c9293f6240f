"""`export`: articles leave the desk as files."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click
import sqlalchemy as sa

from ..articles.models import Collection
from ..db import db, now, transaction
from ..deliveries import service
from ..errors import Invalid, WirecheckError
from ..exports.catalogue import FORMATS, Format
from ..exports.counting import counts
from ..exports.files import written_whole
from ..exports.queries import ArticlesLeaving, all_ids, load_record
from ..exports.terms import SENSITIVE, Options, Terms
from ..readiness.queries import not_ready

HITS = 1_000  # read at a time: each hit is read again from the database with its passages


@click.command("export")
@click.option("--format", "name", type=click.Choice(list(FORMATS)), required=True, help="What to write.")
@click.option("--article", "articles", type=int, multiple=True, metavar="ID", help="This article; may be repeated.")
@click.option("--query", metavar="QUERY", help="The articles that a search finds.")
@click.option("--collection", metavar="NAME", help="The articles of a collection.")
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
@click.option(
    "--sensitive",
    type=click.Choice(list(SENSITIVE)),
    default="out",
    show_default=True,
    help="What becomes of claims marked sensitive: left out, blacked out, or kept in.",
)
@click.option(
    "--option", "chosen", multiple=True, metavar="NAME=VALUE", help="A choice of the format; may be repeated."
)
@click.option("--for", "recipient", default="", metavar="NAME", help="For whom: they can be told of corrections later.")
def export_command(
    *,
    name: str,
    articles: tuple[int, ...],
    query: str | None,
    collection: str | None,
    everything: bool,
    output: Path,
    claims: str,
    notes: bool,
    sensitive: str,
    chosen: tuple[str, ...],
    recipient: str,
) -> None:
    """Write articles with their claims, garbles and corrections to FILE.

    One article is written as itself, several in the format's form for several: docs/exports.md has both, and the
    choices of each format. FILE appears when it is complete; after an error what was there before is still there. Who
    took which copy is written down.
    """
    form = FORMATS[name]
    try:
        options = Options(claims == "all", notes, sensitive, choices(form, chosen))
        service.checked_recipient(recipient)
        ids = wanted(articles, query, collection, everything)
        one = len(articles) == 1
        terms = Terms(now(), options)
        if one:
            record = load_record(ids[0], by=None, options=options)
            with written_whole(output) as file:
                file.write(form.write_one(record, terms))
        else:
            write_several(form, ids, terms, output)
        with transaction(by=None, verb="export"):
            service.deliver(ids, form=name, options=asdict(options), by=None, recipient=recipient)
        held = withheld(ids, options)
    except WirecheckError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{counted(len(ids), 'article')} written to {output}", err=True)
    unready = len(not_ready(ids))
    if unready:
        click.echo(f"{counted(unready, 'article')} of these not found ready for publication", err=True)
    if held:
        click.echo(
            f"{counted(held, 'sensitive claim')} {'left out' if sensitive == 'out' else 'blacked out'}", err=True
        )


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def choices(form: Format, given: tuple[str, ...]) -> dict[str, str]:
    """The format's own choices. Raises Invalid for one that it does not have."""
    known = {choice.name: choice for choice in form.choices}
    found = {}
    for each in given:
        name, separator, value = each.partition("=")
        if not separator or name not in known:
            raise Invalid(f"--option {each}: {form.name} has {', '.join(known) or 'no choices'}, written NAME=VALUE.")
        found[name] = value
    options = Options(chosen=found)
    for choice in form.choices:
        options.choice(choice)
    return found


def withheld(ids: Sequence[int], options: Options) -> int:
    """How many sensitive claims did not leave, or blacked out."""
    return 0 if options.sensitive == "with" else counts(ids, options)["Sensitive claims"]


def wanted(articles: tuple[int, ...], query: str | None, collection: str | None, everything: bool) -> list[int]:
    """The ids that the options name, each once. Raises Invalid when they name none, or in two ways at once."""
    if bool(articles) + (query is not None) + (collection is not None) + everything != 1:
        raise Invalid("Say which articles: --article ID, --query QUERY, --collection NAME or --all, one of the four.")
    if query is not None:
        found = found_by(query)
        if not found:
            raise Invalid(f"The search for “{query}” finds no article.")
        return found
    if collection is not None:
        row = db.session.scalars(sa.select(Collection).where(Collection.name == collection)).one_or_none()
        if row is None or not row.articles:
            raise Invalid(f"There is no collection called “{collection}”, or nothing in it.")
        return sorted(article.id for article in row.articles)
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


def write_several(form: Format, ids: list[int], terms: Terms, output: Path) -> None:
    """Stream the articles into the file, with a progress bar."""
    written = 0
    with (
        written_whole(output) as file,
        click.progressbar(length=len(ids), label="Exporting", file=sys.stderr) as bar,
    ):

        def passed(number: int) -> None:
            nonlocal written
            bar.update(number - written)
            written = number

        form.write_many(ArticlesLeaving(ids, terms.options, None, passed), terms, file)
