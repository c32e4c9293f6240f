"""Who says it, by which cue, and of which kind."""

from __future__ import annotations

import pytest

from annotator.text.quotes import attribution, quotations, speakers
from annotator.text.spans import Span
from annotator.text.speakers import head_of, kind_of
from annotator.text.words import tagged


@pytest.mark.parametrize(
    ("sentence", "name", "kind", "cue"),
    [
        ("According to two diplomats, the talks have failed.", "two diplomats", "anonymous", "according to"),
        ("The talks have failed, according to the Foreign Ministry.", "the Foreign Ministry", "office", "according to"),
        ("“We are ready,” Samira Haddad said on Monday.", "Samira Haddad", "person", "said"),
        (
            "The gate is closed, explains Karwan Aziz of the Northern Bank.",
            "Karwan Aziz of the Northern Bank",
            "person",
            "explains",
        ),
        ("The Ministry of Health announced that 12 wards were shut.", "The Ministry of Health", "office", "announced"),
        ("Residents say the water is brown.", "Residents", "anonymous", "say"),
        ("Three shells fell, police said.", "police", "office", "said"),
        ("A leaked report claims that the wells are dry.", "A leaked report", "document", "claims"),
        ("“It was dark, ”he says, adding that nobody slept.", "he", "person", "says"),
        ("A Western envoy told reporters in Basra that the deal was dead.", "A Western envoy", "anonymous", "told"),
    ],
)
def test_the_speaker_is_found(sentence: str, name: str, kind: str, cue: str) -> None:
    found = speakers(sentence, Span(0, len(sentence)))
    assert found is not None
    assert (found.name, found.kind, found.cue) == (name, kind, cue)
    assert sentence[found.start : found.end] == name


@pytest.mark.parametrize(
    "sentence", ["The army closed the road.", "Reports of theft rose.", "The attack claimed four lives.", "", "Said."]
)
def test_what_nobody_is_quoted_for_has_no_speaker(sentence: str) -> None:
    assert speakers(sentence, Span(0, len(sentence))) is None


HEADS = [
    # turned round, or the verb of a subject with an aside
    ("Leila Karimi, the envoy of Iran, confirmed the arrest of two sailors.", "Karimi"),
    ("The dam, which was built in 1970, will hold, announced the ministry of water.", "ministry"),
    ("General Esmail Gany, chief of the force, came in January, affirm two advisers.", "advisers"),
    ("The strike will go on, has indicated the trade union Synat.", "Synat"),
    ("The fort was empty, said on condition of anonymity an officer of the guard.", "officer"),
    ("“They burned the books”, testifies under cover of anonymity a parent of a pupil.", "parent"),
    ("“It is over,” said in a statement the mayor of Kut.", "mayor"),
    ("The talks are dead, told AFP the minister.", "minister"),
    ("“We wait”, underlines she.", "she"),
    # asides with commas of their own
    (
        "The minister Hasan Akar, who came to the north of Iraq, 35 kilometers from the border, stated that 53 died.",
        "Akar",
    ),
    ("Hasan Akar, who left in May, in a letter to the court, stated that he was innocent.", "Akar"),
    ("Where the spokesman of the army, Brigadier Tahir Haja, said that the force had won.", "spokesman"),
    # what stands between the subject and the cue
    ("The talks will resume, three officials briefed on the matter said.", "officials"),
    ("A source involved in the talks said the draft was ready.", "source"),
    ("The minister himself said that the plan was dead.", "minister"),
    ("He went on to say that the dam would be filled in July.", "He"),
    ("The Sudanese armed forces announced that the fort was taken.", "forces"),
    # which of two
    ("Two ships had left the port, Reuters reported on Sunday, citing shipping data.", "Reuters"),
    ("The road was cut, citing a source in the police.", "source"),
    ("According to saying of Ibrahim Mohsen, the chief of the hospital, 20 injured were brought in.", "Mohsen"),
    ("As per the police, the truck was empty.", "police"),
    ("The price of bread, the bank calculates, has doubled in two years.", "bank"),
    ("For the historian Salma Dara, who teaches in Kut, the state no longer controls the coast.", "Dara"),
    ("Omar Said said the fort was taken.", "Said"),
    ("Lina Haddad continued that nobody had come.", "Haddad"),
    ("Minister Chidi Okoro told lawmakers on Tuesday the subsidy would cost 4 billion.", "Okoro"),
    ("A 90-page report published on Thursday by the audit office concludes that the beds never came.", "report"),
    ("“They came,” a commander who gave his name only as Abu Samir said by phone.", "commander"),
    ("It is on this ground that the minister declared that the epidemic was over.", "minister"),
    ("“He has not eaten for two days”, confides, in tears, the mother of a detainee.", "mother"),
    ("The virus, experts fear, could reach the coast before the summer.", "experts"),
    ("Half of the wards, the Institute of Health estimates, were shut.", "Institute"),
    ("Her lawyers have been demanding since January that she be moved to a hospital.", "lawyers"),
    ("The envoy of the league to Kut, Geir Dahl, expressed his concern over the siege.", "envoy"),
    ("Nurses in Hit spoke of 17 dead.", "Nurses"),
    ("The council was told by experts that gold was leaving the country.", "experts"),
    ("According to what was declared by the Chilean president, the curfew will end.", "president"),
    ("According to what the mayor said, the curfew will end.", "mayor"),
    ("A survivor of the wreck told how the crew forced them to jump.", "survivor"),
    ("He was speaking in Sfax, where he announced that 200 jobs would be created.", "he"),
    ("Abu Mokhtar is categorical: “Nobody will return.”", "Mokhtar"),
    ("The Russian side, Lavrov emphasized following the talks, is ready to send observers.", "Lavrov"),
    ("“I had no light”, remembers a surgeon of the hospital met in Gondar.", "surgeon"),
    ("Two men were killed in the ambush, we learned from local sources.", "sources"),
    ("The two men had fled, it was learned from the police.", "police"),
    ("The minister made it clear that the dam would hold.", "minister"),
    ("The minister is fully convinced that the dam will hold.", "minister"),
    ("The minister stressed the need for talks with the tribes.", "minister"),
    ("Reuters has learned that the contract was dead.", "Reuters"),
    ("The treaty provides that the two sides exchange prisoners in May.", "treaty"),
    ("Residents reached by AFP reported hearing heavy gunfire in the district.", "Residents"),
    ("“We see sixty patients a day,” says with bitterness the director of the clinic.", "director"),
    ("A man who introduced himself as the guard of the site told us that it had been sold.", "man"),
    ("Hamid Karzan, for his part, called the departure of the troops a chance for peace.", "Karzan"),
    ("The plan passed, although experts say that it will cost more.", "experts"),
]


@pytest.mark.parametrize(("sentence", "head"), HEADS)
def test_the_head_word_of_the_speaker(sentence: str, head: str) -> None:
    found = speakers(sentence, Span(0, len(sentence)))
    assert found is not None and found.head == head


@pytest.mark.parametrize(
    "sentence",
    [
        "Omar Aziz, the minister, announced a plan.",
        "The bridge, the longest in the country, revealed its cracks.",
        "Tehran, by the voice of its envoy, denounced “an aggression” and the town a “bad omen",
        "In Kut, where he was born, Omar Said opened a school.",
        "Rebels led by Karim Said took the fort.",
        "The floods threaten to destroy the harvest.",
        "A truck carrying coffee estimated at 2 million was stopped.",
        "The council continued that policy for years.",
        "For the singer Omar Said, it was the third prize.",
        "For experts in old coins, the museum has opened a room.",
        "For historians, a hall was built in the court.",
        "You will guard the gate, remember your mission, and hold.",
        "A man whom the army had believed dead came back to the town.",
        "The women, the children, fear, and hunger ruled the town.",
        "It was said that the town had fallen.",
        "The price shown on the label is wrong.",
        "They called the police a second time.",
        "It was made clear that the dam leaks.",
        "The mother learned that her son had died.",
        "The boy learned from his father how to fish.",
        "She underlined the word.",
        "The fund provides further support that the farmers can claim.",
        "The island, as the name implies, is a rock.",
        "The book has a title: “Rain on the roof”.",
        "The old bridge recalls the arches of the aqueduct.",
    ],
)
def test_a_speaker_is_never_found_where_nobody_speaks(sentence: str) -> None:
    assert speakers(sentence, Span(0, len(sentence))) is None


@pytest.mark.parametrize(
    ("sentence", "clause"),
    [
        (
            "Living in Siyan, Hasan Bapir told Hawar that half of his hives burned.",
            "Living in Siyan, Hasan Bapir told Hawar that",
        ),
        ("In a statement on Sunday, the ministry said it was ready.", "In a statement on Sunday, the ministry said"),
        ("In Kut, the ministry said that the fort was taken.", "the ministry said that"),
    ],
)
def test_what_is_fronted_of_the_speaker_goes_with_him(sentence: str, clause: str) -> None:
    found = attribution(sentence, Span(0, len(sentence)), tagged(sentence))
    assert found is not None and found.clause.of(sentence) == clause


def test_the_outer_speaker_counts_when_a_quotation_quotes() -> None:
    sentence = "“Hadi told us that the door was open,” the guard said."
    found = speakers(sentence, Span(0, len(sentence)))
    assert found is not None and found.name == "the guard"


def test_a_quotation_ends_with_its_line() -> None:
    text = 'He said “we stay” and « rien ».\n“Never closed\n"Here" it is.'
    assert [span.of(text) for span in quotations(text)] == ["“we stay”", "« rien »", '"Here"']


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Iran's ambassador to Baghdad", "office"),
        ("the trade union Synat", "office"),
        ("a coalition spokesman", "office"),
        ("the mayor of the town", "office"),
        ("Mayor Latif Salman", "person"),
        ("both governments", "office"),
        ("the town's hospital", "office"),
        ("a hospital worker in Kut", "anonymous"),
        ("Kata'ib al-Nur", "office"),
        ("Lawyers for the families", "anonymous"),
        ("the same statement", "document"),
        ("him", "person"),
    ],
)
def test_a_speakers_kind_goes_by_the_last_word_of_his_name(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_a_date_is_no_speaker() -> None:
    sentence = "The flights were stopped, said the 15 February last."
    assert speakers(sentence, Span(0, len(sentence))) is None


def test_a_warning_of_something_has_its_speaker_and_keeps_its_words() -> None:
    sentence = "The council warned Oman of the cost, since any attack will be answered."
    found = attribution(sentence, Span(0, len(sentence)), tagged(sentence))
    assert found is not None and found.speaker.head == "council"
    assert found.clause == Span(0, 0)


def _heard(sentence: str) -> str:
    found = speakers(sentence, Span(0, len(sentence)))
    return found.head if found else ""


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("Omar Salim, the mayor, who left in May, said that the well was dry.", "Salim"),
        ("His rival in the south, Omar Salim, whose party lost, said that the count was false.", "rival"),
        ("Omar Salim, in a talk with our correspondent, warned that the truce would not hold.", "Salim"),
        ("The Water Board (WB) spokesman Omar Salim announced that the pumps were back.", "Salim"),
        ("Minister of Justice Omar Salim said that the judge was ill.", "Salim"),
        ("The displaced interviewed in the school said that they had no blankets.", "displaced"),
        ("The list he sent to the court shows that nine men are missing.", "list"),
        ("The army entered Kut and later announced that the town was calm.", "army"),
        ("In Kut officials say that the bread is gone.", "officials"),
        ("Oman, Malta and Cyprus said they would pay.", "Oman"),
        ("N. Salim Jr., head of the board, stated that the gate was shut.", "Salim"),
    ],
)
def test_the_speaker_is_the_cues_own_subject(sentence: str, head: str) -> None:
    assert _heard(sentence) == head


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("“We pay twice”, sums up Lina Haddad, a baker.", "Haddad"),
        ("“We pay twice”, explains to FNA Lina Haddad, a baker.", "Haddad"),
        ("“We pay twice,” Lina Haddad, 40, was quoted as saying by the agency.", "Haddad"),
        ("Lina Haddad: “We pay twice.”", "Haddad"),
        ("The tax is paid twice, say bakers.", "bakers"),
        ("As Lina Haddad noted, the tax is paid twice.", "Haddad"),
        ("The tax is paid twice, as the bakers’ union announced on Monday.", "union"),
        ("The claim by the union that the tax is paid twice has not been checked.", "union"),
        ("The bakers’ claim that the tax is paid twice has not been checked.", "bakers"),
        ("It was announced by the union that the tax would fall.", "union"),
        ("The union shut the shops, saying that the tax had doubled.", "union"),
        ("The union, which said that the tax had doubled, shut the shops.", "union"),
    ],
)
def test_every_frame_of_a_cue_is_read(sentence: str, head: str) -> None:
    assert _heard(sentence) == head


@pytest.mark.parametrize(
    "sentence",
    [
        "Experts may say that the wall is safe.",
        "The guard was told that the gate was shut.",
        "The engineers, who came in May, found cracks in two gates.",
        "Lebanon: the judge is back",
        "The two met on Sunday, citing the importance of the road.",
        "A woman who preferred not to reveal her name left the hall.",
        "They began to dig a canal, an act that took nine years.",
        "The film “Dust” tells the story of three brothers who sell bread.",
        "The republic is not recognised by any state.",
        "The newly established board has proved its worth, and many of its wells have water.",
        "Build more roads in the north, add 900 new lamps in the south.",
    ],
)
def test_who_does_not_speak_is_no_speaker(sentence: str) -> None:
    assert speakers(sentence, Span(0, len(sentence))) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The union denied that the tax had doubled.",
        "The union did not say that the tax had doubled.",
        "The union accused the ministry of lying.",
        "The union called for a strike on Monday.",
        "After the union said that the tax had doubled, the shops were shut.",
    ],
)
def test_words_that_change_what_is_stated_are_not_cut_away(sentence: str) -> None:
    found = attribution(sentence, Span(0, len(sentence)), tagged(sentence))
    assert found is not None and found.speaker.head == "union"
    assert found.clause.start == found.clause.end


def test_what_stands_before_the_speaker_is_the_articles_own() -> None:
    sentence = "The river has fallen by half, and experts believe that the wells will be dry by May."
    found = attribution(sentence, Span(0, len(sentence)), tagged(sentence))
    assert found is not None and found.own_before
    assert found.clause.of(sentence) == "experts believe that"


def test_a_name_of_the_speaker_leaves_out_what_is_said_about_him() -> None:
    sentence = "Karwan Aziz, who runs the mill, said that the flour was wet."
    found = attribution(sentence, Span(0, len(sentence)), tagged(sentence))
    assert found is not None and found.speaker.name == "Karwan Aziz"
    assert found.clause.of(sentence) == "Karwan Aziz, who runs the mill, said that"


@pytest.mark.parametrize(
    ("name", "aside", "kind"),
    [
        ("the mayor", ", Latif Salman,", "person"),
        ("State television", "", "office"),
        ("The Levant Post", "", "office"),
        ("France", "", "office"),
        ("UNSEC", "", "office"),
        ("the economist Latif Salman", "", "person"),
        ("an adviser to the president", "", "anonymous"),
        ("Deputy Speaker Nadia Salman", "", "person"),
        ("The Europeans", "", "anonymous"),
    ],
)
def test_kinds_of_institutions_and_of_those_whose_name_follows(name: str, aside: str, kind: str) -> None:
    assert kind_of(name, "", aside) == kind


@pytest.mark.parametrize(
    ("name", "head"),
    [("a clerk in the ministry of trade", "clerk"), ("General Hadi Salman", "Salman"), ("him", "him"), ("", "")],
)
def test_a_name_alone_has_its_head_word(name: str, head: str) -> None:
    assert head_of(name) == head


@pytest.mark.parametrize(
    ("sentence", "head"),
    [
        ("The raid, confirmed by the mayor, lasted an hour.", "mayor"),
        ("The raid was led by the mayor and lasted an hour.", None),
        ("A raid dismissed by the mayor lasted an hour, and the dam held.", None),
        (": the mayor said that the dam would hold.", "mayor"),
    ],
)
def test_a_word_that_may_be_a_cue_needs_its_words_beside_it(sentence: str, head: str | None) -> None:
    found = speakers(sentence, Span(0, len(sentence)))
    assert (found.head if found else None) == head


def test_a_sentence_cut_off_behind_whom_it_was_told_to_has_no_attribution() -> None:
    text = "A port official, who gave no name, told Basra Pre"
    assert attribution(text, Span(0, len(text)), tagged(text)) is None
