"""A therapist's own notes and visits counted by the provider's degree."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from openimr.casefile import concepts
from openimr.casefile.facts.counts import sessions_asked, sessions_had
from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, own_date, state
from openimr.vocabulary.fact import AUTHORIZED, Assertion, Fact, FactKind

_RESPONSE = re.compile(
    r"\b(?:respon(?:ds?|se|ded)|relief|(?:effect|benefit)s? last\w*|temporary|plateau\w*"
    r"|no change|unchanged"
    r"|as before|improv\w+ (?:in|of|with|after)|toler(?:ance|ated)|goals? (?:met|\d)"
    r"|progress(?:ing|ed)\b)",
    re.I,
)
_MORE = re.compile(
    r"\b(?:further|more|additional|continued?|continuing|weekly"
    r"|ongoing)\s+(?:\w+\s+)?(?:sessions?|visits?|treatments?|therapy|care)\b|^cont(?:inue)?\b",
    re.I,
)
_DEGREE = re.compile(
    r"(?<![\w.])(?P<d>D\.?C\.?|L\.?\s?Ac\.?|D?PT|OTR|Ph\.?D\.?|Psy\.?D\.?|LCSW|LMFT|MFT)(?![\w])"
)
_DEGREES = {
    "DC": concepts.MANUAL_THERAPY_MANIPULATION,
    "LAC": concepts.ACUPUNCTURE,
    "PT": concepts.PHYSICAL_MEDICINE,
    "DPT": concepts.PHYSICAL_MEDICINE,
    "OTR": concepts.PHYSICAL_MEDICINE,
    "PHD": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "PSYD": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "LCSW": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "LMFT": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
    "MFT": concepts.COGNITIVE_BEHAVIORAL_PSYCHOTHERAPY,
}
_NOTE_SECTIONS = frozenset(
    {
        Section.DIAGNOSES,
        Section.TESTS,
        Section.SUBJECTIVE,
        Section.PLAN,
        Section.FUNCTION,
        Section.IMPRESSION,
        Section.DISCUSSION,
    }
)
_LOG_ROW = re.compile(
    r"^\s*#?\s*(?P<n>\d{1,2})(?:\s*(?:/|of)\s*\d{1,2})?\s+"
    r"(?P<month>\d{1,2})[/-](?P<day>\d{1,2})(?:[/-]\d{2,4})?\b"
)
_DOCTOR = re.compile(r"\bD(?:r|octor)\.?\s+(?:[A-Z]\.\s+)?([A-Z][\w'’-]+)")
_HAD = re.compile(
    r"\b(?:did|used|done|had|completed?|finished|attended|received|underwent"
    r"|given|seen|saw|since|to date)\b",
    re.I,
)
_REFUSED = re.compile(
    r"\b(?:denied|denial|not (?:been )?(?:authori[sz]ed|certified|approved))\b", re.I
)


_COUNTED = re.compile(r"\b(?:visits?|sessions?|treatments?)\b", re.I)


def own_visit(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """In a therapist's own note: how many visits so far, and how the patient responds."""
    if setting.topic is None:
        return
    text = passage.text
    number = None
    if re.search(
        r"\b(?:visits?|sessions?|treatments?|attended|completed)\b|#\s*\d+ of", text, re.I
    ):
        number = sessions_had(text)
    answered = passage.section in _NOTE_SECTIONS and bool(_RESPONSE.search(text))
    counted = _COUNTED.search(text)
    if counted and passage.context(counted.start(), counted.end()).other_person:
        return
    if number is None and not answered:
        return
    if re.search(r"\b(?:recommend|request|additional|further)", text, re.I) and not answered:
        return
    if passage.section is Section.PLAN and not answered and not _HAD.search(text):
        return
    allowed = bool(re.search(r"\bauth(?:ori[sz]ed|\.)?\b", text, re.I)) and not re.search(
        r"attended|completed|used|last one|#", text, re.I
    )
    yield state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        setting.topic,
        value=number,
        unit=AUTHORIZED if allowed else concepts.SESSIONS,
        assertion=Assertion.HISTORICAL,
        confidence=0.7 if number is None else 0.85,
    )


def logged(passage: Passage, setting: Setting) -> Fact | None:
    """A numbered row of a treatment log: that many visits by that day."""
    row = _LOG_ROW.match(passage.text)
    if row is None or setting.topic is None:
        return None
    return state(
        passage,
        FactKind.TREATMENT_RECEIVED,
        setting.topic,
        value=int(row["n"]),
        unit=concepts.SESSIONS,
        assertion=Assertion.HISTORICAL,
        date=own_date(passage) or _day_of_log(passage, int(row["month"]), int(row["day"])),
    )


def _day_of_log(passage: Passage, month: int, day: int) -> dt.date | None:
    """A log's month and day in the year of its document, or the year before."""
    last = passage.date
    if last is None:
        return None
    for year in (last.year, last.year - 1):
        try:
            found = dt.date(year, month, day)
        except ValueError:
            return None
        if found <= last:
            return found
    return None


def therapist_topic(credential: str) -> str | None:
    """The treatment that a therapist's degree stands for, or None for any other degree."""
    return _DEGREES.get(credential.upper().replace(".", "").replace(" ", ""))


def by_provider(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Visits counted by the provider's degree alone ("6 visits with Dr. Lee (DC)").

    A therapist named without degree is known by the papers that he or she signed.
    """
    text = passage.text
    number = sessions_had(text)
    topic = _provided(passage, setting)
    if topic is None or number is None or _REFUSED.search(text):
        return
    planned = passage.section is Section.PLAN and not _HAD.search(text)
    yield state(
        passage,
        FactKind.PLANNED_TREATMENT if planned else FactKind.TREATMENT_RECEIVED,
        topic,
        value=number,
        unit=concepts.SESSIONS,
        assertion=Assertion.PLANNED if planned else Assertion.HISTORICAL,
        confidence=0.75,
    )


def _provided(passage: Passage, setting: Setting) -> str | None:
    degree = _DEGREE.search(passage.text)
    if degree:
        return therapist_topic(degree["d"])
    if setting.topic is not None or not _COUNTED.search(passage.text):
        return None
    for words in (passage.text, passage.lead):
        for name in _DOCTOR.findall(words):
            if topic := dict(setting.therapists).get(name.lower()):
                return topic
    return None


def more_of_the_same(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """In a note's plan "further sessions" mean the note's own treatment."""
    if setting.topic and passage.section is Section.PLAN and _MORE.search(passage.text):
        yield state(
            passage,
            FactKind.PLANNED_TREATMENT,
            setting.topic,
            value=sessions_asked(passage.text),
            unit=concepts.SESSIONS,
            assertion=Assertion.PLANNED,
            confidence=0.8,
        )
