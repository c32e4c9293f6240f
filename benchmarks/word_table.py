"""Make the table of words that sightings are scored with (annotator/sightings/scoring/words.npz).

`python benchmarks/word_table.py --vectors FOLDER --wordnet FOLDER --out FILE`

FOLDER of vectors: `glove_6B_50d_emb.npy` and the words, most frequent first, one a line in `glove_6B_words.txt` (GloVe
6B, 50 dimensions: Pennington, Socher and Manning 2014; public domain, PDDL 1.0; counted on Wikipedia and Gigaword's
newswire). FOLDER of WordNet: its dictionary files, as Debian's package wordnet-base has them (WordNet 3.0, Princeton
University; its licence stands beside the table).

What becomes of them is told in docs/sightings.md: forms with their lemma, how common a word is (by its rank: Zipf), a
vector for each lemma, and pairs of lemmas: derived from one another, synonyms, one a kind of the other, one a
part of the other, opposites.
"""

from __future__ import annotations

import argparse
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import numpy as np

FORMS: Final = 45_000  # the most frequent words that are looked at
LEMMAS: Final = 18_000  # 50 bytes each
SENSES: Final = 3  # of a word, most common first: what it hardly ever means would make it like everything
OFFSET: Final = 2.7  # of ranks in Zipf's law as Mandelbrot wrote it
COMPONENTS: Final = 2  # the directions that all vectors share ("All-but-the-top", Mu and Viswanath 2018)
DRAWN: Final = {"synonym": 1.0, "derived": 1.0, "kind": 0.4}
ROUNDS: Final = 8
PARTS: Final = ("noun", "verb", "adj", "adv")
WORD: Final = re.compile(r"[a-z]{2,}\Z")
RULES: Final = {
    "noun": (
        ("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"),
        ("ies", "y"),
    ),
    "verb": (("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")),
    "adj": (("er", ""), ("est", ""), ("er", "e"), ("est", "e")),
    "adv": (),
}  # fmt: skip
# Forms that are words of their own before they are forms of another one.
OWN: Final = frozenset(
    "united states news police people media data troops series species means works goods arms forces force "
    "headquarters according during less lower upper better best ground".split()
)


class WordNet:
    """Lemmas with their senses, and what the senses point at."""

    def __init__(self, folder: Path) -> None:
        self.senses: dict[str, dict[str, list[tuple[str, int]]]] = {part: {} for part in PARTS}
        self.words: dict[tuple[str, int], list[str]] = {}
        self.pointers: dict[tuple[str, int], list[tuple[str, str, int, int, int]]] = {}
        self.exceptions: dict[str, dict[str, str]] = {part: {} for part in PARTS}
        self.small: set[str] = set()  # written with a small letter in one sense at least
        self.capital: set[str] = set()
        for part in PARTS:
            for line in (folder / f"{part}.exc").read_text("utf-8").splitlines():
                form, *lemmas = line.split()
                self.exceptions[part].setdefault(form, lemmas[0])
            for line in (folder / f"index.{part}").read_text("utf-8").splitlines():
                if line.startswith(" "):
                    continue
                cells = line.split()
                count = int(cells[2])
                self.senses[part][cells[0]] = [(part, int(cell)) for cell in cells[-count:]]
            for line in (folder / f"data.{part}").read_text("utf-8").splitlines():
                if line.startswith(" "):
                    continue
                self._read(part, line.partition("|")[0].split())

    def _read(self, part: str, cells: list[str]) -> None:
        key = (part, int(cells[0]))
        count = int(cells[3], 16)
        written = [cells[4 + 2 * i].split("(")[0] for i in range(count)]
        self.words[key] = [word.lower() for word in written]
        for word in written:
            (self.capital if word[0].isupper() else self.small).add(word.lower())
        at = 4 + 2 * count
        found = []
        for i in range(int(cells[at])):
            symbol, offset, pos, ends = cells[at + 1 + 4 * i : at + 5 + 4 * i]
            target = {"n": "noun", "v": "verb", "a": "adj", "s": "adj", "r": "adv"}[pos]
            found.append((symbol, target, int(offset), int(ends[:2], 16), int(ends[2:], 16)))
        self.pointers[key] = found

    def lemma(self, form: str) -> str:
        """The lemma of a form; the form itself where nothing is known of it."""
        if form in OWN:
            return form
        for part in ("verb", "noun", "adj"):
            if form in self.exceptions[part]:
                return self.exceptions[part][form]
        for part in ("verb", "noun", "adj"):
            if part == "adj" and any(form in self.senses[other] for other in ("noun", "adv")):
                continue
            for ending, instead in RULES[part]:
                if form.endswith(ending) and len(form) > len(ending) + 1:
                    found = form[: -len(ending)] + instead
                    if found in self.senses[part] and not (ending == "s" and form.endswith("ss")):
                        return found
            doubled = re.match(r"(.*[a-z])([bdgklmnprtv])\2(?:ed|ing)\Z", form)
            if part == "verb" and doubled and doubled[1] + doubled[2] in self.senses["verb"]:
                return doubled[1] + doubled[2]
        return form

    def senses_of(self, word: str, most: int) -> Iterator[tuple[str, int]]:
        for part in PARTS:
            yield from self.senses[part].get(word, ())[:most]

    def _names(self, entry: str) -> list[str]:
        """An entry of one word, or the words of a longer name that are names alone ("Saudi Arabia")."""
        return [entry] if "_" not in entry else [word for word in entry.split("_") if word not in self.small]

    def pairs(self) -> dict[str, set[tuple[str, str]]]:
        """Pairs of single words by relation: "derived", "synonym", "kind" (one is a kind of the other), "part" (one is
        a part or member of the other: Basra of Iraq), "opposite"."""
        ranks: dict[tuple[str, tuple[str, int]], int] = {}
        for part in PARTS:
            for word, senses in self.senses[part].items():
                for rank, sense in enumerate(senses):
                    ranks[word, sense] = rank
        found: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for key, words in self.words.items():
            common = [word for word in words if ranks.get((word, key), 99) < SENSES]
            found["synonym"] |= {(a, b) for a in common for b in common if a < b}
            for symbol, part, offset, source, target in self.pointers[key]:
                other = self.words[part, offset]
                if symbol in {"+", "\\", "!"}:
                    if not source:
                        continue
                    a, b = words[source - 1], other[target - 1]
                    if symbol == "!":
                        found["opposite"].add((min(a, b), max(a, b)))
                    elif a[:3] == b[:3] and a != b:
                        found["derived"].add((min(a, b), max(a, b)))
                elif symbol in {"#p", "#m"}:
                    pairs = ((a, b) for x in words for y in other for a in self._names(x) for b in self._names(y))
                    found["part"] |= {(min(a, b), max(a, b)) for a, b in pairs if a != b}
                elif symbol in {"@", "@i", "&", "*", ">"}:
                    uncommon = [word for word in other if ranks.get((word, (part, offset)), 99) < SENSES]
                    found["kind"] |= {(min(a, b), max(a, b)) for a in common[:3] for b in uncommon[:3] if a != b}
        return found


def without_siblings(pairs: np.ndarray) -> np.ndarray:
    """Pairs of part and whole without those that are parts of one whole: the Colorado flows through Texas."""
    wholes: dict[int, set[int]] = defaultdict(set)
    for i, j in pairs.tolist():
        wholes[i].add(j)
        wholes[j].add(i)
    return np.array([(i, j) for i, j in pairs.tolist() if not wholes[i] & wholes[j]], dtype=np.uint16)


def drawn(table: np.ndarray, pairs: dict[str, np.ndarray]) -> np.ndarray:
    """The vectors drawn to those of their synonyms, derived words and kinds ("retrofitting": Faruqui et al. 2015)."""
    near: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for relation, share in DRAWN.items():
        for i, j in pairs[relation].tolist():
            near[i].append((j, share))
            near[j].append((i, share))
    now = table
    for _ in range(ROUNDS):
        after = now.copy()
        for i, others in near.items():
            mean = sum(share * now[j] for j, share in others) / sum(share for _, share in others)
            after[i] = (table[i] + mean) / 2
        now = after
    return np.asarray(now / np.linalg.norm(now, axis=1, keepdims=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--wordnet", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args()
    net = WordNet(chosen.wordnet)
    words = (chosen.vectors / "glove_6B_words.txt").read_text("utf-8").split("\n")
    vectors = np.load(chosen.vectors / "glove_6B_50d_emb.npy", mmap_mode="r")
    ranked = {word: rank for rank, word in enumerate(words)}
    forms = [word for word in words[:FORMS] if WORD.match(word)]
    lemma_of = {form: net.lemma(form) for form in forms}
    lemma_of = {form: lemma if WORD.match(lemma) and lemma in ranked else form for form, lemma in lemma_of.items()}
    shares: dict[str, float] = defaultdict(float)
    members: dict[str, list[str]] = defaultdict(list)
    for form, lemma in lemma_of.items():
        shares[lemma] += 1 / (ranked[form] + 1 + OFFSET)
        members[lemma].append(form)
    kept = sorted(shares, key=lambda lemma: -shares[lemma])[:LEMMAS]
    number = {lemma: i for i, lemma in enumerate(kept)}
    known = {form: number[lemma] for form, lemma in lemma_of.items() if lemma in number}
    table = np.zeros((len(kept), vectors.shape[1]))
    for lemma, i in number.items():
        weights = [1 / (ranked[form] + 100) ** 0.5 for form in members[lemma]]
        rows = [vectors[ranked[form]] for form in members[lemma]]
        table[i] = np.average(rows, axis=0, weights=weights)
    table -= table.mean(axis=0)
    _, _, directions = np.linalg.svd(table[:8000], full_matrices=False)
    for direction in directions[:COMPONENTS]:
        table -= np.outer(table @ direction, direction)
    table /= np.linalg.norm(table, axis=1, keepdims=True)
    numbered = {
        relation: np.array(
            sorted(
                {
                    (min(i, j), max(i, j))
                    for i, j in ((known.get(a), known.get(b)) for a, b in pairs)
                    if i is not None and j is not None and i != j
                }
            ),
            dtype=np.uint16,
        )
        for relation, pairs in net.pairs().items()
    }
    numbered["part"] = without_siblings(numbered["part"])
    table = drawn(table, numbered)
    step = np.abs(table).max(axis=1, keepdims=True) / 127
    small = np.round(table / step).astype(np.int8)
    harmonic = sum(1 / (rank + 1 + OFFSET) for rank in range(400_000))
    rarity = np.array([-np.log(shares[lemma] / harmonic) for lemma in kept], dtype=np.float16)
    others = [(form, lemma) for form, lemma in lemma_of.items() if lemma in number and form != lemma]
    arrays: dict[str, np.ndarray] = {
        "lemmas": np.frombuffer("\n".join(kept).encode(), dtype=np.uint8),
        "forms": np.frombuffer("\n".join(form for form, _ in others).encode(), dtype=np.uint8),
        "lemma_of": np.array([number[lemma] for _, lemma in others], dtype=np.uint16),
        "rarity": rarity,
        "vectors": small,
        # 0: a word of the language, 1: a name, 2: WordNet does not have it (a rarer name, nearly always)
        "proper": np.array(
            [0 if word in net.small else 1 if word in net.capital else 2 for word in kept], dtype=np.uint8
        ),
    }
    arrays |= numbered
    np.savez_compressed(chosen.out, **arrays)
    print(len(kept), "lemmas,", len(others), "other forms,", chosen.out.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
