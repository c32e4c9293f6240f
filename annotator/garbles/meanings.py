"""Names that were translated as if they were words: "Sword of Islam Gaddafi" is Saif al-Islam Gaddafi.

What an Arabic, Persian, Turkish or Italian name means is put back into the name; it is a finding where that is a name
of the gazetteer.
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
from annotator.gazetteer.lookup import Match
from annotator.gazetteer.records import EntityRecord
from annotator.text import names, skeleton
from annotator.text.skeleton import fold
from annotator.text.spans import Finding, Reading, Span

# How like the name that was put back is to a known one, each of its words and all.
LIKE: Final = 0.86
# "Hunan Red" is not Khan al-Ahmar: a word that was not translated must be nearly the right one.
LEAST_LIKE: Final = 0.8
MOST_WORDS: Final = 6
_LETTERS: Final = re.compile(r"[a-z]+")
MOST_READINGS: Final = 24  # of one name, word by word
_THE: Final = frozenset({"the ", "The "})
_FROM_NAMES: Final = """
abadi: eternal worshipper | abbas: frowning | abd: servant slave worshiper worshipper | abu: father | abyad: white
abyar: wells | adib: writer polite | adil: just fair | ahl: people family | ahmar: red | ain: spring eye
akar: flowing | akbar: greatest | akhdar: green | ala: height | alam: flag | ali: high lofty
alimi: knowing scientific | allah: god | altun: gold | amal: hope | amara: building | amer: prosperous
amin: honest faithful secretary | amini: trusted | amir: prince | amiri: princely | anbar: warehouses
ansar: supporters helpers partisans | anwar: lights | aoun: aid help | aqaba: obstacle | aqil: reasonable wise
aqila: wife wise | arafat: knowing | araji: lame limping | aref: mystic | arish: trellis | asad: lion leo
asaib: bands leagues | ashab: companions owners | aswad: black | ata: gift | awad: compensation
awliya: guardians saints | ayman: right | aziz: dear mighty | azraq: blue | bab: door gate | badr: moon
bagheri: remaining | bahr: sea | bakr: camel virgin | bandar: port | baqi: remaining | baraka: blessing
barghouti: fleas | basel: brave | bashar: herald | bashir: herald preacher | basir: insightful seeing | bassil: brave
batal: hero | bayda: white egg | bayt: house | bekaa: spots | berri: wild | bin: son | bitar: veterinarian farrier
borne: terminal milestone | burhan: proof evidence | burj: tower | celik: steel | conte: count earl | costa: coast
dahiyeh: suburb | daif: guest | dam: blood | dawa: call invitation | deif: guest weak | deir: monastery | dhale: rib
diab: wolves | din: religion faith debt creed | djerad: locusts | draghi: dragons | ebadi: worship servants
fadl: favor virtue | fahd: leopard cheetah | fahmi: understanding | faiq: superior excellent
fajr: dawn | faleh: successful farmer | falih: successful | fallah: farmer | faraj: relief | farhan: happy joyful
faris: knight | fatah: conquest opening | fath: opening conquest victory openness | fathi: conqueror victorious
fattah: opener conqueror | fayez: winner | fayyad: flooding overflowing generous abundant | feel: elephant | fico: fig
fidan: sapling | fil: elephant | fontana: fountain | fuad: heart | geneina: garden | ghaffar: forgiving | ghais: rain
ghani: rich wealthy independent | ghazi: raider invader | gheit: rain | ghouta: oasis | gul: rose
habib: beloved lover | haddad: blacksmith smith | hadi: quiet guide calm | hadid: iron | haditha: modern
hafez: guardian keeper memorizer | hafiz: keeper guardian preserver | haji: pilgrim | hajj: pilgrim
hakim: wise ruler doctor governor | halabi: aleppan | hamas: enthusiasm zeal | hamdok: praise
hamid: praised thankful | haniyeh: happy | haqq: truth right | harakat: movement | hariri: silk silky | hasan: good
hashd: crowd gathering mobilization mobilisation throng | hashem: crusher | hatami: decisive | hayat: life board
hemmati: effort | herzog: duke | hilal: crescent croissant | hizb: party | hol: horror terror | homs: chickpeas
hudaydah: iron | hudhud: hoopoe | husn: beauty | ibrahim: abraham | imad: pillar | imran: prosperity | isa: jesus
islam: islam | issa: jesus | izz: glory pride | jabal: mountain | jabbar: almighty mighty giant | jaber: mighty
jabhat: front | jadid: new | jahangiri: conqueror | jalili: glorious | jamal: beauty camel | jamil: beautiful handsome
jannati: heavenly | jawad: generous horse steed | jawf: hollow
jeddah: grandmother | jidda: grandmother | hajjah: pretext argument | marib: goal desire | halab: milk
jazair: islands | jazzar: butcher
jenin: embryo fetus | jibril: gabriel | jihad: struggle | juma: friday | jundi: soldier | kabbashi: ram
kabir: big great | kadhim: suppressor | kadhimi: suppressor | kahf: cave | kalin: thick | kamal: perfection
kamel: complete full | kamil: complete full | kani: mine miner | karama: dignity honor honour | karim: generous noble
kataib: brigades battalions phalanxes | katib: writer clerk | kazem: suppressor | khabbaz: baker | khadr: green
khalid: immortal eternal | khalifa: caliph successor | khalil: friend | khamis: thursday | khanjar: dagger
khartoum: hose trunk | khatib: preacher orator | khayr: good goodness | khayyam: tents | khayyat: tailor
khiam: tents | khoms: fifth | lapid: torch | larcher: archer | latif: gentle kind nice pleasant subtle | layl: night
madani: civil civilian urban | mahdi: guided | maher: skilled skillful skilful | mahmud: praised | maio: may
maire: mayor | majd: glory | majed: glorious | majid: glorious | malik: king owner angel sovereign | maliki: royal
mangoush: engraved | mansour: victorious | mansur: victorious | marj: meadow | mashat: comb | mashhad: scene
masih: messiah christ | masjedi: mosque | masoud: happy lucky | masri: egyptian | mayadin: squares fields
maymun: monkey | mazen: clouds | meloni: melons | menfi: exiled banished | meshaal: torch | mishri: buyer
moallem: teacher | mohajerani: immigrants emigrants | mokhber: informant informer | momeni: believer | morsi: anchor
muallem: teacher | mubarak: blessed | muhandis: engineer | mujahid: fighter | mukhtar: chosen mayor selected
munir: luminous bright shining | muntasir: victorious | muqtada: imitated | musa: moses | mustafa: chosen selected
muttaqi: pious devout
mustaqbal: future | nabih: alert | nabil: noble | nahda: renaissance awakening | naim: bliss | najib: noble highborn
najjar: carpenter | najm: star | nasir: helper supporter victorious | nasiriyah: nazareth | nasr: victory
nasrallah: victory | nasser: victorious supporter | nawaf: high | nimr: tiger leopard | noor: light | nour: light
nouri: luminous light | nujaba: nobles | nur: light | nuri: luminous light | ozel: special private | ozgur: free
pakpour: pure | pezeshkian: doctors physicians | qaani: convinced persuaded | qadi: judge
qadir: able capable mighty powerful | qahira: conqueror vanquisher | qaid: leader commander | qalb: heart
qamar: moon | qasim: divider | qasr: palace | qassab: butcher | qassem: divider | qawi: strong | qaysar: caesar
qubba: dome | raad: thunder | rabbani: divine | rabi: spring | rabiei: spring vernal | rafah: welfare | rahi: shepherd
rahim: merciful compassionate | rahman: merciful gracious beneficent | rai: shepherd | rais: president chief
raisi: presidential chief boss head headmaster principal chairman | rajab: rajab | ramadi: gray grey ashen | ras: head
rashid: mature rational guided adult | rasool: messenger prophet apostle | reza: satisfaction | rezaei: satisfied
rida: satisfaction | rimal: sands | riyad: gardens | riyadh: gardens | robles: oaks
rouhani: spiritual clergyman cleric | ruh: soul spirit | rutba: wet damp | saad: happiness | saada: happiness
sabah: morning | sabbagh: dyer painter | sabir: patient | sadiq: truthful friend honest | sadr: chest front breast
saeb: correct right | safadi: shackled | saghir: small little | sahaf: journalist | said: happy | saif: sword
salah: righteousness goodness | salam: peace salaam | salame: safety | salameh: safety | salami: peaceful
saleh: good righteous valid | salehi: righteous | salih: valid righteous good | salman: safe | samawah: heavenly
sameh: tolerant forgiving | sana: made work | sanalla: made | saqr: falcon hawk | saraya: companies
saree: fast quick rapid speedy | sarraj: saddler | sayeh: tourist traveller traveler shadow | sayyad: hunter fisherman
sayyid: mister master lord | shaabi: popular | shaheen: falcon | shahid: martyr witness | shakir: grateful
shamkhani: candle | shams: sun | shara: street | sharaf: honor honour | sharara: spark | sharif: noble honest
sheikh: elder | shia: followers partisans | shoukry: thankful grateful | shtayyeh: winter rainy | shuhada: martyrs
shukr: thanks | simsek: lightning | sisi: pony | soleimani: solomonic | soltan: sultan | sotoudeh: praised
soylu: noble | speranza: hope | sulaiman: solomon | suleiman: solomon | sultan: ruler | suq: market
taeb: repentant | tahir: pure | tahrir: liberation | tahsin: improvement | taj: crown | tajir: merchant trader
takht: bed throne | tamim: perfect | tariq: knocker | tawil: tall long | tayeb: kind good | tayyib: good kind
thairin: revolutionaries | thawra: revolution | umar: age | umm: mother | vahidi: unique single
velayati: provincial | wadi: valley | wahhab: giver bestower | wahid: one only | walid: newborn boy
wazir: minister vizier | yahya: john | yaqoob: jacob | yaqoub: jacob | yasir: easy | yildirim: lightning
younis: jonah | yousef: joseph | youssef: joseph | yunis: jonah | zahir: visible | zaidan: increase
zaki: smart clever intelligent | zarif: delicate elegant witty graceful subtle | zarqa: blue | zawiya: corner
baradar: brother | qala: castle fort fortress | fuerte: strong fort | potok: stream brook | maduro: mature ripe
castillo: castle | moreno: brown | flores: flowers | cabello: hair | padrino: godfather | arce: maple | correa: belt
lasso: loop | khatibzadeh: preacher preachers | rama: branch frame | blanco: white | reyes: kings | yildiz: star
luigi: louis lewis | nicola: nicholas | giovanni: john | giuseppe: joseph | marco: mark | paolo: paul | pietro: peter
maria: mary | matteo: matthew | giacomo: james | lorenzo: lawrence | carlo: charles | francesco: francis
antonio: anthony | andrea: andrew | stefano: stephen | enrico: henry | giorgio: george | giorgia: georgia
alessandro: alexander | michele: michael | filippo: philip | guglielmo: william | luca: luke | vincenzo: vincent
giulio: julius | elena: helen | roberto: robert | riccardo: richard | edoardo: edward | jean: john | pierre: peter
jacques: james | francois: francis | laurent: lawrence | etienne: stephen | andre: andrew | luc: luke | marc: mark
guillaume: william | henri: henry | juan: john | jose: joseph | pedro: peter | pablo: paul | jorge: george
miguel: michael | carlos: charles | luis: louis | felipe: philip | enrique: henry | daoud: david | ishaq: isaac
haroun: aaron | ayoub: job | maryam: mary | mariam: mary | elias: elijah | zakaria: zachary zechariah | nuh: noah
girgis: george | mikhail: michael | younes: jonah | issa: christ | hanna: john | boulos: paul | boutros: peter
aslan: lion | zayed: extra excess | zayn: adornment ornament
zaytun: olive | zeitoun: olive olives | zubair: strong | zuppi: soups
"""
# Parts of a name that tell nobody from another either, and may be left out.
_PARTS: Final = frozenset({"abu", "bin", "umm"})
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
        words = [_bare(word.of(passage.text).lower()) for word in name.words]
        if _MEANINGS.keys().isdisjoint(words) or not known.in_copy(passage, name):
            continue
        found = _put_back(passage, name, words)
        if found is not None:
            span, record = found
            reason = f"“{span.of(passage.text)}” says in English what the name {record.name} means."
            reading = Reading(record.name, 0.85, "the name translated as if it were words", record.id)
            yield passage.finding(known.kind_of(record), span, reason, [reading])


def _bare(word: str) -> str:
    """A word without its article: the "lion" of "Ain al-Lion"."""
    return word[3:] if word.startswith(("al-", "el-")) else word


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
            if not written.BETWEEN.isdisjoint((stretch[0], stretch[-1])) or not any(
                word in _MEANINGS for word in stretch
            ):
                continue
            span = Span(name.words[first].start, name.words[first + length - 1].end)
            if any(mention.contains(span) for mention, _ in passage.mentions_in(span)):
                continue  # a known name as it stands
            record = _meant(passage, span, stretch)
            if record is not None:
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
        if len(skeleton.tokens(put_back)) < len(telling) - len(_PARTS.intersection(chosen)):
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
    return len(pairs) == len(asked) and min(value for _, _, value in pairs) >= LEAST_LIKE


def _is_lone(passage: Passage, span: Span) -> bool:
    """Whether a word stands alone in capitals behind "the", and nowhere in the text without them; "the Turkish" and
    "the Sudanese" are peoples."""
    text = passage.text
    if text[max(0, span.start - 4) : span.start] not in _THE or written.is_demonym(span.of(text)):
        return False
    after = text[span.end : span.end + 2]
    if after[:1] in {" ", "-", "\n"} and after[1:].isupper():
        return False  # "the Royal United Services Institute"
    return fold(span.of(text)) not in passage.lower_words


def _is_at_home(passage: Passage, record: EntityRecord) -> bool:
    return record.kind in {"place", "person"} and known.is_at_home(passage, record)


def has_particle(quote: str, match: Match) -> bool:
    """As in "Ursula of the Leyen": the words are a person's, but for "von der"."""
    return match.kind == "person" and " of " in quote and " of " not in match.spelling
