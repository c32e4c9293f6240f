from __future__ import annotations

import pytest

from .cast import findings, quotes

KIND = "punctuation"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("The crust is about 70, km thick on the near side.", "70, km"),
        ("The wall was built in the third century; BC by the king.", "century; BC"),
        ("The brothers finished in fourth and fifth place: respectively.", "place: respectively"),
        ("He came from the, NGO that guards the river.", "the, NGO"),
        ("The office took in more than, 1.4 million letters, it said.", "than, 1"),
        ("The minister recalled that a few: days ago the ships had left.", "few: days"),
        ("The police told the court that: Karim had died of drowning.", "that: Karim"),
        ("Of all the rockets only one was: developed at the old plant, and it failed.", "was: developed"),
        ("She worked as a volunteer in the town and, was thanked by the mayor for it.", "and, was"),
        ("They swam back against the current, which can be, impossible.", "be, impossible"),
        ("The curfew holds from midnight on, August 6.", "on, August"),
        ("The soldiers carried water to the houses of: the old quarter.", "of: the"),
        ("The finch was first seen on the islands of. Ecuador sent a ship for it.", "of. Ecuador"),
        ("The load is worth 46,000 rupees, (3.8 euros) on each trip.", "rupees, "),
        ("He painted on the walls of the areas: that were set aside for it.", "areas: that"),
        ("The square was closed so that people; could watch the show.", "people; could"),
        ("The hall is 100 m long (328; to 820 ft).", "328; to"),
        ("The deal fell in May? 2015 was a bad year.", "May? 2015"),
        ("The minister explained, that the dam had not been built well.", "explained, that"),
        ("Only five copies were made, now known as! “Dunlap’s”.", "as! "),
    ],
)
def test_a_mark_inside_a_phrase_is_flagged_with_its_words(text: str, flagged: str) -> None:
    (finding,) = findings(text, KIND)
    assert flagged in f"{finding.quote} "


@pytest.mark.parametrize(
    "text",
    [
        "In 2015, kilometres of road were built, and a village of 70, 80 or 90 houses grew.",
        "They came from the first century, before any king.",
        "The ranks were clear: respectively first, second and third.",
        "The, by now famous, case went on; the, frankly, odd story too.",
        "It was a friend of his, Ali Karim, who was more cautious than, say, the mayor.",
        "There are many; some of them fled. The few: a doctor, a nurse and a cook.",
        "It comes down to that: money.",
        "The result was: closed shops and empty streets, no more.",
        "He came to the town and, was it luck or not, met the mayor.",
        "She did not say how old the man was, though. He was tall, as all of them were, too.",
        "The town he came from, a ruin, is small. The house they live in, a gift, is old.",
        "It is what the wall was made of: the army knew. He had what he hoped for: a boat.",
        "The child was well taken care of. The mother left. It was all they spoke of. Then it ended.",
        "There are two ways: (1) by sea, (2) by land; a third (by air) is closed.",
        "He asked for one thing: that the men be freed. The rule is old; which is why it stands.",
        "The fact is, he said, that the dam had burst.",
        "The choice is simple: to stay or to go; could anyone choose?",
    ],
)
def test_what_looks_like_a_mark_inside_a_phrase_and_is_right_is_passed_over(text: str) -> None:
    assert quotes(text, KIND) == []
