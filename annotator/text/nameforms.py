"""Words of names that stand for other words: company forms, ordinals, nicknames, words for kinds of places and bodies.

General knowledge in small tables, no list of names. Everything is folded (`skeleton.fold`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

# Company forms: "Raman Co." and "Raman Company" are one name. What is after the colon means the same.
_FORMS: Final = (
    "co: شركه, company, cie, compagnie, compania, sherkat, sherkate, sirketi, sharika, sharikat, firma",
    "corp: corporation, korporatsiya",
    "inc: incorporated",
    "ltd: limited, ltda, limitada, sinirli",
    "coltd: co ltd, company limited, pte ltd, pty ltd, pvt ltd, private limited, ltd co, ltd company, limited company",
    "llc: limited liability company, l l c, ooo, obshchestvo s ogranichennoi otvetstvennostyu, fz llc, wll, w l l, "
    "dmcc, fze, fzc, fzco, sarl, s a r l, srl, s r l, spa, sprl, bvba, gmbh, gesellschaft mit beschrankter haftung, "
    "doo, d o o, sal, s a l, llp, limited liability partnership",
    "jsc: joint stock company, joint stock co, open joint stock company, closed joint stock company, "
    "public joint stock company, private joint stock company, ojsc, cjsc, pjsc, oao, zao, pao, ao, psc, qjsc, ksc, "
    "saog, aoj, otkrytoe aktsionernoe obshchestvo, publichnoe aktsionernoe obshchestvo, aktsionernoe obshchestvo",
    "plc: public limited company, public limited co",
    "ag: aktiengesellschaft, a g, se, societas europaea",
    "sa: societe anonyme, sociedad anonima, s a, spolka akcyjna, anonim sirketi",
    "ab: aktiebolag",
    "as: a s, aksjeselskap, aktieselskab",
    "oy: oyj, osakeyhtio",
    "bv: b v, nv, n v, besloten vennootschap, naamloze vennootschap",
    "kg: kommanditgesellschaft",
)  # fmt: skip
# Names of countries and unions that are as often initials.
_PHRASES: Final = (
    "us: united states america, united states, usa", "uk: united kingdom, great britain", "un: united nations",
    "eu: european union", "uae: united arab emirates", "ussr: soviet union", "drc: democratic republic congo",
)  # fmt: skip
# Words that many bodies have, and what else they are written as. They tell little.
_BODIES: Final = (
    "org: organisation, organization, sazman, sazmane, munazzama, munazzamat, ong",
    "intl: دولي, دوليه, international, internationale, internacional",
    "govt: government, gouvernement, hukumat, hukuma",
    "dept: department, departement, daira, dairat",
    "univ: جامعه, university, universite, universidad, universitat, jamia, jamiat, daneshgah",
    "inst: institute, institut, institution, muassasa, muassasat, mahad",
    "assn: association, asociacion, jamiyya, jamiyyat, anjoman",
    "comm: committee, comite, lajna, lajnat",
    "min: وزاره, ministry, ministere, wizara, wizarat, vezarat",
    "centre: center, centro, markaz, markaze",
    "group: groupe, grupo, gruppe, majmua, majmuat, jamaat, jamaa",
    "bros: brothers, freres",
    "mfg: manufacturing, manufacture, manufacturers",
    "eng: engineering, mohandesi",
    "dev: development",
    "tech: technology, technologies",
    "ind: industry, industries, industrial, sanat, sanaye, sanayie, sanati, sinaat, sinaa",
    "svc: service, services, khadamat",
    "fin: finance, financial",
    "mgmt: management",
    "bank: بنك, مصرف, banque, banco, banka, masraf",
    "fdn: foundation, fondation, bonyad",
    "tv: television, televisyon",
    "trading: trade, commerce, commercial, tijara, tijariyya, bazargani",
    "holding: holdings",
    "general: public, amma, amm",
    "natl: national, nationale, nacional, watani, wataniyya, melli",
    "agency: agence, wakala, wakalat",
    "council: مجلس, conseil, majlis, shura",
    "party: حزب, parti, partido, hizb",
    "army: جيش, armee, jaysh, jaish, jeish, ejercito, arteshe, artesh, legion",
    "front: جبهه, jabha, jabhat, jebhat, frente",
    "movement: حركه, mouvement, haraka, harakat, harakatul, movimiento, tehrik",
    "brigade: كتيبه, كتايب, لواء, brigades, katiba, katibat, kataib, kataeb, liwa, brigada, brigadas, "
    "battalion, battalions, firqa, firqat",
    "state: دوله, etat, dawla, dawlat, daulah, dowla",
    "islamic: اسلامي, اسلاميه, islami, islamique, islamiya, islamiyya, islamiyah, eslami, islamist",
    "sons: abna, banu, bani, beni",
    "supporters: ansar, partisans, helpers",
    "martyrs: shuhada, shohada, martyr, shahid",
    "union: ittihad, etehad, ettehad, federation",
    "force: forces, quwwat, quwat, niru, niruye",
    "province: wilaya, wilayat, wilayah, vilayet, muhafaza, muhafazat, ostan, governorate, gouvernorat",
    "steel: foolad, fulad",
    "insurance: bimeh, bimah, assurance",
    "oil: naft, petrole, petroleum",
    "school: madrasa, madrasat, ecole, madrassa",
    "security: amn, securite",
    "intelligence: mukhabarat, istikhbarat",
    "military: askari, askariya, askariyya, askariyyah, militaire",
    "investment: investments, sarmayegozari, istithmar",
    "maritime: marine, bahri, bahriya, bahriyya, daryai",
    "shipping: kashtirani, navigation",
    "exchange: sarraf, sarrafi, sarafi, hawala",
    "hospital: hopital, mustashfa, bimarestan",
    "martyr: shahid, shaheed",
)  # fmt: skip
# What a town or district is called beside its name.
_PLACES: Final = (
    "district: qada, qadha, kaza, mintaqa, mantiqa, mintaqat, mantiqat, manteqe, shahrestan, nahiya, nahiyah, nahiyat, "
    "nahie, mudiriya, mudiriyah, mudiriyat, liwa, bakhsh, ilce, ilcesi, canton, arrondissement, subdistrict, "
    "قضاء, منطقه, ناحيه, مديريه, شهرستان, بخش, sub, area, region, zone, county, bezirk, distretto, distrito",
    "city: مدينه, شهر, بلده, ville, madina, madinat, medina, medinat, medine, shahr, shahre, sehri, "
    "sehir, cite, town, ciudad, stadt",
    "village: قريه, روستا, qarya, qaryat, karya, dorf, koy, deh, aldea",
    "province: محافظه, استان, ولايه, muhafaza, muhafazat, muhafezat, governorate, gouvernorat, ostan, "
    "iklim, eyalet, ili, provincia, provinz",
    "mount: جبل, كوه, mont, jabal, jebel, djebel, jbel, gabal, kuh, kooh, dagh, mountain",
    "river: نهر, وادي, رود, nahr, fleuve, rud, oued, wadi, wad, ouadi",
    "fort: برج, قلعه, قصر, bordj, borj, burj, qala, qalat, kalaa, ghaleh, qasr, ksar, castle, tower, chateau",
    "spring: عين, ain, ayn, aine, source",
    "island: جزيره, jazira, jazirat, ile, isle, jazireh",
    "port: بندر, ميناء, bandar, mina, harbour",
    "old: قديمه, قديم, qadim, qadima, kohneh, vieux, vieille",
    "new: جديده, جديد, نو, jadid, jadida, djedid, djedida, now, no, nouveau, nouvelle",
    "north: شمال, شمالي, shamal, shimal, nord, shomali",
    "south: جنوب, جنوبي, janub, janoub, sud, jonubi",
    "upper: عليا, ula, olya, oliya, haut, haute, balla, fawqa, fouqa, foka",
    "lower: سفلي, sufla, sofla, bas, basse, tahta",
)  # fmt: skip
# Given names and their short forms, English beside the most common others.
_NICKNAMES: Final = (
    "william bill billy will willy willie", "robert bob bobby rob robbie bert", "richard dick rick ricky rich",
    "james jim jimmy jamie", "john johnny jack", "joseph joe joey jose pepe", "michael mike mick mickey misha mikhail",
    "thomas tom tommy", "theodore ted teddy", "edward ed eddie ted ned eduard", "charles charlie chuck carlos",
    "david dave davy", "daniel dan danny", "stephen steve steven stefan", "anthony tony antoine antonio anton",
    "benjamin ben benny", "samuel sam sammy", "alexander alex sasha alexandre aleksandr alejandro iskandar",
    "andrew andy drew andrei andre andreas", "nicholas nick nicky nikolai nicolas", "christopher chris christian",
    "matthew matt", "gregory greg", "jeffrey geoffrey jeff geoff", "lawrence larry laurence", "leonard leo len leon",
    "patrick pat paddy", "peter pete pyotr pedro pierre petr", "philip phil phillip", "raymond ray", "ronald ron",
    "donald don donnie", "gerald jerry gerry", "frederick fred freddy frederic", "francis frank franky francisco",
    "henry harry hank henri enrique", "walter walt wally", "albert al bert", "arthur art", "barack barry",
    "timothy tim timmy", "kenneth ken kenny", "douglas doug", "elizabeth liz beth betty lisa eliza elisabeth",
    "margaret maggie meg peggy", "katherine kate kathy katie catherine cathy kathryn", "patricia pat patty tricia",
    "deborah debbie deb", "jennifer jen jenny", "susan sue susie", "barbara barb", "rebecca becky",
    "victoria vicky", "abraham abe ibrahim avraham", "jacob jake yaakov yaqub", "isaac ike yitzhak ishaq",
    "binyamin benjamin bibi", "vladimir volodymyr vova volodya", "dmitry dima dmitri", "yevgeny evgeny zhenya",
    "sergei serge serhiy", "mohammed mohamed md mohd mohammad muhammad mhd muhammed muhd mad",
)  # fmt: skip
_NUMBERS: Final = (
    "1 first one premier", "2 second two ii deuxieme", "3 third three iii troisieme", "4 fourth four iv",
    "5 fifth five", "6 sixth six vi", "7 seventh seven vii", "8 eighth eight viii", "9 ninth nine ix", "10 tenth ten",
    "11 eleventh eleven xi", "12 twelfth twelve xii", "20 twentieth twenty", "100 hundred",
)  # fmt: skip


def _meanings(tables: Sequence[str]) -> dict[tuple[str, ...], str]:
    found: dict[tuple[str, ...], str] = {}
    for line in tables:
        meaning, _, words = line.partition(":")
        found[(meaning,)] = meaning
        found.update({tuple(word.split()): meaning for word in words.split(",") if word.strip()})
    return found


FORMS: Final = _meanings(_FORMS)
FORM_TEXTS: Final = frozenset(key[0] for key in FORMS if len(key) == 1)
FORM_WORDS: Final = frozenset(FORMS.values())
BODIES: Final = {key[0]: meaning for key, meaning in (_meanings(_BODIES) | _meanings(_PLACES)).items()}
_PHRASES_AND_FORMS: Final = FORMS | _meanings(_PHRASES)
_LONGEST: Final = max(map(len, _PHRASES_AND_FORMS))
_BEGINS: Final = frozenset(key[0] for key in _PHRASES_AND_FORMS)
_ORDINAL: Final = re.compile("(?:st|nd|rd|th)$")
_NUMBER: Final = {word: line.split()[0] for line in _NUMBERS for word in line.split()}
NICKNAMES: Final[dict[str, frozenset[str]]] = {}
for _line in _NICKNAMES:
    for _word in _line.split():
        NICKNAMES[_word] = NICKNAMES.get(_word, frozenset()) | {_line.split()[0]}
# A name with none of these, no digit and no initial is nothing but its words.
MEANING: Final = frozenset(_BEGINS | BODIES.keys() | _NUMBER.keys())


@lru_cache(maxsize=1 << 15)
def number(word: str) -> str:
    """The number that a folded word is, as digits: "1st" and "first" are "1"; else ""."""
    if word.isdigit():
        return word.lstrip("0") or "0"
    if word[:1].isdigit():
        digits = _ORDINAL.sub("", word)
        return digits if digits.isdigit() else ""
    return _NUMBER.get(word, "")


def with_forms(words: Sequence[str]) -> list[str]:
    """The words with each company form as one word: "limited liability company" is "llc"."""
    if _BEGINS.isdisjoint(words):
        return list(words)
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            form = _PHRASES_AND_FORMS.get(tuple(words[at : at + length]))
            if form is not None:
                found.append(form)
                at += length
                break
        else:
            found.append(words[at])
            at += 1
    return found


def same_given_name(a: str, b: str) -> bool:
    """Whether one folded word is a short or foreign form of the other ("ted", "theodore")."""
    groups = NICKNAMES.get(a)
    return groups is not None and not groups.isdisjoint(NICKNAMES.get(b, ()))
