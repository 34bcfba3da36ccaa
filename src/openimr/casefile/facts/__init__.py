"""What the documents of a case file state: facts, each with its date, assertion and exact place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from openimr.casefile.facts import (
    conservative_care,
    diagnoses,
    exam,
    function,
    history,
    imaging,
    medications,
    observations,
    scores,
    surgeries,
    symptoms,
    treatments,
    work_status,
)
from openimr.casefile.facts.passages import Passage, passages_of
from openimr.casefile.facts.refusals import retells_refusal
from openimr.casefile.facts.stating import Setting
from openimr.casefile.facts.visits import therapist_topic
from openimr.casefile.facts.vocabulary import vocabulary
from openimr.casefile.model import CaseFile, Document, DocumentType, Page
from openimr.guidelines.criterion import Ground
from openimr.vocabulary.choices import chosen
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_FINDERS = (
    treatments.find,
    conservative_care.find,
    medications.find,
    work_status.find,
    function.find,
    scores.find,
    symptoms.find,
    exam.find,
    imaging.find,
    diagnoses.find,
    surgeries.find,
    history.find,
)
_NOTE_TOPICS = {
    DocumentType.THERAPY_NOTE: "cognitive-behavioral-psychotherapy",
    DocumentType.CHIROPRACTIC_NOTE: "manual-therapy-manipulation",
    DocumentType.PHYSICAL_THERAPY_NOTE: "physical-medicine",
    DocumentType.ACUPUNCTURE_NOTE: "acupuncture",
}
_INJURED = re.compile(
    r"\b(?:date of injury|reported date of injury|DOI|D/?INJURY|injury date|date\s*(?:/|&"
    r"|and)\s*(?:hr|hour|time) of injury|date of incident)\b[\s:]*",
    re.I,
)
_COLLECTED = re.compile(
    r"\b(?:collected|collection date|date collected|specimen date|date of collection)\b[\s:]*", re.I
)
_YES_NO = re.compile(r"\byes\b.*\bno\b|\bno\b.*\byes\b", re.I)
_HEADING_LINES = 7


def find_facts(case_file: CaseFile, watched: Sequence[Ground] = ()) -> tuple[Fact, ...]:
    """Every fact that the usable documents state, in the order of the case file.

    Documents of another patient and repetitions are never read.

    Args:
        case_file: the gathered case file.
        watched: grounds of the guidelines in question; their words become observations.
    """
    dates = [d.date for d in case_file.usable() if d.date is not None]
    latest = max(dates, default=None)
    base = Setting(latest=latest, therapists=tuple(_therapists(case_file)))
    watch = observations.Watch(watched)
    found: list[Fact] = []
    for document in case_file.usable():
        pages = case_file.pages_of(document)
        if not pages:
            continue
        setting = _setting(document, pages, base)
        for passage in passages_of(document, pages):
            found += _stated(passage, setting)
            found += watch.find(passage)
    return tuple(_once(found))


def _stated(passage: Passage, setting: Setting) -> Iterable[Fact]:
    if retells_refusal(passage):
        return treatments.find(passage, setting)
    found = (fact for finder in _FINDERS for fact in finder(passage, setting))
    if passage.document.type is DocumentType.QUESTIONNAIRE and _YES_NO.search(passage.text):
        return _answered(passage, found)
    return found


def _answered(passage: Passage, facts: Iterable[Fact]) -> Iterator[Fact]:
    """What a yes-or-no question of a form states depends on the box that is ticked."""
    answer = chosen(passage.text, ("yes", "no"))
    for fact in facts:
        if fact.kind is FactKind.WORK_STATUS or answer == "yes":
            yield fact
        elif answer == "no" and fact.kind is FactKind.SYMPTOM:
            yield msgspec.structs.replace(fact, assertion=Assertion.ABSENT)


def _therapists(case_file: CaseFile) -> Iterator[tuple[str, str]]:
    """Who of the authors gives which treatment, by the degree behind the name."""
    for document in case_file.usable():
        name, _, credential = (document.author or "").partition(", ")
        topic = therapist_topic(credential)
        if topic and name:
            yield name.split()[-1].lower(), topic


def _setting(document: Document, pages: tuple[Page, ...], base: Setting) -> Setting:
    head = "\n".join(pages[0].text.split("\n")[:_HEADING_LINES])
    return Setting(
        latest=base.latest,
        therapists=base.therapists,
        injury_date=_dated(pages, _INJURED),
        specimen_date=_dated(pages, _COLLECTED),
        topic=_topic(document, head),
        title=" ".join(head.lower().split()),
    )


def _dated(pages: tuple[Page, ...], labels: re.Pattern[str]) -> dt.date | None:
    """The first date right behind one of the labels."""
    for page in pages:
        for label in labels.finditer(page.text):
            dates = find_dates(page.text[label.end() : label.end() + 40])
            if dates:
                return dates[0][0]
    return None


def _topic(document: Document, head: str) -> str | None:
    if document.type in _NOTE_TOPICS:
        if document.type is not DocumentType.THERAPY_NOTE:
            return _NOTE_TOPICS[document.type]
        titles = "\n".join(line for line in head.split("\n") if len(line) < 60)
        named = [m.concept for m in vocabulary("treatments").find(titles)]
        return next((n for n in named if n == "biofeedback"), _NOTE_TOPICS[document.type])
    return None


def _once(facts: list[Fact]) -> Iterator[Fact]:
    """Each statement once: the same kind, concept, value and assertion at the same place."""
    seen = set()
    for fact in facts:
        key = (
            fact.kind,
            fact.concept,
            fact.about,
            fact.value,
            fact.assertion,
            fact.date,
            fact.place,
        )
        if key not in seen:
            seen.add(key)
            yield fact
