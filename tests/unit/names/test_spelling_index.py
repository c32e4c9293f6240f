from __future__ import annotations

from annotator.gazetteer.spelling_index import COMMON, SpellingIndex
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


def test_a_name_may_share_words_when_two_of_its_words_are_like_known_ones_or_all_are() -> None:
    index = SpellingIndex(map(tokens, ["Omar Salman", "Baghdad"]))
    assert index.may_share(tokens("Bagdad"))
    assert index.may_share(tokens("Omer Salman Xyrqvtw"))
    assert not index.may_share(tokens("Omar Xyrqvtwlpj"))
    assert not index.may_share(())


def test_spellings_without_words_are_never_found() -> None:
    index = SpellingIndex([(), tokens("Omar")])
    assert index.most_alike(tokens("Omar"), 5, alike_in_length=False) == [1]
    assert index.spelled_alike(tokens("Omer")[0]) == [1]
