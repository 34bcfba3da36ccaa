"""Which guideline a citation means: one guideline has one name, however letters title it.

MTUS sources are titled with and without year, "Guidelines" and capitals. The Official Disability
Guidelines and ACOEM are mostly cited with chapter and entry in the title, so that every title
would count by itself.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from openimr.vocabulary.citation import Citation

ODG: Final = "Official Disability Guidelines (ODG)"
ACOEM: Final = "ACOEM Practice Guidelines"

_FAMILIES: Final = (
    (
        ODG,
        re.compile(
            r"^(?:the )?(?:official disability guidelines?(?: \(odg\))?|odg)(?!\w)\W*", re.I
        ),
    ),
    (
        ACOEM,
        re.compile(
            r"^(?:the )?(?:acoem|american college of occupational and environmental medicine)\b"
            r"(?: \(acoem\))?(?: occupational medicine)?(?: practice)?(?: guidelines?)?\W*",
            re.I,
        ),
    ),
)
_CHAPTERS: Final = (
    ("Ankle & Foot", r"ankle|foot"),
    ("Burns", r"burns"),
    ("Carpal Tunnel Syndrome", r"carpal tunnel"),
    ("Diabetes", r"diabet"),
    ("Elbow", r"elbow"),
    ("Eye", r"eye\b"),
    ("Fitness For Duty", r"fitness for duty"),
    ("Forearm, Wrist, & Hand", r"forearm|wrist"),
    ("Head", r"head\b"),
    ("Hernia", r"hernia"),
    ("Hip & Pelvis", r"hip\b|pelvis"),
    ("Infectious Diseases", r"infectious"),
    ("Knee & Leg", r"knee|leg\b"),
    ("Low Back", r"low(?:er)? back|lumbar"),
    ("Mental Illness & Stress", r"mental|stress"),
    ("Neck & Upper Back", r"neck|upper back|cervical"),
    ("Pain", r"(?:chronic )?pain\b"),
    ("Pulmonary", r"pulmonary"),
    ("Shoulder", r"shoulder"),
)
"""Chapters of ODG by their names, and by what titles call them."""

_CHAPTER: Final = re.compile(
    "|".join(f"(?P<c{at}>\\b(?:{words}))" for at, (_, words) in enumerate(_CHAPTERS)), re.I
)
_ASIDE: Final = re.compile(
    r" *\((?:updated?|online version|web|acute|chronic|last updated)[^()]*\)", re.I
)
_CHAPTER_FIRST: Final = re.compile(r"^chapter *: *", re.I)
_SPELT_OUT: Final = re.compile(r"(?<=\w) *\([^()]*\)$")
_CONSULTED: Final = re.compile(r",? *(?:accessed|retrieved|viewed) .*$", re.I)
_MTUS: Final = re.compile(r"^mtus\b[ :,-]*", re.I)
_MTUS_YEAR: Final = re.compile(r"\(?\b((?:19|20)\d\d)\b\)?")
_MTUS_EMPTY: Final = re.compile(r"\b(?:treatment )?guidelines?\b|\(effective[^)]*\)", re.I)
_MTUS_TITLES: Final = (
    ("Chronic Pain Medical Treatment", "chronic pain"),
    ("Opioid Treatment", "opioid"),
    ("Postsurgical Treatment", "postsurgical"),
    ("Acupuncture Treatment", "acupuncture"),
    ("Stress Related Conditions", "stress"),
    ("Low Back Complaints", "low back"),
    ("Neck and Upper Back Complaints", "upper back"),
    ("Shoulder Complaints", "shoulder"),
    ("Elbow Complaints", "elbow"),
    ("Forearm, Wrist, and Hand Complaints", "wrist"),
    ("Knee Complaints", "knee"),
    ("Ankle and Foot Complaints", "ankle"),
    ("General Approaches", "general approach"),
    ("Initial Care", "initial care"),
    ("Initial Approaches to Treatment", "initial approaches"),
    ("Prevention", "prevention"),
    ("Cornerstones of Disability Prevention and Management", "cornerstones"),
)
"""Guidelines of the MTUS (8 CCR 9792.20-9792.27) by name, and by words no other's title has."""

_REST_OF_CHAPTER: Final = re.compile(
    r"^(?:[ ,&/-]|\(chronic\)|\(acute\)|(?:and|low|upper|lower|back|neck|foot|hand|wrist|leg|pelvis"
    r"|lumbar|thoracic|disorders?|syndrome|diseases|illness|stress|chapter|section|guidelines?"
    r"|procedures?(?: summary)?|online version)\b)+",
    re.I,
)
_LONGEST: Final = 120


@lru_cache(maxsize=65_536)
def guideline_of(citation: Citation) -> tuple[str, tuple[str, ...]]:
    """The guideline as it is counted, and the sections cited of it.

    Of ODG and ACOEM sections are chapters, and chapters with the entry that the title names.
    """
    source = " ".join(citation.source.split())
    for family, pattern in _FAMILIES:
        found = pattern.match(source)
        if found:
            rest = _ASIDE.sub("", source[found.end() :]).strip(" .,;:/-")
            rest = _CHAPTER_FIRST.sub("", rest)
            return family, _cut((*_chapter_and_entry(family, rest), *citation.sections))
    if _MTUS.match(source):
        return _mtus(source)[:_LONGEST], _cut(citation.sections)
    return _CONSULTED.sub("", source)[:_LONGEST], _cut(citation.sections)


def _chapter_and_entry(family: str, rest: str) -> tuple[str, ...]:
    """Chapter, and chapter with entry, of "low back chapter - MRIs"; what else it says as it is."""
    found = _CHAPTER.match(rest) if family == ODG else None
    if found is None or found.lastgroup is None:
        return (rest,) if rest else ()
    chapter, _ = _CHAPTERS[int(found.lastgroup[1:])]
    entry = _after_chapter(rest[found.end() :])
    return (chapter, f"{chapter}: {entry}") if entry else (chapter,)


def _after_chapter(words: str) -> str:
    entry = _REST_OF_CHAPTER.sub("", words).strip(" .,;:/-")
    if entry.startswith("(") and entry.endswith(")"):
        entry = entry[1:-1].strip()
    entry = _SPELT_OUT.sub("", entry)
    return entry[:1].upper() + entry[1:]


def _mtus(source: str) -> str:
    """The name of a guideline of the MTUS with its year, where the title states one."""
    rest = _MTUS.sub("", source)
    year = _MTUS_YEAR.search(rest)
    title = _MTUS_EMPTY.sub("", _MTUS_YEAR.sub("", rest))
    title = " ".join(title.split()).strip(" .,;:/-")
    known = [name for name, words in _MTUS_TITLES if words in title.lower()]
    name = known[0] if len(known) == 1 else title
    return " ".join(part for part in ("MTUS", name, year[1] if year else "") if part)


def _cut(sections: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one[:_LONGEST] for one in sections if one))
