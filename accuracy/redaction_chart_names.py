"""Invented people, firms and places of the third style, and the forms their names take."""

from __future__ import annotations

import random
import re
import unicodedata
from typing import NamedTuple

from accuracy.redaction_planted import Piece, chosen, listed

WOMEN = listed(
    "Elizabeth,Katherine,Dorothy,Guadalupe,Concepción,Xóchitl,Hương,Mei-Ling,Aoife,"
    "Oksana,Hripsime,Shirin,Tamika,Mary Ann,Ana María,Grace,Hope,Dawn,Crystal,Amber,Ruby,"
    "Penny,Destiny,April,June,Joy,Sue,Ngọc,Beatriz,Yolanda,Dolores,Consuelo,Eleanor,"
    "Ruzanna,Chidinma,Leilani,Zsófia,Bronwyn,Sunny,Pearl"
)
MEN = listed(
    "Robert,Richard,James,Charles,Theodore,Francisco,Ignacio,Jesús,Alejandro,Eduardo,"
    "Henry,Edward,Enrique,Antonio,Manuel,Nikolai,Bogdan,Farid,Abdul-Rahman,Ikechukwu,"
    "DeShawn,Jean-Luc,Minh,Wei,Will,Bill,Mark,Art,Rich,Frank,Chuck,Jack,Rusty,Angel,"
    "Guillermo,Bobby Joe,Łukasz,Håkon,Vartan,Kekoa,Sanjay,Pete"
)
_CALLED = dict(
    pair.split(":")
    for pair in listed(
        "Elizabeth:Liz,Katherine:Kathy,Dorothy:Dot,Guadalupe:Lupe,Dolores:Lola,Eleanor:Nell,"
        "Robert:Bob,Richard:Rick,James:Jimmy,Charles:Chuck,Theodore:Ted,Francisco:Paco,"
        "Ignacio:Nacho,Jesús:Chuy,Alejandro:Alex,Eduardo:Eddie,Henry:Hank,Edward:Ned,"
        "Antonio:Tony,Manuel:Manny,Guillermo:Memo,Beatriz:Bea,Enrique:Rick"
    )
)
WORDS = listed(
    "Hand,Pain,Rose,Ford,Baker,Hill,May,Major,Young,Long,Short,Head,Foote,Bone,Nurse,"
    "Winter,Best,Good,Sharp,Power,Banks,Fields,Wells,Woods,Waters,Stone,Steele,Cook,"
    "Carpenter,Mason,Driver,Farmer,Page,Case,Law,Judge,Noble,Grant,Chase,Black,White,"
    "Green,Brown,Gray,Little,Small,Strong,Savage,Wise,Love,Hart,Hurt,Burns,Blood,Back,"
    "Cross,Bell,Church,Day,Weeks,Summers,Minor,English,French,Norman,Gamble,Parkinson,"
    "Hawkins,Graves,Barrett,Smith,Jones,Patrick,Speed,Hoffman,Beck,Hamilton,Lawrence,"
    "Morris,Finkelstein,McMurray,Phalen,Spurling,Price,Rice,King,Knight,Park,Lee,Do,So,"
    "An,Oh,To,Ho,Wu,Ma,Ng,Le,Vo,Li,Hui"
)
PLAIN = listed(
    "Ramirez,Ferrante,Quintanilla,Marmolejo,Kirkland,Hillman,Willmore,Immelman,Arnold,"
    "Fernandez,Griffin,Ruffino,Tillinghast,Krishnamurthy,Venkataraman,Papadopoulos,"
    "Oyelowo,Khachatryan,Nakamura,Faleolo,Kealoha,Begaye,Schwarzkopf,Wolfenstein,"
    "Ravensworth,Podgorski,Mbeki,Castellanos,Villalobos,Thistlewood,Merriweather"
)
ODD = listed(
    "de la Cruz,O'Brien,van der Berg,St. James,De La Rosa,D'Amico,Mac Donald,Al-Rashid,"
    "Ben-David,Ter Horst,Di Palma,da Silva,von Trautmann,Le Blanc,El-Amin,dos Santos,"
    "San Miguel,Del Rio,O’Malley,L'Heureux,García Márquez,Ortiz-Vega,Smith-Hill,"
    "Long-Rivera,Fuentes Robles,Stone-Pacheco,McIlroy,Nguyễn,Trần,Łukasiewicz,Çelik,"
    "Gündoğan,Håkansson,Müller,Strauß,Chávez,Ibáñez,Peña,Núñez,Zúñiga,Lefèvre,Dvořák"
)
_FIRST = listed(
    "Tri-Valley,Golden Oak,Cascade Rim,Mendel & Rowe,Kowalski Brothers,Blue Heron,J&R,"
    "Zephyr,Acme,Sable"
)
_TRADE = listed(
    "Tool & Die Co.|Logistics, Inc.|Farms|Staffing Solutions, LLC|Foods Corporation|"
    "Unified School District|Roofing and Sheet Metal, Inc.|Hotels & Resorts|"
    "Skilled Nursing Facility|Freight Lines, L.P.|Packing Company",
    "|",
)
_PAYER = listed(
    "Granite Shield Insurance Company|Westerly Mutual|Pinnacle Crown TPA|"
    "Beacon Point Risk Services, Inc.|Quartz Bay Claims Mgmt|"
    "Amberlight Indemnity Exchange|Sequoia Trail Administrators|Corvus Casualty Co.",
    "|",
)
_INSURER = listed(
    "First Meridian Assurance|Old Prairie Fire & Casualty|"
    "Lodestar National Insurance Co.|Kelp Forest Mutual",
    "|",
)
_SITE = listed(
    "Rehab|Orthopaedic Medical Group, Inc.|Pain Management Center|Advanced MRI|"
    "Hand Therapy|Surgical Institute|Physical Therapy & Sports Medicine|"
    "Spine Specialists|Occupational Health Clinic|Memorial Hospital",
    "|",
)
_WHERE = listed(
    "Harbor,Mesa Verde,Tidewater,St. Brendan's,Rolling Hills,Twin Peaks,Alta Loma,"
    "Pebble Creek,Cypress"
)
TOWNS = listed(
    "Dry Gulch,Weedpatch Corner,Los Alisos,Hope,Pine Flat,Santa Rosalía,Tulare Bend,"
    "Bell Station,Rough Hollow,Oro Chico,French Gulch,Yellowjacket,Camp Merritt,"
    "Elk Prairie"
)
ROADS = listed(
    "Manzanita Way,W. 9th St.,Calle del Sol,Highway 49,Old Mill Rd,E Palm Canyon Dr,"
    "Avenue 416,Via Cortina,Martin Luther King Jr. Blvd,Bear Trap Lane,County Road 12A,"
    "Plaza Mayor"
)
RARE = listed(
    "harpsichord tuner,elephant keeper,stunt double,ferry captain,mule packer,"
    "taxidermist,abalone diver,circus rigger,bell ringer,snake handler,ice sculptor,"
    "organ builder,hot air balloon pilot"
)


class Person(NamedTuple):
    """Somebody invented."""

    given: str
    middle: str
    family: str
    woman: bool

    @property
    def initials(self) -> str:
        """First letters."""
        return self.given[0] + self.middle[0] + re.sub(r"^(?:[a-z]+ )+", "", self.family)[0]


def family(rng: random.Random) -> str:
    """A family name of a kind that is easily missed."""
    return chosen(rng, (WORDS, WORDS, PLAIN, ODD, ODD)[rng.randrange(5)])


def somebody(rng: random.Random, taken: set[str]) -> Person:
    """Somebody whose names nobody else has."""
    woman = rng.random() < 0.5
    pool = WOMEN if woman else MEN
    while True:
        given, middle, last = chosen(rng, pool), chosen(rng, pool), family(rng)
        if not {given, last} & taken and len({given, middle, last}) == 3:
            taken |= {given, last}
            return Person(given, middle, last, woman)


def employer(rng: random.Random) -> str:
    """A firm."""
    return f"{chosen(rng, _FIRST)} {chosen(rng, _TRADE)}"


def facility(rng: random.Random) -> str:
    """A place of treatment."""
    return f"{chosen(rng, _WHERE)} {chosen(rng, _SITE)}"


def payer(rng: random.Random) -> str:
    """A claims administrator."""
    return chosen(rng, _PAYER)


def insurer(rng: random.Random) -> str:
    """An insurer."""
    return chosen(rng, _INSURER)


def bare(name: str) -> str:
    """Without accents."""
    name = name.translate(str.maketrans("ŁłđĐøØß’", "LldDoOs'"))
    return "".join(s for s in unicodedata.normalize("NFD", name) if not unicodedata.combining(s))


def _longest(name: str) -> str:
    return max(re.split(r"[ \-]", name), key=len)


def _inside(name: str, rng: random.Random, sign: str) -> str:
    word = _longest(name)
    if len(word) < 5:
        return name
    cut = rng.randrange(2, len(word) - 1)
    return name.replace(word, word[:cut] + sign + word[cut:], 1)


_LOOKS = (
    *(("rn", "m"), ("m", "rn"), ("ll", "11"), ("l", "1"), ("l", "I"), ("I", "l"), ("o", "0")),
    *(("O", "0"), ("i", "l"), ("i", "1"), ("e", "c"), ("h", "b"), ("u", "v"), ("S", "5")),
    *(("B", "8"), ("d", "cl"), ("n", "ri")),
)


def scanned(name: str, rng: random.Random) -> str:
    """One look-alike in the longest word of more than four letters."""
    word = _longest(name)
    hits = [pair for pair in _LOOKS if pair[0] in word]
    if len(word) < 5 or not hits:
        return name
    was, now = hits[rng.randrange(len(hits))]
    return name.replace(word, word.replace(was, now, 1), 1)


def typed(name: str, rng: random.Random) -> str:
    """One slip of a typist in the longest word of more than five letters."""
    word = _longest(name)
    if len(word) < 6:
        return name
    at = rng.randrange(1, len(word) - 2)
    slips = (word[:at] + word[at + 1 :], word[:at] + word[at] + word[at:])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return name.replace(word, chosen(rng, (*slips, swapped)), 1)


def _wide(name: str) -> str:
    return "".join(chr(ord(s) + 0xFEE0) if "!" <= s <= "~" else s for s in bare(name))


def _ligatures(name: str) -> str:
    for was, now in (("ffi", "ﬃ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("st", "ﬆ")):
        name = name.replace(was, now)
    return name


def _mojibake(name: str) -> str:
    try:
        return name.encode("utf-8").decode("cp1252")
    except UnicodeDecodeError:
        return bare(name)


def _outer(name: str, rng: random.Random) -> tuple[str, str]:
    """What may happen to any written name."""
    ways = {
        "plain": name,
        "plain again": name,
        "capitals": name.upper(),
        "no accents": bare(name),
        "decomposed": unicodedata.normalize("NFD", name),
        "scanned": scanned(name, rng),
        "typed": typed(name, rng),
        "line-end hyphen": _inside(name, rng, "-\n"),
        "soft hyphen": _inside(name, rng, "\u00ad"),
        "zero width": _inside(name, rng, "\u200b"),
        "split": _inside(name, rng, " ") if len(_longest(name)) > 6 else name,
        "no-break space": name.replace(" ", "\u00a0"),
        "line end": name.replace(" ", "\n", 1),
        "two spaces": name.replace(" ", "  ", 1),
        "full width": _wide(name),
        "ligature": _ligatures(name),
        "bytes misread": _mojibake(name),
        "curly": name.replace("'", "’"),
    }
    way = chosen(rng, tuple(ways))
    return ways[way], way


def full(rng: random.Random, who: Person, kind: str) -> Piece:
    """Given and family name together."""
    g, m, f = who.given, who.middle, who.family
    nick = _CALLED.get(g, g)
    ways = {
        "given family": f"{g} {f}",
        "family, given": f"{f}, {g}",
        "family, given middle": f"{f}, {g} {m[0]}",
        "FAMILY, GIVEN MIDDLE": f"{f}, {g} {m}".upper(),
        "given m. family": f"{g} {m[0]}. {f}",
        "g. family": f"{g[0]}. {f}",
        "g.m. family": f"{g[0]}.{m[0]}. {f}",
        "g family": f"{g[0]} {f}",
        "family, g.": f"{f}, {g[0]}.",
        "family g": f"{f} {g[0]}",
        "family,given": f"{f},{g}",
        "family given": f"{f} {g}",
        "nickname": f"{nick} {f}",
        "quoted nickname": f'{g} "{nick}" {f}',
        "nickname in brackets": f"{g} ({nick}) {f}",
        "junior": f"{g} {f}, Jr.",
        "third": f"{g} {f} III",
        "family jr., given": f"{f} Jr., {g}",
        "joined": f"{g}{f}".replace(" ", ""),
        "underscored": f"{f}_{g}".replace(" ", "_"),
        "small letters": f"{g} {f}".lower(),
        "family in capitals": f"{g} {f.upper()}",
    }
    way = chosen(rng, tuple(ways))
    words, outer = ways[way], "plain"
    if way not in {"joined", "small letters", "underscored"} and rng.random() < 0.6:
        words, outer = _outer(words, rng)
    return Piece(words, kind, f"{way}; {outer}")


def alone(rng: random.Random, who: Person, kind: str, *, small: bool = False) -> Piece:
    """The family name by itself, or the part of it that people use."""
    f = who.family
    parts = re.split(r"[ \-]", f)
    ways = {"family": f, "family again": f, "family once more": f}
    if "-" in f or f in {"García Márquez", "Fuentes Robles"}:
        if parts[0] not in {"Al", "El", "Ben"}:
            ways["first half"] = parts[0]
            ways["second half"] = parts[1]
        ways["halves joined"] = f"{parts[0]} {parts[1]}" if "-" in f else f"{parts[0]}-{parts[1]}"
    elif " " in f:
        ways["joined particle"] = f.replace(" ", "")
        ways["last part"] = parts[-1]
        ways["particle in capitals"] = " ".join(part.capitalize() for part in parts)
    if "'" in f or "’" in f:
        ways["apostrophe lost"] = re.sub(r"['’]", "", f)
        ways["apostrophe a space"] = re.sub(r"['’]", " ", f)
        ways["grave accent"] = re.sub(r"['’]", "`", f)
    if f.startswith("St. "):
        ways["saint"] = f.replace("St.", "Saint")
        ways["no stop"] = f.replace("St.", "St")
    if small:
        ways["small letters"] = f.lower()
    way = chosen(rng, tuple(ways))
    words, outer = ways[way], "plain"
    if rng.random() < 0.45:
        words, outer = _outer(words, rng)
    return Piece(words, kind, f"{way}; {outer}")


def _parts(words: list[str]) -> bool:
    return len(words) > 2 and words[-2] not in {"&", "and"}


def firm(rng: random.Random, name: str, kind: str) -> Piece:
    """A firm as people call it."""
    short = re.split(r",| Co\.$| Corporation$| Company$", name)[0]
    head = short.split()
    ways = {
        "whole": name,
        "without form": short,
        "capitals": short.upper(),
        "small letters": short.lower(),
        "over lines": short.replace(" ", "\n", 1),
        "and": short.replace(" & ", " and ") if " & " in short else short.replace(" and ", " & "),
        "no-break space": short.replace(" ", "\u00a0"),
        "scanned": scanned(short, rng),
        "hyphen at line end": _inside(short, rng, "-\n"),
        "the first words": " ".join(head[:-1]) if _parts(head) else short,
    }
    letters = "".join(word[0] for word in re.split(r"[ \-&]+", short) if word[0].isupper())
    if len(letters) > 2:
        ways["first letters"] = letters
    way = chosen(rng, tuple(ways))
    return Piece(ways[way], kind, way)
