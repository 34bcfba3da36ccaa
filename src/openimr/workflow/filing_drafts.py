"""Applications that are not filed yet: saved, and gone on with by a code."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import Final, Protocol

from openimr.vocabulary.value import Value
from openimr.workflow.filing import Answers

KEPT: Final = dt.timedelta(days=14)
"""How long an application waits after it was last changed; as long as papers that are sent."""

FILED_KEPT: Final = dt.timedelta(days=90)
"""How long the code opens the receipt of one that was filed, so that its filer can send what is
missing and see where it stands; the house's choice. Nothing typed is kept with it."""

BEING_FILED: Final = dt.timedelta(minutes=2)
"""How long one who files it keeps others from filing it at the same moment."""

LETTERS: Final = "23456789CDFGHJKMNPQRTVWXYZ"
"""What codes are made of: nothing that is read as something else, and no vowels."""

CODE_LENGTH: Final = 16
"""26 letters to the 16th: 75 bits, so that nobody finds one by trying."""

_FILLING = re.compile(r"[^0-9A-Z]")


class SavedApplication(Value, frozen=True, kw_only=True):
    """An application as it was saved.

    Attributes:
        name: what it is known by inside; nobody can guess it.
        answers: what was answered; nothing any more once it is filed.
        expires: when it is removed.
        case: the case that it opened.
    """

    name: str
    answers: Answers
    expires: dt.datetime
    case: str | None = None


class SavedApplications(Protocol):
    """Keeps applications that are not filed yet; their codes are kept as digests alone."""

    def begin(self, now: dt.datetime) -> tuple[str, SavedApplication]:
        """A new one, with the code that opens it: told this once."""
        ...

    def of_code(self, code: str, now: dt.datetime) -> SavedApplication | None:
        """The application that a code opens; None when there is none, or no longer."""
        ...

    def of_name(self, name: str, now: dt.datetime) -> SavedApplication | None:
        """The application of a name; None when there is none, or no longer."""
        ...

    def save(self, name: str, answers: Answers, now: dt.datetime) -> None:
        """Keep what was answered; once it is filed, nothing changes."""
        ...

    def claim(self, name: str, now: dt.datetime) -> bool:
        """Whether who asks may file it now; nobody else may for ``BEING_FILED``."""
        ...

    def release(self, name: str) -> None:
        """It was not filed after all."""
        ...

    def filed(self, name: str, case: str, now: dt.datetime) -> None:
        """It opened a case: the answers go, the receipt can be asked for again."""
        ...

    def forget(self, name: str) -> None:
        """Remove it."""
        ...


def plain_code(typed: str) -> str:
    """A code as it was told, however it is typed: small letters, spaces, dashes."""
    return _FILLING.sub("", typed.upper())


def code_digest(typed: str) -> bytes:
    """By which a code is known; 75 random bits need no salt."""
    return hashlib.sha256(f"code of an application {plain_code(typed)}".encode()).digest()


def shown_code(code: str) -> str:
    """A code in groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, len(code), 4))
