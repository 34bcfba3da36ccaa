"""The signature under a letter: a named person's act, recorded before the letter is issued."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.event import Event, require_sha256
from openimr.case.events.stands import Stands
from openimr.vocabulary.value import require


class LetterSigned(Event, frozen=True, kw_only=True):
    """A named person of the review organization signed the letter of these very bytes.

    Attributes:
        letter_sha256: of the letter's bytes, which show name and title.
        by: identifier of who signed; never a reviewer of the case.
        name: as under the letter.
        title: as under the letter.
        second_factor_at: when the person proved the second factor for this act.
        stands: grave findings of the checks on the letter that may stand, each with why; empty in
            records from before it was asked for.
    """

    letter_sha256: str
    by: str
    name: str
    title: str
    second_factor_at: dt.datetime
    stands: tuple[Stands, ...] = ()

    def __post_init__(self) -> None:
        require_sha256(self.letter_sha256, "a letter is named by its SHA-256")
        require(bool(self.name.strip() and self.title.strip()), "who signs has a name and a title")
