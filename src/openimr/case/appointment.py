"""What an appointment rests on, as the record keeps it (Labor Code 139.5(d))."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from openimr.vocabulary.value import Value, require


class Excluded(Value, frozen=True, kw_only=True):
    """Candidates who were not appointed for the same reasons; by identifier, never by name.

    Attributes:
        reasons: everything that speaks against each of them.
        reviewers: who they are, in order.
    """

    reasons: tuple[str, ...]
    reviewers: tuple[str, ...]

    def __post_init__(self) -> None:
        require(bool(self.reasons), "an exclusion has a reason")
        require(bool(self.reviewers), "an exclusion is somebody's")
        require(self.reviewers == tuple(sorted(self.reviewers)), "who is excluded stands in order")


def by_reasons(found: Iterable[tuple[str, Sequence[str]]]) -> tuple[Excluded, ...]:
    """Candidates with their reasons, each set of reasons once; nothing is lost.

    Hundreds share a few reasons, and the record holds them with every appointment.

    Args:
        found: each candidate's identifier with every reason.
    """
    shared: dict[tuple[str, ...], list[str]] = {}
    for reviewer, reasons in found:
        shared.setdefault(tuple(reasons), []).append(reviewer)
    return tuple(
        Excluded(reasons=reasons, reviewers=tuple(sorted(reviewers)))
        for reasons, reviewers in sorted(shared.items())
    )


class Drawn(Value, frozen=True, kw_only=True):
    """The round that chose a reviewer, as far as it must be known to draw it again.

    Attributes:
        seed: of the draw.
        looked: when the round looked at record and panel.
        only: the one case that it was for, or None for all that waited.
        share: percentage of one filer's or administrator's cases that a reviewer might have.
        named: fields of this case's treatments that a person named, by number.
        handed_in: the seed came from a person, as that of a rehearsal does.
    """

    seed: str
    looked: dt.datetime
    only: str | None = None
    share: int
    named: tuple[tuple[int, str], ...] = ()
    handed_in: bool = False

    def __post_init__(self) -> None:
        require(bool(self.seed.strip()), "a draw has a seed")
        require(self.looked.tzinfo is not None, "a time has its zone")


class ReviewerStanding(Value, frozen=True, kw_only=True):
    """Everything that must hold for an appointment, as checked on one day.

    Attributes:
        reviewer: the panel's identifier.
        pseudonym: what parties and the public see.
        licensed_in: states in which licensed on that day, in words, as the letter names them.
        specialties: certifications and specialties, as the letter names them.
        checked: the day of the check.
        licensed_until: expiry of the licence relied on.
        disciplined: any disciplinary action or sanction, taken or pending.
        verified: day of the last primary-source verification of licence and certification.
        verification_days: age in days up to which the office lets a verification count.
        active_practice: attested more than five years and at least 24 hours a week.
        against: whatever speaks against any appointment of the reviewer that day, these points
            and others (no board certification, a Qualified Medical Evaluator, away, no room left).
        qualified_for: for each treatment's number why the specialty fits; empty where it does not.
        conflicts: material affiliations found and not cleared by a person.
        excluded: every other candidate who was looked at, and why not; each once.
        chosen_because: how the choice among the eligible was made (batch, draw, load).
        drawn: the round that chose; None where a person named the reviewer.
    """

    reviewer: str
    pseudonym: str
    licensed_in: tuple[str, ...] = ()
    specialties: tuple[str, ...] = ()
    checked: dt.date
    licensed_until: dt.date | None
    disciplined: bool
    verified: dt.date | None
    verification_days: int = 180
    active_practice: bool
    against: tuple[str, ...] = ()
    qualified_for: tuple[tuple[int, str], ...]
    conflicts: tuple[str, ...]
    excluded: tuple[Excluded, ...]
    chosen_because: str
    drawn: Drawn | None = None

    def __post_init__(self) -> None:
        require(bool(self.reviewer.strip()), "a reviewer has an identifier")
        require(bool(self.pseudonym.strip()), "a reviewer has a pseudonym")
        require(self.verification_days >= 1, "a verification counts for a day or more")
        out = [reviewer for group in self.excluded for reviewer in group.reviewers]
        require(len({self.reviewer, *out}) == 1 + len(out), "a candidate is chosen or out, once")


class Declaration(Value, frozen=True, kw_only=True):
    """The reviewer's own word at acceptance: no material affiliation with anyone named."""

    none_with: tuple[str, ...]
    declared: dt.datetime

    def __post_init__(self) -> None:
        require(self.declared.tzinfo is not None, "a time has its zone")
