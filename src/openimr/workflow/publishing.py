"""Publishing a determination: without names, seen by a person, read again from the very bytes.

The proposal is made anew at every look: what the case knows is taken out of the letter as issued,
with what a person marked by hand; the rest is typeset, and the PDF is read again and searched for
every known name. What is certainly left refuses publication, and nobody can overrule that; what
only may be a name needs a person's word. Whoever approves says which bytes they saw.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import msgspec

from openimr.case.commands.issuing import Publish, WithdrawPublication
from openimr.case.evolve import case_of
from openimr.case.model import Case
from openimr.case.policies import check_actor
from openimr.case.record import RecordedEvent
from openimr.case.rules import HOUSE
from openimr.determination.model import Determination
from openimr.law.calendar import pacific_day
from openimr.publication.library.numbers import identifier
from openimr.publication.model import Programme, cited_as
from openimr.publication.redaction.determinations import (
    RedactedDetermination,
    redact_determination,
)
from openimr.publication.redaction.identifiers import Identifier, KnownCase
from openimr.publication.redaction.ports import PatternEngine, PublishedText
from openimr.publication.redaction.search import Searches
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.accesses import Looked
from openimr.workflow.lettering import LetterFiles
from openimr.workflow.office import Office
from openimr.workflow.publishing_known import Sources, known_of, learned_from
from openimr.workflow.publishing_marks import (
    AnyMark,
    Kept,
    KeptMarks,
    LeftOut,
    names_somebody,
)
from openimr.workflow.publishing_proposed import (
    Proposed,
    PublishedPaper,
    check_nothing_left,
    data_text,
    folded,
    left_in,
)

LOOK = (Role.CASE_MANAGER, Role.QUALITY, Role.ADMINISTRATOR, Role.AUDITOR)
"""Who sees what is taken out of a letter; case managers alone mark and approve."""

Typeset = Callable[[Determination, dt.date], bytes]
"""A determination without names as the bytes of a PDF, by the day of its making."""


class PublishedPapers(Protocol):
    """Keeps published papers with their case, before they are recorded."""

    def keep_published(self, case: str, content: bytes, paper: PublishedPaper) -> None:
        """Keep a PDF under its digest, and what it says."""
        ...


class OnShelf(Value, frozen=True, kw_only=True):
    """What the library that everybody may search has of a determination.

    Attributes:
        versions: how many, those that were taken off among them.
        papers: digests of the PDFs of the versions that are there.
    """

    versions: int = 0
    papers: frozenset[str] = frozenset()


class Shelved(Protocol):
    """The library that everybody may search."""

    def on_shelf(self, id: str) -> OnShelf:
        """What it has of a determination."""
        ...


@dataclass(frozen=True)
class Publishing:
    """Where determinations are published.

    Attributes:
        office: the record, as somebody sees it.
        letters: as they were issued.
        sources: where it is kept who somebody is.
        engine: patterns of a kept library.
        typeset: makes the PDF.
        reads: reads it again.
        marks: keeps what people mark by hand.
        papers: keeps what is published.
        shelved: what the library has.
    """

    office: Office
    letters: LetterFiles
    sources: Sources
    engine: PatternEngine
    typeset: Typeset
    reads: PublishedText
    marks: KeptMarks
    papers: PublishedPapers
    shelved: Shelved

    def look(self, number: str) -> Proposed:
        """The letter of a case as it would be published now; the look is noted.

        Raises:
            Refused: to others than ``LOOK``; when no letter was served, or it is not kept.
            BadInput: when there is no such case, or the PDF cannot be made or read again.
        """
        _check_of_the_house(self.office.reader)
        return self.proposed(self.office.record_of(number, Looked.PUBLISHING))

    def proposed(
        self, recorded: tuple[RecordedEvent, ...], there: OnShelf | None = None
    ) -> Proposed:
        """As ``look``, of what was read before of the case, and of the library where it was."""
        case = case_of(recorded)
        letter, sha256 = self._letter(case)
        marks = self.marks.marks(case.number)
        known = marks.known(known_of(self.sources, recorded, letter))
        redacted, learned = self._redacted(letter, known)
        identifiers = (*known.identifiers, *learned)
        known = msgspec.structs.replace(known, identifiers=identifiers)
        content = self.typeset(redacted.determination, pacific_day(self.office.now()))
        own = (*known.own_numbers, case.number)
        read = (*self.reads.texts_of(content), data_text(redacted.determination))
        return Proposed(
            case=case,
            recorded=recorded,
            letter_sha256=sha256,
            citation=self._citation(case, sha256, there),
            redacted=redacted,
            marks=marks,
            known=known,
            learned=learned,
            content=content,
            left=tuple(left_in(read, msgspec.structs.replace(known, own_numbers=own), self.engine)),
        )

    def _redacted(
        self, letter: Determination, known: KnownCase
    ) -> tuple[RedactedDetermination, tuple[Identifier, ...]]:
        """Once more with whoever a title gave away, whose name stands elsewhere without one."""
        searches = Searches(self.engine)
        first = redact_determination(letter, known, searches=searches)
        learned = learned_from(first)
        if not learned:
            return first, ()
        more = msgspec.structs.replace(known, identifiers=(*known.identifiers, *learned))
        return redact_determination(letter, more, searches=searches), learned

    def _letter(self, case: Case) -> tuple[Determination, str]:
        """The letter that stands, as it was served."""
        if case.served is None or not case.letters:
            raise _not_served(case)
        kept = self.letters.kept(case.number, case.letters[-1])
        if kept is None:
            raise Refused(
                "What the letter says is not kept with the case.",
                rule="letter-kept",
                citation=HOUSE,
                remedy="A letter that was made elsewhere is published from there.",
            )
        return kept.letter, case.letters[-1]

    def _citation(self, case: Case, letter: str, there: OnShelf | None) -> str:
        """By which the letter is cited, or would be next."""
        if letter in case.public_letters:
            return case.public[case.public_letters.index(letter)]
        id = identifier(Programme.CALIFORNIA_WC, case.number, letter)
        there = there or self.shelved.on_shelf(id)
        return cited_as(id, 1 + max(there.versions, len(case.publications)))

    def on_shelf(self, case: Case) -> OnShelf:
        """What the library has of a case by now; jobs put it there and take it off."""
        return self.shelved.on_shelf(identifier(Programme.CALIFORNIA_WC, case.number, ""))

    def mark(self, number: str, mark: AnyMark, before: str) -> None:
        """Mark something by hand.

        Args:
            number: the case.
            mark: what.
            before: digest of the marks that whoever marks has seen.

        Raises:
            Refused: when others marked something meanwhile; when a name of the case would
                stay; when the letter is published.
            BadInput: when the letter does not hold the words.
        """
        found = self._to_be_marked(number, before)
        if isinstance(mark, Kept) and names_somebody(mark.words, found.of_the_case):
            raise _is_known()
        if isinstance(mark, LeftOut) and not _stands(mark.words, found.redacted):
            raise BadInput(
                "the passage",
                "does not stand in the letter's texts",
                "Copy its words from there. Specialties and numbers are corrected in the letter.",
            )
        self.marks.keep_marks(number, found.marks.with_mark(mark))

    def unmark(self, number: str, words: str, before: str) -> None:
        """Take a mark back; raises as ``mark``."""
        found = self._to_be_marked(number, before)
        self.marks.keep_marks(number, found.marks.without(words))

    def _to_be_marked(self, number: str, before: str) -> Proposed:
        found = self.look(number)
        check_actor(found.case, Publish, self.office.reader)
        _check_open(found, before)
        return found

    def approve(self, number: str, who: Actor, seen: str) -> tuple[RecordedEvent, ...]:
        """Publish what somebody saw: it is kept, and recorded as theirs; jobs do the rest.

        Args:
            number: the case.
            who: approves.
            seen: as ``Proposed.seen`` says it of what they saw.

        Raises:
            Refused: when it is another by now; when a known name is left in it; when something may
                be a name of which nobody said that it is none; as the command ``Publish``.
        """
        found = self.look(number)
        if not found.published:
            check_nothing_left(found)
        _check_seen(found, seen)
        asked = Publish(
            publication=found.citation,
            letter_sha256=found.letter_sha256,
            published_sha256=found.sha256,
            marks_sha256=found.marks.sha256,
        )
        key = f"publish-{found.letter_sha256}-{len(found.case.withdrawn)}"
        self.office.desk.check(asked, number, who, key)
        paper = PublishedPaper(
            determination=found.redacted.determination,
            over_89=found.redacted.over_89,
            marks=found.marks,
        )
        self.papers.keep_published(number, found.content, paper)
        return self.office.desk.do(asked, number, who, key)

    def withdraw(
        self, number: str, who: Actor, reason: str, publication: str = ""
    ) -> tuple[RecordedEvent, ...]:
        """Take what is published of a case off again; jobs take it out of the library.

        Args:
            number: the case.
            who: withdraws it.
            reason: why; it is kept in the record, and told nobody outside the house.
            publication: which; "" for every version that is public.

        Raises:
            Refused: as the command ``WithdrawPublication``; when nothing is public.
        """
        _check_of_the_house(self.office.reader)
        case = case_of(self.office.record_of(number, Looked.PUBLISHING))
        done: tuple[RecordedEvent, ...] = ()
        for one in (publication,) if publication or not case.public else case.public:
            asked = WithdrawPublication(publication=one, reason=reason)
            done += self.office.desk.do(asked, number, who, f"withdraw-{one}")
        return done


def _check_of_the_house(who: Actor) -> None:
    if who.role not in LOOK:
        raise Refused(
            f"What is to be published is not shown to the role {who.role.value}: it has the names.",
            rule="publishing-is-of-the-house",
            remedy="Look for it in the library when it is published.",
        )


def _stands(words: str, redacted: RedactedDetermination) -> bool:
    low = words.lower()
    return any(low in folded(one.before).lower() for one in redacted.texts)


def _check_open(found: Proposed, before: str) -> None:
    if found.published:
        raise Refused(
            "The letter is published; nothing is marked in it any more.",
            rule="published-already",
            citation=HOUSE,
            remedy="A corrected letter is published as the next version, when it was served.",
        )
    if found.marks.sha256 != before:
        raise Refused(
            "Somebody else marked something meanwhile.",
            rule="someone-was-faster",
            remedy="Look at the page again, then mark it.",
        )


def _check_seen(found: Proposed, seen: str) -> None:
    if found.seen != seen:
        raise Refused(
            "It is not what you saw: something was marked, entered or corrected meanwhile.",
            rule="published-as-seen",
            citation=HOUSE,
            remedy="Look at it again, then approve it.",
        )


def _is_known() -> Refused:
    return Refused(
        "The case knows these words as a name; they are never published.",
        rule="known-names-go",
        citation="Labor Code 4610.6(m), not verified",
        remedy="Let the name go. Where it is wrong in the case, correct it there.",
    )


def _not_served(case: Case) -> Refused:
    return Refused(
        f"The case is {case.state.value}; a determination is published when it was served.",
        rule="served-before-published",
        citation=HOUSE,
        remedy="Issue the letter and serve it first.",
    )
