"""Citation marks in a reviewer's text: pages of the case file, and guidelines in force.

``[4:2]`` is page 2 of document 4 of the letter's list and stays in the letter as it is.
``[g:visits-after-trial]`` is an entry of the treatment's guideline topic, ``[g:topic/entry]`` one
of another topic; the letter names the guideline in its place. ``[s:alder-2011]`` is a study that
was entered beside the pack. A mark that leads nowhere keeps the finding from being recorded.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from openimr.case.events.reviewing import PAGE_MARK
from openimr.case.rules import HOUSE
from openimr.guidelines.criterion import Criterion, Level, Reference, Verified
from openimr.guidelines.match import match_topic
from openimr.guidelines.model import Pack, Topic
from openimr.guidelines.recommendations import studies_on
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk_parts_listed import ReviewedDocument
from openimr.workflow.desk_view_studies import STUDY_MARK, EnteredStudy, entered

GUIDELINE_MARK = re.compile(r"\[g:([a-z0-9-]{1,80})(?:/([a-z0-9-]{1,80}))?\]")
_MEANT = re.compile(
    r"\[\s*(?:[gs]\s*:[^\]\n]{0,120}|\d+\s*:\s*\d*|\d*\s*:\s*\d+)\s*\]", re.IGNORECASE
)
"""Whatever is meant as a mark, rightly written or not."""


LEVELS = {
    Level.MTUS: "MTUS",
    Level.ACOEM_ODG: "ACOEM or ODG",
    Level.OTHER_GUIDELINE: "another guideline",
    Level.STUDY: "study",
    Level.LAW: "law",
}
"""The steps of the medical evidence search sequence, in words (8 CCR 9792.21.1)."""


@dataclass(frozen=True)
class Place:
    """Where an entry stands in one edition.

    Attributes:
        source: the guideline as a letter cites it.
        level: its place in the medical evidence search sequence.
        named: whether the letter's guideline line names it.
    """

    source: str
    section: str
    pages: tuple[str, ...]
    level: Level
    named: bool

    @property
    def evidence(self) -> str:
        """Its level of evidence, in words."""
        return LEVELS[self.level]

    @property
    def in_words(self) -> str:
        """As a letter names it: "MTUS Chronic Pain 2009, Psychological treatment, page 23"."""
        plural = "s" if len(self.pages) > 1 or any("-" in one for one in self.pages) else ""
        pages = f", page{plural} {', '.join(self.pages)}" if self.pages else ""
        return f"{self.source}, {self.section}{pages}"


@dataclass(frozen=True)
class Entry:
    """An entry of a guideline topic as it stands in the editions in force on a day.

    Attributes:
        mark: how a text cites it.
        statement, says: the condition, and what the guideline says on it.
        places: where it stands in the editions in force; none when in no such edition.
        verified: how its values were checked.
    """

    id: str
    mark: str
    statement: str
    says: str
    places: tuple[Place, ...]
    verified: Verified


@dataclass(frozen=True)
class Shelf:
    """What a finding on one treatment may cite.

    Attributes:
        documents: of the case file, as the letter lists them; none without a draft.
        topic: of the treatment; None where the pack has none.
        on: the day whose editions govern.
        words: the treatment's.
    """

    documents: Sequence[ReviewedDocument]
    pack: Pack
    topic: Topic | None
    on: dt.date
    words: str = ""

    def studies(self) -> tuple[EnteredStudy, ...]:
        """The studies entered on the treatment."""
        own = studies_on(self.pack, self.topic.id if self.topic else None, self.words)
        return tuple(one for one in entered(self.pack.studies) if one.study in own)

    def study(self, name: str) -> EnteredStudy | None:
        """The study of a mark's name, on whatever treatment it was entered; None without."""
        return next((one for one in entered(self.pack.studies) if one.name == name), None)

    def entries(self) -> tuple[Entry, ...]:
        """The entries of the treatment's topic that stand in an edition in force."""
        if self.topic is None:
            return ()
        found = (self._entry(one, f"[g:{one.id}]") for one in self.topic.criteria)
        return tuple(one for one in found if one.places)

    def entry(self, first: str, second: str | None) -> Entry | None:
        """The entry of a mark's words; None when there is none in force."""
        topic = self.topic if second is None else self._topic(first)
        wanted = second or first
        for one in topic.criteria if topic else ():
            if one.id == wanted:
                mark = f"[g:{wanted}]" if topic is self.topic else f"[g:{first}/{wanted}]"
                entry = self._entry(one, mark)
                return entry if entry.places else None
        return None

    def _topic(self, id: str) -> Topic | None:
        return next((one for one in self.pack.topics if one.id == id), None)

    def _entry(self, criterion: Criterion, mark: str) -> Entry:
        references = self.pack.references_on(criterion, self.on)
        return Entry(
            id=criterion.id,
            mark=mark,
            statement=criterion.statement,
            says=criterion.says,
            places=tuple(self._place(one) for one in references),
            verified=criterion.verified,
        )

    def _place(self, reference: Reference) -> Place:
        guideline = self.pack.guideline(reference.guideline)
        return Place(
            source=guideline.source,
            section=reference.section,
            pages=reference.pages,
            level=guideline.level,
            named=guideline.named,
        )


def shelf_for(
    documents: Sequence[ReviewedDocument], pack: Pack, words: str, topic: str | None, on: dt.date
) -> Shelf:
    """What may be cited on a treatment.

    Args:
        documents: of the case file, as the letter lists them.
        pack: the guidelines.
        words: the treatment's.
        topic: the topic that a draft found, or None to find it by the words.
        on: the day whose editions govern.
    """
    named = next((one for one in pack.topics if one.id == topic), None)
    return Shelf(documents, pack, named or match_topic(words, pack), on, words)


@dataclass(frozen=True)
class Cited:
    """A text with its marks resolved.

    Attributes:
        letter: the text as it will stand in the letter.
        citations: the guidelines that it rests on.
        levels: their places in the medical evidence search sequence in words, highest first.
        unresolved: each mark that leads nowhere, with why.
        pages: how many page marks there are.
    """

    letter: str
    citations: tuple[Citation, ...]
    levels: tuple[str, ...]
    unresolved: tuple[tuple[str, str], ...]
    pages: int


def cite(text: str, rests_on: Iterable[str], shelf: Shelf) -> Cited:
    """Resolve the marks of a text, and the entries that a finding rests on besides."""
    entries: dict[str, Entry] = {}
    for id in rests_on:
        if entry := shelf.entry(id, None):
            entries[entry.mark] = entry
    for mark in GUIDELINE_MARK.finditer(text):
        if entry := shelf.entry(mark[1], mark[2]):
            entries[entry.mark] = entry
    places = tuple(dict.fromkeys(p for entry in entries.values() for p in entry.places))
    studies = _studies(text, rests_on, shelf)
    levels = {one.level for one in places} | ({Level.STUDY} if studies else set())
    in_letter = GUIDELINE_MARK.sub(lambda mark: _in_letter(mark, shelf), text)
    return Cited(
        letter=STUDY_MARK.sub(lambda mark: _study_in_letter(mark, shelf), in_letter),
        citations=(*_citations(places), *(one.citation for one in studies)),
        levels=tuple(LEVELS[one] for one in LEVELS if one in levels),
        unresolved=tuple(dict.fromkeys(_unresolved(text, shelf))),
        pages=len(PAGE_MARK.findall(text)),
    )


def _studies(text: str, rests_on: Iterable[str], shelf: Shelf) -> tuple[EnteredStudy, ...]:
    """The studies that a text cites or a finding rests on besides, each once."""
    marked = [mark[1] for mark in STUDY_MARK.finditer(text)]
    ticked = [id.removeprefix("s:") for id in rests_on if id.startswith("s:")]
    found = (shelf.study(name) for name in dict.fromkeys([*ticked, *marked]))
    return tuple(one for one in found if one)


def check_resolved(cited: Cited) -> None:
    """Refuse a text with marks that lead nowhere.

    Raises:
        Refused: rule "citations-resolve".
    """
    if cited.unresolved:
        told = "; ".join(f"{mark} {why}" for mark, why in cited.unresolved)
        raise Refused(
            f"Citations lead nowhere: {told}.",
            rule="citations-resolve",
            citation=HOUSE,
            remedy="Cite a page of a listed document, a guideline entry in force or a study "
            "entered, or take the mark out.",
        )


def unresolved_pages(
    text: str, documents: Sequence[ReviewedDocument]
) -> tuple[tuple[str, str], ...]:
    """The marks of a text that cites pages alone which lead nowhere, each with why."""
    return tuple(dict.fromkeys(_unresolved_pages(text, documents)))


def _unresolved_pages(
    text: str, documents: Sequence[ReviewedDocument]
) -> Iterator[tuple[str, str]]:
    for meant in _MEANT.finditer(text):
        if page := PAGE_MARK.fullmatch(meant[0]):
            if why := _why_no_page(int(page[1]), int(page[2]), documents):
                yield meant[0], why
        elif GUIDELINE_MARK.fullmatch(meant[0]) or STUDY_MARK.fullmatch(meant[0]):
            yield (
                meant[0],
                "names a guideline or a study; the case summary cites pages",
            )
        else:
            yield meant[0], "is not written as a mark"


def _unresolved(text: str, shelf: Shelf) -> Iterator[tuple[str, str]]:
    for meant in _MEANT.finditer(text):
        if page := PAGE_MARK.fullmatch(meant[0]):
            if why := _why_no_page(int(page[1]), int(page[2]), shelf.documents):
                yield meant[0], why
        elif study := STUDY_MARK.fullmatch(meant[0]):
            if shelf.study(study[1]) is None:
                yield meant[0], "is no study entered beside the guidelines"
        elif named := GUIDELINE_MARK.fullmatch(meant[0]):
            if shelf.entry(named[1], named[2]) is None:
                yield meant[0], f"is no guideline entry in force on {shelf.on:%m/%d/%Y}"
        else:
            yield meant[0], "is not written as a mark"


def _why_no_page(document: int, page: int, documents: Sequence[ReviewedDocument]) -> str:
    """Why a page mark leads nowhere; empty when it leads to a page."""
    if not documents:
        return "cannot be looked up: the case file is not drafted, or is being drafted again"
    if not 1 <= document <= len(documents):
        return f"names no listed document; there are {len(documents)}"
    pages = documents[document - 1].page_count
    return "" if 1 <= page <= pages else f"is beyond that document's {pages} pages"


def _in_letter(mark: re.Match[str], shelf: Shelf) -> str:
    entry = shelf.entry(mark[1], mark[2])
    return f"({'; '.join(one.in_words for one in entry.places)})" if entry else mark[0]


def _study_in_letter(mark: re.Match[str], shelf: Shelf) -> str:
    study = shelf.study(mark[1])
    return f"({study.in_words})" if study else mark[0]


def _citations(places: Sequence[Place]) -> tuple[Citation, ...]:
    """One citation for each guideline that letters name, with its sections and pages."""
    named: dict[str, list[Place]] = {}
    for one in places:
        if one.named:
            named.setdefault(one.source, []).append(one)
    return tuple(
        Citation(
            source=source,
            sections=tuple(dict.fromkeys(one.section for one in stands)),
            pages=tuple(dict.fromkeys(page for one in stands for page in one.pages)),
        )
        for source, stands in named.items()
    )
