"""Medications with strength, frequency and number; classes denied; morphine equivalents."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, state
from openimr.casefile.model import DocumentType
from openimr.vocabulary.drugs import DrugMention, find_drugs
from openimr.vocabulary.fact import MORPHINE_EQUIVALENT_DOSE, Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number, whole

_STRENGTH = re.compile(
    r"^[\s),:]*(?:\([^)]{0,40}\)[\s,:]*)?(?:(?:XL|ER|SR|CR|XR|DR|HCL|sodium|tabs?|tablets?|caps?"
    r"|capsules?|gel|patch|cream|oral)\b[\s,]*)*"
    r"(?P<n>\d{1,4}(?:\.\d+)?)(?P<combo>\s*[-/]\s*\d{1,4})?\s*(?P<unit>mg/?hr?|mg|mcg(?:/hr?)?"
    r"|gm|g\b|%|units?)?(?![\d.]*\s*(?:tabs?\b|tablets?\b|caps?\b|po\b|/day|times|x\b|a day"
    r"|day))",
    re.I,
)
_FREQUENCY = re.compile(
    r"\b(?P<f>q\.?\s?\d{1,2}(?:-\d{1,2})?\s?h(?:rs?|ours?)?|b\.?i\.?d\.?(?:-t\.?i\.?d)?"
    r"|t\.?i\.?d\.?|q\.?i\.?d\.?|q\.?\s?h\.?\s?s\.?|ghs|q\.?\s?a\.?\s?m\.?|q\.?\s?p\.?\s?m\.?"
    r"|q\.?\s?d(?:ay|aily)?\b|"
    r"(?:once|twice|one|two|three|four|\d)(?:\s?(?:to|-)\s?(?:two|three|four|five"
    r"|\d))?\s?(?:times?|x)?\s?(?:/|a|per|every|each)?\s?d(?:ay|aily)?|daily|nightly"
    r"|at (?:bedtime|night|nite)|every (?:morning|evening|night|day|\d+ hours)|each (?:morning"
    r"|night)|as needed|prn|qod|weekly)\b",
    re.I,
)
_COUNT = re.compile(
    r"#\s*(?P<n>\d{1,3})\b|\bqty:?\s*(?P<q>\d{1,3})\b|\bdispense\s*(?P<d>\d{1,3})\b"
    r"|\((?P<p>\d{1,3})\s*tabs?\)",
    re.I,
)
_STOPPED = re.compile(
    r"\b(?:stopped|discontinue\w*|d/c'?d|failed(?! to (?:approve|certify|authori))|ineffective"
    r"|no help|not tolerated|intoleran\w+|tried|side effects? (?:from|with)|weaned off|previously"
    r"|in the past|used to|formerly|was on|switched from|trialed)\b",
    re.I,
)
_EQUIVALENT = re.compile(
    r"\b(?:MEDD?|MME|morphine(?:\s+sulfate)?\s+equivalen\w+(?:\s+(?:daily\s+)?dos\w+)?"
    r"|MED/day)\b(?:\s*\([A-Z]{2,4}\))?[^\d.;]{0,24}?(?P<n>\d{1,4}(?:\.\d+)?)",
    re.I,
)
_CLASSES = re.compile(
    r"\b(?P<c>opioids?|opiates?|narcotics?|psychotropic(?:\s+(?:medications?|medicines?|meds"
    r"|drugs?))?|psychiatric (?:medicines?|medications?)|benzodiazepines?|NSAIDs?"
    r"|muscle relaxants?|antidepressants?|pain medications?|blood thinners)\b",
    re.I,
)
_CLASS_SLUGS = {
    "opi": "opioid",
    "nar": "opioid",
    "psy": "psychotropic",
    "ben": "benzodiazepine",
    "nsa": "nsaid",
    "mus": "muscle-relaxant",
    "ant": "antidepressant",
    "pai": "pain-medication",
    "blo": "anticoagulant",
}
_SILENT = frozenset(
    {Section.FAMILY_HISTORY, Section.ALLERGIES, Section.RECORDS, Section.NARRATIVE, Section.OTHER}
)
_IN_USE = re.compile(
    r"\b(?:takes?|taking|uses?|using|ha(?:s|ve) (?:used|taken)|on|continues?|cont|refill\w*"
    r"|prescrib\w+|started?"
    r"|started today|still|present(?:ly)? on|dispensed|increase\w*|raised|meds?|given|same"
    r"|(?:has|have) used|for (?:the )?(?:past|last) (?:\w+ )?(?:weeks?|months?|years?)|since)\b"
    r"|#\d",
    re.I,
)
_STARTS = re.compile(
    r"\b(?:will\s+(?:be\s+)?(?:start|beg[iu]n|try|trial|add|prescrib|giv|placed?|put)\w*"
    r"|to\s+(?:start|begin|try|add|initiate)|start(?:s|ing)?|begin(?:s|ning)?|initiat(?:e|es|ing)"
    r"|add(?:s|ing)?|trial\s+of|try|rx|prescriptions?\s*(?:for|given|today)?|script|new"
    r"|(?:prescrib|dispens)(?:e|es|ing)|(?:prescribed|dispensed|given|started)\s+today"
    r"|recommend(?:s|ed|ing)?|request(?:s|ed|ing)?|order(?:s|ing)?|consider(?:s|ed|ing)?"
    r"|propos\w+|suggest\w*|authori[sz]ation\s+for|would\s+(?:like|benefit)|plans?\s+to)\b"
    r"(?:(?!\b(?:and|but)\s+(?:continue|stop)|[;]|\.\s)[\s\S]){0,50}$",
    re.I,
)
"""What stands before a medicine that is only now prescribed, asked for or considered."""
_PRESCRIBED = re.compile(r"\b(?:started|prescribed|dispensed|added|initiated|given|begun)\b", re.I)
"""In a plan, a medicine given at this visit."""
_GOES_ON = re.compile(
    r"\b(?:continu\w*|cont|refill\w*|re-?new\w*|maintain\w*|same|ongoing|resum\w*|increas\w*"
    r"|decreas\w*|reduc\w*|wean\w*|taper\w*|still|takes|taking|current\w*|since|chronic\w*"
    r"|long[\s-]term|as\s+before|more)\b",
    re.I,
)
_NOW_GIVEN = re.compile(
    r"[^.;]{0,40}\b(?:(?:was|is|were)\s+)?(?:prescribed|started|dispensed|given|initiated)"
    r"(?:\s+today)?\b",
    re.I,
)
_DOSED = (
    r"(?:\s*(?:\d+(?:[./-]\d+)*\s*(?:mg|mcg|%)?|cream|gel|patch(?:es)?|tablets?|ER|SR|XR|HCL))*"
)
_LISTING = re.compile(rf"{_DOSED}\s*(?:,|;|/|&|\band\b|\bor\b|\(|\)|\s)+\s*", re.I)
_FOR_SO_LONG = re.compile(
    rf"{_DOSED}\)?,?\s+(?:all\s+|each\s+|both\s+)?(?:since|for\s+(?:at\s+least\s+|over\s+|more\s+than"
    r"\s+|about\s+)?(?:the\s+)?(?:past|last|\d|a\b|an\b|one|two|three|four|five|six|several|many))"
    r"[^.;]{0,40}",
    re.I,
)
_NEAR = 40
_FIRST_TIME = re.compile(
    r"\b(?:first[\s-]time|initial|new)\s+(?:request|prescription|rx|trial)\b|\bnewly\s+prescribed\b",
    re.I,
)
_NEW_LIST = re.compile(
    r"(?:rx|prescri\w+|(?:medications?|meds)\s+(?:prescribed|ordered|dispensed|requested)|new\s+med)\b",
    re.I,
)
"""Headings over what is prescribed at the visit."""
_AHEAD = re.compile(
    r"\b(?:will\s+(?:be\s+)?(?:start|beg[iu]n|try|trial|add|prescrib)\w*|to\s+(?:start|begin|try"
    r"|initiate)|trial\s+of|recommend(?:s|ed|ing)?|request(?:s|ed|ing)?|consider(?:s|ing)?|propos\w+"
    r"|would\s+(?:like|benefit)|plans?\s+to|suggest\w*|non-?certif\w+"
    r"|to\s+(?:approve|authori[sz]e|certify))\b[^.;]{0,50}$",
    re.I,
)
_TELLING = frozenset({Section.NONE, Section.SUBJECTIVE, Section.HISTORY, Section.DISCUSSION})
_INTOLERANT = re.compile(
    r"\b(?:not tolerat\w+|(?:un|not )able to tolerate|cannot tolerate|can't tolerate"
    r"|(?:cannot|can['’]?t|unable to|not able to|must not) (?:take|use) (?:\w+ ){0,3}?(?:NSAIDs?"
    r"|anti-?inflammator\w+|opioids?|narcotics|(?:oral )?med(?:ication|icine)?s?|pills)\b"
    r"|intoleran\w+|(?:due to|because of) (?:side effects|nausea|sedation|drowsiness"
    r"|constipation|itching|GI)"
    r"|(?:side effects?|adverse (?:effects?|reactions?)) (?:to|from|of|with)|GI (?:upset"
    r"|intolerance|distress|bleed\w*)|upset (?:her|his|my) stomach"
    r"|\((?:GI|dry mouth|sedation|nausea|itch\w*|edema|rash|drowsiness|dizziness"
    r"|word finding)[^)]*\))",
    re.I,
)
_ANY_MEDICINE = re.compile(
    r"\b(?:med(?:ication|icine)?s?|NSAIDs?|opioids?|narcotics?|pills?|anti-?inflammator\w+)\b", re.I
)
_LEVEL = re.compile(r"\b(?:low|high|serum|total|free)\s$", re.I)
_INJECTED = re.compile(r"\s*(?:steroid\s+)?(?:shots?|inj(?:ection)?s?|blocks?)\b", re.I)
"""A substance that was injected at a visit is no medicine that is taken."""
_SCREENED = re.compile(
    r"\b(?:UDS|UDT|urine (?:drug|tox\w*)|drug screen|toxicology|positive for|not prescribed"
    r"|allerg\w+)\b",
    re.I,
)
_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.LAB_REPORT,
    DocumentType.CORRESPONDENCE,
    DocumentType.OPERATIVE_REPORT,
)
_UNCHANGED = re.compile(
    r"\b(?:medication|meds?|opioid|analgesic|pill|drug)s?\s+(?:use|intake|consumption"
    r"|usage)\b.{0,40}\b(?:unchanged|the same|not changed|no change|reduced|decreased|less|lower"
    r"|down)\b",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Medication facts of one passage."""
    if (
        passage.document.type in _PAPERS
        or passage.section in _SILENT
        or setting.title.find("procedure note") >= 0
    ):
        return
    if _SCREENED.search(passage.text):
        return
    drugs = find_drugs(passage.text)
    for number, drug in enumerate(drugs):
        if _again(drugs, number):
            continue
        end = drugs[number + 1].start if number + 1 < len(drugs) else len(passage.text)
        yield from _medication(passage, drug, drugs, number, end)
    yield from _classes(passage)
    if _intolerant(passage, bool(drugs)):
        yield state(
            passage,
            FactKind.HISTORY,
            concepts.MEDICATION_INTOLERANCE,
            assertion=Assertion.HISTORICAL,
        )
    equivalent = _EQUIVALENT.search(passage.text)
    if equivalent:
        yield state(
            passage,
            FactKind.MEDICATION,
            MORPHINE_EQUIVALENT_DOSE,
            start=equivalent.start(),
            end=min(len(passage.text), equivalent.end() + 8),
            value=_number(equivalent["n"]),
            unit="mg/day",
        )
    if _UNCHANGED.search(passage.text):
        yield state(passage, FactKind.MEDICATION, None)


def _intolerant(passage: Passage, names_drug: bool) -> bool:
    """Whether a medicine was not tolerated; "tolerates well" and "no side effects" are none."""
    match = _INTOLERANT.search(passage.text)
    if match is None or not (names_drug or _ANY_MEDICINE.search(passage.text)):
        return False
    return match[0].lower().startswith("not ") or not passage.context(*match.span()).negated


def _again(drugs: tuple[DrugMention, ...], number: int) -> bool:
    """Whether the mention is the brand in brackets behind its own generic name."""
    return (
        number > 0
        and drugs[number - 1].drug == drugs[number].drug
        and drugs[number].start - drugs[number - 1].end < 4
    )


def _medication(
    passage: Passage, drug: DrugMention, drugs: tuple[DrugMention, ...], number: int, end: int
) -> Iterator[Fact]:
    follower = number + 1
    while follower < len(drugs) and _again(drugs, follower):
        follower += 1
        end = drugs[follower].start if follower < len(drugs) else len(passage.text)
    if _LEVEL.search(passage.text, max(0, drug.start - 12), drug.start):
        return
    if _INJECTED.match(passage.text, drug.end):
        return
    context = passage.context(drug.start, drug.end)
    if context.other_person:
        return
    tail = passage.text[drug.end : end]
    assertion = _assertion(passage, drug, tail, context.negated, context.historical)
    if assertion is None:
        return
    stop = _clause_end(tail)
    value, unit = _dose(tail[:stop] if passage.row is False else tail, drug)
    start = 0 if len(drugs) == 1 and len(passage.text) < 160 else drug.start
    last = len(passage.text) if len(drugs) == 1 and len(passage.text) < 160 else drug.end + stop
    last = max(last, _common_time(passage.text, drugs, number))
    yield state(
        passage,
        FactKind.MEDICATION,
        drug.drug.generic,
        start=start,
        end=last,
        assertion=assertion,
        value=value,
        unit=unit,
    )


def _common_time(text: str, drugs: tuple[DrugMention, ...], number: int) -> int:
    """End of a time said once behind a list ("Soma, Motrin and Norco since May 2016"), else 0."""
    behind = _FOR_SO_LONG.match(text, drugs[-1].end)
    listed = all(
        _LISTING.fullmatch(text, one.end, two.start)
        for one, two in itertools.pairwise(drugs[number:])
    )
    return behind.end() if behind and listed else 0


def _assertion(
    passage: Passage, drug: DrugMention, tail: str, negated: bool, historical: bool
) -> Assertion | None:
    text = passage.text
    near = text[max(0, drug.start - 60) : drug.end] + tail[:60]
    past = passage.section is Section.PAST_MEDICATIONS or _STOPPED.search(near)
    if past or (historical and passage.section is not Section.MEDICATIONS):
        return Assertion.HISTORICAL
    if _only_planned(passage, drug, tail):
        return Assertion.PLANNED
    if negated:
        return (
            Assertion.ABSENT
            if re.search(r"\b(?:no|not taking|denies|never)\b", text[: drug.start], re.I)
            else None
        )
    if passage.section in (Section.MEDICATIONS, Section.PLAN, Section.MEDICAL_HISTORY):
        return Assertion.PRESENT
    if _IN_USE.search(text) or _FREQUENCY.search(tail) or _STRENGTH.match(tail):
        return Assertion.PRESENT
    return None


def _only_planned(passage: Passage, drug: DrugMention, tail: str) -> bool:
    """Whether a medicine is to be taken from now on, and not said to have been taken before."""
    before = passage.text[: drug.start]
    opened = before[max(before.rfind(";"), before.rfind(". ")) + 1 :]
    kept = max((m.end() for m in _GOES_ON.finditer(opened)), default=0)
    opened = opened[kept:]
    if _GOES_ON.search(tail[:_NEAR]):
        return False
    if _FIRST_TIME.search(passage.text):
        return True
    if passage.section is Section.PLAN:
        return bool(_STARTS.search(opened) or _PRESCRIBED.search(opened) or _NOW_GIVEN.match(tail))
    if kept:
        return _STARTS.search(opened) is not None
    if passage.section is Section.MEDICATIONS:
        return _NEW_LIST.match(passage.heading) is not None
    return passage.section in _TELLING and _AHEAD.search(opened) is not None


def _dose(tail: str, drug: DrugMention) -> tuple[int | float | str | None, str | None]:
    """Strength in numbers with unit and frequency; for a combination what is dispensed."""
    strength = _STRENGTH.match(tail)
    frequency = _FREQUENCY.search(tail)
    often = _short(frequency["f"]) if frequency else ""
    if strength is None:
        return None, often or None
    if strength["combo"]:
        count = _COUNT.search(tail)
        if count:
            return int(next(g for g in count.groups() if g)), "tablets"
        row = re.search(r"\s{2,}(\d{2,3})(?:\s{2,}|$)", tail)
        if row:
            return int(row[1]), "tablets"
        return f"{strength['n']}{strength['combo'].replace(' ', '').replace('-', '/')}", " ".join(
            p for p in ("mg", often) if p
        )
    if strength["unit"] is None and not (frequency or _COUNT.search(tail) or drug.drug.generic):
        return None, None
    unit = (strength["unit"] or "mg").lower()
    return _number(strength["n"]), " ".join(part for part in (unit, often) if part)


def _short(frequency: str) -> str:
    known = {
        "bid": "BID",
        "tid": "TID",
        "qid": "QID",
        "qhs": "qhs",
        "ghs": "qhs",
        "nightly": "qhs",
        "at bedtime": "qhs",
        "at night": "qhs",
        "qam": "qAM",
        "each morning": "qAM",
        "every morning": "qAM",
        "twice a day": "BID",
        "twice daily": "BID",
        "three times a day": "TID",
        "three times daily": "TID",
        "four times a day": "QID",
        "four times daily": "QID",
        "qd": "daily",
        "q12h": "BID",
        "as needed": "prn",
    }
    word = re.sub(r"\s+", " ", frequency.lower())
    return known.get(word.replace(".", ""), known.get(word.replace(".", "").replace(" ", ""), word))


def _clause_end(tail: str) -> int:
    stop = re.search(r";|(?<![a-z]\.[a-z])\.\s+(?=[A-Z])|(?<![a-z]\.[a-z])\.$|,(?=\s*$)", tail)
    return stop.start() if stop else len(tail.rstrip(" ,(/"))


def _classes(passage: Passage) -> Iterator[Fact]:
    for match in _CLASSES.finditer(passage.text):
        context = passage.context(match.start(), match.end())
        if not context.negated or re.search(r"consult|at this (?:point|time)", passage.text, re.I):
            continue
        slug = _CLASS_SLUGS[match["c"][:3].lower()]
        yield state(passage, FactKind.MEDICATION, slug, assertion=Assertion.ABSENT)


def _number(text: str) -> int | float | None:
    number = parse_number(text)
    return None if number is None else whole(number)
