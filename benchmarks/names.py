"""How well names are told apart and damage is found, on real data.

`python benchmarks/names.py --data ../shared/datasets` prints:

Sanctions lists (OFAC, UN): each alias in turn is left out of the gazetteer and must find its entity again.
Name pairs (nomenklatura's name_bench): same or not at one threshold.
Places of seven countries: their French and Arabic names must find them.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import fuzz

from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord
from annotator.text import names, skeleton

# An alias is a spelling of another name of its entity when the two are this like by token_sort_ratio.
SPELLING = 75


def sanctions(data: Path) -> list[tuple[str, list[str]]]:
    """(id, all names) of each entity of both lists; "SURNAME, Given" turned round."""
    found = []
    for line in (data / "sanctions_names/ofac_sdn_mena.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append((f"ofac-{row['ent']}", [row["name"], *row["aka"]]))
    for line in (data / "sanctions_names/un_consolidated.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found.append((f"un-{row['id']}", [row["name"], *(alias["name"] for alias in row["aliases"])]))
    return [(key, list(dict.fromkeys(_turned(name) for name in all_names))) for key, all_names in found]


def _turned(name: str) -> str:
    surname, comma, given = name.partition(", ")
    return f"{given} {surname}" if comma and given and "," not in given else name


class LeaveOneOut(Gazetteer):
    """A gazetteer that does not know one spelling."""

    left_out = ""

    def _candidates(self, name: str, alike_in_length: bool) -> list[int]:
        found = super()._candidates(name, alike_in_length)
        return [number for number in found if self._spellings[number].folded != self.left_out]


def leave_one_out(data: Path) -> Iterator[tuple[str, bool, list[str]]]:
    """(entity, whether the alias is a spelling, five nearest entities), with that alias taken out of the index."""
    entities = sanctions(data)
    gazetteer = LeaveOneOut(
        EntityRecord(key, all_names[0], aliases=tuple(AliasRecord(name) for name in all_names[1:]))
        for key, all_names in entities
    )
    owners: dict[str, set[str]] = defaultdict(set)
    for key, all_names in entities:
        for name in all_names:
            owners[skeleton.fold(name)].add(key)
    for key, all_names in entities:
        for alias in all_names[1:]:
            if len(owners[skeleton.fold(alias)]) > 1:
                continue
            others = [name for name in all_names if skeleton.fold(name) != skeleton.fold(alias)]
            if not others:
                continue
            like = max(fuzz.token_sort_ratio(skeleton.fold(alias), skeleton.fold(name)) for name in others)
            gazetteer.left_out = skeleton.fold(alias)
            yield key, like >= SPELLING, [match.entity_id for match in gazetteer.match(alias, limit=5)]


def report_sanctions(data: Path) -> None:
    first: Counter[bool] = Counter()
    five: Counter[bool] = Counter()
    total: Counter[bool] = Counter()
    started = time.perf_counter()
    for key, spelling, found in leave_one_out(data):
        total[spelling] += 1
        first[spelling] += found[:1] == [key]
        five[spelling] += key in found
    seconds = time.perf_counter() - started
    count = sum(total.values())
    for label, kinds in (("spellings", [True]), ("every alias", [True, False])):
        cases, at_1, at_5 = (sum(counter[kind] for kind in kinds) for counter in (total, first, five))
        print(f"sanctions, {label} ({cases}): recall@1 {at_1 / cases:.3f}, @5 {at_5 / cases:.3f}")
    print(f"  {1000 * seconds / count:.2f} ms a name")


def report_pairs(data: Path) -> None:
    with (data / "name_bench/cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    scored = [(names.compare(row["name1"], row["name2"]).score, row["is_match"] == "true") for row in rows]
    for threshold in (0.7, 0.75, 0.8, 0.85, 0.9):
        right = sum(match for score, match in scored if score >= threshold)
        said = sum(score >= threshold for score, _ in scored)
        precision, recall = right / max(1, said), right / sum(match for _, match in scored)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"name pairs at {threshold}: precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}")


def report_places(data: Path) -> None:
    """French and Arabic spellings against a gazetteer of the places' own names (as English copy has them)."""
    rows = [json.loads(line) for line in (data / "places_mena/cities.jsonl").read_text("utf-8").splitlines()]
    gazetteer = Gazetteer(EntityRecord(str(number), row["name"], "place") for number, row in enumerate(rows))
    for language in ("fr", "ar"):
        asked = [(number, row["translations"].get(language)) for number, row in enumerate(rows)]
        cases = [(number, name) for number, name in asked if name]
        found = 0
        for number, name in cases:
            best = gazetteer.match(name, limit=1)
            # Several rows have the same name (a town and its district): either is right.
            found += bool(best) and skeleton.fold(best[0].name) == skeleton.fold(rows[number]["name"])
        print(f"places, {language} ({len(cases)}): recall@1 {found / len(cases):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    report_sanctions(data)
    report_pairs(data)
    report_places(data)


if __name__ == "__main__":
    main()
