"""How well names are told apart and damage is found, on real data.

`python benchmarks/names.py --data ../shared/datasets` prints:

Sanctions lists (OFAC, UN): one alias of each entity is left out of the gazetteer and must find its entity again.
Name pairs (nomenklatura's name_bench): same or not at one threshold.
Places of seven countries: their French, Arabic and Persian names must find them.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from rapidfuzz import fuzz, process

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


def report_sanctions(data: Path) -> None:
    """One alias of each entity that has any, drawn by lot, left out of the gazetteer; three draws. It must find its
    entity among all. Beside it the same by the likest whole string (rapidfuzz ratio)."""
    entities = sanctions(data)
    counts: Counter[tuple[str, bool]] = Counter()
    total: Counter[bool] = Counter()
    seconds = 0.0
    for draw in range(1, 4):
        lot = random.Random(draw)
        left = {n: lot.choice(all_names[1:]) for n, (_, all_names) in enumerate(entities) if len(all_names) > 1}
        kept = [[name for name in all_names if name != left.get(n)] for n, (_, all_names) in enumerate(entities)]
        gazetteer = Gazetteer(
            EntityRecord(str(n), known[0], aliases=tuple(map(AliasRecord, known[1:]))) for n, known in enumerate(kept)
        )
        folded = [(n, skeleton.fold(name)) for n, known in enumerate(kept) for name in known]
        for n, alias in left.items():
            asked = skeleton.fold(alias)
            spelling = max(fuzz.token_sort_ratio(asked, skeleton.fold(name)) for name in kept[n]) >= SPELLING
            started = time.perf_counter()
            ours = [match.entity_id for match in gazetteer.match(alias, limit=5)]
            seconds += time.perf_counter() - started
            likest = process.extract(asked, [name for _, name in folded], scorer=fuzz.ratio, limit=30)
            theirs = list(dict.fromkeys(str(folded[at][0]) for _, _, at in likest))[:5]
            total[spelling] += 1
            for who, found in (("ours", ours), ("ratio", theirs)):
                counts[f"{who} @1", spelling] += found[:1] == [str(n)]
                counts[f"{who} @5", spelling] += str(n) in found
    for label, kinds in (("spellings", [True]), ("every alias", [True, False])):
        cases = sum(total[kind] for kind in kinds)
        share = {who: sum(counts[who, kind] for kind in kinds) / cases for who, _ in counts}
        print(
            f"sanctions, {label} ({cases}): recall@1 {share['ours @1']:.3f}, @5 {share['ours @5']:.3f}"
            f" (ratio {share['ratio @1']:.3f}, {share['ratio @5']:.3f})"
        )
    print(f"  {1000 * seconds / total.total():.2f} ms a name")


def report_pairs(data: Path) -> None:
    with (data / "name_bench/cases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    match = [row["is_match"] == "true" for row in rows]
    ours = [names.compare(row["name1"], row["name2"]).score for row in rows]
    ratio = [fuzz.ratio(row["name1"].casefold(), row["name2"].casefold()) / 100 for row in rows]
    for threshold in (0.7, 0.75, 0.8, 0.85, 0.9):
        shown = []
        for scores in (ours, ratio):
            said = [score >= threshold for score in scores]
            right = sum(a and b for a, b in zip(said, match, strict=True))
            precision, recall = right / max(1, sum(said)), right / sum(match)
            f1 = 2 * precision * recall / max(1e-9, precision + recall)
            shown.append(f"precision {precision:.2f}, recall {recall:.2f}, F1 {f1:.2f}")
        print(f"name pairs at {threshold}: {shown[0]} (ratio {shown[1]})")


def report_places(data: Path) -> None:
    """French, Arabic and Persian spellings against a gazetteer of the places' own names, as English copy has them; with
    the native name beside, and without."""
    rows = [json.loads(line) for line in (data / "places_mena/cities.jsonl").read_text("utf-8").splitlines()]
    folded = [skeleton.fold(row["name"]) for row in rows]
    for native in (False, True):
        gazetteer = Gazetteer(
            EntityRecord(str(number), row["name"], "place", native_name=row["native"] if native else None)
            for number, row in enumerate(rows)
        )
        for language in ("fr", "ar", "fa"):
            asked = [(number, row["translations"].get(language)) for number, row in enumerate(rows)]
            cases = [(number, name) for number, name in asked if name]
            found = 0
            for number, name in cases:
                best = gazetteer.match(name, limit=1)
                # Several rows have the same name (a town and its district): either is right.
                found += bool(best) and skeleton.fold(best[0].name) == folded[number]
            likest = [
                process.extractOne(skeleton.fold(name), folded, scorer=fuzz.ratio)[0] == folded[number]
                for number, name in cases
            ]
            beside = " and native name" if native else ""
            print(
                f"places, {language} ({len(cases)}), by name{beside}: recall@1 {found / len(cases):.3f}"
                f" (ratio {sum(likest) / len(cases):.3f})"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    data = parser.parse_args().data
    report_sanctions(data)
    report_pairs(data)
    report_places(data)


if __name__ == "__main__":
    main()
