"""Diagnoses in the record's own words, each code named once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from openimr.review.phrases import words_of
from openimr.review.picking import newest_first
from openimr.review.proper_names import is_name, with_names
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.value import Value

_CODE = re.compile(r"\(?\b(?:[A-TV-Z]\d{2}(?:\.[0-9A-Z]{1,4})?|V?\d{2,3}\.\d{1,2}|\d{3})\b\)?")
_BREAK = re.compile(r"[ \t]{2,}|\n(?=\d)|[;|\u2022]|\.\s|\s-\s")
_ASIDE = re.compile(r"[ \t]*\([^)]*\)|\b(?:per|as per|by)\s+(?:Dr|Mr|Ms|Mrs)\b.*")
_NUMBERED = re.compile(
    r"^\W*(?:\d{1,2}[.)]\s+)?(?:(?:Dx|Diagnos[ei]s|Impression|Assessment|Axis [IV]+)\s*[:.]?\s*)*"
)
_UNSURE = re.compile(
    r"\b(?:r/o|rule out|poss|possible|probable|vs|refer|see|none|deferred|rd|street|st|blvd|ave"
    r"|suite)\b|#|\u2014|^\W*(?:w/|with|and|per|due)",
    re.IGNORECASE,
)
_TREATS = re.compile(
    r"\b(?:therapy|chiropract\w*|acupunct\w*|treatment|sessions?|visits?|request|x\s?\d|qty|CPT|ICD"
    r"|code|body part)\b",
    re.I,
)
_LOOSE_END = re.compile(
    r"(?:[\s,]+(?:assoc|associated|due|to|with|w/|and|of|secondary|per|by|in|the))+$", re.IGNORECASE
)
_MEDICAL = re.compile(
    r"algia\b|itis\b|path(?:y|ies)\b|osis\b|oma\b|plegia\b|esthesia|d/o|disorder|syndrome|pain"
    r"|strain|sprain|\bdis[ck]|tear\b|fractur|injur|depress|anxi"
    r"|ptsd|stress|insomn|headache|\bHA\b|\bCTS\b"
    r"|radic|neur|contus|concuss|hernia|degenerat|displace|derang|imping|instab|numb"
    r"|weak|\buse of\b|opioid|panic|adjust|s/p|status post"
    r"|postlamin|surgical|fusion|arthrodesis|tend[io]n|burs|spasm"
    r"|stenos|spondyl|laceration|amputat|burn|tunnel|trigger"
    r"|whiplash|reaction|dependen|crush|\btbi\b",
    re.IGNORECASE,
)
"""Words and endings of diagnoses; other words beside a code are names, places or services."""
_MOST_WORDS = 10


class Diagnosis(Value, frozen=True, kw_only=True):
    """One diagnosis: its name, its codes, the facts it stands in and all their concepts."""

    name: str
    codes: tuple[str, ...]
    facts: tuple[Fact, ...]
    concepts: frozenset[str] = frozenset()

    @property
    def words(self) -> str:
        """The name with its codes, as a list of diagnoses prints it."""
        return f"{self.name} ({', '.join(self.codes)})" if self.codes else self.name


def diagnoses_of(facts: Iterable[Fact]) -> list[Diagnosis]:
    """Each diagnosis once, the newest first; two coding systems of one diagnosis together.

    Args:
        facts: facts of the kind diagnosis.
    """
    by_code: dict[str, list[Fact]] = {}
    for fact in newest_first(facts):
        by_code.setdefault(str(fact.value or fact.concept), []).append(fact)
    named: list[Diagnosis] = []
    for own in by_code.values():
        one = _named(own)
        if one is None:
            continue
        at = next((i for i, known in enumerate(named) if _same(known, one)), None)
        if at is None:
            named.append(one)
        else:
            named[at] = _both(named[at], one)
    return named


def _same(one: Diagnosis, other: Diagnosis) -> bool:
    """Whether two names mean one diagnosis: the same words, or one of each coding system."""
    words, others = set(_key(one.name).split()), set(_key(other.name).split())
    if words == others:
        return True
    mine, theirs = ({code[0].isdigit() for code in d.codes} for d in (one, other))
    apart = bool(mine) and bool(theirs) and not mine & theirs
    fewer = min(words, others, key=len)
    within = len(fewer) > 1 and fewer <= words | others and (words <= others or others <= words)
    return apart and (bool(one.concepts & other.concepts) or within)


def _both(one: Diagnosis, other: Diagnosis) -> Diagnosis:
    """Two codes of one diagnosis under its better name."""
    return Diagnosis(
        name=max((one.name, other.name), key=_worth),
        codes=tuple(dict.fromkeys((*one.codes, *other.codes))),
        facts=(*one.facts, *other.facts),
        concepts=one.concepts | other.concepts,
    )


def _worth(name: str) -> tuple[bool, int, bool]:
    """Names in full words before abbreviations, fuller ones before shorter, without breaks."""
    short = re.search(r"\b(?!w/)\w/\w\b|\b[b-df-hj-np-tv-xz]{2,4}\b|\b(?:adj|d/o|dx|hx|sx)\b", name)
    return short is None, min(len(name.split()), 6), not re.search(r"[,/]", name)


def _named(facts: Sequence[Fact]) -> Diagnosis | None:
    """The best name that the papers use for a code, the one used most of those as good."""
    code = str(facts[0].value) if facts[0].value else None
    codes = (code,) if code else ()
    concepts = frozenset(fact.concept for fact in facts if fact.concept)
    own = [(name, fact) for fact in facts if (name := own_words(fact)) is not None]
    if not own:
        name = words_of(facts[0].concept or "")
        if not name or (code is not None and "." not in code):
            return None
        return Diagnosis(name=name, codes=codes, facts=(facts[0],), concepts=concepts)
    used = Counter(_key(name) for name, _ in own)
    name, fact = max(own, key=lambda pair: (_worth(pair[0]), used[_key(pair[0])]))
    return Diagnosis(name=name, codes=codes, facts=(fact,), concepts=concepts)


def own_words(fact: Fact) -> str | None:
    """The words for a coded diagnosis beside its code; None where they cannot be told apart."""
    if not fact.value:
        return None
    code = re.search(rf"\(?{re.escape(str(fact.value))}\)?", fact.quote)
    if code is None:
        return None
    head = _ASIDE.sub("", fact.quote[: code.start()].rstrip(" \t,:;-\u2013(|"))
    before = _BREAK.split(head.rstrip(" \t,:;-\u2013(|"))
    after = _BREAK.split(fact.quote[code.end() :].lstrip(" \t,:;-\u2013)|"))
    for piece in (*reversed(before[-2:]), after[0]):
        name = _tidy(piece)
        if name is not None:
            return name
    return None


def _tidy(piece: str) -> str | None:
    if _UNSURE.search(piece):
        return None
    plain = _NUMBERED.sub("", _ASIDE.sub("", _CODE.sub("", " ".join(piece.split()))))
    plain = plain.strip(" ,.;:-\u2013()[]")
    words = plain.split()
    plain = _LOOSE_END.sub("", plain)
    words = plain.split()
    if not _MEDICAL.search(plain):
        return None
    if not words or len(words) > _MOST_WORDS or _TREATS.search(plain) or re.search(r"\d{3}", plain):
        return None
    if sum(c.isalpha() for c in plain) < 0.7 * len(plain) or len(plain) < 4:
        return None
    if plain.isupper() and len(plain) > 5:
        plain = plain.lower()
    plain = spelled_out(plain)
    first = plain.split(maxsplit=1)[0]
    if first[:2].isupper() or is_name(first):
        return with_names(plain)
    return with_names(plain[0].lower() + plain[1:])


_PLAIN = tuple(
    (re.compile(sign), words)
    for sign, words in (
        (r"\bw/o\b", "without"),
        (r"\bw/(?=\s|\w)\s?", "with "),
        (r"\bs/p\b", "status post"),
        (r"\bd/o\b", "disorder"),
        (r"\bb/l\b|\bbilat\b\.?", "bilateral"),
        (r"\b[Ss]x\b", "symptoms"),
        (r"\b[Hh]x\b", "history"),
        (r"\b[Ff]x\b", "fracture"),
        (r"\s?&\s?", " and "),
        (r"(?<=neuritis/)radic\b", "radiculitis"),
        (r"\bradic\b", "radiculopathy"),
        (r"\bUEs\b", "upper extremities"),
        (r"\bLEs\b", "lower extremities"),
        (r"\bUE\b", "upper extremity"),
        (r"\bLE\b", "lower extremity"),
        (r"\bHAs?\b", "headache"),
        (r"\bCTS\b", "carpal tunnel syndrome"),
        (r"\bLBP\b", "low back pain"),
        (r"\bDDD\b", "degenerative disc disease"),
        (r"\bHNP\b", "herniated disc"),
        (r"\bMDD\b", "major depressive disorder"),
        (r"\bRTC\b", "rotator cuff"),
        (r"\bpsychol\b", "psychological"),
        (r"\bR\s?(?:and|/)\s?L\b", "right and left"),
        (r"\bL\s?(?:and|/)\s?R\b", "left and right"),
        (r"\bR(?=\s[a-z])|\bR(?=,|$)", "right"),
        (r"\bL(?=\s[a-z])|\bL(?=,|$)", "left"),
    )
)
"""Short forms of clinicians, which a letter to the worker spells out."""


def spelled_out(name: str) -> str:
    """Words with the short forms of clinicians in full: "L knee" as "left knee"."""
    for sign, words in _PLAIN:
        name = sign.sub(words, name)
    name = re.sub(r"(?<=[a-z]) (right|left)$", r", \1", name)
    return " ".join(name.split())


def _key(name: str) -> str:
    words = re.findall(r"[a-z]+", name.lower())
    return " ".join(sorted(set(words) - {"of", "the", "with", "and", "nos", "unspecified"}))
