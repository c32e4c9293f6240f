"""Given names that sound alike and are different names: one is not a garble of the other."""

from __future__ import annotations

from typing import Final

# Given names with the same or nearly the same consonants that are different names: one is not a garble of the other.
_GIVEN: Final = {
    name: group
    for group, line in enumerate(
        (
            "hassan hasan", "hussein hussain hossein husayn husain hosein houssein", "ali", "alaa ala", "saad sad",
            "saeed said saied", "omar umar", "amir ameer amer", "salim saleem", "salam", "salman", "karim kareem",
            "akram", "hamid hameed", "ahmed ahmad", "mohammed muhammad mohamed mohammad mohamad", "mahmoud mahmud",
            "rashid rasheed", "rashad", "majid majeed", "amjad", "jamal", "jamil jameel", "nasir nasser nasir", "nasr",
            "khalid khaled", "khalil", "faisal faysal", "fadhil fadel", "yasin yassin", "yasir yasser",
            "masoud massoud",
            "masrour masrur", "mahdi mehdi", "mahir maher", "adel adil", "adnan", "samir sameer", "samar",
            "tariq tarek",
            "walid waleed", "khadim kadhim", "qasim qassem qasem kassem", "wisam wissam", "hisham", "hashim hashem",
            "haider haidar haydar", "hadi", "huda hoda", "ibrahim ebrahim", "bashar", "bashir", "jafar jaafar",
            "jabbar", "jaber jabir",
        )
    )
    for name in line.split()
}  # fmt: skip


def different_given_names(a: str, b: str) -> bool:
    """Whether two folded words are two given names, and no spellings of one."""
    return a in _GIVEN and b in _GIVEN and _GIVEN[a] != _GIVEN[b]
