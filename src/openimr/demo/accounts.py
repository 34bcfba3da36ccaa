"""Who may sign in to the demo: one of every role, and parties of its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.demo.conduct import CASE_MANAGER, INTAKE, QUALITY
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.account_office import AccountOffice
from openimr.workflow.accounts import Account
from openimr.workflow.store import CaseQuery, EventStore


class SignsIn(NamedTuple):
    """Somebody who signs in, and what to look at first.

    Attributes:
        account: theirs.
        first: the path of a page.
        why: what stands there.
    """

    account: Account
    first: str
    why: str


_STAFF = (
    (INTAKE, "/cases?state=received", "what waits; then /intake/mail: papers that nobody read"),
    (CASE_MANAGER, "/work", "what is due; then /panel/ties, /post, /management"),
    (QUALITY, "/quality", "second opinions, letters to sign; then /quality/report"),
    (Actor(role=Role.ADMINISTRATOR, id="admin.hale"), "/accounts", "who may sign in"),
    (Actor(role=Role.AUDITOR, id="auditor.voss"), "/cases", "any case, its record and who looked"),
)
"""The invented staff; whoever took part in the stories acts under the same identifier."""

_UNDER_REVIEW = (State.APPOINTED, State.IN_REVIEW)


def add_accounts(
    accounts: AccountOffice, store: EventStore, password: str, drafted: str | None
) -> tuple[SignsIn, ...]:
    """Keep the demo's accounts, all with one password.

    Args:
        accounts: looks after accounts.
        store: the record, whose cases the parties and the reviewer take part in.
        password: for all of them.
        drafted: the case that was drafted, whose reviewer signs in; else another.
    """
    cases = [case_of(store.load(row.case)) for row in store.cases(CaseQuery(limit=500)).rows]
    chosen = next((one for one in cases if one.number == drafted), None)
    made = (*_staff(), *_of_cases(cases, chosen))
    for one in made:
        accounts.add(one.account, password)
    return made


def _staff() -> Iterator[SignsIn]:
    for actor, first, why in _STAFF:
        yield SignsIn(Account(login=actor.id.partition(".")[2], actor=actor), first, why)


def _of_cases(cases: list[Case], chosen: Case | None) -> Iterator[SignsIn]:
    """The reviewer with most to do, a worker, an office and an attorney with their cases."""
    yield from _reviewer(cases, chosen)
    own = _most_varied(cases)
    letter = next(one.number for one in own if one.letters)
    worker = _party("worker", PartyRole.EMPLOYEE, own)
    yield SignsIn(worker, f"/cases/{letter}/letter", "a letter that was corrected; then /work")
    own = _busiest(cases, PartyRole.CLAIMS_ADMINISTRATOR)
    asked = next((one for one in own if one.state is State.AWAITING_RECORDS), own[0])
    office = _party("adjuster", PartyRole.CLAIMS_ADMINISTRATOR, own)
    yield SignsIn(
        office, f"/cases/{asked.number}/send-records", "late records, half sent; then /work"
    )
    filed = [one for one in cases if one.filer is PartyRole.EMPLOYEE_ATTORNEY]
    own = _busiest(filed, PartyRole.EMPLOYEE_ATTORNEY)
    yield SignsIn(_party("attorney", PartyRole.EMPLOYEE_ATTORNEY, own), "/work", "all their cases")


def _reviewer(cases: list[Case], chosen: Case | None) -> Iterator[SignsIn]:
    at_work = [one for one in (chosen, *cases) if one and one.state in _UNDER_REVIEW and one.seats]
    if not at_work:
        return
    most = Counter(seat.reviewer for one in at_work for seat in one.seats).most_common(1)[0][0]
    who = chosen.seats[0].reviewer if chosen and chosen.seats else most
    account = Account(login="reviewer", actor=Actor(role=Role.REVIEWER, id=who))
    if chosen:
        why = "treatment 1 is blind, the last one is done"
        yield SignsIn(account, f"/desk/{chosen.number}", why)
    else:
        yield SignsIn(account, "/work", "the cases on the desk")


def _most_varied(cases: Sequence[Case]) -> list[Case]:
    """The cases of the employee who has a letter, and has cases in the most states."""
    own: dict[str, list[Case]] = {}
    for one in cases:
        own.setdefault(_id(one, PartyRole.EMPLOYEE), []).append(one)
    lettered = (each for each in own.values() if any(one.letters for one in each))
    return max(lettered, key=lambda each: len({one.state for one in each}))


def _busiest(cases: Sequence[Case], role: PartyRole) -> list[Case]:
    """The cases of whoever has most of them in a role."""
    most = next(id for id, _ in Counter(_id(one, role) for one in cases).most_common() if id)
    return [one for one in cases if _id(one, role) == most]


def _party(login: str, role: PartyRole, cases: Sequence[Case]) -> Account:
    numbers = tuple(sorted(one.number for one in cases))
    return Account(login=login, actor=Actor(role=Role.PARTY, id=_id(cases[0], role)), cases=numbers)


def _id(case: Case, role: PartyRole) -> str:
    return next((party.id for party in case.parties if party.role is role), "")
