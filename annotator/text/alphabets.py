"""Names in Cyrillic, Greek, Armenian, Georgian, Hebrew and Hangul letters as Latin ones.

Rough, as wires write them: what is left of the difference folds away in the skeleton. A name is given folded
(`skeleton.fold`): no accents, one code point a letter, Hangul in its parts.
"""

from __future__ import annotations

import re
from typing import Final

_PAIRS: Final = (
    # Russian, Ukrainian, Bulgarian, Serbian, Kazakh, Mongolian.
    "аa бb вv гg дd еe жzh зz иi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юyu яya іi єye ґg "
    "јy љl њn ћc ђdj џj әa ғg қq ңng өo ұu үu һh "
    "αa βv γg δd εe ζz ηi θth ιi κk λl μm νn ξks οo πp ρr σs τt υi φf χkh ψps ωo "
    "աa բb գg դd եe զz էe ըe թt ժzh իi լl խkh ծts կk հh ձdz ղgh ճch մm յy նn շsh ոo չch պp ջj ռr սs վv տt րr ցts "
    "ւv փp քk օo ֆf ևev "
    "აa ბb გg დd ეe ვv ზz თt იi კk ლl მm ნn ოo პp ჟzh რr სs ტt უu ფp ქk ღgh ყq შsh ჩch ცts ძdz წts ჭch ხkh ჯj ჰh "
    "אa בb גg דd הh וv זz חh טt יi כk ךk לl מm םm נn ןn סs עa פp ףf צts ץts קk רr שsh תt"
)  # fmt: skip
_LETTERS: Final = {pair[0]: pair[1:] for pair in _PAIRS.split()}
_GROUPS: Final = {"ου": "u", "μπ": "b", "ντ": "d", "γκ": "g", "ու": "u", "дж": "j", "ъо": "yo"}
_GROUP: Final = re.compile("|".join(_GROUPS))
_INITIALS: Final = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()
_MIDDLES: Final = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_FINALS: Final = "k k k n n n t l k m l l l p l m p p t t ng t t k t p t".split()
for _first, _parts in ((0x1100, _INITIALS), (0x1161, _MIDDLES), (0x11A8, _FINALS)):
    _LETTERS.update({chr(_first + n): part.strip("_") for n, part in enumerate(_parts)})
_TABLE: Final = str.maketrans(_LETTERS)


def to_latin(name: str) -> str:
    """A folded name with the letters of these alphabets in Latin; others stay."""
    return _GROUP.sub(lambda match: _GROUPS[match.group()], name).translate(_TABLE)
