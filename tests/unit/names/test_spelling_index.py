from __future__ import annotations

from annotator.gazetteer.spelling_index import COMMON, MOST_RIVALS, SpellingIndex
from annotator.text.skeleton import tokens

SYLLABLES = "ba da fa ha ja ka la ma na ra sa ta va".split()
# Thousands of spellings with a first name whose skeleton is like "Karim", and a surname of each one's own.
CROWD = [
    f"{given} {one}{two}{three}".title()
    for given in ("karim", "kareem", "karam")
    for one in SYLLABLES
    for two in SYLLABLES
    for three in SYLLABLES
]


def test_in_a_crowd_of_like_names_the_likest_words_are_still_found() -> None:
    index = SpellingIndex(map(tokens, [*CROWD, "Karim Zubayr Washmguli"]))
    assert len(CROWD) > COMMON
    assert index.most_alike(tokens("Kerim Zubair Washmguly"), 5, alike_in_length=True)[0] == len(CROWD)


def test_a_spelling_that_shares_both_words_stands_before_those_that_share_one() -> None:
    index = SpellingIndex(map(tokens, ["Omar Salman", "Nadia Salman", "Omar Bakr", "Omer Selman"]))
    assert set(index.most_alike(tokens("Umar Salmaan"), 4, alike_in_length=False)[:2]) == {0, 3}


def test_a_spelling_is_like_a_name_throughout_when_each_word_of_the_name_has_one_like_it() -> None:
    index = SpellingIndex(map(tokens, ["Omar Salman", "Baghdad", "Omar Salman Bakr", "Nadia Salman"]))
    assert index.like_throughout(tokens("Omer Selman")) == [0, 2]
    assert index.like_throughout(tokens("Selman Omer Bekr")) == [2]
    assert not index.like_throughout(tokens("Omer Salman Xyrqvtw"))
    assert not index.like_throughout(tokens("Omar Xyrqvtwlpj"))


def test_of_a_crowd_that_is_like_a_name_throughout_the_likest_are_given() -> None:
    index = SpellingIndex(map(tokens, CROWD))
    found = index.like_throughout(tokens("Karim Tavaka"))
    assert len(found) == MOST_RIVALS
    assert {CROWD[number] for number in found} >= {"Karim Tavaka", "Kareem Tavaka", "Karam Tavaka"}


def test_a_spelling_with_a_space_more_or_less_is_found_by_its_consonants() -> None:
    index = SpellingIndex(map(tokens, ["Kataib Hizballah", "Nasrallah", "Omar Bakr"]))
    assert index.unspaced(tokens("Kataeb Hizb Allah")) == [0]
    assert index.unspaced(tokens("Nasr Allah")) == [1]
    assert index.unspaced(tokens("Omar Bakr")) == []


def test_spellings_without_words_are_never_found() -> None:
    index = SpellingIndex([(), tokens("Omar")])
    assert index.most_alike(tokens("Omar"), 5, alike_in_length=False) == [1]
    assert index.spelled_alike(tokens("Omer")[0]) == [1]
