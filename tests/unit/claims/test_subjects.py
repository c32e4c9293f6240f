"""Subjects, names and voices that are read only when somebody asks: late or at once, the answer is the same."""

from annotator.claims.definites import Described, Meant
from annotator.claims.fullnames import FullNames
from annotator.claims.pronouns import Antecedents, Sentence
from annotator.claims.subjects import Voice, stretch_of
from annotator.text.spans import Speaker
from annotator.text.words import tagged


def test_the_last_two_sentences_with_a_subject_are_kept_however_late_one_asks():
    known = Antecedents()
    names = ["Kut", None, "Basra", None, "Mosul", None]
    for number, name in enumerate(names):
        known.begin(Sentence(tagged(f"{name or 'Then'} fell."), number))
        speaker = Speaker(0, 0, name, "office", "said") if name else None
        known.now.add(Voice(speaker, None).who if speaker else lambda: None)
        known.leave()
    assert [[m.name for m in sentence.subjects] for sentence in known.earlier] == [["Basra"], ["Mosul"]]


def test_who_says_it_is_one_and_the_same_whenever_it_is_asked():
    voice = Voice(Speaker(0, 14, "a spokeswoman", "anonymous", "said"), None)
    first = voice.who()
    assert first is not None
    assert first is voice.who()
    assert (first.name, first.sex) == ("the spokeswoman", "f")


def test_a_pronoun_that_speaks_is_nobody_new():
    assert Voice(Speaker(0, 2, "she", "person", "said"), None).who() is None


def test_a_full_name_counts_from_its_sentence_on_until_somebody_else_bears_the_last_name():
    names = FullNames()
    for number, text in enumerate(["Kut fell.", "Omar Latif left.", "It rained.", "Nadia Latif came."], 1):
        names.enter(Sentence(tagged(text), number, names.full))
    assert [names.full("latif", number) for number in range(1, 5)] == ["", "Omar Latif", "Omar Latif", ""]
    assert names.full("omar", 4) == ""


def test_a_last_name_alone_is_completed_and_one_behind_its_first_name_is_not():
    names = FullNames()
    found = []
    texts = ["Omar Latif left.", "Mr. Latif was ill.", "Omar Latif died.", "Latif is missed."]
    for number, text in enumerate(texts, 1):
        sentence = Sentence(tagged(text), number, names.full)
        names.enter(sentence)
        found.append([(word.text, rest) for word, rest in names.short(sentence)])
    assert found == [[], [("Latif", "Omar")], [], [("Latif", "Omar")]]


def test_a_stretch_has_the_letters_of_its_sentence_also_around_an_attribution():
    row = tagged("The bridge, he said on Monday, was shut by the army.")
    tokens, sentence = row.tokens, Sentence(row)
    side, around = tokens[7:], [*tokens[:2], *tokens[7:]]
    assert stretch_of(tokens, sentence, {}).letters == sentence.letters
    assert stretch_of(side, sentence, {}).letters == sentence.letters[7:]
    assert stretch_of(around, sentence, {}).letters == sentence.letters[:2] + sentence.letters[7:]
    assert [stretch_of(around, sentence, {}).in_sentence(at) for at in (0, 2, 99)] == [0, 7, -1]


def test_phrases_before_a_word_are_read_one_by_one_and_are_the_same_as_all():
    row = tagged("The clerk of Kut met Nadia Karim and the mayor’s brother near the old port.")
    whole = Sentence(row).all
    for word in row.tokens:
        sentence = Sentence(row)
        first = [m.name for m in sentence.before(word.start)]
        assert first == [m.name for m in whole if m.start < word.start]
        assert [m.name for m in sentence.all] == [m.name for m in whole]


def test_a_name_that_holds_its_noun_is_found_over_hundreds_of_sentences():
    described = Described()
    texts = ["The Ministry of Water opened.", *["Rain fell on Kut."] * 200, "The ministry closed."]
    for number, text in enumerate(texts, 1):
        described.enter(Sentence(tagged(text), number))
    assert described.meant("ministry", 0) == Meant(name="the Ministry of Water")


def test_a_fuller_mention_counts_for_six_sentences():
    for between, meant in ((5, Meant(before="training")), (6, None)):
        described = Described()
        texts = ["A training mission began.", *["Rain fell on Kut."] * between, "The mission ended."]
        for number, text in enumerate(texts, 1):
            described.enter(Sentence(tagged(text), number))
        assert described.meant("mission", 0) == meant
