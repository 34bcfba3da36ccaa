"""A data folder with cases whose files are in every state, and people to look at them."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from tests.happenings import CLERK, NOON, appointed, received
from tests.large_case_file import EXAMPLE, make_large_case
from tests.signed_in import PASSWORD

from openimr.adapters.case_folders import CaseFolders, installed_folders
from openimr.adapters.database.configuration import database_settings
from openimr.adapters.database.connect import connect, disconnect, open_store
from openimr.law.load import load_law
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow.accounts import Account
from openimr.workflow.projections import Projection

READY, BARE, UNREAD, UNINDEXED = (f"CM26-000000{number}" for number in (1, 2, 3, 4))
"""Cases: with its file read and indexed, without papers, not read, read and not indexed."""

PAGES, PAPERS = 60, 2
"""Of the case that is ready; each document has five pages."""

REVIEWER, OTHER = "R-001", "R-002"
"""The reviewer who sits in the case that is ready, and one who does not."""

PEOPLE = {
    "rivera": Actor(role=Role.CASE_MANAGER, id="rivera"),
    "okafor": Actor(role=Role.REVIEWER, id=REVIEWER),
    "lind": Actor(role=Role.REVIEWER, id=OTHER),
    "audit": Actor(role=Role.AUDITOR, id="audit"),
    "worker": Actor(role=Role.PARTY, id="employee-1"),
}


def make_viewed_cases(data: Path, pages: int = PAGES, papers: int = PAPERS) -> CaseFolders:
    """Make the record, the case files and the accounts.

    Args:
        data: the data folder, empty.
        pages: of the case that is ready.
        papers: on which they lie.
    """
    environment = {**os.environ, "OPENIMR_DATA": str(data)}
    environment.pop("OPENIMR_DATABASE", None)
    settings = database_settings(environment, data)
    store = open_store(settings, Projection(load_law()))
    from openimr.adapters.database.accounts import DatabaseAccounts  # noqa: PLC0415 - has tables

    for login, actor in PEOPLE.items():
        cases = (READY,) if actor.role is Role.PARTY else ()
        account = Account(login=login, actor=actor, cases=cases)
        DatabaseAccounts(store.alias).add(account, PASSWORD, NOON)
    for case in (READY, BARE, UNREAD, UNINDEXED):
        events = [received(case), *([appointed(REVIEWER)] if case == READY else [])]
        store.append(case, events, after=0, actor=CLERK, key=f"make {case}", at=NOON)
    disconnect(connect(settings))
    folders = installed_folders(environment, data)
    make_large_case(folders, READY, pages, papers)
    for case in (UNREAD, UNINDEXED):
        shutil.copytree(EXAMPLE, folders.of(case) / "papers")
    folders.draft(UNINDEXED).mkdir()
    folders.documents(UNINDEXED).write_text("[]")
    return folders


if __name__ == "__main__":
    make_viewed_cases(Path(sys.argv[1]))
