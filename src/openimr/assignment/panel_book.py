"""The panel as it is kept: every version of every member, pseudonyms, and answers on ties.

Nothing here is ever replaced: a change adds a version that says who made it, when and from which
file, and what an appointment rested on can be looked up for good.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.tie_answers import TieAnswer
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require


class Entered(Value, frozen=True, kw_only=True):
    """Who entered something into the panel, when, and from what.

    Attributes:
        source: a file's name, or the words of a person.
    """

    at: dt.datetime
    by: Actor
    source: str

    def __post_init__(self) -> None:
        require(self.at.tzinfo is not None, "a time has its zone")


class MemberVersion(Value, frozen=True, kw_only=True):
    """One member as entered at one time.

    Attributes:
        reviewer: the panel's identifier.
        number: from 1, one more for each change of this member.
        member: as entered; None when the member left the panel.
    """

    reviewer: str
    number: int
    member: PanelMember | None
    entered: Entered

    def __post_init__(self) -> None:
        require(self.number >= 1, "versions count from 1")
        own = self.member is None or self.member.id == self.reviewer
        require(own, "a version is of its own member")


class PanelBook(Protocol):
    """Where the panel is kept."""

    def latest(self) -> tuple[MemberVersion, ...]:
        """The latest version of everybody ever entered, in order of the identifiers."""
        ...

    def versions(self, reviewer: str) -> tuple[MemberVersion, ...]:
        """Every version of one member, the first first."""
        ...

    def add(self, versions: Sequence[MemberVersion]) -> None:
        """Keep versions, all or none.

        Raises:
            Refused: rule "someone-was-faster" when another has entered one of them by now.
        """
        ...

    def pseudonyms(self, reviewers: Iterable[str]) -> dict[str, str]:
        """What parties see of reviewers: given once to each, and the same ever after."""
        ...

    def answers(self) -> tuple[TieAnswer, ...]:
        """Every answer on a tie, in the order in which they were given."""
        ...

    def answer(self, answer: TieAnswer) -> None:
        """Keep an answer; those before it stay."""
        ...

    def one_batch(self) -> AbstractContextManager[None]:
        """Waits until nobody else appoints, and keeps others waiting until it is left."""
        ...


def panel_of(latest: Iterable[MemberVersion]) -> Panel:
    """The panel as it stands: the latest versions without those who left."""
    return Panel(members=tuple(one.member for one in latest if one.member is not None))


def changes(
    latest: Sequence[MemberVersion], panel: Panel, entered: Entered, *, whole: bool
) -> tuple[MemberVersion, ...]:
    """What a panel that is entered changes in the one that is kept.

    Args:
        latest: the panel as it is kept.
        panel: as entered.
        entered: by whom, when, from what.
        whole: members who are not in it leave the panel; else they stay as they are.

    Raises:
        Refused: when an identifier would pass to another physician, or two members would share
            a license.
    """
    known = {one.reviewer: one for one in latest}
    members: dict[str, PanelMember | None] = {one.id: one for one in panel.members}
    if whole:
        gone = [one.reviewer for one in latest if one.member and one.reviewer not in members]
        members |= dict.fromkeys(gone)
    new = []
    for reviewer, member in sorted(members.items()):
        before = known.get(reviewer)
        if before and before.member == member:
            continue
        number = before.number + 1 if before else 1
        version = MemberVersion(reviewer=reviewer, number=number, member=member, entered=entered)
        new.append(version)
    _check_together(known, new)
    return tuple(new)


def check_same_physicians(
    versions: Iterable[Sequence[MemberVersion]], new: Iterable[MemberVersion]
) -> None:
    """Refuse an identifier that would pass to another physician, whose pseudonym it bears.

    Args:
        versions: for each member that changes, all versions kept.
        new: what is entered.

    Raises:
        Refused: naming the identifier.
    """
    kept = {one.reviewer: one.member for each in versions for one in each if one.member}
    for one in new:
        before = kept.get(one.reviewer)
        if before and one.member and not _same(before, one.member):
            raise Refused(
                f"{one.reviewer} is another physician in the panel as kept: neither name nor "
                "license is the same.",
                rule="identifier-stays",
                remedy="Give the new physician an identifier of their own.",
            )


def _same(before: PanelMember, now: PanelMember) -> bool:
    licenses = {license.key for license in before.licenses}
    names = {name.casefold() for name in before.names}
    return any(license.key in licenses for license in now.licenses) or any(
        name.casefold() in names for name in now.names
    )


def _check_together(known: dict[str, MemberVersion], new: Sequence[MemberVersion]) -> None:
    try:
        panel_of({**known, **{one.reviewer: one for one in new}}.values())
    except ValueError as error:
        raise Refused(
            f"With those who are on the panel already: {error}.",
            rule="one-panel",
            remedy="Correct the file, or enter the whole panel: those not in it leave.",
        ) from None
