"""Documents as rows: traits and profiles by number, words as tsvectors, and how often each occurs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import sqlalchemy as sa

from ...documents import Document
from ...documents.document import Pair
from .postings import Postings
from .tables import OF_OWN, OF_PLACE, SAME_TRAIT
from .vectors import vectors

LONGEST_NAME: Final = 1_000
THOUSANDTHS: Final = 1_000  # quantities are kept as whole thousandths
COLUMNS: Final = (
    "number", "place", "own", "seen", "length", "spoken", "article", "date", "worth", "confidence", "open_to", "title",
    "traits", "key", "digest", "words",
)  # fmt: skip


# What stands in a profile or in a column.
NOT_TRAITS: Final = OF_PLACE | OF_OWN | {"seen"}
# Somebody's words: not found at all by those from whom the judgement is kept.
SPOKEN: Final = frozenset({"note", "comment"})


def pairs_of(document: Document) -> tuple[Pair, ...]:
    """What a document is and has, its kind and who may see it among it; the article has a column of its own."""
    properties = (pair for pair in document.properties if pair[0] != "article")
    return (("kind", document.kind), ("seen", document.seen), *properties)


@dataclass(slots=True)
class Encoder:
    """Turns documents into rows. Numbers what it has not seen before, and counts; `flush` writes both.

    One is used for one transaction (`known` reads what is there already) or for a whole new generation, whose
    `postings` it gathers.
    """

    traits: dict[Pair, int] = field(default_factory=dict)
    profiles: dict[str, int] = field(default_factory=dict)
    next_trait: int = 1
    next_profile: int = 1
    next_number: int = 1
    new_traits: list[tuple[int, str, str]] = field(default_factory=list)
    new_profiles: list[tuple[int, str, list[int]]] = field(default_factory=list)
    counts: Counter[int] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    documents: list[tuple[Any, ...]] = field(default_factory=list)
    chunks: list[tuple[int, str]] = field(default_factory=list)
    quantities: list[tuple[int, int]] = field(default_factory=list)
    postings: Postings | None = None

    def known(self, connection: sa.Connection, schema: str, documents: Sequence[Document]) -> None:
        """Read the numbers that these documents' traits and profiles have already."""
        run = connection.exec_driver_sql
        self.next_number = run(f"SELECT numbered + 1 FROM {schema}.state").scalar_one()
        self.next_trait = run(f"SELECT COALESCE(max(id), 0) + 1 FROM {schema}.traits").scalar_one()
        self.next_profile = run(f"SELECT COALESCE(max(id), 0) + 1 FROM {schema}.profiles").scalar_one()
        wanted = list({pair for document in documents for pair in pairs_of(document)})
        names, values = [name for name, _ in wanted], [value for _, value in wanted]
        found = run(
            f"SELECT id, t.name, t.value FROM unnest(%s::text[], %s::text[]) AS w (name, value)"
            f" JOIN {schema}.traits t ON {SAME_TRAIT}",
            (names, values),
        )
        self.traits = {(row.name, row.value): row.id for row in found}
        profiles = {named(name): name for document in documents for name in self.profiles_of(document)}
        found = run(f"SELECT id, name FROM {schema}.profiles WHERE name = ANY(%s::text[])", (list(profiles),))
        self.profiles = {profiles[row.name]: row.id for row in found}

    def add(self, document: Document) -> None:
        digest = document.digest()
        found = vectors(document)
        number, self.next_number = self.next_number, self.next_number + 1
        place, own = (self.profile(name) for name in self.profiles_of(document))
        traits = [self.trait(pair) for pair in pairs_of(document) if pair[0] not in NOT_TRAITS]
        self.counts.update(self.trait(pair) for pair in pairs_of(document))
        self.words.update(found.vocabulary)
        if self.postings is not None:
            self.postings.add(number, found.vocabulary, found.titled, found.written)
        open_to = list(document.open_to) if document.veil else None
        self.documents.append((
            number, place, own, self.trait(("seen", document.seen)), found.length, document.kind in SPOKEN,
            document.article, document.date, document.worth, document.confidence, open_to, found.title,
            traits, document.key, digest, found.words,
        ))  # fmt: skip
        self.chunks += ((number, chunk) for chunk in found.chunks)
        self.quantities += ((number, thousandths(value)) for value in document.numbers)

    def trait(self, pair: Pair) -> int:
        ident = self.traits.get(pair)
        if ident is None:
            ident, self.next_trait = self.next_trait, self.next_trait + 1
            self.traits[pair] = ident
            self.new_traits.append((ident, *pair))
        return ident

    def profiles_of(self, document: Document) -> Iterator[str]:
        """The names of its two profiles: their traits' numbers in order."""
        pairs = pairs_of(document)
        for letter, names in (("p", OF_PLACE), ("o", OF_OWN)):
            yield letter + ",".join(map(str, sorted(self.trait(pair) for pair in pairs if pair[0] in names)))

    def profile(self, name: str) -> int:
        ident = self.profiles.get(name)
        if ident is None:
            ident, self.next_profile = self.next_profile, self.next_profile + 1
            self.profiles[name] = ident
            self.new_profiles.append((ident, named(name), [int(part) for part in name[1:].split(",") if part]))
        return ident

    def told(self, connection: sa.Connection, schema: str, gone: list[int]) -> int:
        """Say that there was a change, in which these documents went, for those who have them in memory; its number. A
        document's number is never given again, also when what had the last one went."""
        run = connection.exec_driver_sql
        statement = f"UPDATE {schema}.state SET changes = changes + 1, numbered = %s RETURNING changes"
        change = int(run(statement, (self.next_number - 1,)).scalar_one())
        copy(connection, f"{schema}.gone (change, number)", ((change, number) for number in gone))
        return change

    def post(self, connection: sa.Connection, schema: str) -> None:
        """Write which documents have which words."""
        if self.postings is not None:
            copy(connection, f"{schema}.postings (kind, word, documents)", self.postings.rows())
            copy(connection, f"{schema}.common (word)", ((word,) for word in self.postings.common or ()))
            statement = f"UPDATE {schema}.state SET posted = %s, paired = %s, paired_to = %s"
            number = self.postings.number
            connection.exec_driver_sql(statement, (number, self.postings.paired, number))

    def without(self, connection: sa.Connection, schema: str, numbers: list[int]) -> None:
        """Count these documents, which are about to be deleted, no more."""
        run = connection.exec_driver_sql
        self.counts.subtract(as_dict(run(
            f"SELECT t, count(*) FROM {schema}.documents d, LATERAL (SELECT d.seen AS t UNION ALL SELECT"
            " unnest(d.traits) UNION ALL"
            f" SELECT unnest(p.traits) FROM {schema}.profiles p WHERE p.id IN (d.place, d.own)) AS its"
            " WHERE number = ANY(%s::integer[]) GROUP BY t", (numbers,),
        )))  # fmt: skip
        self.words.subtract(as_dict(run(
            f"SELECT word, count(*) FROM {schema}.documents, unnest(tsvector_to_array(words)) AS word"
            " WHERE number = ANY(%s::integer[]) GROUP BY word", (numbers,),
        )))  # fmt: skip

    def flush(self, connection: sa.Connection, schema: str) -> None:
        """Write the rows that were added so far."""
        copy(connection, f"{schema}.documents ({', '.join(COLUMNS)})", self.documents)
        copy(connection, f"{schema}.chunks (document, words)", self.chunks)
        copy(connection, f"{schema}.quantities (document, value)", self.quantities)
        for rows in (self.documents, self.chunks, self.quantities):
            rows.clear()

    def count(self, connection: sa.Connection, schema: str) -> None:
        """Write what was numbered and counted, into tables that have their indexes."""
        run = connection.exec_driver_sql
        copy(connection, f"{schema}.profiles (id, name, traits)", self.new_profiles)
        copy(connection, f"{schema}.traits (id, name, value, ndoc)", ((*row, 0) for row in self.new_traits))
        changed = [(ident, number) for ident, number in self.counts.items() if number]
        run(
            f"UPDATE {schema}.traits t SET ndoc = ndoc + by FROM unnest(%s::integer[], %s::integer[]) AS c (id, by)"
            " WHERE t.id = c.id",
            ([ident for ident, _ in changed], [number for _, number in changed]),
        )
        words = sorted((word, number) for word, number in self.words.items() if number)
        run(
            f"INSERT INTO {schema}.vocabulary (id, word, ndoc)"
            f" SELECT (SELECT COALESCE(max(id), 0) FROM {schema}.vocabulary) + row_number() OVER (), word, by"
            " FROM unnest(%s::text[], %s::integer[]) AS c (word, by)"
            " ON CONFLICT (word) DO UPDATE SET ndoc = vocabulary.ndoc + excluded.ndoc",
            ([word for word, _ in words], [number for _, number in words]),
        )


def named(profile: str) -> str:
    """A profile's name as it is kept: short enough for an index, however many collections an article is in."""
    if len(profile) < LONGEST_NAME:
        return profile
    return profile[0] + hashlib.blake2b(profile.encode(), digest_size=16).hexdigest()


def copy(connection: sa.Connection, into: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Put rows into a table the fastest way there is."""
    driver: Any = connection.connection.driver_connection
    with driver.cursor() as cursor, cursor.copy(f"COPY {into} FROM STDIN") as sink:
        for row in rows:
            sink.write_row(row)


def as_dict(rows: Iterable[Any]) -> dict[Any, int]:
    return {row[0]: row[1] for row in rows}


def thousandths(number: float) -> int:
    return round(max(-1e15, min(number, 1e15)) * THOUSANDTHS)
