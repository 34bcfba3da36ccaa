"""Papers that a command to a case names: where each is kept, before the command is recorded.

Kept first: what is sealed without its paper could never be put right, and a paper without its
event is named by the same command again.
"""

from __future__ import annotations

from collections.abc import Iterable

from openimr.bootstrap import case_letters, filed_papers
from openimr.case.commands import Command
from openimr.case.commands.intake import ConvertToExpedited, ReceiveCure, ReturnToStandard
from openimr.case.commands.issuing import Correct, Issue
from openimr.case.commands.records import ReceiveRecords
from openimr.case.policies import in_words
from openimr.casefile.ports import SourceFile

_OF_THE_CASE_FILE = (ReceiveCure, ReceiveRecords, ConvertToExpedited, ReturnToStandard)
"""Commands whose papers are reviewed. All others are about the case: petitions, notices, ours."""

_LETTERS = (Issue, Correct)


def keep_named(named: Iterable[tuple[str, SourceFile]], command: type[Command], case: str) -> None:
    """Keep papers with their case.

    Args:
        named: each paper with the field that names it.
        command: what they are named by.
        case: the case number.

    Raises:
        BadInput: when a paper changed since it was named.
    """
    for field, file in named:
        if command in _OF_THE_CASE_FILE:
            filed_papers().add(file, case)
        elif command in _LETTERS:
            case_letters().keep_file(case, file)
        else:
            filed_papers().add_beside(file, case, _called(command, field))


def _called(command: type[Command], field: str) -> str:
    """A paper by command and field: "file-appeal-petition", "send-notice-of-assignment"."""
    said = field.removesuffix("sha256").replace("_", " ").replace(".", " ").split()
    return "-".join((*in_words(command).split(), *said))
