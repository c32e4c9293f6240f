"""Words that English doubles on purpose, and names that are one word twice: what stands doubled by right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from annotator.text.word_forms import class_of

# Doubled for force, as sounds, in play, by sailors.
FORCE: Final = frozenset(
    "very really so too much many more long far never ever again now no well yes yeah please big little good bad way "
    "old deep sorry same half all ha haha hee ho oh ah eh hey aha bye hear there tut tsk knock chop chug click tick "
    "bang boom blah la na da di run hush clip ding ring woof quack yo yum nom beep toot wah rah pooh hubba million "
    "billion go come".split()
)
# One part of a thing or dish that is named twice: "tuk tuk", "couscous couscous".
THINGS: Final = frozenset(
    "tuk tom pom can cha chi bon dum yo so ping pong aye mahi ylang gado piri peri pili muu lava hula kava chow beri "
    "agar paw dik bling goody fifty win night back step boda couscous dada papa mama nana pipi juju voodoo chop rum "
    "tam yum jam dim mau cous cus putt choo zoom swing lulu coco gris bora haka poi nasi dodo murmur froufrou pop bye "
    "boo boing ta pap pad bulbul tata".split()
)
# Names that are one word twice though the word is English, or though they stand where places do ("in Walla Walla").
NAMES: Final = frozenset(
    "new talk wet mister girls girl liar cat fish miss major john king dollar mary roger tom "
    "baden walla wagga bora pago puka rota lang woy bli mitta kurri tilba gin curl goonoo mooney sing phi bau tawi "
    "toli gili fak una wau koro vatu tora mau nana bella sirhan boutros duran django bol yo zsa lulu papa chi".split()
)
# At the end of a sentence these are no more force: "so far far." is not "far far away".
NO_FORCE_LAST: Final = frozenset(
    "again far well more back now half all much many way long same deep little there go come in fifty way".split()
)
# Verbs that have "in" or "on" for a part of them: "came in in May", "goes on on Monday"; nothing "began on on Monday".
PHRASAL: Final = frozenset(
    "come comes came coming go goes went gone going move moves moved moving carry carries carried carrying log logs "
    "logged check checks checked checking sign signs signed tune tuned settle settled settling break broke broken "
    "drop dropped give gave given set sets let call called calling kick kicked take took taken hold held keep kept "
    "press pressed put puts play played sworn bring brought bow bowed work worked drive drove live lived stay stayed "
    "turn turned get got hang hung push pushed drag dragged rain cave caved step stepped stepping fill filled "
    "pass passed look looked tuck join joined joins be been was were is are".split()
)

# What comes twice where a clause is subject or object: "what he is is …", "all they had had", "what it does does harm".
OF_CLAUSES: Final = frozenset("is are was were be been has have had does do did will can may might".split())
_CLAUSE: Final = frozenset("what who whom whoever whatever where wherever when how all that which why whether".split())
# The second is the verb's particle or the other way round: "came in in May", "goes on on Monday".
PARTICLES: Final = frozenset("in on up out off over down away back around through along by about".split())
PRONOUNS: Final = frozenset("it you her him them us me".split())
_SUBJECTS: Final = frozenset("i he she we they".split())
_ASKING: Final = frozenset("what why how where when whom".split())
_STARTS_CLAUSE: Final = frozenset(
    "the a an he she they we i it his her its their these those this there nobody everyone everybody all some most "
    "many several both each none neither no".split()
)


def is_grammar(  # noqa: PLR0911 - one test a line
    words: Sequence[str], word: str, first: int, before: str, behind: str, *, ends: bool, quoted: bool
) -> bool:
    """Whether a small word twice is two words of the sentence: "had had", "gave her her book", "came in in May"."""
    if word == "that":
        # "That that one is wrong" may be meant, "that that one of them" not.
        of_one = behind == "one" and words[first + 3 : first + 4] == ["of"]
        return behind not in _STARTS_CLAUSE and not of_one
    if word in OF_CLAUSES:
        if word == "had":
            return behind != "been"
        if ends:
            return False
        if before in _ASKING and behind in _SUBJECTS | PRONOUNS:
            return False  # "what do do they hide"
        sentence = words[max(0, first - 15) : first]
        return (word in {"do", "does", "did", "has"} and before in _SUBJECTS | PRONOUNS) or any(
            one in _CLAUSE for one in sentence
        )
    if word in {"in", "on"}:
        return not ends and (before in PHRASAL or before in PARTICLES)
    if word in PARTICLES or word in PRONOUNS:
        return not ends and (class_of(before)[:2] in {"VB", "IN"} or before in PARTICLES)
    if word in _SUBJECTS or word == "not":
        return quoted  # a stutter
    return False
