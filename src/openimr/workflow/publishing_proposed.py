"""A determination as it would be published: what was taken out of it, and what is still in it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from openimr.case.model import Case
from openimr.case.record import RecordedEvent
from openimr.case.rules import HOUSE
from openimr.determination.model import Determination
from openimr.publication.redaction.determinations import RedactedDetermination
from openimr.publication.redaction.found import How
from openimr.publication.redaction.identifiers import Identifier, Kind, KnownCase
from openimr.publication.redaction.leftover import Leftover, leftovers
from openimr.publication.redaction.ports import PaperText, PatternEngine
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value
from openimr.workflow.publishing_marks import Marks

BESIDE = "the data beside the PDF"
"""Where the words stand that programs get."""

_AROUND = 48
"""Characters shown before and behind something that is left."""


class Left(Value, frozen=True, kw_only=True):
    """Something that still stands in the PDF as it would be published.

    Attributes:
        kind: of what it looks like.
        words: that stand there, white space folded.
        where: they stand ("page 2").
        before, after: what stands around them.
        certain: the case knows it; else a person looks.
        exact: it stands as the case has it, so that nobody may let it stay.
    """

    kind: Kind
    words: str
    where: str
    before: str
    after: str
    certain: bool
    exact: bool


@dataclass(frozen=True)
class Proposed:
    """A determination as it would be published.

    Attributes:
        case: as it stands.
        recorded: its events.
        letter_sha256: of the letter as issued.
        citation: by which it would be cited.
        redacted: what was taken out, where.
        marks: what a person marked by hand.
        known: all that was looked for.
        learned: of it, whom a title gave away somewhere, so that the name goes everywhere.
        content: the PDF.
        left: what is still in it and was not said to name nobody.
    """

    case: Case
    recorded: tuple[RecordedEvent, ...]
    letter_sha256: str
    citation: str
    redacted: RedactedDetermination
    marks: Marks
    known: KnownCase
    learned: tuple[Identifier, ...]
    content: bytes
    left: tuple[Left, ...]

    @property
    def sha256(self) -> str:
        """Digest of the PDF."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def of_the_case(self) -> KnownCase:
        """What the case itself knows, and a person who marked it."""
        sure = tuple(one for one in self.known.identifiers if one not in self.learned)
        return msgspec.structs.replace(self.known, identifiers=sure)

    @property
    def seen(self) -> str:
        """What whoever approves has seen: these bytes, under these marks."""
        return hashlib.sha256(f"{self.sha256} {self.marks.sha256}".encode()).hexdigest()

    @property
    def certain(self) -> tuple[Left, ...]:
        """What refuses publication."""
        return tuple(one for one in self.left if one.certain)

    @property
    def unsure(self) -> tuple[Left, ...]:
        """What needs a person's word."""
        return tuple(one for one in self.left if not one.certain)

    @property
    def published(self) -> bool:
        """Whether this very letter is published already."""
        return self.letter_sha256 in self.case.public_letters


class PublishedPaper(Value, frozen=True, kw_only=True):
    """A published determination as it is kept with its case.

    Attributes:
        determination: without names.
        over_89: whether the age was taken out because of it.
        marks: what the person who approved had marked by hand.
    """

    determination: Determination
    over_89: bool
    marks: Marks


def data_text(determination: Determination) -> PaperText:
    """Every word of a determination as data: what programs get may say more than the paper."""
    words = _words_of(msgspec.to_builtins(determination))
    return PaperText(where=BESIDE, text="\n;\n".join(dict.fromkeys(words)))


def _words_of(told: Any) -> Iterator[str]:
    if isinstance(told, str):
        yield told
    elif isinstance(told, dict):
        for one in told.values():
            yield from _words_of(one)
    elif isinstance(told, list | tuple):
        for one in told:
            yield from _words_of(one)


def left_in(read: Sequence[PaperText], known: KnownCase, engine: PatternEngine) -> Iterator[Left]:
    """What is still in a paper, each words once, but for those that a person let stay.

    Args:
        read: the words of the paper.
        known: what the case knows, with what is published although it looks like a name.
        engine: patterns of a kept library.
    """
    told: set[tuple[str, bool]] = set()
    for text, one in _looked_through(read, known, engine):
        left = _in_context(one, text)
        if left.words not in known.own_numbers and (left.words, left.certain) not in told:
            told.add((left.words, left.certain))
            yield left


def _looked_through(
    read: Sequence[PaperText], known: KnownCase, engine: PatternEngine
) -> Iterator[tuple[PaperText, Leftover]]:
    """Values of data stand beside each other by chance: there the case's own names count alone."""
    for several in (
        [text for text in read if text.where != BESIDE],
        [text for text in read if text.where == BESIDE],
    ):
        found = leftovers([text.text for text in several], known, engine=engine)
        for text, left in zip(several, found, strict=True):
            for one in left:
                if text.where != BESIDE or one.how in {How.KNOWN, How.VARIANT, How.SLIP}:
                    yield text, one


def check_nothing_left(found: Proposed) -> None:
    """Refuse what would name somebody, and what may.

    Raises:
        Refused: rules "names-left" and "unsure-left", saying where.
    """
    if found.certain:
        raise Refused(
            f"The published PDF would still name somebody: {_places(found.certain)}.",
            rule="names-left",
            citation="Labor Code 4610.6(m), not verified",
            remedy="Have the passage left out. What is only a form of a name, or a slip, may stay "
            "where a person says why it names nobody.",
        )
    if found.unsure:
        raise Refused(
            f"Something in the published PDF may name somebody: {_places(found.unsure)}.",
            rule="unsure-left",
            citation=HOUSE,
            remedy="Say of each that it stays, and why; or have it taken out.",
        )


def _places(left: Sequence[Left]) -> str:
    return ", ".join(dict.fromkeys(f"{one.where} ({one.kind.value})" for one in left))


def _in_context(one: Leftover, text: PaperText) -> Left:
    said = text.text
    return Left(
        kind=one.kind,
        words=folded(said[one.start : one.end]),
        where=text.where,
        before=re.sub(r"\s+", " ", said[max(0, one.start - _AROUND) : one.start]),
        after=re.sub(r"\s+", " ", said[one.end : one.end + _AROUND]),
        certain=one.certain,
        exact=one.certain and one.how is How.KNOWN,
    )


def folded(text: str) -> str:
    """A text in one line, with single spaces."""
    return " ".join(text.split())
