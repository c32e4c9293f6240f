"""The forms by which a line gives itself away: bylines, datelines, captions, and what a site sets around the copy.

Only forms stand here; where in an article each of them counts is decided in zones.py and tails.py.
"""

from __future__ import annotations

import re
from typing import Final

NAME: Final = (
    r"[A-ZÀ-ÖØ-Þ][\w’'.\-]+(?:\s+(?:de|al|el|van|von|bin|ibn"
    r"|[a-z]{1,3}-[A-ZÀ-ÖØ-Þ][\w’'\-]*|[A-ZÀ-ÖØ-Þ][\w’'.\-]*)){1,3}"
)
NAMES: Final = rf"{NAME}(?:(?:,| and| et| with|,? &)\s+{NAME}){{0,3}}"
_AGENCIES: Final = (
    "AFP|AP|Reuters|REUTERS|dpa|DPA|ANSA|EFE|EPA|TASS|UPI|Xinhua|Anadolu(?: Agency)?|AA|INA|IRNA|SANA|KUNA|QNA|WAM|SPA|"
    "MENA|BBC|CNN|Associated Press|Agence France-Presse|Al[- ]Jazeera|Bloomberg|"
    "The \\w+ (?:Times|Post|News|Press|Journal)"
)
_PLACE: Final = r"[A-ZÀ-Þ][\w’'.\-]*(?:\s[A-ZÀ-Þ][\w’'.\-]*){0,2}"
# The same, and no shorter one is tried.
_PLACE_AND: Final = r"[A-ZÀ-Þ][\w’'.\-]*+(?:\s[A-ZÀ-Þ][\w’'.\-]*+){0,2}"
_SOURCE: Final = r"[A-ZÀ-Þ][\w’'.\-]*(?:\s[A-ZÀ-Þ][\w’'.\-]*){0,3}"

BYLINE: Final = re.compile(
    rf"(?:(?:By|Par|BY|by)\s?:?\s+(?:(?:[Oo]ur |[Tt]he )?(?:[Cc]orrespondent|[Rr]eporter|[Ee]nvoy)\s)?"
    rf"|(?:Written by|Author|Reporter|Auteur|Reported by)\s?:?\s+){NAMES}"
    rf"(?:\s+(?:in|à|from)\s+{_PLACE})?(?:\s*[,/|–—-]\s*.{{1,60}})?"
    r"|[(*\s]*(?:Additional |Writing and )?(?:[Rr]eporting|[Ww]riting|[Ee]diting|Written|Reported|Prepared|Compiled)"
    r" by\s.{2,200}"
    # "Editor: …", "Translator: …": whoever worked on the text, and nothing else on the line.
    r"|[(*\s]*(?:Editors?|Editing|Edition|Translators?|Correspondents?|Reporters?|Writers?|Prepared by"
    r"|Compiled by|Photographer|Camera|Authors?|Rédaction|Rédacteur|Traducteur|Éditeur"
    r"|المحرر|تحرير|إعداد|مراسل)\s?:\s?[^.!?:]{2,80}(?:(?<=\s[A-ZÀ-Þ])\.)?\)?"
    rf"|(?:Reporting|Report|Writing|Preparation)\s?:\s?{NAMES}"
    rf"|\*?\s*{NAMES}(?:\sin\s{_PLACE})?\scontributed\s(?:to\sthis\s(?:report|story|article)|reporting)\b.{{0,60}}"
    rf"|[—–-]?\s*{NAMES}\s*(?:[/|,(–—-])\s*(?:with\s+)?(?:{_AGENCIES})\)?"
    rf"|[\[(—–-]*\s*(?:with |avec |Source: )?(?:{_AGENCIES})(?:\s*[/&,]\s*(?:{_AGENCIES}|{_PLACE}))*[\])]?"
    # A name, a slash, and whoever it is: agencies are many, and copy does not read like this.
    rf"|[—–-]?\s*{NAMES}\s+[/|]\s+[A-ZÀ-Þ][\w’'.\- ]{{1,40}}(?<!\.)(?:,\s(?:with|avec|and|in|à)\s[^.!?]{{2,60}})?"
    r"|(?:Source|Sources|المصدر)\s?:\s?[^.!?:]{2,60}"
    rf"|\(?(?:With|with|Avec|avec)\s(?:files from\s)?(?:agencies|{_SOURCE})(?:\s(?:and|et)\s{_SOURCE})?\)?"
    rf"|(?:[Ff]rom\s)?[Oo]ur\s(?:own\s|special\s)?(?:correspondent|envoy|reporter)s?(?:\sin\s{_PLACE})?(?:[,:]?\s{NAMES})?"
    r"|By our (?:staff|correspondent)s?"
    rf"|(?:News|Web|Foreign|Online)\s?[Dd]esk|Staff (?:[Ww]rit|[Rr]eport)ers?|(?:{_SOURCE}\s)[Ss]taff|Agencies"
    r"|بقلم\s?:?\s?.{2,60}"
    r"|\(?(?:Translated|Translation|Edited|Traduit|Traduction|ترجمة)(?:\s(?:from|de|du|de l’)\s?(?:the\s)?\w+)?"
    r"(?:\s(?:by|par)\s?:?|\s?:)\s(?:[^.!?:]{2,80}\.?|(?:[A-ZÀ-Þ]\.\s?){1,3})\)?"
    # "Omar Saleh (Kut, special envoy)"
    rf"|{NAMES}\s?\([^()\n]{{0,40}}\b(?:envoy|correspondent|reporter)s?\b[^()\n]{{0,30}}\)"
)
# The bylines that stand below the copy.
CREDITS: Final = re.compile(
    r"[(*\s]*(?:(?:Additional |Writing and )?(?:[Rr]eporting|[Ww]riting|[Ee]diting)(?: and \w+)? by\b"
    r"|(?:Edited|Translated|Translation|Editors?|Editing|Translators?)\b)"
)
# Behind the headline or as the last line: a name with nothing else, or with its place.
NAME_LINE: Final = re.compile(rf"[—–-]?\s*{NAMES}(?:\s*[,|–—]\s*{_PLACE})?(?<!\.)")
# Behind the headline only: who and where, or a desk and a day ("Kirkuk - Harbour Wire", "Desk of Cities - Monday").
DESK_LINE: Final = re.compile(
    rf"{_PLACE}(?:\s(?:of|de|for)\s(?:the\s)?{_PLACE})?\s[-–—|/]\s{_SOURCE}(?:\sof\s{_SOURCE})?(?<!\.)"
)

_MONTH: Final = (
    r"(?:[Jj]an(?:uary|vier)?|[Ff]eb(?:ruary)?|[Ff]évr(?:ier)?|[Mm]ar(?:ch|s)?|[Aa]pr(?:il)?|[Aa]vril|[Mm]a[yi]|[Jj]une?|[Jj]uin"
    r"|[Jj]uly?|[Jj]uillet|[Aa]ug(?:ust)?|[Aa]oût|[Ss]ept?(?:ember|embre)?|[Oo]ct(?:ober|obre)?|[Nn]ov(?:ember|embre)?"
    r"|[Dd]ec(?:ember)?|[Dd]éc(?:embre)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC|Januar|Februar|März|يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر"
    r"|نوفمبر|ديسمبر|شباط|آذار|نيسان|أيار|حزيران|تموز|آب|أيلول)\.?"
)
_DAY: Final = (
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon|Tue|Wed|Thu|Fri|Sat|Sun|[Ll]undi|[Mm]ardi|[Mm]ercredi|[Jj]eudi"
    r"|[Vv]endredi|[Ss]amedi|[Dd]imanche|الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد)"
)
_MOMENT: Final = (
    rf"(?:{_MONTH}|{_DAY}|\d{{1,4}}(?:[./:-]\d{{1,4}}){{0,2}}(?:st|nd|rd|th|er|h\d{{0,2}})?"
    r"|GMT(?:[+-]\d+)?|UTC|[A-Z]{2,3}T|[AaPp]\.?[Mm]\.?|at|on|à|le)"
)
STAMP: Final = re.compile(
    r"(?:Published|Updated|Posted|Created|Last (?:modified|updated)|Publié(?: le)?|Mis à jour(?: le)?"
    r"|نشر(?: في)?|آخر تحديث)\b.{3,60}"
    rf"|(?=[^\d]*\d)(?=.*(?:{_MONTH}|\d[./:-]\d)){_MOMENT}(?:[\s,|•·–-]{{1,4}}{_MOMENT}){{0,9}}(?:\s*[,|–-].{{0,30}})?"
)

_MOMENT_ONLY: Final = re.compile(_MOMENT)
_TOKEN: Final = re.compile(r"[^\W_]+")
_YEAR_OR_HOUR: Final = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|\d{1,2}[:.h]\d\d)(?!\d)")
_STAMP_WORDS: Final = frozenset(
    "first last published publication updated update modified modification changed change edited entry posted created "
    "date time on at by the of in hours hour hrs h uhr o clock local am pm a p m gmt utc est edt ist cet and".split()
)

_DASH: Final = r"(?:[—–]|--|-(?=\s))"
_DATE: Final = rf"(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\.?\s{_MONTH})(?:,?\s\d{{4}})?"
_BODY: Final = r"(?=[^\w\n]*[A-ZÀ-Þ\d])"
# "ERBIL, Iraq (Reuters) —", "BALAD, Salahuddin —", "Mosul (AFP) -", "Baghdad / Tigris News:", "Kut, 3 May –". The body
# follows.
DATELINE: Final = re.compile(
    # First what most paragraphs of copy fail at: what may follow the place, or capitals.
    rf"(?={_PLACE_AND}\s*+[,/(]|[A-ZÀ-Þ][A-ZÀ-Þ’'.\-/ ]|[^A-ZÀ-Þ])"
    rf"(?:{_PLACE}(?:[,/]\s*{_PLACE})?(?:,\s*{_DATE})?\s*\((?:{_SOURCE}|dpa)(?:/{_SOURCE})?\)\s*(?:{_DASH}|:)"
    rf"|{_PLACE}(?:[,/]\s*{_PLACE}|\s\({_PLACE}\))?,\s*{_DATE}\s*(?:\({_SOURCE}\)\s*\.?\s*)?{_DASH}{_BODY}"
    rf"|[A-ZÀ-Þ][A-ZÀ-Þ’'.\-/ ]{{2,40}}(?:,\s*{_PLACE})?\s*{_DASH}{_BODY}"
    rf"|{_PLACE}\s*/\s*{_SOURCE}\s*:|{_PLACE},\s*{_DATE}\.?\s*/{_SOURCE}/\s*\.?(?:\s*{_DASH})?"
    # The agency first, whichever it is: "(HWN) - Kut (Wasit), 3 MAY -".
    rf"|\({_SOURCE}\)\s*{_DASH}(?:\s*{_PLACE}(?:\s\({_PLACE}\))?(?:,\s*{_DATE})?\s*{_DASH}{_BODY})?"
    r"|[\u0620-\u06d3]+(?:\s[\u0620-\u06d3]+){0,2}\s*(?:\([^()\n]{2,30}\)\s*[-–—:]"
    r"|[/-]\s*[\u0620-\u06d3 ]{3,30}\s*[:/–-])"
    r")\s*"
)
# Forms that copy may have too: only at the head of the first paragraph.
FIRST_DATELINE: Final = re.compile(
    rf"(?:{_PLACE},\s{_PLACE}\s[–—]|{_PLACE}\s[-–—]\s{_SOURCE}\s[-–—]|[A-ZÀ-Þ]{{4,20}}:|\[{_PLACE}\])\s*(?=[A-ZÀ-Þ“\"«\d])"
)

_PHOTO: Final = r"(?:Photographs?|PHOTOS?|Photos?|Images?|Pictures?|Credit|Photo [Cc]redit|Image [Cc]redit)"
CAPTION: Final = re.compile(
    r"(?:(?:FILE )?PHOTO|(?:File )?[Pp]hotos?|Photograph|Images?|Pictures?|Pictured|Caption|Légende|Infographic"
    r"|Map|Video|صورة)\s*(?:[:|/(–—]|by\b|[Cc]redit\b).{2,}"
    r"|\(?(?:AP )?Photo(?:graph)? by\s.{2,120}"
    r"|\(?[Ff]ile (?:photo|picture|image)s?\b.{0,300}",
    re.DOTALL,
)
# What ends a caption: "(Photo by …)", "© …", "REUTERS/…", "[… / …]".
CREDIT_END: Final = re.compile(
    rf"(?:\((?:{_PHOTO}|AP Photo|File|AFP|AP|Reuters|EPA|Getty)\b[^()]{{0,80}}\)"
    rf"|\s{_PHOTO}\s?(?::|by\b|/)[^.!?]{{2,70}}"
    r"|\s©[^.!?]{2,60}"
    r"|\s(?:REUTERS|AFP|AP|EPA|Anadolu)/[A-ZÀ-Þ][^.!?]{2,50}"
    rf"|\s{NAME}\s?/\s?(?:AFP|AP|EPA|REUTERS|Reuters)"
    r"|/\s*(?:AFP|Reuters|AP)\s+via\s+Getty Images|Getty Images"
    rf"|\s\[{NAME}/[A-ZÀ-Þ][^\[\]]{{1,40}}\]|[.,]\s\([A-ZÀ-Þ][\w .&’'-]{{1,30}}/{NAME}\))\.?$"
)
_CREDIT_ENDS: Final = (")", "]", "Images", ").", "].", "Images.")
_PHOTO_SIGNS: Final = ("hoto", "HOTO", "mage", "icture", "redit")
_REACH: Final = 110  # characters; a credit is no longer


def credit_at_end(line: str) -> bool:
    """Whether a line ends as captions do, with the name of the photographer or the agency."""
    tail = line[-_REACH:]
    # Signs that hardly any line holds; looking for them is ten times as fast as the pattern.
    if not (
        tail.endswith(_CREDIT_ENDS)
        or "/" in tail
        or "©" in tail
        or ((":" in tail or "by" in tail) and any(map(tail.__contains__, _PHOTO_SIGNS)))
    ):
        return False
    return CREDIT_END.search(line, max(0, len(line) - _REACH)) is not None


# Openings of paragraphs by which a site speaks to its reader. Words that may open copy too ("Sponsored militias …",
# "Copyright law …") count only in the form that copy does not have.
BOILERPLATE: Final = re.compile(
    r"(?:sign up (?:for|to|here)|subscribe\b|(?:to )?read (?:more|also|too|next|the full)|also read"
    r"|more on this|explore more\b|related:"
    r"|to read\s?:|continue reading\b"
    r"|related (?:articles|stories|topics)|click here|share (?:this|on)"
    r"|follow (?:us|@|our|.{1,60} on (?:twitter|facebook|x|instagram|telegram|whatsapp|youtube|tiktok|threads)\b)"
    r"|all rights reserved|copyright\s*(?:©|\(c\)|\d{4}|:)|©|\(c\) \d{4}|advertisement(?:s|\s*$|:)"
    r"|sponsored (?:by\b|content|post)|(?:download|get) (?:our|the .{2,40}) app\b|join our|like us on"
    r"|join the conversation"
    r"|our newsletter|get the (?:latest|best|top) .{2,60} (?:in your|by e-?mail|delivered)"
    r"|send us (?:a|your) |watch:|listen:"
    r"|enter your e-?mail|this (?:article|story|piece|post) (?:was|is|has been|originally|first)\b.{0,40}"
    r"(?:published|appeared|translated|produced|republished)|(?:first|originally) published (?:in|on|by|at)\b"
    r"|(?:the|any) (?:views|opinions) (?:and \w+ )?expressed|support our journalism|you have \d+ free|log in\b"
    r"|(?:we|this (?:web)?site|our (?:web)?site) uses? cookies|by continuing to (?:use|browse)|accept all cookies"
    r"|register (?:now|here)|leave a (?:comment|reply)|contact the (?:author|writer|newsroom)|our standards:"
    r"|this is an? (?:machine|automatic|automated) translation|stay (?:up to date|informed|tuned)\b"
    r"|skip to (?:main )?content"
    r"|become an? (?:\w+ ){0,2}(?:member|friend|subscriber|supporter|patron)\b|donate\b|support us|with files from"
    r"|(?:editor|translator|author|publisher)(?:[’']?s[’']?) note\s*[:—–-]"
    r"|note (?:of|by|from) the (?:translator|editor)\s*[:—–-]"
    r"|lire aussi|à lire|abonnez-vous|inscrivez-vous|suivez-nous|tous droits réservés|partagez|newsletter\b"
    r"|note de la rédaction|ndlr\b|n\.d\.t\.?\b"
    r"|اقرأ (?:أيضا|المزيد)|جميع الحقوق محفوظة|اشترك|تابعونا|تابعنا|مواضيع ذات صلة)",
    re.IGNORECASE,
)
# Openings that are a site's words too, unless somebody is said to have said them ("More: two are held, he said.").
INVITATION: Final = re.compile(
    r"(?:(?:to )?(?:see|watch) also|also (?:see|watch)|read\s?:|more\s?:|see more\b"
    r"|(?:for|to (?:get|receive|follow|read)) (?:more|the latest|our|all the)"
    r" (?:news|information|updates|stories|articles)\b.{0,40}"
    r"\b(?:visit|follow|click|contact|subscribe|join|download)\b"
    r"|you (?:can|may) also (?:read|see|watch)\b|(?:do not|don[’']t) miss\s?:|sur le même sujet"
    r"|click (?:on )?the (?:photo|image|picture|link)\b"
    r"|(?:the )?use of (?:the |this |our )?(?:news|content|material|text)s?\b[^.]{0,60}"
    r" (?:permitted|allowed|forbidden|prohibited) (?:only )?(?:with|without)\b"
    r"|(?:more )?details (?:to follow|will follow|(?:to come )?soon)\W*$"
    r"|this (?:news|story) is being (?:updated|completed)"
    r"|your e-?mail address will not be|required fields are|save my name|notify me (?:of|by)|be the first to comment"
    r"|make sure (?:that )?you (?:enter|fill)\b"
    r"|comments (?:are|will be) (?:closed|moderated|published|reviewed|off)|report an? (?:error|mistake|typo)\b"
    r"|(?:found|spotted|noticed) an? (?:error|mistake|typo)\b|(?:manage|accept|reject) (?:all )?cookies"
    r"|(?:cookie|privacy) (?:policy|settings|preferences|notice)\s*(?:$|[|·,])"
    r"|terms (?:of use|and conditions)\s*(?:$|[|·,])"
    r"|(?:any |the )?(?:reproduction|republication|copying|quotation)"
    r"(?: of (?:this|the|our) .{2,60})? (?:is|are) (?:strictly )?"
    r"(?:forbidden|prohibited|not (?:allowed|permitted)"
    r"|(?:allowed|permitted|authori[sz]ed) (?:only )?(?:with|by|on))\b.{0,80}"
    r")",
    re.IGNORECASE,
)
# How all begin that either of the two matches, four letters of each ("the …" opens too much copy); copy seldom does.
_OPENINGS: Final = frozenset(
    "abon|acce|adve|all |also|any |auth|be t|beco|by c|clic|comm|cont|cook|copy|deta|do n|don'|dona|down|edit"
    "|ente|expl|firs|foll|for |foun|get |insc|join|leav|like|lire|list|log |make|mana|more|n.d.|ndlr|news|note|noti"
    "|orig|our |part|priv|publ|quot|read|regi|reje|rela|repo|repr|repu|requ|save|see |send|shar|sign|skip|spon"
    "|spot|stay|subs|suiv|supp|sur |term|this|to f|to g|to r|to s|to w|tous|tran|use |watc|we u|with|you |your"
    "|the cop|the opi|the quo|the rep|the use|the vie".split("|")
)


def may_be_furniture(core: str) -> bool:
    """Whether BOILERPLATE or INVITATION may match what begins with no bracket. French and Arabic are left to them."""
    return core[:4].lower() in _OPENINGS or core[:7].lower() in _OPENINGS or not core[:7].isascii()


REPORTED: Final = re.compile(r"\b(?:said|says|told|tells|according to|added|wrote|ruled|heard)\b")
_BUTTON: Final = (
    r"(?:share|tweet|retweet|print|e-?mail|save|copy(?: link)?|like|pin|comment|send|facebook|twitter|x|whatsapp"
    r"|telegram|linkedin|instagram|reddit|messenger|viber|flipboard|pinterest|youtube)"
)
# The fields of a form below the text, and the figures that a site keeps about an article.
_FIELD: Final = (
    r"(?:(?:your |full |the |first |last )?(?:user ?name|name|e-?mail(?: address)?|website|phone(?: number)?"
    r"|message|subject|comments?"
    r"|(?:text|title) of the (?:comment|message)|comment text|captcha|(?:security|verification) code"
    r"|submit|send|cancel|reply"
    r"|password|opinion))"
)
_FIGURE: Final = (
    r"(?:(?:number of |total )?(?:views?|visits|visitors|readers|reads|downloads)|(?:news|article|item|story|report)"
    r" (?:id|code|number|no\.?)|code|id|(?:short|permanent) link"
    r"|(?:publication|publishing|posting|release|entry|upload) (?:date|time)"
    r"|(?:date|time)(?: of (?:publication|release|publishing))?|hour)"
)
_TAG_LABEL: Final = r"(?:tags?|keywords?|topics?|filed under|mots[- ]clés|categor(?:y|ies)|الوسوم|كلمات مفتاحية)"
# Whole lines that are never copy.
LABEL: Final = re.compile(
    rf"{_BUTTON}(?:[\s|/,•·]+{_BUTTON})*"
    r"|(?:#\w[\w-]*[\s,]*){1,15}"
    rf"|{_TAG_LABEL}\s?:[^.!?]{{0,200}}|(?:tagged|posted|published|filed) (?:under|in|with)\b[^.!?]{{0,100}}"
    r"|(?:\((?:photos?|videos?|audio|maps?|graphics?|infographics?)\)\s*){1,4}"
    r"|(?:latest from|more (?:from|in this|by)) [^.!?]{2,80}"
    rf"|(?:(?:leave|post|write|add|send|submit) (?:us )?(?:a |an |your |the )?)?{_FIELD}\s?[:*].{{0,100}}(?<![.!?])"
    rf"|(?:leave|post|write|add|send|submit) (?:us )?(?:a |an |your |the ){_FIELD}"
    rf"|{_FIELD}(?:[\s,|/*:·]+{_FIELD}){{1,7}}[\s*:]*"
    rf"|{_FIGURE}\s?[:#]\s?[^.!?]{{0,20}}[\d/][^!?]{{0,80}}"
    r"|(?:\d{1,2}|an?|one) (?:minute|hour|day|week|month|year)s? ago"
    r"|(?:read|viewed|seen) (?:by )?[\d.,]+ (?:times|people|readers)"
    r"|(?:tel|phone|telephone|fax|mobile|e-?mail|address|web(?:site)?"
    r"|contact(?: us)?|hotline|p\.? ?o\.? box)[.\s]*:.{2,120}"
    r"|(?:https?://|www\.)\S+|[\w.+-]{1,64}@[\w.-]{1,80}|(?:@\w{2,30}[\s,|]*){1,8}"
    r"|\d{1,2}[- ]?min(?:ute)?s?(?: read| de lecture)?"
    r"|(?:reading time|time (?:to|of|for) read(?:ing)?|read time|temps de lecture)\b.{0,30}"
    r"|[^\W\d_][^.!?<>/»|›:]{1,40}(?:\s*[>»›]\s*[^\W\d_][^.!?<>/»|›:]{1,60}){1,5}|home(?:\s*[/|]\s*[^.!?>/»|›]{2,40}){1,5}"
    r"|(?:[+-]?a[+-]?\s?){2,4}|\([\d.,]*\s?[$€£][\d.,]*\s?=\s?[\d.,]+\s[^()]{2,40}\)"
    r"|comments?(?: \(\d+\))?|copied!?|link copied!?|(?:next|previous) (?:article|story|post)"
    r"|(?:most|more) (?:read|popular|viewed|shared)|more (?:stories|news|from .{2,40})"
    r"|dear (?:readers?|visitors?|users?)\W*|(?:know|learn|find out) more|recommended(?: for you| stories)?"
    r"|you (?:may|might) also (?:like|be interested in)(?: these| this)?\W?|trending(?: now)?|latest (?:news|stories)"
    r"|related(?: news| content)?"
    r"|(?:listen to|watch|print) this (?:article|story)|loading\W*|advertisement|back to top"
    r"|story continues below.{0,30}",
    re.IGNORECASE,
)
# What a label begins with that ends with a full stop and has none of the signs below.
_STOPPED_LABELS: Final = frozenset("read|time|temp|more|dear|you |load|stor".split("|"))


def is_label(line: str) -> bool:
    """Whether a line, not an empty one, is one of LABEL. Nearly all copy ends with a stop: its first letters tell."""
    may_be = (
        line[-1] != "."
        or line[:4].lower() in _STOPPED_LABELS
        or not line[:4].isascii()
        or ":" in line
        or "#" in line
        or " " not in line
    )
    return may_be and LABEL.fullmatch(line) is not None


# Behind one of these a site lists links, or asks for a comment.
SHELF: Final = re.compile(
    r"(?:related|latest|most (?:read|popular|viewed|shared)|more (?:stories|news)|recommended|suggested|trending"
    r"|you (?:may|might)|explore more|tagged|know more|more in|latest from|social sharing"
    r"|(?:to )?read (?:also|more|too)|also read|see also|topics|tags|keywords|share|.{0,20}comments?)\b[^.!?]{0,40}",
    re.IGNORECASE,
)
_RIGHTS: Final = re.compile(
    r"\b[Aa]ll rights reserved\b|^All rights are reserved(?: (?:to|for|by) [^,.]{2,40})?\.?$"
    r"|\bALL RIGHTS RESERVED\b|\b[Aa]ny reproduction is (?:forbidden|prohibited)"
    r"|\b[Tt]ous droits réservés|^Copyright\s(?:of\s|by\s)?[A-ZÀ-Þ][\w’'\-]*"
    r"(?:[\s,]+(?:of\s)?[A-ZÀ-Þ\d][\w’'\-]*){0,5}\.?$"
)
_RIGHTS_SIGNS: Final = ("eserved", "RESERVED", "opyright", "eproduction is", "réservés")


def rights_kept(line: str) -> bool:
    """Whether a short paragraph says anywhere that the rights to it are kept."""
    return any(sign in line for sign in _RIGHTS_SIGNS) and _RIGHTS.search(line) is not None


def is_stamp(line: str) -> bool:
    """Whether a line says when the text was published, and nothing else."""
    if line[-1] == "." and line[-4:].lower() not in {"a.m.", "p.m."}:
        return False
    return STAMP.fullmatch(line) is not None or _is_of_moments(line)


def _is_of_moments(line: str) -> bool:
    """Whether a line has no words but those of dates, times and the work on a text; its year or its hour is there."""
    if not any(map(str.isdigit, line[:60])) or _YEAR_OR_HOUR.search(line) is None:
        return False
    found = _TOKEN.findall(line)
    return 2 <= len(found) <= 20 and all(
        word[0].isdigit() or word.lower() in _STAMP_WORDS or _MOMENT_ONLY.fullmatch(word) for word in found
    )


def is_set_apart(line: str) -> bool:
    """Whether a line is none of the copy even below a sentence that has lost its end: it says whose or what it is.

    Only forms that no sentence goes on with: a label and its colon, an agency's end mark, a stamp, rights, a site's
    invitation that begins with a capital.
    """
    if len(line) > 160 or line[0].islower() or line[-1] in ",;":
        return False
    if (":" in line or line[0] in "(*") and BYLINE.fullmatch(line):
        return True
    if len(line) <= 90 and (is_end_mark(line) or is_label(line) or is_stamp(line)):
        return True
    core = line.lstrip("»*>-•[( ")
    return rights_kept(line) or (may_be_furniture(core) and BOILERPLATE.match(core) is not None)


def is_end_mark(line: str) -> bool:
    """As "End of message / 88": a bare "End" may be a heading; it must name the message, or have its slash."""
    return ("/" in line or "message" in line.lower()) and (
        LAST.fullmatch(line) is not None and any(map(str.isalpha, line))
    )


# At the end of a text only: "End" may be a heading, "-30-" a wire's last line, "End of message / 88" an agency's. Codes
# and initials of the desk may follow.
LAST: Final = re.compile(
    r"\W*(?:(?:the )?(?:ends?|ended|finish(?:ed)?|fin|30|message ends?|news ends?|انتهى|انتهی|پایان)"
    r"|(?:the )?ends? (?:of )?(?:the |this )?"
    r"(?:message|news|report|item|text|dispatch|bulletin|story|article|statement|quote)"
    r"|fin (?:du message|de (?:la )?(?:dépêche|transmission|citation)|de l[’']article)|(?:پایان|انتهای) پیام)"
    r"(?:\W{0,4}|\s?[/.*(+–-]{1,4}\s?\w{1,6}(?:[\s./*-]{1,3}\w{1,6}){0,2}\W{0,3}|\s\d{1,6})"
    r"|[\s/*+#.-]{0,3}\d{1,6}(?:\s?[/*+#-]{1,3}\s?\d{1,6}){0,4}[\s/*+#.-]{0,3}",
    re.IGNORECASE,
)
