"""Operations: from operative reports, and from notes that say "s/p"."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator

from openimr.casefile.facts.passages import Passage
from openimr.casefile.facts.sections import Section
from openimr.casefile.facts.stating import Setting, clause, state
from openimr.casefile.facts.vocabulary import Mention, vocabulary
from openimr.casefile.model import DocumentType
from openimr.vocabulary.dates import find_dates
from openimr.vocabulary.fact import Assertion, Fact, FactKind

_PAPERS = (
    DocumentType.APPLICATION,
    DocumentType.UR_DECISION,
    DocumentType.RFA,
    DocumentType.CORRESPONDENCE,
    DocumentType.LAB_REPORT,
)
_DONE = re.compile(
    r"\b(?:s/p|status post|sip(?= [A-Z])|underwent|had|has had|carried out|was done"
    r"|was (?:performed|scoped)|followed|in (?:19|20)\d\d|since|after|psh\w*|surger(?:y|ies) in"
    r"|previous|prior|dos|\d{1,2}/\d{2,4})\b|\((?:\d{1,2}/)?(?:19|20)?\d\d\)|\b(?:19|20)\d\d\b",
    re.I,
)
_WANTED = re.compile(
    r"\b(?:request\w*|recommend\w*|authori[sz]\w+|candidate|consider\w*|possible|declin\w+"
    r"|discussed|pending|schedul\w+|not (?:a )?(?:surgical|recommend)\w*"
    r"|no (?:injection or )?surgery|no further surgery|want\w*|future)\b",
    re.I,
)
_OPERATIVE = re.compile(
    r"operative (?:report|record|note)|report of operation|surgery center|surgical (?:hospital"
    r"|center)|procedure note",
    re.I,
)


def find(passage: Passage, setting: Setting) -> Iterator[Fact]:
    """Surgeries of one passage."""
    kind = passage.document.type
    if kind in _PAPERS or passage.section in (
        Section.FAMILY_HISTORY,
        Section.RECORDS,
        Section.PLAN,
    ):
        return
    if kind is DocumentType.OPERATIVE_REPORT or _OPERATIVE.search(setting.title):
        if passage.section is Section.OPERATION:
            yield from _performed(passage)
    elif not _WANTED.search(passage.text) and (
        _DONE.search(passage.text) or passage.section is Section.MEDICAL_HISTORY
    ):
        yield from _told(passage)


def _performed(passage: Passage) -> Iterator[Fact]:
    for mention in _specific(vocabulary("surgeries").find(passage.text)):
        yield state(
            passage,
            FactKind.SURGERY,
            mention.concept,
            assertion=Assertion.HISTORICAL,
            confidence=0.95,
        )


def _told(passage: Passage) -> Iterator[Fact]:
    """Operations that a note tells of; without a full date they are undated."""
    named = {m.concept: m for m in reversed(vocabulary("surgeries").find(passage.text))}
    for mention in sorted(named.values(), key=lambda m: m.start):
        context = passage.context(mention.start, mention.end)
        if context.negated or context.other_person:
            continue
        start, end = clause(passage, mention.start, mention.end)
        yield state(
            passage,
            FactKind.SURGERY,
            mention.concept,
            start=start,
            end=end,
            assertion=Assertion.HISTORICAL,
            date=_day(passage, mention, named.values()),
            undated=True,
            confidence=0.75,
        )


def _day(passage: Passage, mention: Mention, all_told: Iterable[Mention]) -> dt.date | None:
    """The day of one of several operations: the next one told, else one told before them all."""
    dates = find_dates(passage.text)
    behind = [day for day, at, _ in dates if at >= mention.end]
    first = min(m.start for m in all_told)
    return next(iter([*behind, *(day for day, at, _ in dates if at < first)]), None)


def _specific(mentions: tuple[Mention, ...]) -> list[Mention]:
    """Each operation once; a mere "arthroscopy" only when nothing more is named."""
    once = {mention.concept: mention for mention in reversed(mentions)}
    exact = [m for slug, m in once.items() if not slug.endswith("arthroscopy")]
    return exact or list(once.values())[:1]
