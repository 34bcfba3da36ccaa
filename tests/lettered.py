"""An installation for tests with a case in quality review whose letter can be written.

The organization is the demo's; of one case a draft is put beside its record.
"""

from __future__ import annotations

import datetime as dt
import secrets
import shutil
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from tests.made_demo import made_demo
from tests.signed_in import PASSWORD, App
from tests.verbs_on_cases import House

from openimr.adapters import sealed_file
from openimr.bootstrap import case_folders
from openimr.case.evolve import case_of
from openimr.case.model import State
from openimr.demo.letters import around_findings
from openimr.determination.determination_json import write_json
from openimr.installation import account_office, sign_in
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.accounts import Account
from openimr.workflow.second_factor import code_of, new_secret, step_at
from openimr.workflow.store import CaseQuery

SETTINGS = {
    "OPENIMR_SECOND_OPINIONS": "100",
    "OPENIMR_SIGNERS": "quality.lindgren=Runa Lindgren, MD, Medical Director",
    "OPENIMR_ORGANIZATION": "Example Review Organization",
}
"""Every treatment is decided twice, and the quality reviewer signs letters."""

LOGINS = {
    "lindgren": "q-lindgren",
    "ruiz": "m-ruiz",
    "worker": "the-worker",
    "auditor": "the-auditor",
}
"""Who signs in, by the names that tests use; the demo has accounts of its own."""

SUMMARY = "The employee was hurt at work [1:2]. Six visits of therapy came before [1:4]."

RATIONALE = "The records state the complaints, the findings and the care so far."
"""What every reviewer of the demo finds."""


class Lettered(NamedTuple):
    """The installation.

    Attributes:
        data: its data folder.
        case: a case in quality review with one disputed treatment or more, and a draft.
        appealed: a case under appeal.
        apps: of each of ``LOGINS``; empty for the party, who has no second factor.
        house: the command line on it.
    """

    data: Path
    case: str
    appealed: str
    apps: dict[str, App]
    house: House


def lettered(factory: pytest.TempPathFactory, name: str) -> Lettered:
    """Make the installation."""
    data = made_demo(factory, name)
    shutil.rmtree(data / "to-be-posted")  # what the demo printed: here no job ran
    house = House(data, dt.datetime.now(tz=dt.UTC), **SETTINGS)
    store = house.office().store
    rows = store.cases(CaseQuery(state=State.IN_QUALITY_REVIEW.value)).rows
    found = (case_of(store.load(one.case)) for one in rows)
    cases = {case.number: case for case in found if not case.second_opinions}
    number = max(cases, key=lambda one: (len(cases[one].seats) == 1, len(cases[one].disputed)))
    with house.inside():
        _draft(number, house)
        employee = cases[number].parties[0].id
        apps = {
            "lindgren": _account(LOGINS["lindgren"], Role.QUALITY, "quality.lindgren"),
            "ruiz": _account(LOGINS["ruiz"], Role.CASE_MANAGER, "manager.ruiz"),
            "worker": _account(LOGINS["worker"], Role.PARTY, employee, number),
            "auditor": _account(LOGINS["auditor"], Role.AUDITOR, "auditor"),
        }
    [appealed, *_] = store.cases(CaseQuery(state=State.APPEALED.value)).rows
    return Lettered(data, number, appealed.case, apps, house)


def redraft(made: Lettered, summary: str) -> None:
    """The case summary is drafted anew."""
    with made.house.inside():
        _draft(made.case, made.house, summary)


def rest_on_another_patient(made: Lettered) -> None:
    """The case summary rests on a paper of another patient: a grave finding of the checks."""
    paper = {"file": "01-foreign.pdf", "page": 1, "span": [0, 9]}
    documents = [
        {"file": "01-foreign.pdf", "pages": [1, 1], "type": "other", "date": None, "title": None,
         "other_patient": True}
    ]  # fmt: skip
    summary = [{"sentence": "Six visits of therapy came before.", "sources": [paper]}]
    with made.house.inside():
        folders = case_folders()
        for name, content in (("documents", documents), ("summary", summary)):
            place = folders.draft(made.case) / f"{name}.json"
            sealed_file.write(place, msgspec.json.encode(content), folders.keys)


def unreadable(made: Lettered) -> None:
    """What the case summary rests on can no longer be read."""
    with made.house.inside():
        folders = case_folders()
        place = folders.draft(made.case) / "summary.json"
        sealed_file.write(place, b"[{", folders.keys)


def _draft(number: str, house: House, summary: str = SUMMARY) -> None:
    """A draft without proposals: what the letter has around its findings."""
    case = case_of(house.office().store.load(number))
    around = msgspec.structs.replace(around_findings(case), clinical_case_summary=summary)
    folders = case_folders()
    folder = folders.draft(number)
    folder.mkdir(parents=True, exist_ok=True)
    content = write_json(msgspec.structs.replace(around, findings=()))
    sealed_file.write(folders.determination(number), content, folders.keys)
    for name in ("summary", "documents", "facts", "proposals", "disputed_treatments"):
        sealed_file.write(folder / f"{name}.json", b"[]", folders.keys)


def _account(login: str, role: Role, identifier: str, *cases: str) -> App:
    def now() -> dt.datetime:
        return dt.datetime.now(tz=dt.UTC)

    account = Account(login=login, actor=Actor(role=role, id=identifier), cases=cases)
    account_office(now).add(account, PASSWORD)
    if role is Role.PARTY:
        return App("")
    at = now()
    secret, step = new_secret(secrets.token_bytes), step_at(at) - 1
    assert sign_in(lambda: at).set_up(account, secret, code_of(secret, step))
    return App(secret, step)
