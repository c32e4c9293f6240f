"""Claims, sentences and speed against gold data: `python benchmarks/claims.py --data ../shared/datasets`.

One table: our figure with the plain baselines beside it. Atomic claims are matched greedily one to one per text by
token F1 >= 0.7; a gold sentence list counts only when it is exactly right.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from annotator.claims.splitting import claims
from annotator.text.segment import sentences
from annotator.text.zones import zones

TOKEN = re.compile(r"\w+")
LANGUAGES = {"arabic": "ar", "french": "fr", "persian": "fa", "urdu": "ur"}

# Invented copy for the speed figures: 3 KB of the sort of sentence that the desk reads.
COPY = (
    "{n} rockets landed near the airport in Erbil on Monday, wounding at least {n} people, police said. "
    "The head of council {n}, Karwan Aziz, met with a delegation of diplomats and promised an inquiry. "
    "“We have asked for {n} more guards, and we expect an answer within a week,” an official said anonymously. "
    "According to the ministry, about {n} foreign troops are stationed in the country, which "
    "lifted its curfew in 2019.\n"
)


def copy(length: int) -> str:
    """So many characters of copy in which no paragraph stands twice (the second would be a zone)."""
    return "".join(COPY.format(n=n) for n in range(3, 4 + length // 400))[:length]


def analyse(text: str) -> list[str]:
    """The wordings of all claims of a text."""
    found = zones(text)
    return [claim.wording for claim in claims(text, sentences(text, "en", found), found)]


def as_sentences(text: str) -> list[str]:
    return [sentence.of(text) for sentence in sentences(text)]


def at_and(text: str) -> list[str]:
    return [part for sentence in as_sentences(text) for part in re.split(r",? and ", sentence)]


def token_f1(a: Counter[str], b: Counter[str]) -> float:
    common = sum((a & b).values())
    return 2 * common / (sum(a.values()) + sum(b.values())) if common else 0.0


def matches(found: Sequence[str], gold: Sequence[str], at_least: float = 0.7) -> int:
    """How many pairs a greedy one-to-one matching finds, best pairs first."""
    left = [Counter(TOKEN.findall(text.lower())) for text in found]
    right = [Counter(TOKEN.findall(text.lower())) for text in gold]
    scored = sorted(
        ((token_f1(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), key=lambda row: -row[0]
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for score, i, j in scored:
        if score < at_least:
            break
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
    return len(used_left)


def atomic(data: Path, split: Callable[[str], list[str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 on factcheck_bench."""
    hits = found_count = gold_count = 0
    for line in (data / "factcheck_bench" / "benchmark.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        gold = [claim for sentence in record["sentences"] for claim in sentence["claims"]]
        found = split(record["response"])
        hits += matches(found, gold)
        found_count += len(found)
        gold_count += len(gold)
    precision, recall = hits / max(1, found_count), hits / max(1, gold_count)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def golden_rules(data: Path) -> tuple[int, int]:
    """How many texts of the golden rules are cut exactly right (white space inside a sentence aside), of how many."""
    right = total = 0
    rules = json.loads((data / "segmentation_golden_rules" / "golden_rules.json").read_text(encoding="utf-8"))
    for name, cases in rules.items():
        for case in cases:
            gold = [" ".join((s if isinstance(s, str) else s[0]).split()) for s in case["sentences"]]
            text = case["text"]
            ours = [" ".join(s.of(text).split()) for s in sentences(text, LANGUAGES.get(name, "en"))]
            right += ours == gold
            total += 1
    return right, total


def seconds(text: str, at_least: float = 1.0) -> float:
    """The best time of several analyses, of one core: what else runs on the machine counts as little as can be."""
    analyse(text)
    times: list[float] = []
    while len(times) < 3 or sum(times) < at_least:
        started = time.process_time()
        analyse(text)
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path, required=True, help="folder with the data sets")
    data = options.parse_args().data
    rows: list[tuple[str, str]] = []
    for name, split in (("ours", analyse), ("sentence = claim", as_sentences), ("split at “and”", at_and)):
        rows.append((f"atomic claims, {name}", "P {:.2f}  R {:.2f}  F1 {:.3f}".format(*atomic(data, split))))
    right, total = golden_rules(data)
    rows.append(("sentences, golden rules, exactly right", f"{right} of {total} ({right / total:.0%})"))
    small, large = seconds(copy(3_000)), seconds(copy(300_000))
    rows.append(("speed, articles of 3 KB, zones to claims", f"{1 / small:.0f} a second"))
    rows.append(("growth, 300 KB over 3 KB", f"{large / small:.0f}"))
    width = max(len(name) for name, _ in rows)
    for name, value in rows:
        print(f"{name:<{width}}  {value}")


if __name__ == "__main__":
    main()
