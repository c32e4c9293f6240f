"""States as copy calls them: by name, by capital, by people. "Washington" and "the United States" are one."""

from __future__ import annotations

from typing import Final

# Name, other names, capital | adjective of its people. States that news of sanctions, wars and coalitions speaks of.
_TABLE: Final = """
United States, US, U.S., USA, America, Washington, the White House | American US U.S.
Iran, the Islamic Republic, Tehran, Teheran | Iranian
Iraq, Baghdad | Iraqi
Russia, the Russian Federation, Moscow, the Kremlin | Russian
China, Beijing | Chinese
Turkey, Türkiye, Ankara | Turkish
Syria, Damascus | Syrian
Israel, Tel Aviv, the Jewish state | Israeli
Saudi Arabia, Riyadh | Saudi
Qatar, Doha | Qatari
United Arab Emirates, UAE, the Emirates, Abu Dhabi | Emirati
Egypt, Cairo | Egyptian
Libya, Tripoli | Libyan
Algeria, Algiers | Algerian
Tunisia, Tunis | Tunisian
Morocco, Rabat | Moroccan
Sudan, Khartoum | Sudanese
Yemen, Sanaa | Yemeni
Lebanon, Beirut | Lebanese
Jordan, Amman | Jordanian
Kuwait, Kuwait City | Kuwaiti
Bahrain, Manama | Bahraini
Oman, Muscat | Omani
Afghanistan, Kabul | Afghan
Pakistan, Islamabad | Pakistani
India, New Delhi, Delhi | Indian
North Korea, Pyongyang | North-Korean
South Korea, Seoul | South-Korean
Japan, Tokyo | Japanese
Ukraine, Kyiv, Kiev | Ukrainian
Belarus, Minsk | Belarusian
United Kingdom, UK, U.K., Britain, Great Britain, London | British
France, Paris | French
Germany, Berlin | German
Italy, Rome | Italian
Spain, Madrid | Spanish
Greece, Athens | Greek
Poland, Warsaw | Polish
Cuba, Havana | Cuban
Venezuela, Caracas | Venezuelan
Mali, Bamako | Malian
Niger, Niamey | Nigerien
Burkina Faso, Ouagadougou | Burkinabe
Ethiopia, Addis Ababa | Ethiopian
Eritrea, Asmara | Eritrean
Azerbaijan, Baku | Azerbaijani
Armenia, Yerevan | Armenian
"""


def _read() -> tuple[dict[str, str], dict[str, str]]:
    names: dict[str, str] = {}
    peoples: dict[str, str] = {}
    for line in _TABLE.strip().splitlines():
        written, _, adjectives = line.partition(" | ")
        first, *others = (name.removeprefix("the ") for name in written.split(", "))
        names.update(dict.fromkeys((first, *others), first))
        peoples.update((adjective.replace("-", " "), first) for adjective in adjectives.split())
    return names, peoples


# A name as written, without "the" → the state's own name; an adjective → the same.
NAMES, PEOPLES = _read()


def state(name: str) -> str | None:
    """The state that a name means, in one spelling; None where it is no state's. "the" before it does not matter."""
    return NAMES.get(name.removeprefix("the ").removeprefix("The ").strip())


def names_of(found: str) -> list[str]:
    """All names of a state given by its own."""
    return [name for name, meant in NAMES.items() if meant == found]
