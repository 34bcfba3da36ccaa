"""Papers that a command to a case names: where each is kept, before the command is recorded.

Kept first: what is sealed without its paper could never be put right, and a paper without its
event is named by the same command again.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from openimr.case.commands.command import Command
from openimr.case.commands.intake import ConvertToExpedited, ReceiveCure, ReturnToStandard
from openimr.case.commands.issuing import Correct, Issue
from openimr.case.commands.records import ReceiveRecords
from openimr.case.policies import in_words
from openimr.casefile.ports import SourceFile

_OF_THE_CASE_FILE = (ReceiveCure, ReceiveRecords, ConvertToExpedited, ReturnToStandard)
"""Commands whose papers are reviewed. All others are about the case: petitions, notices, ours."""

_LETTERS = (Issue, Correct)


class KeptPapers(Protocol):
    """Keeps papers with their case."""

    def add(self, file: SourceFile, case: str) -> None:
        """Keep a copy of one more paper of the case file."""

    def add_beside(self, file: SourceFile, case: str, called: str) -> None:
        """Keep a copy of a paper that is no part of the case file."""


class KeptLetters(Protocol):
    """Keeps letters with their case."""

    def keep_file(self, case: str, file: SourceFile) -> None:
        """Keep a letter that was made elsewhere, by its digest."""


def keep_named(
    named: Iterable[tuple[str, SourceFile]],
    command: type[Command],
    case: str,
    papers: KeptPapers,
    letters: KeptLetters,
) -> None:
    """Keep papers with their case.

    Args:
        named: each paper with the field that names it.
        command: what they are named by.
        case: the case number.
        papers: keeps papers.
        letters: keeps letters.

    Raises:
        BadInput: when a paper changed since it was named.
    """
    for field, file in named:
        if command in _OF_THE_CASE_FILE:
            papers.add(file, case)
        elif command in _LETTERS:
            letters.keep_file(case, file)
        else:
            papers.add_beside(file, case, _called(command, field))


def _called(command: type[Command], field: str) -> str:
    """A paper by command and field: "file-appeal-petition", "send-notice-of-assignment"."""
    said = field.removesuffix("sha256").replace("_", " ").replace(".", " ").split()
    return "-".join((*in_words(command).split(), *said))
