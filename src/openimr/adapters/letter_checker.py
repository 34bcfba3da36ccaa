"""Letters on disk checked, thousands at a time, over all cores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.file_names import shown_name
from openimr.adapters.letter_reader import LIMITS, read_letter_with_pages, why_not_read
from openimr.adapters.limited import each_limited
from openimr.determination.check import check_letter
from openimr.determination.checks.model import CheckFinding, Severity
from openimr.determination.reading import Status
from openimr.vocabulary.value import Value


class CheckedLetter(Value, frozen=True, kw_only=True):
    """What checking one file gave.

    Attributes:
        source: the file, as given.
        case_number: as the letter shows it.
        unreadable: why nothing could be checked, or None.
        issues: number of disputed treatments read.
        findings: what a quality reviewer would stop at, gravest first.
    """

    source: str
    case_number: str | None = None
    unreadable: str | None = None
    issues: int = 0
    findings: tuple[CheckFinding, ...] = ()

    @property
    def needs_attention(self) -> bool:
        """Whether any finding is medium or high."""
        return any(finding.severity is not Severity.LOW for finding in self.findings)


def check_letter_at(path: Path) -> CheckedLetter:
    """Read and check one letter in this process.

    Raises:
        BadInput: when the file cannot be opened as a letter of any kind.
    """
    reading, pages = read_letter_with_pages(path)
    if reading.status is Status.FAILED:
        why = reading.problems[0].message if reading.problems else "nothing could be read"
        return CheckedLetter(source=shown_name(path), unreadable=why)
    return CheckedLetter(
        source=shown_name(path),
        case_number=reading.determination.case_number,
        issues=len(reading.determination.findings),
        findings=check_letter(reading, pages),
    )


def check_letters_at(
    paths: Sequence[Path], workers: int | None = None
) -> Iterator[tuple[int, CheckedLetter]]:
    """Check letters over all cores, each within limits of memory and time.

    Yields:
        The index of each path with its result, as they finish.
    """
    answers = each_limited(
        _packed, paths, limits=LIMITS, workers=workers, preload=["openimr.adapters.letter_checker"]
    )
    for answered in answers:
        if answered.answer is not None:
            yield answered.index, _UNPACK.decode(answered.answer)
        elif answered.failure is not None:
            source = shown_name(paths[answered.index])
            why = why_not_read(source, answered.failure)
            yield answered.index, CheckedLetter(source=source, unreadable=why)


_UNPACK: Final = msgspec.msgpack.Decoder(CheckedLetter)


def _packed(path: Path) -> bytes:
    return msgspec.msgpack.encode(check_letter_at(path))
