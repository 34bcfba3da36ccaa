"""A data folder with cases in several states, named parties, and people of every role."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
from tests.dispute import Dispute
from tests.invented_dispute import PARTIES
from tests.signed_in import PASSWORD

from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.case.model import State
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.accounts import Account
from openimr.workflow.projections import Projection
from openimr.workflow.receive_parties import KnownParty

STATES = (
    State.RECEIVED,
    State.ELIGIBLE,
    State.AWAITING_RECORDS,
    State.AWAITING_RECORDS,
    State.APPOINTED,
    State.IN_REVIEW,
    State.ISSUED,
    State.SERVED,
)
RECEIVED, ELIGIBLE, AWAITING, AWAITING_TOO, APPOINTED, IN_REVIEW, ISSUED, SERVED = (
    f"CM26-{number:07d}" for number in range(1, len(STATES) + 1)
)
REVIEWER = "reviewer-a"
"""Who sits in every case that has somebody."""

NAMES = ("Ottoline Featherstonehaugh-Quillfeather", "Tamarack Claims", "Winifred Ashgrove, MD")
"""Of the employee, the claims administrator and the physician, the same in every case."""

OF_NO_CASE = tuple(
    KnownParty(id=f"claims-administrator-{place}", role=PartyRole.CLAIMS_ADMINISTRATOR, name=name)
    for place, name in enumerate(("Osprey Insurance", "Blue Heron Claims", "Gray Heron Mutual"))
)
"""Claims administrators under identifiers as intake gives them."""

SETTINGS = {"OPENIMR_SECOND_FACTOR": "optional"}

PEOPLE = {
    "rivera": Actor(role=Role.CASE_MANAGER, id="rivera"),
    "moreau": Actor(role=Role.INTAKE, id="moreau"),
    "okafor": Actor(role=Role.REVIEWER, id=REVIEWER),
    "lind": Actor(role=Role.REVIEWER, id="reviewer-z"),
    "quill": Actor(role=Role.QUALITY, id="quill"),
    "audit": Actor(role=Role.AUDITOR, id="audit"),
    "chief": Actor(role=Role.ADMINISTRATOR, id="chief"),
    "worker": Actor(role=Role.PARTY, id="employee-1"),
}
OF_WORKER = (ELIGIBLE, IN_REVIEW, SERVED)


def make_worked_cases(data: Path) -> None:
    """Make the record, the names and the accounts in an empty data folder."""
    environment = {**os.environ, "OPENIMR_DATA": str(data)}
    environment.pop("OPENIMR_DATABASE", None)
    settings = database_settings(environment, data)
    store = open_store(settings, Projection(load_law()))
    from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415 - has tables
    from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415

    for number, state in enumerate(STATES, start=1):
        case = f"CM26-{number:07d}"
        dispute = Dispute() if state is State.RECEIVED else Dispute().reach(state)
        for place, one in enumerate(dispute.record):
            event = one.event
            if place == 0:
                own = {"same_dispute": f"dispute-{number}", "same_course": f"course-{number}"}
                event = msgspec.structs.replace(event, number=case, **own)  # type: ignore[arg-type]
            store.append(
                case, [event], after=place, actor=one.actor, key=f"{one.key}.{place}", at=one.at
            )
    for party, name in zip(PARTIES, NAMES, strict=True):
        known = KnownParty(id=party.id, role=party.role, name=name)
        DatabasePartyBook(store.alias).keep([known])
    DatabasePartyBook(store.alias).keep(OF_NO_CASE)
    for login, actor in PEOPLE.items():
        cases = OF_WORKER if actor.role is Role.PARTY else ()
        account = Account(login=login, actor=actor, cases=cases)
        DatabaseAccounts(store.alias).add(account, PASSWORD, dispute.now)
    disconnect(connect(settings))


if __name__ == "__main__":
    make_worked_cases(Path(sys.argv[1]))
