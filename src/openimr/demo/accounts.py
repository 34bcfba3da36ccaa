"""Who may sign in to the demo: one of every role, and parties of its cases."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from openimr.case.evolve import case_of
from openimr.case.model import Case, State
from openimr.demo.conduct import CASE_MANAGER, INTAKE, QUALITY
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.account_office import AccountOffice
from openimr.workflow.accounts import Account
from openimr.workflow.store import CaseQuery, EventStore

STAFF = (
    INTAKE,
    CASE_MANAGER,
    QUALITY,
    Actor(role=Role.ADMINISTRATOR, id="admin.hale"),
    Actor(role=Role.AUDITOR, id="auditor.voss"),
)
"""The invented staff; whoever took part in the stories acts under the same identifier."""

_UNDER_REVIEW = (State.APPOINTED, State.IN_REVIEW)


def add_accounts(
    accounts: AccountOffice, store: EventStore, password: str, drafted: str | None
) -> tuple[Account, ...]:
    """Keep the demo's accounts, all with one password.

    Args:
        accounts: looks after accounts.
        store: the record, whose cases the parties and the reviewer take part in.
        password: for all of them.
        drafted: the case that was drafted, whose reviewer and employee sign in; else others.
    """
    cases = [case_of(store.load(row.case)) for row in store.cases(CaseQuery(limit=500)).rows]
    chosen = next((one for one in cases if one.number == drafted), None)
    made = (*_staff(), *_of_cases(cases, chosen))
    for account in made:
        accounts.add(account, password)
    return made


def _staff() -> Iterator[Account]:
    for actor in STAFF:
        yield Account(login=actor.id.partition(".")[2], actor=actor)


def _of_cases(cases: list[Case], chosen: Case | None) -> Iterator[Account]:
    """The reviewer with most to do, an injured worker, and a claims administrator's office."""
    at_work = [one for one in (chosen, *cases) if one and one.state in _UNDER_REVIEW and one.seats]
    if at_work:
        most = Counter(seat.reviewer for one in at_work for seat in one.seats).most_common(1)[0][0]
        who = chosen.seats[0].reviewer if chosen and chosen.seats else most
        yield Account(login="reviewer", actor=Actor(role=Role.REVIEWER, id=who))
    told = next((one for one in cases if one.state is State.SERVED), cases[0])
    yield _party("worker", _id(told, PartyRole.EMPLOYEE), [told])
    offices = Counter(_id(one, PartyRole.CLAIMS_ADMINISTRATOR) for one in cases)
    office = next(id for id, _ in offices.most_common() if id)
    own = [one for one in cases if _id(one, PartyRole.CLAIMS_ADMINISTRATOR) == office]
    yield _party("adjuster", office, own)


def _party(login: str, id: str, cases: list[Case]) -> Account:
    numbers = tuple(sorted(one.number for one in cases))
    return Account(login=login, actor=Actor(role=Role.PARTY, id=id), cases=numbers)


def _id(case: Case, role: PartyRole) -> str:
    return next((party.id for party in case.parties if party.role is role), "")
