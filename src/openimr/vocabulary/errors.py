"""The two families of error that OpenIMR raises on purpose.

Neither ever quotes patient text: a message names the place (file, page, field) and what
kind of thing was found there, never the words themselves.
"""

from __future__ import annotations


class OpenIMRError(Exception):
    """Anything OpenIMR raises on purpose; only `cli` and `web` turn it into words for a user."""


class Refused(OpenIMRError):
    """A policy said no.

    Attributes:
        reason: what was refused and why, in plain words, shown to the user as it is.
        rule: the name of the rule that refused.
        citation: the law or policy text that the rule rests on, or None.
        remedy: what the user can do about it, or None.
    """

    def __init__(
        self, reason: str, *, rule: str, citation: str | None = None, remedy: str | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.rule = rule
        self.citation = citation
        self.remedy = remedy

    def __str__(self) -> str:
        return " ".join(part for part in (self.reason, self.remedy) if part)


class BadInput(OpenIMRError):
    """Something handed in cannot be used.

    Attributes:
        where: the file, with page or field where known.
        found: what kind of thing was found (never patient text).
        remedy: what would be right, or what to do.
    """

    def __init__(self, where: str, found: str, remedy: str | None = None) -> None:
        super().__init__(where, found, remedy)
        self.where = where
        self.found = found
        self.remedy = remedy

    def __str__(self) -> str:
        message = f"{self.where}: {self.found}"
        return f"{message}. {self.remedy}" if self.remedy else message
