"""The tables that the steps make are those that the models say, and hold what the record says."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, database, store_in
from tests.happenings import CLERK, NOON, plainly_listed, received

from openimr.case.events.issuing import CorrectionIssued, PublicationWithdrawn, Published
from openimr.case.record import RecordedEvent
from openimr.workflow.store import CaseQuery, Projected

LETTER = CorrectionIssued(letter_sha256="1" * 64, reason="a slip of the pen")
PUBLISHED = Published(publication="ca-wc/CM26-1", letter_sha256="1" * 64)
WITHDRAWN = PublicationWithdrawn(
    publication="ca-wc/CM26-1", published_sha256="2" * 64, reason="sealed"
)


def test_no_model_differs_from_the_tables(tmp_path: Path) -> None:
    with database("sqlite", tmp_path):
        from django.core.management import call_command  # noqa: PLC0415

        call_command("makemigrations", "openimr", check=True, dry_run=True, verbosity=0)


def served(recorded: Sequence[RecordedEvent]) -> Projected:
    """Rows as they were before anybody noted what is to be published."""
    listed = plainly_listed(recorded)
    row = msgspec.structs.replace(listed.row, state="served", to_publish=False)
    return msgspec.structs.replace(listed, row=row)


@pytest.mark.parametrize("kind", KINDS)
def test_cases_of_before_are_to_be_published_as_their_record_says(
    kind: str, tmp_path: Path
) -> None:
    happened = [
        (LETTER,),
        (LETTER, PUBLISHED),
        (LETTER, PUBLISHED, WITHDRAWN),
        (LETTER, PUBLISHED, LETTER),
        (LETTER, PUBLISHED, WITHDRAWN, PUBLISHED),
    ]
    step = importlib.import_module("openimr.adapters.database.migrations.0021_to_be_published")
    with database(kind, tmp_path) as alias:
        store = store_in(alias, served)
        for n, events in enumerate(happened, start=1):
            case = f"CM26-{n}"
            told = (received(case), *events)
            store.append(case, told, after=0, actor=CLERK, key="once", at=NOON)
        from django.db import connections  # noqa: PLC0415

        with connections[alias].cursor() as cursor:
            cursor.execute(step.AS_RECORDED)
        waiting = store.cases(CaseQuery(to_publish=True)).rows
        assert sorted(row.case for row in waiting) == ["CM26-1", "CM26-3", "CM26-4"]
