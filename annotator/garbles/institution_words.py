"""Words of institutions' names: what another language's word comes to in English, and what stands before or behind."""

from __future__ import annotations

from typing import Final

# The word that another language's word of the same institution is translated to, and the one of the English name.
CALQUES: Final = {
    "penal": "criminal", "mondial": "world", "worldwide": "world", "exterior": "foreign", "external": "foreign",
    "sanitary": "health", "superior": "supreme", "work": "labor", "labour": "labor", "commerce": "trade",
    "alimentary": "food", "nuclear": "atomic", "infancy": "children", "childhood": "children",
    "child": "children", "organism": "organization", "man": "human", "person": "human", "peoples": "people",
    "folk": "people", "popular": "people", "jihadi": "jihadist", "antijihadi": "antijihadist", "defence": "defense",
    "programme": "program", "power": "energy", "business": "affair", "large": "greater", "great": "greater",
    "grand": "greater", "big": "greater", "meteorologic": "meteorological",
    "high": "supreme", "upper": "supreme", "assistance": "support", "help": "support", "aid": "support",
    "plan": "program", "project": "program", "guardian": "guard", "current": "movement", "stream": "movement",
    "institution": "organization", "body": "organization", "universal": "world", "global": "world",
    "safety": "security", "commissariat": "commissioner", "antiterrorism": "counterterrorism", "fight": "combat",
    "struggle": "combat", "liberty": "freedom", "salvation": "rescue", "workers": "worker", "tribunal": "court",
    "agency": "organization", "lookout": "observatory", "report": "relation", "reports": "relations",
    "collaboration": "cooperation", "agreement": "treaty", "pact": "treaty", "commission": "commissioner",
    "statistics": "statistical", "statistic": "statistical", "economical": "economic", "politic": "political",
    "juridical": "legal", "juristic": "legal", "judiciary": "judicial", "arabic": "arab", "money": "monetary",
    "currency": "monetary", "box": "fund", "counsel": "council", "advice": "council", "petroleum": "oil",
    "petrol": "oil", "internal": "interior", "inner": "interior", "aerial": "air", "frontier": "border",
    "physician": "doctor", "journalist": "reporter", "search": "research", "strategical": "strategic",
    "election": "electoral", "presidency": "presidential", "transition": "transitional", "revolution": "revolutionary",
    "fatherland": "homeland", "motherland": "homeland", "watchman": "guard", "fast": "rapid", "quick": "rapid",
    "europe": "european", "refuge": "refugee",
    "immigration": "migration", "emigration": "migration", "observation": "observatory", "democracy": "democratic",
    "higher": "supreme", "treasure": "treasury", "observer": "observatory", "dwelling": "housing", "hygiene": "health",
    "instruction": "education", "teaching": "education", "sea": "maritime", "marine": "maritime",
    "sovereign": "sovereignty", "loyalty": "fidelity", "uniting": "united", "feeding": "food", "foodstuff": "food",
    "nutrition": "food", "nourishment": "food", "alimentation": "food", "strength": "force", "orient": "east",
    "occident": "west", "reconciling": "reconciliation", "conciliation": "reconciliation", "urgency": "emergency",
    "room": "chamber", "specialized": "specialist", "specialised": "specialist", "gathering": "rally",
    "grouping": "rally", "battalion": "brigade", "phalanx": "brigade", "enquiry": "investigation",
    "inquiry": "investigation", "electrical": "electricity", "educative": "education", "consultation": "consultative",
    "expedience": "expediency", "youngster": "youth", "educational": "education", "scientific": "science",
    "cultural": "culture", "humane": "humanitarian", "philanthropic": "humanitarian", "resistant": "resistance",
    "liberating": "liberation", "railroad": "railway", "mobilizing": "mobilization", "disarming": "disarmament",
    # Words that hardly any institution's name has in English.
    "boundary": "border", "release": "liberation", "emancipation": "liberation", "freeing": "liberation",
    "deliverance": "liberation", "backup": "safeguard", "safeguarding": "safeguard", "safekeeping": "safeguard",
    "airplane": "aviation", "aeroplane": "aviation", "aircraft": "aviation", "aeronautic": "aviation",
    "aeronautical": "aviation", "barrister": "lawyer", "instructor": "teacher", "educator": "teacher",
    "pupil": "student", "laborer": "worker", "labourer": "worker", "toiler": "worker", "peasant": "farmer",
    "cultivator": "farmer", "warrior": "fighter", "redemption": "rescue", "alteration": "change",
    "modification": "change", "rectification": "reform", "rebirth": "renaissance", "edification": "construction",
    "rebuilding": "reconstruction", "advancement": "progress", "oneness": "unity", "conveyance": "transport",
    "telecom": "telecommunication", "procurator": "prosecutor", "procuracy": "prosecution", "coffer": "fund",
    "harbor": "port", "harbour": "port", "farming": "agriculture", "ambient": "environment",
    "surrounding": "environment", "croissant": "crescent", "halfmoon": "crescent", "succor": "relief",
    "succour": "relief", "fraternity": "brotherhood", "brethren": "brotherhood", "touristic": "tourism",
    "fiscality": "tax", "mercantile": "trade", "meteorology": "meteorological", "topographic": "geographical",
    "espionage": "intelligence", "counterespionage": "counterintelligence", "olympian": "olympic",
    "evangelic": "evangelical", "stockbroking": "exchange", "epidemics": "disease", "sickness": "disease",
    "narcotic": "drug", "drogue": "drug", "corruptness": "corruption", "depravity": "corruption",
    "bribery": "corruption", "torment": "torture", "vanished": "missing", "disappearance": "disappeared",
    "faithfulness": "fidelity", "allegiance": "fidelity", "boycotting": "boycott", "interdiction": "prohibition",
    "banning": "prohibition", "proscription": "prohibition", "weaponry": "weapon", "arsenal": "weapon",
    "missilery": "missile", "rocketry": "missile", "paratroop": "airborne", "fisherman": "fishery",
    "excavation": "mine", "antiquity": "archaeology", "archaeological": "archaeology", "craftsman": "craft",
    "artisan": "craft", "handicraft": "craft", "retiree": "pensioner", "handicapped": "disabled", "limit": "border",
    "agricultural": "agriculture", "illness": "disease", "polling": "electoral", "voting": "electoral",
    "auditing": "audit", "captive": "prisoner", "combatant": "fighter", "growth": "development",
    "weather": "meteorological", "plane": "aviation", "flight": "aviation", "building": "construction",
    "fairness": "justice", "young": "youth",
}  # fmt: skip
# French and Italian words of institutions' names that English does not look like.
MEANINGS: Final = {
    foreign: frozenset(english.split())
    for foreign, english in (
        ("libre", "free"), ("sante", "health"), ("sanita", "health"), ("travail", "work labor labour"),
        ("paix", "peace"), ("homme", "man human"), ("hommes", "man human"), ("droits", "right"),
        ("droit", "law right"), ("unies", "united"),
        ("unis", "united"), ("uniti", "united"), ("unite", "united"), ("etat", "state"), ("etats", "state"),
        ("soutien", "support"), ("appui", "support"), ("sud", "south"), ("nord", "north"), ("ouest", "west"),
        ("armee", "army"), ("armees", "armed"), ("peuple", "people"), ("freres", "brother"), ("casques", "helmet"),
        ("blancs", "white"), ("blanche", "white"), ("rouge", "red"), ("verte", "green"), ("maison", "house"),
        ("croissant", "crescent"), ("gardiens", "guardian guard"), ("grand", "large big great greater"),
        ("commun", "common joint"), ("mondial", "world worldwide global"), ("mondiale", "world worldwide global"),
        ("etrangeres", "foreign"), ("interieur", "interior internal"), ("affaires", "affair business"),
        ("futur", "future"), ("mouvement", "movement current"), ("courant", "current movement"),
        ("saint", "holy saint"),
        ("siege", "seat siege see"), ("cadre", "frame framework"), ("conseil", "council advice"), ("cour", "court"),
        ("haut", "high"), ("haute", "high"), ("fonds", "fund"), ("secours", "relief aid rescue"),
        ("enfance", "childhood"),
        ("oeuvres", "works"), ("moudjahidine", "mujahedin mujahideen fighter"), ("vertueux", "virtuous righteous"),
        ("sang", "blood"), ("caverne", "cave cavern"), ("compagnons", "companion"), ("diritti", "right"),
        ("uomo", "man human"), ("mondo", "world"), ("lega", "league"), ("guardia", "guard"),
        ("costiera", "coastal coast"),
    )
}  # fmt: skip
# "Department of State" and "State Department" are both right.
EITHER_WAY: Final = frozenset("department ministry office bureau university house secretary college school".split())
# "Force of Quds" is not: what is named after a place or person of its own comes after it.
COMES_LAST: Final = frozenset("force forces guard guards corps movement agency group".split())
# Copy has these in the singular too: "the Revolutionary Guard".
COLLECTIVE: Final = frozenset({"guard", "force", "service"})
# Nouns of institutions and what English puts before them: where the noun comes first, it came from a language that
# writes it so.
HEADS: Final = frozenset(
    "union council league bank court army forces force guard guards party parliament assembly commission committee "
    "agency organization organisation ministry coalition movement nations states institute federation republic police "
    "navy brigades congress fund emirates embassy government senate cabinet association organisms chamber municipality "
    "municipalities authority bureau network prosecution brigade academy television radio gendarmerie".split()
)
ADJECTIVES: Final = frozenset(
    "european international national supreme central federal islamic arab democratic popular republican revolutionary "
    "socialist united patriotic monetary penal criminal military regional communist african constitutional "
    "legislative electoral presidential royal transitional".split()
)
