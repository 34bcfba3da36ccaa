"""Symptoms the patient has or denies, with pain levels, hours of sleep and frequencies."""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.scores import scored
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.body import find_body_parts
from openimr.vocabulary.fact import Assertion, Fact, FactKind
from openimr.vocabulary.numbers import parse_number

_SILENT = frozenset(
    {
        Section.FAMILY_HISTORY,
        Section.PLAN,
        Section.MEDICATIONS,
        Section.PAST_MEDICATIONS,
        Section.ALLERGIES,
        Section.RECORDS,
        Section.WORK_STATUS,
        Section.OPERATION,
        Section.NARRATIVE,
        Section.IMPAIRMENT,
        Section.INDICATION,
        Section.OTHER,
        Section.IMAGING,
        Section.IMPRESSION,
        Section.MEDICAL_HISTORY,
    }
)
_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.LAB_REPORT,
    DocumentType.IMAGING_REPORT,
    DocumentType.OPERATIVE_REPORT,
    DocumentType.WORK_STATUS,
)
_LEVEL = re.compile(
    r"(?<![\d/.])(?P<low>10|\d(?:\.5)?)\s*(?:(?:-|–|to)\s*(?P<high>10"
    r"|\d(?:\.5)?)\s*)?/\s*10(?!\d|/)(?:[^.;]{0,40}?\bto\s+(?P<late>10|\d)\s*/\s*10(?!\d|/))?"
)
_OUT_OF = re.compile(
    r"(?P<low>10|\d)\s*(?:(?:-|–|to)\s*(?P<high>10|\d)\s*)?(?:out of|on a scale of (?:0"
    r"|1)\s*(?:to|-)\s*)\s*10\b",
    re.I,
)
_FORM_LEVEL = re.compile(
    r"\bpain (?:right now|level|score|now|today)\b[^.]{0,30}?(?:\((?P<ring>10|\d)\)"
    r"|(?P<circled>[①-⑩])|:\s*(?P<plain>10|\d)\b)",
    re.I,
)
_HOURS = re.compile(
    r"(?P<low>\d{1,2}(?:\.\d)?)\s*(?:(?:-|–|to)\s*(?P<high>\d{1,2})\s*)?(?:h\b|hrs?\b|hours?\b)",
    re.I,
)
_OFTEN = re.compile(
    r"\b(?P<low>\d|one|two|three|four|five|six|seven|once|twice)\s*(?:(?:-|–|to"
    r"|or)\s*(?P<high>\d|two|three|four|five|six|seven)\s*)?(?:x|times?)?\s*(?:/|a|per|every"
    r"|of 7|each|out of seven)\s*(?:wk|week|days?)\b|\b(?P<days>\d)/7 days|\b(?P<word>three|four"
    r"|five|six|two) days out of (?:seven|the week)",
    re.I,
)
_BETTER = re.compile(
    r"\b(?:improv\w+|lifting|lifted|getting better|better|less|brighter|resolv\w+)\b", re.I
)
_PAINFUL = re.compile(
    r"\b(?:pains?|painful|ach(?:e|es|ing|y)|sore(?:ness)?|hurts?|tender|stiff(?:ness)?"
    r"|tight(?:ness)?|discomfort|radiat\w+|shoots?|burning|throbbing|stabbing|complain\w*|c/o)\b",
    re.I,
)
_OF_THE_MIND = frozenset(
    {
        "suicidal-ideation",
        "homicidal-ideation",
        "panic",
        "depression",
        "anxiety",
        "fear",
        "hypervigilance",
        "irritability",
        "crying",
        "hallucinations",
        "concentration-difficulty",
    }
)
"""What a mental status examination tells; bodily signs of an examination are exam findings."""
_EMPTY_BOX = re.compile(r"(?:^|\s|\()(?:[OCU0]{1,2}|[(\[{]J?|CJ|LJ|☐)\s*$")
_DOCTORS = re.compile(r"\bDrs?\.\s+\w+ \(")
_WHOLE = re.compile(r"\b(?:all (?:other )?systems?|remainder|non ?contributory)\b", re.I)
_CHECKED = re.compile(
    r"(?:☒|☑|✓|✔|\[[xX]\]|\([xX]\))\s*(?P<label>[A-Za-z][^☒☐☑✓✔\[\]\n]{2,60}?)(?=\s*(?:☐|☒|☑|✓"
    r"|\[|\(\s?[xX ]\)|$|\n))"
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Symptoms of one passage."""
    if passage.document.type in _PAPERS or (
        passage.section in _SILENT and not _CHECKED.search(passage.text)
    ):
        return
    if _WHOLE.search(passage.text) or "penalty of perjury" in passage.text or _coded(passage):
        return
    yield from _pain(passage)
    yield from _named(passage)


def _coded(passage: Passage) -> bool:
    """Entries of a diagnosis list and scores are no complaints of their own."""
    if any(True for _ in scored(passage.text)):
        return True
    return (
        passage.section is Section.DIAGNOSES
        and passage.document.type is not DocumentType.THERAPY_NOTE
    )


def _pain(passage: Passage) -> Iterator[Fact]:
    text = passage.text
    if passage.section in (Section.EXAM, Section.DIAGNOSES, Section.TREATMENT_GIVEN):
        return
    match = _LEVEL.search(text) or _OUT_OF.search(text)
    form = _FORM_LEVEL.search(text)
    if match:
        value: int | float | str | None = _level(match)
    elif form:
        value = _ring(form)
    elif (
        passage.section in (Section.SUBJECTIVE, Section.NONE, Section.HISTORY)
        and _PAINFUL.search(text)
        and find_body_parts(text)
        and not _DOCTORS.search(text)
    ):
        value = None
    else:
        return
    region = _region(passage, match.start() if match else len(text))
    start, end = clause(
        passage, match.start() if match else 0, match.end() if match else min(len(text), 80)
    )
    context = passage.context(*((match.start(), match.end()) if match else _first_pain(text)))
    if context.other_person or (value is None and context.planned):
        return
    yield state(
        passage,
        FactKind.SYMPTOM,
        f"{region}-pain" if region else "pain",
        start=start,
        end=end,
        value=value,
        unit="NRS 0-10" if value is not None else None,
        assertion=Assertion.ABSENT if context.negated and value is None else Assertion.PRESENT,
    )


def _level(match: re.Match[str]) -> int | float | str | None:
    """A level, a range "2-8", or what "from 8/10 to 5/10" came down to."""
    late = match.groupdict().get("late")
    high = match["high"] or late
    if high is None:
        return parse_number(match["low"])
    if late and float(late) < float(match["low"]):
        return parse_number(late)
    return f"{match['low']}-{high}"


def _first_pain(text: str) -> tuple[int, int]:
    match = _PAINFUL.search(text)
    return (match.start(), match.end()) if match else (0, 0)


def _ring(form: re.Match[str]) -> int | float | str | None:
    if form["circled"]:
        return ord(form["circled"]) - ord("①") + 1
    return parse_number(form["ring"] or form["plain"])


def _region(passage: Passage, before: int) -> str | None:
    parts = find_body_parts(passage.text)
    if not parts:
        led = find_body_parts(passage.lead)
        parts = led if len({part.region for part in led}) == 1 else ()
    nearest = [part for part in parts if part.end <= before] or list(parts)
    return nearest[0].name.replace(" ", "-") if nearest else None


def _named(passage: Passage) -> Iterator[Fact]:
    seen: set[tuple[str, Assertion]] = set()
    for mention in vocabulary("symptoms").find(passage.text):
        assertion = _assertion(passage, mention)
        if passage.section is Section.EXAM and mention.concept not in _OF_THE_MIND:
            continue
        if assertion is None or (mention.concept, assertion) in seen:
            continue
        seen.add((mention.concept, assertion))
        value, unit = _number(passage.text, mention)
        start, end = clause(passage, mention.start, mention.end)
        yield state(
            passage,
            FactKind.SYMPTOM,
            mention.concept,
            start=start,
            end=end,
            value=value,
            unit=unit,
            assertion=assertion,
            confidence=0.8 if _BETTER.search(passage.text) else 0.9,
        )


def _assertion(passage: Passage, mention: Mention) -> Assertion | None:
    context = passage.context(mention.start, mention.end)
    warned = context.planned and re.search(r"\b(?:if|return|call)\b", passage.text, re.I)
    if context.other_person or (warned and not context.negated):
        return None
    marked = passage.text[max(0, mention.start - 3) : mention.start].rstrip()
    if marked.endswith(("☒", "☑", "+")):
        return Assertion.PRESENT
    if _empty_box(passage, mention):
        return None
    if context.negated or marked.endswith("☐"):
        return Assertion.ABSENT
    return Assertion.POSSIBLE if context.possible else Assertion.PRESENT


def _empty_box(passage: Passage, mention: Mention) -> bool:
    """Whether a scanned form's option stands behind what OCR leaves of an empty box."""
    if not passage.page.scanned or passage.document.type is not DocumentType.QUESTIONNAIRE:
        return False
    return bool(_EMPTY_BOX.search(passage.text[max(0, mention.start - 4) : mention.start]))


def _number(text: str, mention: Mention) -> tuple[int | float | str | None, str | None]:
    if mention.concept == "sleep-disturbance":
        hours = _HOURS.search(text)
        if hours:
            value = (
                f"{hours['low']}-{hours['high']}" if hours["high"] else parse_number(hours["low"])
            )
            return value, "hours"
        return None, None
    if mention.concept in ("panic", "headache", "crying", "nightmares"):
        often = _OFTEN.search(text)
        if often:
            low = parse_number(often["low"] or often["days"] or often["word"])
            high = parse_number(often["high"]) if often["high"] else None
            unit = "days a week" if often["days"] or often["word"] or "7" in often[0] else "a week"
            return (f"{low}-{high}" if high else low), unit
    return None, None
