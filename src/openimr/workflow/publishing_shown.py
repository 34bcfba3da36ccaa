"""A determination without names as a person looks at it: each thing taken out, where and why."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from openimr.case.events.issuing import PublicationWithdrawn, Published
from openimr.case.record import RecordedEvent
from openimr.publication.model import read_citation
from openimr.publication.redaction.determinations import RedactedDetermination, RedactedText
from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.redact import Redaction
from openimr.workflow.publishing_marks import AddedName, Kept, Marks
from openimr.workflow.publishing_proposed import Proposed

HOW: dict[How, str] = {
    How.KNOWN: "the case knows it",
    How.VARIANT: "another form of what the case knows",
    How.SLIP: "what the case knows, with a slip",
    How.PATTERN: "its form",
    How.ENGINE: "its form, by a kept library",
    How.RULE: "a rule",
}
"""How something was found, in words."""

_PARTS = {
    "clinical_case_summary": "Case summary",
    "generated_wording": "Disclosure of generated wording",
    "reviewer.statement": "Statement on the reviewer",
    "signed_by": "Signature",
}
_OF_FINDINGS = {
    "disputed_treatment": "treatment",
    "claims_administrator_guideline": "claims administrator's guideline",
    "reviewer_guideline": "reviewer's guideline",
    "rationale": "rationale",
}
_NUMBERED = re.compile(r"(findings|documents_reviewed)\.(\d+)\.(\w+)")


class TakenOut(NamedTuple):
    """One thing that is taken out.

    Attributes:
        number: from 1, in the order of the letter.
        where: it stood, in words.
        was: its words.
        placeholder: what stands there now.
        kind: of what it is, in words.
        how: it was found, in words.
        sure: the case knows it as it stands, so that nobody may let it stay.
    """

    number: int
    where: str
    was: str
    placeholder: str
    kind: str
    how: str
    sure: bool


class Piece(NamedTuple):
    """A piece of a text; of what was taken out, with its number among all."""

    words: str
    number: int = 0


class TextShown(NamedTuple):
    """One text of the determination as it would be published."""

    label: str
    paragraphs: tuple[tuple[Piece, ...], ...]


class PartShown(NamedTuple):
    """Texts that belong together: a document, a treatment."""

    where: str
    texts: tuple[TextShown, ...]


def taken_out(found: Proposed) -> tuple[TakenOut, ...]:
    """Everything that is taken out, in the order of the letter."""
    learned = {one.value for one in found.learned}
    gone = [(text, one) for text in found.redacted.texts for one in text.redactions]
    return tuple(_taken(number, text, one, learned) for number, (text, one) in enumerate(gone, 1))


def _taken(number: int, text: RedactedText, one: Redaction, learned: set[str]) -> TakenOut:
    was = " ".join(text.before[one.start : one.end].split())
    by_title = one.how is How.KNOWN and was in learned
    return TakenOut(
        number=number,
        where=in_words(text.field),
        was=was,
        placeholder=one.placeholder,
        kind=one.kind.value,
        how="a title or degree beside it somewhere" if by_title else _how(one),
        sure=not by_title and (one.how is How.KNOWN or text.field == "signed_by"),
    )


def _how(one: Redaction) -> str:
    return "as it was marked" if one.kind is Kind.PASSAGE else HOW[one.how]


class MarkShown(NamedTuple):
    """A mark as lists show it: what is done with its words, and why."""

    does: str
    words: str
    of: str
    because: str
    by: str
    at: dt.datetime


def marks_shown(marks: Marks) -> tuple[MarkShown, ...]:
    """The marks in the order in which they were made."""
    return tuple(
        MarkShown(
            does="stays" if isinstance(one, Kept) else "goes",
            words=one.words,
            of=one.kind.value if isinstance(one, AddedName) else "",
            because="" if isinstance(one, AddedName) else one.because,
            by=one.by,
            at=one.at,
        )
        for one in marks.made
    )


class PublicationShown(NamedTuple):
    """Something that was published of a case.

    Attributes:
        citation: by which it is cited.
        sha256: of the PDF; "" where the record does not say.
        by: who approved it.
        at: when.
        withdrawn: by whom, when and why it was taken off again; None while it is public.
        on_its_way: a job has still to put it into the library, or to take it out.
    """

    citation: str
    sha256: str
    by: str
    at: dt.datetime
    withdrawn: WithdrawnShown | None = None
    on_its_way: bool = False

    @property
    def address(self) -> str:
        """Of this very version in the library, also where a newer one stands by its side."""
        id, version = read_citation(self.citation)
        return f"{id}/v{version or 1}"


class WithdrawnShown(NamedTuple):
    """That something was taken off again."""

    by: str
    at: dt.datetime
    reason: str


def publication_of(
    recorded: Sequence[RecordedEvent], in_library: Collection[str]
) -> tuple[PublicationShown, ...]:
    """Everything that was published of a case, the newest first.

    Args:
        recorded: of the case.
        in_library: digests of the PDFs that the library has of it.
    """
    gone = {
        one.event.publication: WithdrawnShown(one.actor.id, one.at, one.event.reason)
        for one in recorded
        if isinstance(one.event, PublicationWithdrawn)
    }
    found = [
        PublicationShown(
            citation=one.event.publication,
            sha256=one.event.published_sha256,
            by=one.actor.id,
            at=one.at,
            withdrawn=gone.get(one.event.publication),
            on_its_way=_on_its_way(one.event, one.event.publication in gone, in_library),
        )
        for one in recorded
        if isinstance(one.event, Published)
    ]
    return tuple(reversed(found))


def _on_its_way(event: Published, withdrawn: bool, in_library: Collection[str]) -> bool:
    paper = event.published_sha256
    return bool(paper) and (paper in in_library) is withdrawn


def parts_shown(redacted: RedactedDetermination) -> tuple[PartShown, ...]:
    """Every text that was gone through, with the numbers of what was taken out of it.

    Citations that nothing was taken out of are left out: the line that they are read from has them.
    """
    number, parts = 0, dict[str, list[TextShown]]()
    for text in redacted.texts:
        if ".citations." in text.field and not text.redactions:
            continue
        where, _, label = in_words(text.field).partition(", ")
        shown = _paragraphs(text, number + 1)
        number += len(text.redactions)
        parts.setdefault(where, []).append(TextShown(label, shown))
    return tuple(PartShown(where, tuple(texts)) for where, texts in parts.items())


def _paragraphs(text: RedactedText, number: int) -> tuple[tuple[Piece, ...], ...]:
    paragraphs: list[list[Piece]] = [[]]
    for words, one in text.pieces():
        if one is not None:
            paragraphs[-1].append(Piece(words, number))
            number += 1
            continue
        first, *others = words.split("\n")
        paragraphs[-1].append(Piece(first))
        paragraphs += [[Piece(further)] for further in others]
    return tuple(map(tuple, paragraphs))


def in_words(field: str) -> str:
    """A field of a determination as people call it: "Treatment 2, rationale"."""
    found = _NUMBERED.match(field)
    if found is None:
        return _PARTS.get(field, field)
    if found[1] == "documents_reviewed":
        return f"Document {found[2]}, {found[3]}"
    return f"Treatment {found[2]}, {_OF_FINDINGS.get(found[3], found[3])}"
