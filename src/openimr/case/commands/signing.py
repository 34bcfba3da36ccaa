"""The command to sign a letter."""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.command import Command
from openimr.case.events.event import require_sha256
from openimr.case.events.stands import Stands
from openimr.vocabulary.value import require


class SignLetter(Command, frozen=True, kw_only=True):
    """Sign the letter of these bytes as a named person of the review organization.

    Attributes:
        letter_sha256: of the letter's bytes.
        name: as under the letter.
        title: as under the letter.
        second_factor_at: when whoever signs proved the second factor for this act.
        stands: grave findings of the checks on the letter that may stand, each with why.
    """

    letter_sha256: str
    name: str
    title: str
    second_factor_at: dt.datetime
    stands: tuple[Stands, ...] = ()

    def __post_init__(self) -> None:
        require_sha256(self.letter_sha256, "a letter is named by its SHA-256")
        require(bool(self.name.strip() and self.title.strip()), "who signs has a name and a title")
        require(self.second_factor_at.tzinfo is not None, "a time has its zone")
