"""Commands in the form in which people ask for them, whether by command line, web or program.

Some commands hold what nobody may type. A standing says what was verified, whom the panel knows
and who was passed over: it is found on the day, in the panel that is kept, and never handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openimr.case.commands import Command, parties
from openimr.case.commands import appointing as of_case
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.filing import PartyRole
from openimr.vocabulary.value import Value, require


class AppointReviewer(Value, frozen=True, kw_only=True):
    """Appoint a member of the panel by name; everything else about them is found on the day.

    Attributes:
        seat: to be filled.
        reviewer: the panel's identifier.
        reason: why this one and not whom a round of appointing would choose.
    """

    seat: int
    reviewer: str
    reason: str

    def __post_init__(self) -> None:
        require(bool(self.reviewer.strip()), "a reviewer has an identifier")
        require(bool(self.reason.strip()), "who chooses by name says why")


class NameParty(Value, frozen=True, kw_only=True):
    """Name a further party of a case, or somebody to whom its reviewer may have no tie.

    Attributes:
        role: what it is in the case.
        name: kept beside the record, which gets an identifier.
    """

    role: PartyRole
    name: str

    def __post_init__(self) -> None:
        require(bool(self.name.strip()), "a party has a name")


AskedByPeople = Command | AppointReviewer | NameParty
"""Whatever a person may ask of a case."""

FORMS: Mapping[type, type] = {
    of_case.AppointReviewer: AppointReviewer,
    parties.NameParty: NameParty,
}
"""Commands that people ask for in another form, with that form."""


def standing_typed() -> Refused:
    """The refusal of a standing that somebody hands in."""
    return Refused(
        "What a reviewer's appointment rests on is taken from the panel that is kept, and from "
        "nobody's hand.",
        rule="standing-from-the-panel",
        citation="Labor Code 139.5(d), not verified",
        remedy="Let a round choose: `openimr panel appoint`. Or name the member: `openimr case do "
        "NUMBER appoint-reviewer seat=1 reviewer=ID reason=…`.",
    )


def signed_by_hand() -> Refused:
    """The refusal of a signature whose second factor nobody saw proved."""
    return Refused(
        "A letter is signed by a named person who proves their second factor then and there.",
        rule="signed-in-person",
        citation="rule of the review organization",
        remedy="Sign on the page of the letter, or with `openimr case letter NUMBER --sign LOGIN`.",
    )


def published_by_hand() -> Refused:
    """The refusal of a publication whose text nobody saw and approved."""
    return Refused(
        "A determination is published by a person who saw it without names and approves it.",
        rule="published-as-seen",
        citation="rule of the review organization",
        remedy="Publish on the page of the case, or with `openimr case publish NUMBER`.",
    )


def check_typed(command: type, fields: Iterable[str]) -> None:
    """Refuse fields that nobody may type.

    Raises:
        Refused: rule "standing-from-the-panel".
    """
    if command is AppointReviewer and "standing" in fields:
        raise standing_typed()
