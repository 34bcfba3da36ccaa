"""What the demo publishes: letters without names, and the library that everybody searches."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from openimr.adapters.published_pdf_read import texts_in
from openimr.installation import publishing, shelving
from openimr.publication.redaction.found import Found
from openimr.publication.redaction.ports import PaperText
from openimr.vocabulary.actor import Actor
from openimr.workflow.office import Office
from openimr.workflow.publishing import Publishing


class _OwnPatterns:
    """No patterns but our own: loading a library of them takes longer than all these letters."""

    def find(self, text: str) -> Iterator[Found]:
        """Nothing further."""
        return iter(())


class _ReadHere:
    """Reads what the demo has just typeset itself, which needs no process of its own."""

    def texts_of(self, paper: bytes) -> tuple[PaperText, ...]:
        """As ``PublishedText.texts_of``."""
        return texts_in(paper)


def invented_publishing(office: Office, by: Actor) -> Publishing:
    """Where the demo's staff publishes."""
    seen_by = dataclasses.replace(office, reader=by)
    return dataclasses.replace(publishing(seen_by), engine=_OwnPatterns(), reads=_ReadHere())


def put_into_library(numbers: list[str]) -> None:
    """Put everything that was published into the library; the jobs find it done.

    Args:
        numbers: its cases.
    """
    at = shelving()
    for number in numbers:
        at.shelve_all(number)
    at.shelf.count()
