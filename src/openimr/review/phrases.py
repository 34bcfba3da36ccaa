"""Facts as noun phrases of a physician's prose: "neck pain at 5/10", "naproxen 550 mg"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from openimr.review.picking import LENGTHS
from openimr.review.proper_names import with_names
from openimr.review.whereabouts import SIGNS, places_of
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.fact import Assertion, Fact, FactKind

TREATMENTS = {
    "cognitive-behavioral-psychotherapy": "psychotherapy",
    "manual-therapy-manipulation": "chiropractic care",
    "physical-medicine": "physical therapy",
    "home-exercise": "a home exercise program",
    "tens": "TENS",
    "imaging": "imaging",
    "functional-restoration": "a functional restoration program",
}
"""Treatment topics whose code does not read as words."""

_NAMED_AS = {
    "cognitive-behavioral-psychotherapy": r"psycho-?therap|\bCBT\b|cognitive|counsel|psycholog|"
    r"talk therapy|individual therapy",
    "manual-therapy-manipulation": r"chiro|\bD\.?C\.?\b|manipulat|adjust|\badj\b|\bCMT\b|\bOMT\b",
    "physical-medicine": r"physical\s+therap|\bP\.?T\b|physio|occupational\s+therap|\bOT\b|rehab",
    "acupuncture": r"acu|needl",
    "biofeedback": r"bio-?\s?feedback",
    "home-exercise": r"home|\bHEP\b|stretch",
}


def names_treatment(concept: str) -> re.Pattern[str]:
    """The words by which papers name a treatment, as far as a sentence on it must rest on one."""
    plain = r"|".join(re.escape(word[:6]) for word in concept.split("-") if len(word) > 3)
    return re.compile(_NAMED_AS.get(concept, plain or re.escape(concept)), re.IGNORECASE)


_ACRONYMS = {
    "phq": "PHQ",
    "gad": "GAD",
    "bdi": "BDI",
    "bai": "BAI",
    "gaf": "GAF",
    "ndi": "NDI",
    "odi": "ODI",
    "pcl": "PCL",
    "ptsd": "PTSD",
    "crps": "CRPS",
    "mri": "MRI",
    "ct": "CT",
    "emg": "EMG",
    "ii": "II",
    "epworth": "Epworth",
    "nos": "NOS",
    "moca": "MoCA",
    "hads": "HADS",
    "dash": "DASH",
    "lefs": "LEFS",
    "psqi": "PSQI",
    "quickdash": "QuickDASH",
    "spadi": "SPADI",
    "womac": "WOMAC",
    "promis": "PROMIS",
    "midas": "MIDAS",
    "soapp": "SOAPP",
}
_CODES = {"de-quervain": "de Quervain tenosynovitis"}
"""Codes whose words leave out what they mean."""
_FREQUENCIES = {
    "BID": "twice daily",
    "TID": "three times daily",
    "QID": "four times daily",
    "qhs": "at bedtime",
    "qAM": "every morning",
    "prn": "as needed",
}
_COMPLAINTS = {
    "numbness-tingling": "numbness or tingling",
    "panic": "panic attacks",
    "depression": "depressed mood",
    "fear": "fear",
    "crying": "tearfulness",
}
_SCALED_PAIN = 10
_PAIR = 2
_SHORT_FORM = 4


def words_of(concept: str) -> str:
    """A code as words: "range-of-motion-reduced" as "range of motion reduced"."""
    if concept in _CODES:
        return _CODES[concept]
    return with_names(" ".join(_ACRONYMS.get(word, word) for word in concept.split("-")))


def treatment(concept: str) -> str:
    """The treatment behind a topic code."""
    return TREATMENTS.get(concept, words_of(concept))


_OCCUPATIONAL = re.compile(r"\boccupational\s+therap|\bO\.?T\b|\bhand therap", re.IGNORECASE)
_PHYSICAL = re.compile(r"\bphysical\s+therap|\bP\.?T\b|\bphysio", re.IGNORECASE)


def treatment_of(fact: Fact) -> str:
    """The treatment behind a fact; occupational therapy where its words name only that."""
    words = _OCCUPATIONAL.search(fact.quote)
    if fact.concept == "physical-medicine" and words and not _PHYSICAL.search(fact.quote):
        return "occupational therapy"
    return treatment(fact.concept or "")


def phrase(fact: Fact) -> str | None:
    """A noun phrase for the fact, or None when it has no code to be told by."""
    if fact.concept is None:
        return None
    tell = _TELL.get(fact.kind)
    return tell(fact) if tell else words_of(fact.concept)


def listed(phrases: list[str]) -> str:
    """Phrases in one row, each once: a, b and c."""
    once = list(dict.fromkeys(phrases))
    if len(once) < 2:
        return "".join(once)
    joint = "; " if len(once) > _PAIR and any("," in phrase for phrase in once) else ", "
    return f"{joint.join(once[:-1])}{';' if joint == '; ' else ''} and {once[-1]}"


def either(phrases: list[str]) -> str:
    """Phrases of which none was found: a, b or c."""
    once = list(dict.fromkeys(phrases))
    if len(once) < _PAIR:
        return "".join(once)
    comma = "," if any(" or " in phrase for phrase in once) else ""
    return f"{', '.join(once[:-1])}{comma} or {once[-1]}"


def told(facts: Sequence[Fact]) -> str:
    """Facts in one row of words: a finding once with its places, a place once with its findings."""
    alike: dict[str, list[Fact]] = {}
    for fact in facts:
        words = phrase(fact)
        if words:
            alike.setdefault(words, []).append(fact)
    placed: dict[tuple[str, object], list[str]] = {}
    for words, own in alike.items():
        place = places_of(own)
        apart = own[0].assertion is Assertion.ABSENT if place else words
        placed.setdefault((place, apart), []).append(words)
    return listed([f"{listed(words)}{place}" for (place, _), words in placed.items()])


def _symptom(fact: Fact) -> str:
    words = _COMPLAINTS.get(fact.concept or "", words_of(fact.concept or ""))
    if "pain" not in words and "headache" not in words:
        return words
    if isinstance(fact.value, str) and re.fullmatch(r"\d{1,2}-\d{1,2}", fact.value):
        return f"{words} at {fact.value.replace('-', ' to ')} of 10"
    if isinstance(fact.value, int | float) and 0 <= fact.value <= _SCALED_PAIN:
        return f"{words} at {fact.value}/10"
    return words


def _exam(fact: Fact) -> str:
    known = {
        "motor-normal": "normal motor strength",
        "motor-weakness": "motor weakness",
        "range-of-motion-reduced": "reduced range of motion",
        "range-of-motion-normal": "full range of motion",
        "sensation-normal": "intact sensation",
        "sensation-decreased": "decreased sensation",
        "scar": "a scar",
        "effusion": "an effusion",
        "deformity": "a deformity",
        "gait-normal": "a normal gait",
        "gait-abnormal": "an abnormal gait",
        "reflex-decreased": "a decreased reflex",
        "reflexes-decreased": "decreased reflexes",
        "reflexes-normal": "normal reflexes",
        "numbness-tingling": "numbness or tingling",
    }
    concept = fact.concept or ""
    if concept in SIGNS:
        found = "negative" if fact.assertion is Assertion.ABSENT else "positive"
        return f"a {found} {SIGNS[concept]}"
    words = known.get(concept, words_of(concept))
    if fact.assertion is Assertion.ABSENT:
        return f"no {words.removeprefix('a ').removeprefix('an ')}"
    if isinstance(fact.value, str) and "/" in fact.value:
        return f"{words} ({fact.value})"
    return words


_IMAGED = {"degeneration": "degenerative change", "normal-study": "no abnormality"}


_DEGREES = {
    "tear": r"full[- ]thickness|partial[- ]thickness|complete|massive|high[- ]grade|low[- ]grade"
    r"|bucket[- ]handle",
    "stenosis": r"(?:mild|moderate|severe)(?:[- ]to[- ](?:moderate|severe))?",
    "fracture": r"comminuted|displaced|nondisplaced|non-displaced|healed|compression",
}
"""Words of degree that change what a finding means, by the last word of its name."""


def _degree(fact: Fact, words: str) -> str:
    """The degree of a finding as the record words it in front of the name, with a blank."""
    last = words.rsplit(" ", 1)[-1]
    if last not in _DEGREES:
        return ""
    found = re.search(
        rf"\b({_DEGREES[last]})\b[^.;]{{0,40}}\b{last}", " ".join(fact.quote.split()), re.IGNORECASE
    )
    return f"{found[1].lower()} " if found else ""


def _imaging(fact: Fact) -> str:
    words = _IMAGED.get(fact.concept or "") or words_of(fact.concept or "")
    words = f"{_degree(fact, words)}{words}"
    if not isinstance(fact.value, int | float) or fact.unit not in LENGTHS:
        return words
    article = "an" if f"{fact.value:g}".startswith("8") or fact.value in _VOWEL_NUMBERS else "a"
    return f"{article} {fact.value:g} {fact.unit} {words}"


def instrument(concept: str) -> str:
    """Short codes are acronyms (PHQ-9, PCL-C), long ones are words (urine drug screen)."""
    if concept in _ACRONYMS:
        return _ACRONYMS[concept]
    if len(concept.split("-", maxsplit=1)[0]) <= 4 and concept.count("-") <= 1:
        return concept.upper()
    return words_of(concept)


def _score(fact: Fact) -> str:
    name = instrument(fact.concept or "")
    unit = fact.unit or ""
    if fact.value is None:
        return name
    if unit.startswith("of "):
        return f"{name} {fact.value} {unit}"
    if unit == "%" or "/d" in unit or "/m" in unit:
        return f"{name} {fact.value}{'' if unit == '%' else ' '}{unit}"
    return f"{name} {fact.value}"


def _diagnosis(fact: Fact) -> str:
    name = words_of(fact.concept or "")
    return f"{name} ({fact.value})" if fact.value else name


def medicine(fact: Fact) -> str:
    """A medicine as the record calls it, a brand with what it is: "Mobic (meloxicam)"."""
    generic = fact.concept or ""
    named = generic if "/" in generic else words_of(generic)
    for mention in find_drugs(fact.quote):
        if mention.drug.generic == generic and not _same_drug(mention.name, generic):
            return f"{_as_brand(fact.quote[mention.start : mention.end])} ({named})"
    return named


def _same_drug(written: str, generic: str) -> bool:
    """Whether a name is the generic one, in full, with an addition or shortened."""
    first = generic.split("/", maxsplit=1)[0]
    return written.startswith(first) or first.startswith(written)


def _as_brand(written: str) -> str:
    """A brand with its capital, however a list types it; short forms in capitals stay so."""
    words = " ".join(written.split())
    shouted = words.isupper() and len(words) > _SHORT_FORM
    return words.title() if shouted or words.islower() else words


def _medication(fact: Fact) -> str:
    name, unit = medicine(fact), fact.unit or ""
    often = next((words for sign, words in _FREQUENCIES.items() if sign in unit.split()), "")
    measure = re.match(r"(mg/day|mg|mcg(?:/h)?|gm|g|%)\b", unit)
    dose = f"{fact.value} {measure[1]}" if fact.value is not None and measure else ""
    return " ".join(part for part in (name, dose, often) if part)


def _work(fact: Fact) -> str:
    known = {
        "working-full": "working without restrictions",
        "working-modified": "working modified duty",
        "off-work": "off work",
        "retired": "retired",
        "permanent-and-stationary": "permanent and stationary",
        "restrictions": "under work restrictions",
        "restrictions-unchanged": "under unchanged work restrictions",
        "restrictions-reduced": "under reduced work restrictions",
    }
    words = known.get(fact.concept or "", words_of(fact.concept or ""))
    return f"not {words}" if fact.assertion is Assertion.ABSENT else words


_VOWEL_NUMBERS = (11, 18)

_TELL = {
    FactKind.IMAGING_FINDING: _imaging,
    FactKind.SYMPTOM: _symptom,
    FactKind.EXAM_FINDING: _exam,
    FactKind.TEST_SCORE: _score,
    FactKind.DIAGNOSIS: _diagnosis,
    FactKind.MEDICATION: _medication,
    FactKind.TREATMENT_RECEIVED: treatment_of,
    FactKind.PLANNED_TREATMENT: treatment_of,
    FactKind.WORK_STATUS: _work,
}
