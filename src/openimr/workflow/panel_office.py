"""What the office does with the panel: look at it, enter what was verified, take a file in."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from openimr.assignment.credentials import certified, in_force, oldest_look
from openimr.assignment.model import (
    Absence,
    Certification,
    Discipline,
    License,
    LicenseStatus,
    Panel,
    PanelMember,
    Verification,
)
from openimr.assignment.panel_book import (
    Entered,
    MemberVersion,
    PanelBook,
    changes,
    check_same_physicians,
    panel_of,
)
from openimr.assignment.policies import PanelRules, Reason, reasons_against
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.store import CaseRow

MAINTAINERS = (Role.CASE_MANAGER, Role.ADMINISTRATOR)
"""Who enters what was verified; others at most look."""


class MemberRow(Value, frozen=True, kw_only=True):
    """A member as the list of the panel shows it.

    Attributes:
        pseudonym: what parties see.
        reasons: why no case may be given to the member today; empty when one may.
        verified: day of the oldest verification that an appointment would rest on; None where
            something was never verified.
        verify_by: the last day on which that verification counts.
        open_cases: cases that the member has now.
    """

    member: PanelMember
    pseudonym: str
    reasons: tuple[Reason, ...]
    verified: dt.date | None
    verify_by: dt.date | None
    open_cases: int


class Seen(Value, frozen=True, kw_only=True):
    """What was seen at the source of one credential.

    Attributes:
        credential: its place in the member's licenses, or behind them in the certifications.
        expires: its last day; None for a certification for life.
        status, discipline: what the licensing board says; None of a certification.
    """

    credential: int
    expires: dt.date | None
    status: LicenseStatus | None = None
    discipline: Discipline | None = None


def panel_rows(
    book: PanelBook, open_cases: Mapping[str, int], on: dt.date, rules: PanelRules
) -> tuple[MemberRow, ...]:
    """The panel as it stands, those first whose verification ends first.

    Args:
        book: the panel as it is kept.
        open_cases: cases that reviewers have.
        on: the day.
        rules: by which members are looked at.
    """
    members = panel_of(book.latest()).members
    called = book.pseudonyms([one.id for one in members])
    days = rules.verified_within(on)
    rows = [
        _row(one, called[one.id], open_cases.get(one.id, 0), on, rules, days) for one in members
    ]
    return tuple(sorted(rows, key=lambda row: (row.verify_by or dt.date.min, row.member.id)))


def _row(  # noqa: PLR0913, PLR0917
    member: PanelMember, pseudonym: str, open_cases: int, on: dt.date, rules: PanelRules, days: int
) -> MemberRow:
    looked = oldest_look(member, on)
    return MemberRow(
        member=member,
        pseudonym=pseudonym,
        reasons=reasons_against(member, on, rules, open_cases=open_cases),
        verified=looked,
        verify_by=looked + dt.timedelta(days=days) if looked else None,
        open_cases=open_cases,
    )


def member_at(book: PanelBook, reviewer: str) -> tuple[MemberVersion, ...]:
    """Every version of one member, the first first.

    Raises:
        BadInput: when nobody of that identifier was ever on the panel.
    """
    versions = book.versions(reviewer)
    if not versions:
        raise BadInput("this reviewer", "was never on the panel", "Choose one of the panel.")
    return versions


def credentials_of(member: PanelMember) -> tuple[License | Certification, ...]:
    """The licenses, and behind them the certifications: what can be looked up at a source."""
    return (*member.licenses, *member.certifications)


def lasts(credential: License | Certification, on: dt.date) -> bool:
    """Whether a credential is in force on a day."""
    if isinstance(credential, License):
        return in_force(credential, on)
    return certified(credential, on)


def verified_anew(member: PanelMember, seen: Seen, look: Verification) -> PanelMember:
    """A member after somebody looked one credential up at its source.

    Raises:
        BadInput: when there is no such credential, or what was seen says too little.
    """
    every = list(credentials_of(member))
    if not 0 <= seen.credential < len(every):
        raise BadInput("the credential", "is none of the member's")
    every[seen.credential] = _looked_up(every[seen.credential], seen, look)
    return msgspec.structs.replace(
        member,
        licenses=tuple(one for one in every if isinstance(one, License)),
        certifications=tuple(one for one in every if isinstance(one, Certification)),
    )


def _looked_up(
    credential: License | Certification, seen: Seen, look: Verification
) -> License | Certification:
    if isinstance(credential, Certification):
        return msgspec.structs.replace(credential, expires=seen.expires, verified=look)
    if seen.expires is None or seen.status is None or seen.discipline is None:
        raise BadInput("the license", "needs its last day, status and discipline")
    return msgspec.structs.replace(
        credential,
        expires=seen.expires,
        status=seen.status,
        discipline=seen.discipline,
        verified=look,
    )


def away(member: PanelMember, absence: Absence) -> PanelMember:
    """A member who takes no case on some further days."""
    days = sorted({*member.away, absence}, key=lambda one: (one.first, one.last))
    return msgspec.structs.replace(member, away=tuple(days))


def keep_member(book: PanelBook, member: PanelMember, entered: Entered) -> None:
    """Keep a member as changed, as a further version.

    Raises:
        Refused: when the actor may not; when it would become another physician; when somebody
            else was faster.
    """
    keep_panel(book, Panel(members=(member,)), entered, whole=False)


def keep_panel(
    book: PanelBook, panel: Panel, entered: Entered, *, whole: bool
) -> tuple[MemberVersion, ...]:
    """Keep what a panel that is entered changes.

    Args:
        book: the panel as it is kept.
        panel: as entered.
        entered: by whom, when, from what.
        whole: members who are not in it leave the panel; else they stay as they are.

    Returns:
        The versions that are new; none when nothing changed.

    Raises:
        Refused: as ``keep_member``.
    """
    new = would_change(book, panel, entered, whole=whole)
    book.add(new)
    return new


def would_change(
    book: PanelBook, panel: Panel, entered: Entered, *, whole: bool
) -> tuple[MemberVersion, ...]:
    """What ``keep_panel`` would keep; raises as it does."""
    _check_maintainer(entered.by)
    new = changes(book.latest(), panel, entered, whole=whole)
    check_same_physicians([book.versions(one.reviewer) for one in new if one.number > 1], new)
    return new


def _check_maintainer(actor: Actor) -> None:
    if actor.role not in MAINTAINERS:
        raise Refused(
            f"The panel is not kept by the role '{actor.role.value}'.",
            rule="panel-is-kept-by-the-office",
            citation="how this organization works",
            remedy=f"Ask: {', '.join(role.value for role in MAINTAINERS)}.",
        )


def round_seed(key: bytes, waiting: Iterable[CaseRow], on: dt.date) -> str:
    """The seed of the next round: the same for everybody who looks, until something changes.

    Nobody draws again until the outcome is to their liking, and nobody without the key knows it
    before the cases are there.

    Args:
        key: the installation's own.
        waiting: the cases that wait.
        on: the day.
    """
    told = [f"{on:%Y-%m-%d}", *sorted(f"{row.case}:{row.number}" for row in waiting)]
    return hmac.new(key, "\n".join(told).encode(), hashlib.sha256).hexdigest()[:32]


def told(new: Sequence[MemberVersion]) -> dict[str, list[str]]:
    """Whom new versions make new, change, or let leave, by identifier."""
    return {
        "new": [one.reviewer for one in new if one.number == 1],
        "changed": [one.reviewer for one in new if one.number > 1 and one.member],
        "left the panel": [one.reviewer for one in new if one.member is None],
    }


class VersionSaid(Value, frozen=True, kw_only=True):
    """A version of a member, and what it changed, in words."""

    version: MemberVersion
    says: str


def history_of(versions: Sequence[MemberVersion]) -> Iterator[VersionSaid]:
    """Each version with what it changed, the first first."""
    for old, new in zip((None, *versions), versions, strict=False):
        yield VersionSaid(version=new, says=_says(old.member if old else None, new.member))


def _says(old: PanelMember | None, new: PanelMember | None) -> str:
    if new is None:
        return "left the panel"
    if old is None:
        return "entered"
    fields = (msgspec.structs.asdict(one) for one in (old, new))
    pairs = zip(*(one.items() for one in fields), strict=True)
    changed = [name for (name, was), (_, now) in pairs if was != now]
    return f"changed: {', '.join(name.replace('_', ' ') for name in changed)}"
