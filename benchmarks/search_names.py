"""Does a search for one name of an entity find the article that uses another?

    .venv/bin/python -m benchmarks.search_names --data ../shared/datasets [--searches 1500] [--seed 1]

The sanctions lists (OFAC, UN) and the places of seven countries are the gazetteer: one article an entity, with one of
its names in it, drawn by lot. Then every other name, up to `--searches` of each set, is searched for as it is written.
Prints the share of searches that find the entity's article, and of those with no article of another entity above it;
an entity that has the very name asked for is right too.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from annotator.articles.models import Article, Version
from annotator.db import db, transaction
from annotator.factory import create_app
from annotator.gazetteer.models import Alias, Entity
from annotator.search.engines.chosen import store_of
from annotator.search.folding import key
from annotator.search.keeping.indexer import Keeper
from annotator.search.results.queries import Ask, search

from .names import sanctions

SENTENCE = "Officials said on Tuesday that {name} had been named in the report, and that the list would be published."
PER_PAGE = 500  # a name of one common word finds many


def places(data: Path) -> list[tuple[str, list[str]]]:
    """(id, all names) of each place: its own, the native one, and those of four languages."""
    found = []
    for number, line in enumerate((data / "places_mena/cities.jsonl").read_text("utf-8").splitlines()):
        row = json.loads(line)
        other = [row["translations"].get(language) for language in ("fr", "ar", "fa", "de")]
        found.append((f"place-{number}", list(dict.fromkeys(filter(None, [row["name"], row["native"], *other])))))
    return found


def fill(entities: list[tuple[str, list[str]]], lot: random.Random) -> dict[int, str]:
    """A gazetteer and an article for each; returns the name that each article (by id) has."""
    used: dict[int, str] = {}
    for first in range(0, len(entities), 200):
        with transaction(by=None):
            for ident, names in entities[first : first + 200]:
                aliases = [Alias(name=name, language="en") for name in names[1:]]
                db.session.add(Entity(key=ident, name=names[0], aliases=aliases))
                name = lot.choice(names)
                text = SENTENCE.format(name=name)
                article = Article(title="A report")
                digest = hashlib.sha256(text.encode()).hexdigest()
                db.session.add_all([article, Version(article=article, text=text, length=len(text), sha256=digest)])
                db.session.flush()
                used[article.id] = name
        db.session.expunge_all()
    return used


def searches(
    entities: list[tuple[str, list[str]]], used: dict[int, str], most: int, lot: random.Random
) -> Iterator[tuple[str, int]]:
    pairs = [
        (name, article)
        for (_, names), article in zip(entities, used, strict=True)
        for name in names
        if key(name) != key(used[article])
    ]
    lot.shuffle(pairs)
    yield from pairs[:most]


def measure(label: str, entities: list[tuple[str, list[str]]], most: int, seed: int) -> None:
    lot = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        app = create_app({"INSTANCE": folder, "DATABASE_URL": "", "LOGIN_RATE": ""})
        with app.app_context():
            used = fill(entities, lot)
            keeper = Keeper(store_of(app.config))
            with keeper.store.writing():
                keeper.bring_up()
            has: dict[str, set[int]] = defaultdict(set)
            for (_, names), article in zip(entities, used, strict=True):
                for name in names:
                    has[key(name)].add(article)
            asked = found = first = 0
            for name, article in searches(entities, used, most, lot):
                results = search(Ask(name, per_page=PER_PAGE), keeper.reader, by=None, counting=())
                order = [result.row.ident for result in results.results if result.row.kind == "article"]
                asked += 1
                found += article in order
                first += article in order and set(order[: order.index(article)]) <= has[key(name)]
                if article not in order:
                    print(f"  not found by “{name}”: {used[article]} ({results.total} hits)")
                elif not set(order[: order.index(article)]) <= has[key(name)]:
                    above = [used[other] for other in order[: order.index(article)] if other not in has[key(name)]]
                    print(f"  “{name}”: above {used[article]} stand {above[:3]}")
            keeper.close()
            db.session.rollback()
            db.engine.dispose()
    print(f"{label}: {asked} searches, found {found / asked:.4f}, none of another above {first / asked:.4f}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--searches", type=int, default=1_500)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    measure("sanctions lists", sanctions(given.data), given.searches, given.seed)
    measure("places", places(given.data), given.searches, given.seed)


if __name__ == "__main__":
    main()
