"""Papers that come with the form of a step: taken whole, kept until the step is done."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from openimr.bootstrap import case_letters, filed_papers, paper_uploads
from openimr.case.commands.command import Command
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.papers import Announced, PaperUploads, Sender, Upload
from openimr.workflow.papers_of_commands import keep_named
from openimr.workflow.step_forms import Entry, Field
from openimr.workflow.step_reading import Paper

_WITH_PAPERS = (Entry.FILE, Entry.RECEIPT, Entry.PAPERS)
_PART = 4_000_000
"""Bytes taken from a file at once."""

Kept = Mapping[str, Sequence[Upload]]


class Taken(NamedTuple):
    """Papers by the field that they came for, and what was wrong with others."""

    kept: Kept
    wrong: dict[str, str]

    @property
    def papers(self) -> dict[str, list[Paper]]:
        """The papers as the reading of a form takes them."""
        return {
            field: [
                Paper(one.announced.name, one.paper.sha256, one.paper.pages)
                for one in uploads
                if one.paper
            ]
            for field, uploads in self.kept.items()
        }


def sender(request: HttpRequest, number: str) -> Sender:
    """Whose papers they are until they are taken to the case."""
    return Sender(place=number, by=request.account.login)


def taken(request: HttpRequest, number: str, fields: Sequence[Field]) -> Taken:
    """Take the papers of a form in; those of an earlier sending are there already."""
    uploads, by = paper_uploads(), sender(request, number)
    kept: dict[str, list[Upload]] = {}
    wrong: dict[str, str] = {}
    for field in fields:
        if field.entry not in _WITH_PAPERS:
            continue
        try:
            kept[field.name] = list(_of_field(request, field, uploads, by))
        except (Refused, BadInput) as error:
            wrong[field.name] = f"{field.words.label}: {_in_words(error)}"
    return Taken(kept, wrong)


def _of_field(
    request: HttpRequest, field: Field, uploads: PaperUploads, by: Sender
) -> Iterator[Upload]:
    new = [one for one in request.FILES.getlist(f"{field.name}.file") if one.size]
    if not new or field.entry is Entry.PAPERS:
        for known in request.POST.getlist(f"{field.name}.upload"):
            yield uploads.progress(by, known)
    for file in new:
        yield _sent(file, uploads, by)


def _sent(file: UploadedFile, uploads: PaperUploads, by: Sender) -> Upload:
    begun = uploads.begin(by, Announced(name=file.name or "paper.pdf", size=file.size or 0))
    offset = 0
    for part in file.chunks(_PART):
        uploads.put(by, begun.id, offset, part)
        offset += len(part)
    return uploads.finish(by, begun.id)


def _in_words(error: Refused | BadInput) -> str:
    said = error.reason if isinstance(error, Refused) else f"the file {error.found}."
    return f"{said} {error.remedy or ''}".strip()


def keep(request: HttpRequest, place: str, kept: Kept, command: type[Command], number: str) -> None:
    """Keep the papers of a step with its case, before it is recorded.

    Args:
        request: of whoever asks.
        place: for which the papers were taken in.
        kept: the papers.
        command: the step.
        number: the case.
    """
    uploads, by = paper_uploads(), sender(request, place)
    with contextlib.ExitStack() as open_ones:
        named: list[tuple[str, SourceFile]] = [
            (field, open_ones.enter_context(uploads.opened(by, one.id)))
            for field, several in kept.items()
            for one in several
        ]
        keep_named(named, command, number, filed_papers(), case_letters())


def drop(request: HttpRequest, number: str, kept: Kept) -> None:
    """Forget the papers of a form: they lie with their case now."""
    uploads, by = paper_uploads(), sender(request, number)
    for several in kept.values():
        for one in several:
            uploads.drop(by, one.id)
