from __future__ import annotations

import time

from annotator.garbles.spellings import Occurrence, groups, names_of
from annotator.gazetteer.lookup import Gazetteer
from annotator.gazetteer.records import AliasRecord, EntityRecord

GAZETTEER = Gazetteer(
    [
        EntityRecord("raqqa", "Raqqa", "place", aliases=(AliasRecord("Rakka"),)),
        EntityRecord("kadhimi", "Mustafa al-Kadhimi", "person", aliases=(AliasRecord("Kadhimi"),)),
        EntityRecord("hashd", "al-Hashd al-Shaabi", "group", aliases=(AliasRecord("Popular Mobilization Forces"),)),
    ]
)


def _groups(*articles: str) -> list[tuple[str, list[tuple[str, tuple[int, ...]]]]]:
    names = [Occurrence(name, number) for number, text in enumerate(articles) for name in names_of(text)]
    return [(group.name, [(s.name, s.articles) for s in group.spellings]) for group in groups(names, GAZETTEER)]


def test_spellings_of_one_entity_are_put_together_known_or_nearly_known() -> None:
    found = _groups("He saw Mustafa al-Kadhimi.", "Asked, Moustafa al-Kadhimy left.", "They met Mustafa al-Kadhimi.")
    assert found == [("Mustafa al-Kadhimi", [("Mustafa al-Kadhimi", (0, 2)), ("Moustafa al-Kadhimy", (1,))])]
    assert _groups("Near Raqqa.", "Near Rakka.") == [("Raqqa", [("Raqqa", (0,)), ("Rakka", (1,))])]


def test_unknown_names_are_put_together_by_their_consonants() -> None:
    found = _groups("They met Anise Bassiri.", "They met Anise Basri.", "Then Anise Bassiri left.")
    assert found == [("Anise Bassiri", [("Anise Bassiri", (0, 2)), ("Anise Basri", (1,))])]


def test_a_surname_alone_joins_the_whole_name_of_its_article_only() -> None:
    assert _groups("They met Omar Dabashi. A letter from Dabash came.") == [
        ("Omar Dabashi", [("Omar Dabashi", (0,)), ("Dabash", (0,))])
    ]
    assert _groups("They met Omar Dabashi.", "A letter from Dabash came.") == []


def test_short_forms_translations_accents_and_other_people_are_no_spellings() -> None:
    assert _groups("They met Mustafa al-Kadhimi. Then Kadhimi left.", "Of Mustafa Al Kadhimi.") == []
    assert _groups("Fighters of al-Hashd al-Shaabi.", "Fighters of the Popular Mobilization Forces.") == []
    assert _groups("They met Hassan Zerrouki.", "They met Hussein Zerrouki.") == []
    assert _groups("The White House spoke.", "The White Horse closed.") == []


def test_ten_thousand_names_take_no_longer_than_ten_times_a_thousand() -> None:
    def seconds(size: int) -> float:
        names = [Occurrence(f"Omar Xa{chr(97 + n % 26)}bi{n // 26}r", n % 100) for n in range(size)]
        start = time.process_time()
        groups(names, GAZETTEER)
        return time.process_time() - start

    seconds(200)
    assert seconds(10_000) < 50 * max(seconds(1_000), 0.05)  # pair by pair it would be a hundred times
