"""Edits of wire copy as desks make them, with where each word went: what the carrying over of versions is judged by.

A story is rows of words that know where they came from; an edit moves, copies, takes out or puts in words, and the new
text is put together at the end. So the truth is known without looking for anything in the text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from annotator.text.spans import Span

PLACES: Final = "Kut Basra Erbil Mosul Tikrit Samarra Hilla Najaf Dohuk Amara Ramadi Balad Zakho Halabja".split()
PEOPLE: Final = (
    "Karim Aziz", "Omar Salman", "Layla Haddad", "Yusuf Barzan", "Hannah Okon", "Idris Kamba", "Sara Mendel",
    "Tariq Nouri", "Jon Veld", "Mina Sabri",
)  # fmt: skip
OFFICES: Final = ("the governor", "a police spokesman", "the health directorate", "the mayor", "a coalition officer")
DAYS: Final = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
WHAT: Final = ("rocket attack", "car bomb", "flood", "market fire", "bridge collapse", "convoy ambush", "dam breach")
FORMS: Final = (
    "{n} people were killed and {m} wounded in a {w} near {p} on {d}, {o} said.",
    "{o} in {p} said the {w} had been expected for {n} days.",
    "{o} in {p} said the {w} had been expected for {m} weeks.",
    "The {w} closed the road from {p} to {q} for {n} hours.",
    "“We saw {n} lorries burning,” said {a}, who lives in {p}.",
    "{a}, who heads the council of {p}, said that {m} families had left the town since {d}.",
    "He declined to comment.",
    "No group claimed the attack.",
    "About {big} troops are stationed in {p}, according to {o}.",
    "The two sides met in {q} on {d}, but no agreement was reached, {a} said.",
    "On {d} the hospital of {p} took in {m} patients, {n} of them children.",
    "{a} told reporters that the {w} in {p} was not linked to the {x} in {q}.",
    "Prices of bread and fuel in {p} rose by {n} percent in {m} months.",
    "The ministry has sent {n} teams to {p}, and {m} more are to follow by {d}.",
    "In {p}, shops stayed closed while soldiers searched {n} houses.",
    "The {w} was the worst since {year}, when {m} people died in {q}.",
    "Residents of {p} said they had been without water since {d}.",
    "{o} gave no figures.",
    "Two years ago a {x} killed {m} people in the same district of {p}.",
    "“It was over in {n} minutes,” {a} said by telephone from {q}.",
)  # fmt: skip


@dataclass(eq=False)
class Word:
    """A word of the old text, or a new one."""

    text: str
    old: bool = True


@dataclass(eq=False)
class Sentence:
    words: list[Word]
    old: bool = True
    copied: bool = False  # another sentence with the same words was made of it

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)


@dataclass
class Story:
    """Paragraphs of sentences."""

    paragraphs: list[list[Sentence]]
    done: list[str] = field(default_factory=list)
    known: frozenset[str] = frozenset()  # the sentences of the old text

    @property
    def sentences(self) -> list[Sentence]:
        return [sentence for paragraph in self.paragraphs for sentence in paragraph]

    def text(self) -> str:
        return "\n\n".join(" ".join(each.text for each in row) for row in self.paragraphs if row)

    def places(self) -> dict[Word, Span]:
        """Where each word stands in `text()`."""
        found: dict[Word, Span] = {}
        at = 0
        for row in self.paragraphs:
            if not row:
                continue
            for sentence in row:
                for word in sentence.words:
                    found[word] = Span(at, at + len(word.text))
                    at += len(word.text) + 1
            at += 1  # two line ends where one blank was counted
        return found


def of_text(text: str, sentences: Callable[[str], Sequence[Span]]) -> Story:
    """A story of a text as it stands (white space within a paragraph becomes one blank)."""
    rows = []
    for block in re.split(r"\n\s*\n", text):
        words = " ".join(block.split())
        row = [Sentence([Word(word) for word in span.of(words).split()]) for span in sentences(words)]
        if row:
            rows.append(row)
    return Story(rows)


def invented(chance: random.Random, size: int = 18) -> Story:
    """Wire copy of sentences that are much alike."""
    rows: list[list[Sentence]] = []
    while sum(map(len, rows)) < size:
        row = [sentence(chance) for _ in range(chance.choice([1, 1, 2, 2, 3]))]
        rows.append(row)
    return Story(rows)


def sentence(chance: random.Random, *, old: bool = True) -> Sentence:
    here, there = chance.sample(PLACES, 2)
    one, two = chance.sample(WHAT, 2)
    words = chance.choice(FORMS).format(
        n=chance.choice(["two", "three", "12", "15", "40", "seven"]), m=chance.choice(["30", "35", "nine", "112"]),
        big=chance.choice(["2,500", "3,000", "1,400"]), p=here, q=there, d=chance.choice(DAYS), w=one, x=two,
        a=chance.choice(PEOPLE), o=chance.choice(OFFICES), year=chance.choice(["2014", "2017", "1991"]),
    )  # fmt: skip
    words = words[0].upper() + words[1:]
    return Sentence([Word(word, old) for word in words.split()], old)


def fresh(story: Story, chance: random.Random) -> Sentence:
    """A sentence that the old text has not: nobody could tell that it is another one."""
    while True:
        made = sentence(chance, old=False)
        if made.text not in story.known:
            return made


# -- edits: each changes the story in place, and says whether it found something to do

Edit = Callable[[Story, random.Random], bool]


def where(story: Story, chance: random.Random, *, least: int = 1) -> tuple[list[Sentence], int] | None:
    found = [(row, at) for row in story.paragraphs for at, each in enumerate(row) if len(each.words) >= least]
    return chance.choice(found) if found else None


def insert(story: Story, chance: random.Random) -> bool:
    row = chance.choice(story.paragraphs)
    row.insert(chance.randint(0, len(row)), fresh(story, chance))
    return True


def insert_paragraph(story: Story, chance: random.Random) -> bool:
    new = [fresh(story, chance) for _ in range(chance.randint(1, 4))]
    story.paragraphs.insert(chance.randint(0, len(story.paragraphs)), new)
    return True


def delete(story: Story, chance: random.Random) -> bool:
    found = where(story, chance)
    if found is None or len(story.sentences) < 4:
        return False
    del found[0][found[1]]
    return True


def delete_paragraph(story: Story, chance: random.Random) -> bool:
    if len(story.paragraphs) < 3:
        return False
    del story.paragraphs[chance.randrange(len(story.paragraphs))]
    return True


def move(story: Story, chance: random.Random) -> bool:
    found = where(story, chance)
    if found is None:
        return False
    moved = found[0].pop(found[1])
    row = chance.choice(story.paragraphs)
    row.insert(chance.randint(0, len(row)), moved)
    return True


def move_paragraph(story: Story, chance: random.Random) -> bool:
    row = story.paragraphs.pop(chance.randrange(len(story.paragraphs)))
    story.paragraphs.insert(chance.randint(0, len(story.paragraphs)), row)
    return True


def repeat(story: Story, chance: random.Random) -> bool:
    found = where(story, chance)
    if found is None:
        return False
    first = found[0][found[1]]
    first.copied = True
    again = Sentence([Word(word.text, False) for word in first.words], False, True)
    row = chance.choice(story.paragraphs)
    row.insert(chance.randint(0, len(row)), again)
    return True


_NUMBER: Final = re.compile(r"\d")
_IN_WORDS: Final = ("two", "three", "seven", "nine")


def other_number(word: str, chance: random.Random) -> str:
    bare = word.strip(".,“”")
    if _NUMBER.search(bare):
        return word.replace(
            bare, re.sub(r"\d", lambda hit: str((int(hit.group()) + chance.randint(1, 9)) % 10), bare, count=1)
        )
    return word.replace(bare, chance.choice([each for each in _IN_WORDS if each != bare]))


def is_number(word: str) -> bool:
    return bool(_NUMBER.search(word)) or word.strip(".,“”").lower() in _IN_WORDS


def is_name(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at][:1].isupper() and len(words[at]) > 2


def changed(each: Sentence, at: int, text: str) -> None:
    each.words[at] = Word(text, False)


def change_number(story: Story, chance: random.Random) -> bool:
    found = [(each, at) for each in story.sentences for at, word in enumerate(each.words) if is_number(word.text)]
    if not found:
        return False
    each, at = chance.choice(found)
    changed(each, at, other_number(each.words[at].text, chance))
    return True


def correct_name(story: Story, chance: random.Random) -> bool:
    found = [
        (each, at)
        for each in story.sentences
        for at in range(len(each.words))
        if is_name([word.text for word in each.words], at)
    ]
    if not found:
        return False
    each, at = chance.choice(found)
    word = each.words[at].text
    tail = word[len(word.rstrip(".,”’")) :]
    names = [name for name in (*PLACES, "Azeez", "Barzani", "Noori") if name != word.removesuffix(tail)]
    changed(each, at, chance.choice(names) + tail)
    return True


def look_alike(story: Story, chance: random.Random) -> bool:
    """A sentence of the same form, somewhere else."""
    found = where(story, chance, least=5)
    if found is None:
        return False
    made = alike(found[0][found[1]], chance)
    row = chance.choice(story.paragraphs)
    row.insert(chance.randint(0, len(row)), made)
    return True


def look_alike_beside(story: Story, chance: random.Random) -> bool:
    found = where(story, chance, least=5)
    if found is None:
        return False
    found[0].insert(found[1] + chance.randint(0, 1), alike(found[0][found[1]], chance))
    return True


def look_alike_instead(story: Story, chance: random.Random) -> bool:
    """The sentence goes, and one of the same form comes somewhere else."""
    found = where(story, chance, least=5)
    if found is None:
        return False
    made = alike(found[0].pop(found[1]), chance)
    row = chance.choice(story.paragraphs)
    row.insert(chance.randint(0, len(row)), made)
    return True


def alike(each: Sentence, chance: random.Random) -> Sentence:
    words = [word.text for word in each.words]
    made = list(words)
    for at, word in enumerate(words):
        if is_number(word) and chance.random() < 0.8:
            made[at] = other_number(word, chance)
        elif is_name(words, at) and chance.random() < 0.6:
            tail = word[len(word.rstrip(".,”’")) :]
            made[at] = chance.choice(PLACES) + tail
    if made == words:
        made.insert(chance.randrange(1, len(made)), "also")
    return Sentence([Word(word, False) for word in made], False)


def shorten(story: Story, chance: random.Random) -> bool:
    """A sentence is cut at one of its commas, the lead before others."""
    found = [
        (each, at)
        for each in (story.sentences[:2] if chance.random() < 0.5 else story.sentences)
        for at, word in enumerate(each.words[:-1])
        if at >= 4 and word.text.endswith(",")
    ]
    if not found:
        return False
    each, at = chance.choice(found)
    each.words[at:] = [Word(each.words[at].text.rstrip(",") + ".", False)]
    return True


def lengthen(story: Story, chance: random.Random) -> bool:
    found = where(story, chance, least=4)
    if found is None:
        return False
    each = found[0][found[1]]
    last = each.words[-1].text
    if not last.endswith("."):
        return False
    tail = chance.choice(["in the early hours", "for the second time this month", "and the road was shut", "he said"])
    each.words[-1:] = [Word(last[:-1] + ",", False), *(Word(word, False) for word in f"{tail}.".split())]
    return True


def reword(story: Story, chance: random.Random) -> bool:
    """A few words of a sentence become others."""
    found = where(story, chance, least=8)
    if found is None:
        return False
    each = found[0][found[1]]
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(1, len(each.words) - 1)
        changed(each, at, chance.choice(["reportedly", "later", "again", "huge", "local", "nearby", "was", "had"]))
    return True


def join(story: Story, chance: random.Random) -> bool:
    """Two sentences become one."""
    rows = [row for row in story.paragraphs if len(row) > 1]
    if not rows:
        return False
    row = chance.choice(rows)
    at = chance.randrange(len(row) - 1)
    one, two = row[at], row[at + 1]
    if not one.words[-1].text.endswith("."):
        return False
    one.words[-1] = Word(one.words[-1].text[:-1] + ",", False)
    row[at : at + 2] = [Sentence([*one.words, Word("and", False), *two.words], one.old)]
    return True


def rewrite(story: Story, chance: random.Random) -> bool:
    """The whole story anew: a sentence in ten stays."""
    for row in story.paragraphs:
        row[:] = [each if chance.random() < 0.1 else fresh(story, chance) for each in row]
    return True


def rewrap(story: Story, chance: random.Random) -> bool:
    """Paragraphs are put together, or cut in two."""
    at = chance.randrange(len(story.paragraphs))
    row = story.paragraphs[at]
    if len(row) > 1:
        cut = chance.randrange(1, len(row))
        story.paragraphs[at : at + 1] = [row[:cut], row[cut:]]
    elif at + 1 < len(story.paragraphs):
        story.paragraphs[at : at + 2] = [row + story.paragraphs[at + 1]]
    return True


EDITS: Final[dict[str, Edit]] = {
    "insertion": insert, "new paragraph": insert_paragraph, "deletion": delete, "paragraph out": delete_paragraph,
    "moved": move, "moved paragraph": move_paragraph, "repeated": repeat, "number": change_number,
    "name": correct_name, "look-alike": look_alike, "look-alike beside": look_alike_beside,
    "look-alike instead": look_alike_instead, "shortened": shorten, "lengthened": lengthen, "reworded": reword,
    "joined": join, "paragraphs": rewrap, "rewrite": rewrite,
}  # fmt: skip


def edited(story: Story, chance: random.Random, kinds: Sequence[str], edits: int) -> Story:
    """Another version, with so many edits of these kinds. The old story's rows and sentences stay as they are."""
    new = Story([[Sentence(list(each.words), each.old) for each in row] for row in story.paragraphs])
    new.known = frozenset(each.text for each in story.sentences)
    for _ in range(edits):
        kind = chance.choice(kinds)
        new.paragraphs = [row for row in new.paragraphs if row]
        if EDITS[kind](new, chance):
            new.done.append(kind)
    new.paragraphs = [row for row in new.paragraphs if row]
    return new
