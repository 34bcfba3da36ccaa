"""The letters of a case as they were signed and issued, and what a correction changed."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Sequence

from openimr.case.events.issuing import CorrectionIssued, DeterminationIssued
from openimr.case.events.signing import LetterSigned
from openimr.case.record import RecordedEvent
from openimr.determination.letter_marks import ABSENT, MAY_BREAK, PARAGRAPH, PART, VALUE
from openimr.determination.letter_outline import Field, Heading, Sentence
from openimr.determination.model import Determination
from openimr.determination.write import outline_letter
from openimr.vocabulary.value import Value

_MARKS = str.maketrans(dict.fromkeys({*PART, *VALUE, *PARAGRAPH, *ABSENT, MAY_BREAK}))


class Version(Value, frozen=True, kw_only=True):
    """A letter that was issued.

    Attributes:
        number: from 1, over all rounds of review.
        sha256: of its bytes.
        issued: when.
        because: why it replaced the one before; "" for the first of a round.
        signer: name and title as under it; "" for letters from before letters were signed.
        signed: when; None for those.
    """

    number: int
    sha256: str
    issued: dt.datetime
    because: str
    signer: str = ""
    signed: dt.datetime | None = None


def versions(recorded: Sequence[RecordedEvent]) -> tuple[Version, ...]:
    """Every letter that was issued in a case, in order."""
    signed: dict[str, tuple[LetterSigned, dt.datetime]] = {}
    found: list[Version] = []
    for one in recorded:
        event = one.event
        if isinstance(event, LetterSigned):
            signed[event.letter_sha256] = event, one.at
        elif isinstance(event, DeterminationIssued | CorrectionIssued):
            by, at = signed.get(event.letter_sha256, (None, None))
            found.append(
                Version(
                    number=len(found) + 1,
                    sha256=event.letter_sha256,
                    issued=one.at,
                    because=event.reason if isinstance(event, CorrectionIssued) else "",
                    signer=f"{by.name}, {by.title}" if by else "",
                    signed=at,
                )
            )
    return tuple(found)


def unmarked(text: str) -> str:
    """Words of a letter without the spaces by which it is read back."""
    return text.translate(_MARKS).strip()


def lines_of(letter: Determination) -> tuple[str, ...]:
    """A letter line by line, as it is compared with another."""
    return tuple(filter(None, _lines(letter)))


def _lines(letter: Determination) -> Iterator[str]:
    for block in outline_letter(letter).blocks:
        if isinstance(block, Heading):
            yield " ".join(filter(None, map(unmarked, (block.lead, block.text, block.tail))))
        elif isinstance(block, Sentence):
            yield unmarked(block.text)
        elif isinstance(block, Field):
            first, *others = map(unmarked, block.paragraphs)
            yield f"{unmarked(block.label)} {first}".strip()
            yield from others
        else:
            for row in block.rows:
                yield "; ".join(unmarked(cell.replace("\n", ", ")) for cell in row)


class Changed(Value, frozen=True, kw_only=True):
    """A stretch of a letter that became another; one side is empty where it was added or left out.

    Attributes:
        before: its lines in the older letter.
        after: its lines in the newer one.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


def changes(before: Determination, after: Determination) -> tuple[Changed, ...]:
    """What differs between two letters, in their order."""
    old, new = lines_of(before), lines_of(after)
    matched = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return tuple(
        Changed(before=old[start:end], after=new[first:last])
        for kind, start, end, first, last in matched.get_opcodes()
        if kind != "equal"
    )
