"""Papers that a command names: those that were sent for the case before, by their SHA-256."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openimr.bootstrap import case_letters, filed_papers
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import Refused
from openimr.web.api.papers import uploads
from openimr.workflow.office import Office
from openimr.workflow.papers import Sender, Upload
from openimr.workflow.papers_of_commands import keep_named

_OF_A_RECEIPT = {"sender", "title", "pages", "sha256", "at"}


@dataclass(frozen=True)
class Named:
    """Papers that a command names, each with its field.

    Attributes:
        by: who sent them, for which case.
        papers: as they were sent.
    """

    by: Sender
    papers: tuple[tuple[str, Upload], ...]

    def counted(self, sent: Mapping[str, Any]) -> dict[str, Any]:
        """The fields, with every receipt's pages as they were counted here."""
        pages = {one.paper.sha256: one.paper.pages for _, one in self.papers if one.paper}
        found: dict[str, Any] = _counted(sent, pages)
        return found

    def keep(self, office: Office, command: Any, number: str, key: str) -> None:
        """Keep the papers with the case, before the command is recorded.

        Raises:
            Refused: as the command would be: then nothing is kept.
        """
        if not self.papers:
            return
        office.desk.check(command, number, office.reader, key)
        with contextlib.ExitStack() as opened:
            named: list[tuple[str, SourceFile]] = [
                (field, opened.enter_context(uploads().opened(self.by, one.id)))
                for field, one in self.papers
            ]
            keep_named(named, type(command), number, filed_papers(), case_letters())


@contextlib.contextmanager
def papers_for(by: Sender, sent: Mapping[str, Any], *, again: bool) -> Iterator[Named]:
    """The papers that the fields of a command name; forgotten once the command is done.

    Args:
        by: who sends them, for which case.
        sent: the fields.
        again: the command was done before, and its papers were taken.

    Raises:
        Refused: when a receipt names a paper that did not come.
    """
    there = {one.paper.sha256: one for one in uploads().waiting(by) if one.paper}
    named: list[tuple[str, Upload]] = []
    for field, sha256, receipt in _digests(sent, ""):
        if sha256 in there:
            named.append((field, there[sha256]))
        elif receipt and not again:
            raise _did_not_come()
    yield Named(by, tuple(named))
    for one in {upload.id for _, upload in named}:
        uploads().drop(by, one)


def _digests(content: Any, field: str) -> Iterator[tuple[str, str, bool]]:
    """Every SHA-256 with its field, and whether it stands in the receipt of a paper."""
    if isinstance(content, Mapping):
        for name, inner in content.items():
            if name.endswith("sha256") and isinstance(inner, str):
                receipt = set(content) <= _OF_A_RECEIPT and "sender" in content
                yield field or name, inner, receipt
            else:
                yield from _digests(inner, field or name)
    elif isinstance(content, list):
        for inner in content:
            yield from _digests(inner, field)


def _counted(content: Any, pages: Mapping[str, int]) -> Any:
    if isinstance(content, Mapping):
        found = {name: _counted(inner, pages) for name, inner in content.items()}
        if found.get("sha256") in pages and "pages" in found:
            found["pages"] = pages[found["sha256"]]
        return found
    return [_counted(one, pages) for one in content] if isinstance(content, list) else content


def _did_not_come() -> Refused:
    return Refused(
        "A receipt names a paper that you did not send for this case.",
        rule="papers-come-first",
        remedy="Announce the paper, send its parts, finish it, and name the SHA-256 of the answer.",
    )
