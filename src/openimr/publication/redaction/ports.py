"""What redaction needs from outside."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from openimr.publication.redaction.found import Found
from openimr.vocabulary.value import Value


class PatternEngine(Protocol):
    """A kept de-identification library, asked for numbers and addresses of general form."""

    def find(self, text: str) -> Iterable[Found]:
        """What it finds, in any order; spans may overlap."""


class PaperText(Value, frozen=True, kw_only=True):
    """Some words of a paper.

    Attributes:
        where: they stand ("page 2", "the metadata").
        text: the words.
    """

    where: str
    text: str


class PublishedText(Protocol):
    """Reads a published paper again, as anybody would who opens it."""

    def texts_of(self, paper: bytes) -> tuple[PaperText, ...]:
        """Every word of the paper, wherever it is kept in it.

        Raises:
            BadInput: when it cannot be read again.
        """
        ...
