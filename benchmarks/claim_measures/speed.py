"""How long the rules take, on one core, for copy they have not met before, and how that grows with length.

Process time, not wall time; the best of several batches: what else runs on the machine counts as little as can be.
No sentence comes twice, so that nothing kept of whole sentences or articles helps. All runs as `analyse` runs at the
desk: without Python's search for cycles, which counts the more the longer a text is.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from annotator.gazetteer.lookup import Gazetteer, without_collection
from annotator.gazetteer.records import read_jsonl
from annotator.ingest.analysis import analyse
from benchmarks.claim_measures.engine import suggestions, with_places

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
LENGTH = 3_000
BATCHES, IN_A_BATCH = 5, 20
FRENCH = re.compile(r"^language: fr", re.MULTILINE)
DIGITS = re.compile(r"\d+")

GIVEN = "Karwan Salim Nadia Idris Fatou Leyla Hamid Rasha Moussa Dilan Amina Yusuf Hoda Bakary Sevgi Tarek".split()
SYLLABLES = "ba dar han ka lem mir no qa ras sou tal wa zi ghar shi ther yan fou del mak bou jid".split()
PLACES = "Mosul Kirkuk Aleppo Sirte Tripoli Hodeidah Aden Gao Kidal Tyre Sidon Basra Erbil Misrata Marib".split()
OFFICES = [
    "the ministry of interior", "the army", "a security official", "the governor's office", "residents", "police",
    "a UN spokesman", "two officials who asked not to be named", "the health directorate", "local media",
]  # fmt: skip
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()

# Invented copy of the sort that the desk reads.
TEMPLATES = (
    "{n} rockets landed near the airport in {place} on {day}, wounding at least {n} people, {office} said.",
    "The head of the council of {place}, {name}, met with a delegation of {n} diplomats and promised an inquiry.",
    "“We have asked for {n} more guards, and we expect an answer within a week,” {name} said.",
    "According to {office}, about {n},{nnn} foreign troops are based in {place}, which lifted its curfew in 20{nn}.",
    "{name}, a former mayor of {place}, said that the {n} families who fled in 20{nn} had not been able to return.",
    "On {day}, gunmen attacked a checkpoint south of {place}, killing {n} soldiers, including a captain named {name}.",
    "The attack, claimed by a group that calls itself the Brigades of {word}, came {n} days after the truce ended.",
    "{name} was born in {place} in 19{nn} and led the port authority until he was dismissed in 20{nn}.",
    "But {office} did not confirm the toll, and {name} called the reports of {n} dead “premature”.",
    "The company {word}, based in {place}, owes about ${n} million to its {nnn} workers, {office} said on {day}.",
    "In addition, {n} percent of the wells in the district of {word} have dried up, while prices rose by {n} percent.",
    "“There is no water and no road,” added {name}, whose brother was arrested in {place} last {day}.",
    "Four convoys carrying flour and oil have reached {place} since {day}, but {n} trucks remain blocked at {word}.",
    "The agreement signed in {place} by {name} and {name} provides for the exchange of {nnn} prisoners.",
    "It is not clear whether the {n} men held in {word} will be tried, and their lawyer, {name}, could not be reached.",
)


def articles(count: int, length: int, seed: int) -> list[str]:
    """So many different texts of `length` characters: half invented copy, half the sample's with other figures."""
    chance = random.Random(seed)
    stories = [path.read_text(encoding="utf-8") for path in sorted((CORPUS / "articles").glob("*.md"))]
    sample = [
        paragraph
        for story in stories
        if not FRENCH.search(story)
        for paragraph in story.split("---\n", 2)[-1].split("\n\n")
        if len(paragraph) > 120
    ]
    return [_article(chance, sample, length) for _ in range(count)]


def _article(chance: random.Random, sample: Sequence[str], length: int) -> str:
    paragraphs: list[str] = []
    size = 0
    while size < length:
        if len(paragraphs) % 2:
            text = DIGITS.sub(lambda digits: _figure(chance, len(digits[0])), chance.choice(sample).strip())
        else:
            text = " ".join(_sentence(chance) for _ in range(chance.randint(2, 4)))
        paragraphs.append(text)
        size += len(text) + 2
    return "\n\n".join(paragraphs)[:length]


def _figure(chance: random.Random, digits: int) -> str:
    return str(chance.randint(10 ** (digits - 1), 10**digits - 1))


def _word(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=chance.randint(2, 3))).capitalize()


def _sentence(chance: random.Random) -> str:
    made: dict[str, Callable[[], str]] = {
        "n": lambda: str(chance.randint(3, 98)),
        "nn": lambda: _figure(chance, 2),
        "nnn": lambda: _figure(chance, 3),
        "name": lambda: f"{chance.choice(GIVEN)} {_word(chance)}",
        "word": lambda: _word(chance),
        "place": lambda: chance.choice(PLACES),
        "office": lambda: chance.choice(OFFICES),
        "day": lambda: chance.choice(DAYS),
    }
    template = chance.choice(TEMPLATES)
    text = re.sub(r"\{(\w+)\}", lambda slot: made[slot[1]](), template)
    return text[0].upper() + text[1:]


def seconds(work: Callable[[str], object], batches: Sequence[Sequence[str]]) -> float:
    """Process time of one text in the best batch. Each text is worked on once."""
    times: list[float] = []
    for batch in batches:
        started = time.process_time()
        for text in batch:
            work(text)
        times.append((time.process_time() - started) / len(batch))
    return min(times)


def rows(data: Path) -> list[tuple[str, str]]:
    with (CORPUS / "gazetteer.jsonl").open(encoding="utf-8") as lines:
        gazetteer = Gazetteer(read_jsonl(lines))
    made = articles((BATCHES + 1) * IN_A_BATCH, LENGTH, seed=1)
    warm, *batches = [made[i : i + IN_A_BATCH] for i in range(0, len(made), IN_A_BATCH)]
    long = [[text] for text in articles(2, 100 * LENGTH, seed=2)]
    found: list[tuple[str, str]] = []
    for name, work in (
        ("whole analysis", lambda text: analyse(text, gazetteer=gazetteer)),
        ("claims with facts, places and worth", without_collection()(lambda text: with_places(text, gazetteer))),
        ("zones to claims", without_collection()(suggestions)),
    ):
        seconds(work, [warm])
        small, large = seconds(work, batches), seconds(work, long)
        found.append((f"speed, articles of 3 KB, {name}", f"{1 / small:.0f} a second ({1000 * small:.2f} ms)"))
        found.append((f"growth, 300 KB over 3 KB, {name}", f"{large / small:.0f}"))
    return found
