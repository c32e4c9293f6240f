"""Names that were translated as if they were words: "Sword of Islam Gaddafi" is Saif al-Islam Gaddafi.

What an Arabic or Persian name means is put back into the name; it is a finding where that is a name of the gazetteer.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import Final

from annotator.garbles import known, written
from annotator.garbles.passage import Passage
from annotator.garbles.written import WrittenName
from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

# How like the name that was put back is to a known one, each of its words and all.
LIKE: Final = 0.86
MOST_WORDS: Final = 6
_LETTERS: Final = re.compile(r"[a-z]+")
MOST_READINGS: Final = 24  # of one name, word by word
_FROM_NAMES: Final = """
abd: servant slave | abyad: white | adil: just fair | ahl: people family | ahmar: red | ain: spring eye
akbar: greatest | akhdar: green | ala: height | alam: flag | ali: high lofty | allah: god | amal: hope
amin: honest faithful secretary | amir: prince | ansar: supporters helpers partisans | aqil: reasonable wise
aqila: wife wise | araji: lame | asad: lion | asaib: bands leagues | ashab: companions owners | aswad: black
ata: gift | awliya: guardians saints | aziz: dear mighty | azraq: blue | bab: door gate | badr: moon
bagheri: remaining | bahr: sea | bakr: camel virgin | baqi: remaining | baraka: blessing | basir: insightful seeing
batal: hero | bayda: white egg | bayt: house | burj: tower | dam: blood | dawa: call invitation
din: religion faith | fadl: favor virtue | fahd: leopard cheetah | fajr: dawn | fallah: farmer | faraj: relief
faris: knight | fatah: conquest opening | fath: opening conquest victory | fathi: conqueror victorious
fayyad: flooding overflowing | ghani: rich wealthy | ghazi: raider invader | habib: beloved lover
haddad: blacksmith smith | hadi: quiet guide calm | hadid: iron | hafiz: keeper guardian preserver | hajj: pilgrim
hakim: wise ruler doctor | halabi: aleppan | hamas: enthusiasm zeal | hamid: praised thankful | haqq: truth right
harakat: movement | hasan: good | hashd: crowd gathering mobilization mobilisation throng | hayat: life board
hilal: crescent | hizb: party | hudaydah: iron | husn: beauty | imad: pillar | imran: prosperity | islam: islam
izz: glory pride | jabal: mountain | jabhat: front | jadid: new | jamal: beauty camel | jamil: beautiful handsome
jawad: generous horse | jazzar: butcher | jihad: struggle | jundi: soldier | kabir: big great | kahf: cave
kamal: perfection | karama: dignity | karim: generous noble | kataib: brigades battalions phalanxes
katib: writer clerk | khabbaz: baker | khadr: green | khalid: immortal eternal | khalifa: caliph successor
khalil: friend | khamis: thursday | khatib: preacher orator | khayr: good goodness | khayyat: tailor
latif: gentle kind nice pleasant | layl: night | mahdi: guided | mahmud: praised | majd: glory | majid: glorious
malik: king owner | mansur: victorious | masih: messiah christ | masri: egyptian | maymun: monkey
muhandis: engineer | mujahid: fighter | mukhtar: chosen mayor | munir: luminous bright | muntasir: victorious
mustafa: chosen selected | mustaqbal: future | nabil: noble | nahda: renaissance awakening | najib: noble
najjar: carpenter | najm: star | nasir: helper supporter victorious | nasr: victory | nimr: tiger leopard
nujaba: nobles | nur: light | qadi: judge | qadir: able capable mighty | qaid: leader commander | qamar: moon
qassab: butcher | qawi: strong | qaysar: caesar | rabbani: divine | rabi: spring | rahim: merciful compassionate
rahman: merciful gracious | rais: president chief | raisi: presidential chief boss head | rajab: rajab | ras: head
rashid: mature rational guided adult | rida: satisfaction | rouhani: spiritual clergyman cleric | ruh: soul spirit
saad: happiness | sabah: morning | sabbagh: dyer painter | sabir: patient | sadiq: truthful friend honest
sadr: chest | saghir: small little | said: happy | saif: sword | salah: righteousness goodness | salam: peace
salami: peaceful | salih: valid righteous good | sana: made work | saqr: falcon hawk | saraya: companies
sayeh: tourist traveller traveler | sayyad: hunter fisherman | sayyid: mister master lord | shaabi: popular
shahid: martyr witness | shakir: grateful | shams: sun | sharaf: honor honour | sharif: noble honest
shuhada: martyrs | soltan: sultan | suq: market | tahir: pure | tahrir: liberation | taj: crown
tajir: merchant trader | tawil: tall long | tayyib: good kind | thairin: revolutionaries | thawra: revolution
umar: age | wadi: valley | wahhab: giver | walid: newborn | wazir: minister | yasir: easy | zahir: visible
zarif: delicate elegant witty | zawiya: corner | zayn: adornment ornament | zaytun: olive
"""
_MEANINGS: Final[dict[str, list[str]]] = defaultdict(list)
for _entry in _FROM_NAMES.strip().replace("\n", "|").split("|"):
    _name, _, _words = _entry.strip().partition(": ")
    for _word in _words.split():
        _MEANINGS[_word].append(_name)
_KNOWN: Final = frozenset(_MEANINGS)


def translated(passage: Passage) -> Iterator[Finding]:
    """Names with a word in them that is the meaning of a part of a known name, and with that part in its place are it.

    A word alone is one only behind "the", in an article that names what it belongs to: "in the Corner" is Zawiya.
    """
    if not len(passage.gazetteer):
        return
    for name in passage.names:
        if not _has_meaning(passage.text[name.start : name.end]):
            continue  # nearly all names
        words = [word.of(passage.text).lower() for word in name.words]
        if _MEANINGS.keys().isdisjoint(words) or not known.in_copy(passage, name):
            continue
        found = _put_back(passage, name, words)
        if found is not None:
            span, record = found
            reason = f"“{span.of(passage.text)}” says in English what the name {record.name} means."
            reading = Reading(record.name, 0.85, "the name translated as if it were words", record.id)
            yield passage.finding(known.kind_of(record), span, reason, [reading])


@lru_cache(maxsize=1 << 14)
def _has_meaning(quote: str) -> bool:
    """Whether a written name has a word that is the meaning of a part of a name."""
    return not _KNOWN.isdisjoint(_LETTERS.findall(quote.lower()))


def _put_back(passage: Passage, name: WrittenName, words: Sequence[str]) -> tuple[Span, EntityRecord] | None:
    """The longest stretch of a written name that is a known name translated."""
    size = len(words)
    for length in range(min(size, MOST_WORDS), 0, -1):
        for first in range(size - length + 1):
            stretch = words[first : first + length]
            if stretch[0] in written.BETWEEN or not any(word in _MEANINGS for word in stretch):
                continue
            span = Span(name.words[first].start, name.words[first + length - 1].end)
            record = _meant(passage, span, stretch)
            if record is not None and not any(mention.contains(span) for mention, _ in passage.mentions_in(span)):
                return span, record
    return None


def _meant(passage: Passage, span: Span, words: Sequence[str]) -> EntityRecord | None:
    """The entity of whose name these words are a translation."""
    telling = [word for word in words if word not in written.BETWEEN]
    if len(telling) == 1 and not _is_lone(passage, span):
        return None
    choices = [_MEANINGS.get(word, [word]) for word in telling]
    for chosen in islice(product(*choices), MOST_READINGS):
        put_back = " ".join(chosen)
        if len(skeleton.tokens(put_back)) < len(telling):
            continue  # "sayyid" is a title too, and tells nobody from another
        for number, score in passage.gazetteer.rivals(put_back, LIKE):
            record, spelling = passage.gazetteer.spelling(number)
            if score >= LIKE and _is_name(put_back, spelling) and (len(telling) > 1 or _is_at_home(passage, record)):
                return record
    return None


def _is_name(put_back: str, spelling: str) -> bool:
    """Whether a name put back is this spelling, word for word, or but for its spaces."""
    asked, right = skeleton.tokens(put_back), skeleton.tokens(spelling)
    if not right or right[0].native:
        return False
    pairs = names.align(asked, right).pairs
    if len(asked) != len(right):
        return names.joined(asked, right) >= LIKE
    return len(pairs) == len(asked) and min(value for _, _, value in pairs) >= 0.7


def _is_lone(passage: Passage, span: Span) -> bool:
    """Whether a word stands alone in capitals behind a small "the", and nowhere in the text without them."""
    text = passage.text
    return text[max(0, span.start - 4) : span.start] == "the " and fold(span.of(text)) not in passage.lower_words


def _is_at_home(passage: Passage, record: EntityRecord) -> bool:
    return record.kind in {"place", "person"} and known.is_at_home(passage, record)
