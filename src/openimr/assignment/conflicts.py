"""Material affiliations between a panel member and everybody in a case (Labor Code 139.5).

A conflict is two questions: is it the same person or organization (names tell, and where they
only may, a person does), and is the tie material (the table of kinds and thresholds tells, and
where it does not, a person does). The answers are kept with their reasons.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.likeness import Likeness
from openimr.assignment.model import PanelMember
from openimr.assignment.organization_names import compare_organizations, surely_organization
from openimr.assignment.person_names import compare_persons
from openimr.assignment.reviewer_law import (
    MATERIAL_SHARE,
    NO_AFFILIATION,
    amount_of,
    rule_called,
)
from openimr.law.load import load_law
from openimr.law.model import Law
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.printable import printable
from openimr.vocabulary.value import Value, require, settle


class PartyKind(enum.Enum):
    """Everybody with whom a reviewer may not be affiliated (Labor Code 139.5, unverified).

    The statute's list does not name the employee's representative; a tie to one is for a person.
    """

    EMPLOYER = "employer"
    INSURER = "insurer"
    CLAIMS_ADMINISTRATOR = "claims administrator"
    NETWORK = "provider network"
    OFFICER = "officer"
    DIRECTOR = "director"
    MANAGING = "manager"
    REQUESTING_PHYSICIAN = "requesting physician"
    TREATING_PHYSICIAN = "treating physician"
    MEDICAL_GROUP = "medical group"
    PRACTICE_ASSOCIATION = "independent practice association"
    FACILITY = "facility"
    MAKER = "maker or developer of the treatment"
    EMPLOYEE = "employee"
    FAMILY = "employee's immediate family"
    REPRESENTATIVE = "employee's attorney or designee"


PERSONS = frozenset(
    {
        PartyKind.OFFICER,
        PartyKind.DIRECTOR,
        PartyKind.MANAGING,
        PartyKind.REQUESTING_PHYSICIAN,
        PartyKind.TREATING_PHYSICIAN,
        PartyKind.EMPLOYEE,
        PartyKind.FAMILY,
    }
)
"""Parties that are persons; all others are organizations, or persons doing business."""

_PAYERS = frozenset(
    {
        PartyKind.EMPLOYER,
        PartyKind.INSURER,
        PartyKind.CLAIMS_ADMINISTRATOR,
        PartyKind.NETWORK,
    }
)
"""Parties to whom the exception for academic medical centers belongs."""


class NamedParty(Value, frozen=True, kw_only=True):
    """Somebody in a case, with the identifier that the record uses in place of the name."""

    id: str
    kind: PartyKind
    name: str

    def __post_init__(self) -> None:
        settle(self, name=printable(self.name, "name"), id=printable(self.id, "id"))
        require(bool(self.id), "a party has an identifier")
        require(bool(self.name), "a party has a name")


class Materiality(enum.Enum):
    """Whether a tie is a material affiliation in the sense of the statute."""

    MATERIAL = "material"
    NOT_MATERIAL = "not material"
    A_PERSON_DECIDES = "a person decides"


class Verdict(enum.Enum):
    """What a person says of a tie that was found."""

    CONFLICT = "conflict"
    ANOTHER = "another person or organization of a like name"
    NOT_MATERIAL = "the same, and the tie is not material"


class Confirmation(Value, frozen=True, kw_only=True):
    """A person's answer on one tie, kept for good.

    Attributes:
        reviewer: identifier of the panel member.
        party: identifier of the party.
        with_whom: the name on the reviewer's side, as the panel has it.
        by: who answered (an account's id).
    """

    reviewer: str
    party: str
    with_whom: str
    verdict: Verdict
    reason: str
    by: str
    at: dt.datetime

    def __post_init__(self) -> None:
        settle(self, with_whom=printable(self.with_whom, "name"))
        require(bool(self.reason.strip()), "an answer on a conflict gives its reason")
        require(bool(self.by.strip()), "an answer on a conflict names who gave it")
        require(self.at.tzinfo is not None, "a time has its zone")


class State(enum.Enum):
    """Where a tie stands."""

    STANDS = "conflict"
    WAITS = "waits for a person"
    CLEARED = "cleared by a person"
    NOT_MATERIAL = "not material"


class Conflict(Value, frozen=True, kw_only=True):
    """A tie between a member and a party of the case.

    Attributes:
        reviewer: identifier of the panel member.
        party: identifier of the party; ``kind`` is what the party is in the case.
        with_whom: the name on the reviewer's side.
        tie: how they hang together; None where the member is the party.
        likeness: whether the two names mean one.
        materiality: what the table says of the tie, and ``why``.
        state: after the answers of persons.
        citation: the law on ties, as known on the day.
    """

    reviewer: str
    party: str
    kind: PartyKind
    with_whom: str
    tie: Tie | None
    likeness: Likeness
    materiality: Materiality
    why: str
    state: State
    citation: str

    @property
    def bars(self) -> bool:
        """Whether nobody may appoint the member while this stands."""
        return self.state in {State.STANDS, State.WAITS}

    @property
    def told(self) -> str:
        """The tie in words that name nobody."""
        tie = self.tie.value if self.tie else "the same person"
        return f"{self.kind.value}: {tie}, {self.state.value}"


_FAMILIAL = frozenset(
    {Tie.SPOUSE, Tie.CHILD, Tie.PARENT, Tie.SIBLING, Tie.SPOUSES_PARENT, Tie.CHILDS_SPOUSE}
)
_PROFESSIONAL = frozenset(
    {Tie.PHYSICIAN_PATIENT, Tie.PARTNERSHIP, Tie.EMPLOYMENT, Tie.SHAREHOLDING}
)


def materiality(
    affiliation: Affiliation, kind: PartyKind, on: dt.date, law: Law
) -> tuple[Materiality, str]:
    """Whether a tie to a party is material on a day, and why, by Labor Code 139.5 (unverified)."""
    found, why = _by_kind(affiliation, amount_of(law, MATERIAL_SHARE, on))
    if found is Materiality.NOT_MATERIAL:
        return found, why
    if affiliation.ended is not None and affiliation.ended < on:
        return Materiality.A_PERSON_DECIDES, f"{why}; the tie has ended"
    if affiliation.academic_center and kind in _PAYERS:
        return Materiality.A_PERSON_DECIDES, f"{why}; an academic medical center may be excepted"
    if kind is PartyKind.REPRESENTATIVE:
        return Materiality.A_PERSON_DECIDES, f"{why}; the statute names no representative"
    return found, why


def _by_kind(affiliation: Affiliation, material: Decimal) -> tuple[Materiality, str]:
    tie, share = affiliation.tie, affiliation.income_percent
    if tie in _FAMILIAL or tie in _PROFESSIONAL:
        sort = "familial" if tie in _FAMILIAL else "professional"
        return Materiality.MATERIAL, f"{sort}: {tie.value}"
    if share is not None and share > material:
        return Materiality.MATERIAL, f"financial: over {material} % of annual income"
    if tie is Tie.STAFF_PRIVILEGES:
        return Materiality.NOT_MATERIAL, "staff privileges alone are no professional tie"
    if tie is Tie.OTHER_RELATIVE:
        return Materiality.A_PERSON_DECIDES, "a relative whom the statute's list does not name"
    if share is None:
        return Materiality.A_PERSON_DECIDES, f"{tie.value}; its share of income is not known"
    return Materiality.NOT_MATERIAL, f"{tie.value} of not over {material} % of income"


def conflicts_of(
    member: PanelMember,
    parties: Sequence[NamedParty],
    on: dt.date,
    confirmations: Iterable[Confirmation] = (),
    law: Law | None = None,
) -> tuple[Conflict, ...]:
    """Every tie between a member and the parties of a case, with where each stands.

    Args:
        member: the candidate, with what the panel knows of ties.
        parties: everybody named in the case.
        on: the day of the appointment; ties that ended before it are for a person.
        confirmations: what persons said; the latest on a tie counts.
        law: with the share from which a tie is material; None for the shipped law.
    """
    law = law or load_law()
    said = {
        (one.party, one.with_whom): one
        for one in sorted(confirmations, key=lambda one: one.at)
        if one.reviewer == member.id
    }
    found = [
        *(tie for party in parties for tie in _as_party(member, party, on, law)),
        *(tie for party in parties for tie in _by_affiliation(member, party, on, law)),
    ]
    return tuple(answered(tie, said.get((tie.party, tie.with_whom))) for tie in found)


def check_confirmation(conflict: Conflict, answer: Confirmation) -> None:
    """Refuse an answer that would waive what the statute calls material.

    Raises:
        Refused: when a tie that is material by the table is called not material.
    """
    waived = answer.verdict is Verdict.NOT_MATERIAL
    if waived and conflict.materiality is Materiality.MATERIAL:
        raise Refused(
            f"The tie is material ({conflict.why}); nobody can waive it.",
            rule=NO_AFFILIATION,
            citation=conflict.citation,
            remedy="Answer that it is another person or organization, or appoint another reviewer.",
        )


def _as_party(member: PanelMember, party: NamedParty, on: dt.date, law: Law) -> Iterator[Conflict]:
    """The member as the party itself, under any name."""
    for name in member.names:
        likeness = _likeness(name, party)
        if likeness is not Likeness.NO:
            yield Conflict(
                reviewer=member.id,
                party=party.id,
                kind=party.kind,
                with_whom=name,
                tie=None,
                likeness=likeness,
                materiality=Materiality.MATERIAL,
                why="the member is the party",
                state=State.WAITS,
                citation=rule_called(law, NO_AFFILIATION, on).cited,
            )


def _by_affiliation(
    member: PanelMember, party: NamedParty, on: dt.date, law: Law
) -> Iterator[Conflict]:
    for affiliation in member.affiliations:
        likeness = _likeness(affiliation.party, party)
        if likeness is Likeness.NO:
            continue
        found, why = materiality(affiliation, party.kind, on, law)
        yield Conflict(
            reviewer=member.id,
            party=party.id,
            kind=party.kind,
            with_whom=affiliation.party,
            tie=affiliation.tie,
            likeness=likeness,
            materiality=found,
            why=why,
            state=State.WAITS,
            citation=rule_called(law, NO_AFFILIATION, on).cited,
        )


def _likeness(name: str, party: NamedParty) -> Likeness:
    """How near a name on the reviewer's side is to a party's; what it names is not known.

    A company may bear a person's name; a name with a company's words is no person's.
    """
    companies = surely_organization(name) or surely_organization(party.name)
    if party.kind in PERSONS:
        return compare_persons(name, party.name)
    as_persons = Likeness.NO if companies else compare_persons(name, party.name)
    return max(compare_organizations(name, party.name), min(as_persons, Likeness.POSSIBLE))


def answered(tie: Conflict, answer: Confirmation | None) -> Conflict:
    """The tie with its state, after what a person may have said.

    Raises:
        Refused: as ``check_confirmation``.
    """
    if answer is not None:
        check_confirmation(tie, answer)
        stands = answer.verdict is Verdict.CONFLICT
        return _in_state(tie, State.STANDS if stands else State.CLEARED)
    if tie.materiality is Materiality.NOT_MATERIAL:
        return _in_state(tie, State.NOT_MATERIAL)
    certain = tie.likeness is Likeness.CERTAIN and tie.materiality is Materiality.MATERIAL
    return _in_state(tie, State.STANDS if certain else State.WAITS)


def _in_state(tie: Conflict, state: State) -> Conflict:
    fields = {name: getattr(tie, name) for name in tie.__struct_fields__}
    return Conflict(**{**fields, "state": state})
