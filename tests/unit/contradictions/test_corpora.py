"""Invented events, each by several outlets, with rounding, later tolls, other scopes and errors: what the board would
have of them, all of it."""

from __future__ import annotations

import pytest

from tests.support.told import board, corpus

EARTHQUAKE = {
    ("Andean Wire", "Tele Pacífico (MT)", "killed", "4", "14", "superseded"),
    ("Andean Wire", "Tele Pacífico (MT)", "killed", "3", "12", "superseded"),
    ("Andean Wire", "Tele Pacífico (MT)", "killed", "3", "14", "scope"),
    ("Andean Wire", "Harbour Post", "killed", "4", "15", "superseded"),
    ("Andean Wire", "Harbour Post", "damaged", "24", "180", "scope"),
    ("Tele Pacífico (MT)", "Harbour Post", "killed", "14", "15", "superseded"),
    ("Tele Pacífico (MT)", "Harbour Post", "wounded", "380", "446", "same"),
    ("Tele Pacífico (MT)", "Harbour Post", "destroyed", "44", "84", "superseded"),
    ("Tele Pacífico (MT)", "Delta News", "killed", "14", "9", "contradiction"),
    ("Harbour Post", "Delta News", "killed", "15", "9", "contradiction"),
}
FERRY = {
    ("Lagoon Press", "Straits Radio (MT)", "killed", "11", "17", "superseded"),
    ("Lagoon Press", "Straits Radio (MT)", "missing", "35", "29", "superseded"),
    ("Lagoon Press", "Metro Courier", "killed", "11", "31", "superseded"),
    ("Straits Radio (MT)", "Metro Courier", "killed", "17", "31", "superseded"),
    ("Straits Radio (MT)", "Gulf Monitor", "passengers", "90", "120", "contradiction"),
    ("Metro Courier", "Gulf Monitor", "arrested", "3", "4", "superseded"),
}
BUDGET = {
    ("Capital Ledger", "Morava Telegraph (MT)", "crown", "241 billion", "230 billion", "contradiction"),
    ("Capital Ledger", "Business Prague", "percent", "7", "5", "contradiction"),
    ("Capital Ledger", "Business Prague", "percent", "2.7", "2.4", "scope"),
    ("Capital Ledger", "Vltava Today", "percent", "7", "10", "scope"),
    ("Morava Telegraph (MT)", "Business Prague", "crown", "230 billion", "241 billion", "contradiction"),
}
PROTEST = {
    ("Riverside Gazette", "Balkan Line (MT)", "crowd", "50,000", "9,000", "contradiction"),
    ("Riverside Gazette", "Balkan Line (MT)", "arrested", "12", "19", "superseded"),
    ("Riverside Gazette", "Evening Standard of the South", "wounded", "3", "5", "superseded"),
    ("Riverside Gazette", "Podunavlje Daily", "crowd", "50,000", "120,000", "scope"),
    ("Balkan Line (MT)", "Evening Standard of the South", "arrested", "19", "12", "contradiction"),
}
# On these two no rule was made at first: of their 7 and 8 disagreements 1 and 3 were found. What was missing were
# rules, and they are kept by these.
ELECTION = {
    ("Coral Times", "Equator Agency (MT)", "seat", "24", "26", "contradiction"),
    ("Coral Times", "Equator Agency (MT)", "wounded", "2", "3", "superseded"),
    ("Coral Times", "Island Observer", "percent", "68", "61", "contradiction"),
    ("Equator Agency (MT)", "Island Observer", "seat", "26", "24", "contradiction"),
    ("Island Observer", "Pacific Ledger", "date", "2022-12-05", "2022-12-12", "contradiction"),
}
WILDFIRE = {
    ("Aegean Wire", "Attica News (MT)", "displaced", "2,000", "2,600", "superseded"),
    ("Aegean Wire", "Attica News (MT)", "destroyed", "150", "300", "superseded"),
    ("Aegean Wire", "Attica News (MT)", "killed", "1", "2", "superseded"),
    ("Aegean Wire", "Attica News (MT)", "denial", "not", "yes", "contradiction"),
    ("Aegean Wire", "Thessaly Post", "acres", "19,000", "35,000", "superseded"),
    ("Thessaly Post", "Island Courier", "date", "2021-08-10", "2021-08-12", "contradiction"),
}
# Written last, and read once: 5 of 12 were found, and nothing that is none.
MINE = {
    ("Steppe Herald", "Altai Agency (MT)", "killed", "21", "32", "superseded"),
    ("Steppe Herald", "Altai Agency (MT)", "denial", "yes", "not", "contradiction"),
    ("Steppe Herald", "Altai Agency (MT)", "date", "2023-10-22", "2023-10-23", "contradiction"),
    ("Altai Agency (MT)", "Central Asia Business", "killed", "32", "42", "superseded"),
    ("Altai Agency (MT)", "Global Metals", "killed", "32", "45", "superseded"),
    ("Central Asia Business", "Global Metals", "money USD", "4.5 billion", "3.5 billion", "contradiction"),
}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("earthquake", EARTHQUAKE),
        ("ferry", FERRY),
        ("budget", BUDGET),
        ("protest", PROTEST),
        ("election", ELECTION),
        ("wildfire", WILDFIRE),
        ("mine", MINE),
    ],
)
def test_every_disagreement_of_a_corpus_is_on_the_board(name: str, expected: set[tuple[str, ...]]) -> None:
    found = {(pair.first, pair.second, pair.name, *pair.values, pair.proposed) for pair in board(corpus(name))}
    assert expected - found == set()


@pytest.mark.parametrize(
    ("name", "most"),
    [("earthquake", 17), ("ferry", 11), ("budget", 7), ("protest", 8), ("election", 7), ("wildfire", 7), ("mine", 12)],
)
def test_nothing_else_crowds_the_board(name: str, most: int) -> None:
    """Each pair of these was read: all are of one thing. More of them would be others."""
    assert len(board(corpus(name))) <= most
