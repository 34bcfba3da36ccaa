"""From the database to a stranger: days closed, the record exported, tampering named."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from tests.databases import KINDS, database, ledger_in, run_sql, store_in
from tests.happenings import CLERK, FOUND, NOON, plainly_listed, received

from openimr.adapters.record_file import HeadFiles, write_record
from openimr.case.anchor import DailyAnchor
from openimr.case.verify import Verification
from openimr.case.verifying.flaws import Flaw, Kind
from openimr.vocabulary.errors import Refused
from openimr.workflow.anchoring import anchor_days
from openimr.workflow.exporting import Keeping

DAY = dt.timedelta(days=1)


class Installation:
    """A record of three cases over four days, in a database of one kind."""

    def __init__(self, alias: str, folder: Path) -> None:
        self.alias = alias
        self.folder = folder
        lists = HeadFiles(folder / "anchors")
        self.kept = Keeping(store_in(alias, plainly_listed), ledger_in(alias), lists)

    def close_days(self, now: dt.datetime) -> list[DailyAnchor]:
        return list(anchor_days(self.kept.ledger, self.kept.lists, now))

    def work(self, first: int, last: int) -> None:
        """One application a day, found eligible on the next."""
        for number in range(first, last + 1):
            case, at = f"CM26-000000{number}", NOON + number * DAY
            for after, event in enumerate((received(case, at), FOUND)):
                moment = at + after * DAY
                key = f"{case}-{after}"
                self.kept.store.append(case, [event], after=after, actor=CLERK, key=key, at=moment)

    def export(self, at: dt.datetime) -> bytes:
        place = self.folder / "export.jsonl"
        write_record(self.kept, place, lambda: at)
        return place.read_bytes()


def flaws(export: bytes, *roots: str) -> Sequence[Flaw]:
    return list(Verification(io.BytesIO(export), roots=roots).flaws())


@pytest.fixture(params=KINDS)
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    with database(request.param, tmp_path) as alias:
        yield Installation(alias, tmp_path)


def test_an_export_of_work_under_way_is_whole(installation: Installation) -> None:
    installation.work(1, 3)
    roots = [one.root for one in installation.close_days(NOON + 3 * DAY)]
    assert len(roots) == 2
    assert flaws(installation.export(NOON + 4 * DAY), *roots) == []


def test_an_empty_record_is_exported_and_whole(installation: Installation) -> None:
    assert installation.close_days(NOON) == []
    assert flaws(installation.export(NOON)) == []


def test_days_are_closed_once_and_those_left_out_are_made_up_for(
    installation: Installation,
) -> None:
    installation.work(1, 1)
    made = installation.close_days(NOON + 9 * DAY)
    assert [one.day for one in made] == [(NOON + n * DAY).date() for n in range(1, 9)]
    assert installation.close_days(NOON + 9 * DAY) == []


def test_a_day_is_not_closed_in_its_last_hour_on_a_clock_ahead(installation: Installation) -> None:
    installation.work(1, 1)
    midnight = NOON.replace(hour=0) + 2 * DAY
    assert installation.close_days(midnight + dt.timedelta(minutes=59)) == []
    assert len(installation.close_days(midnight + dt.timedelta(hours=1))) == 1


def test_an_export_taken_while_others_record_is_never_accused(installation: Installation) -> None:
    """A case that comes, and one that goes on, between the reading of two cases."""
    installation.work(1, 2)
    installation.close_days(NOON + 2 * DAY)
    left: list[Callable[[], object]] = [lambda: installation.work(3, 3)]
    store = installation.kept.store

    class Busy:
        numbers = staticmethod(store.numbers)

        @staticmethod
        def load(case: str) -> object:
            record = store.load(case)
            if left:
                left.pop()()
            return record

    place = installation.folder / "busy.jsonl"
    busy = installation.kept._replace(store=Busy())  # type: ignore[arg-type]
    write_record(busy, place, lambda: NOON + 4 * DAY)
    assert flaws(place.read_bytes()) == []


CHANGE = {
    "sqlite": "CAST(REPLACE(CAST(body AS TEXT), 'clerk-1', 'clerk-9') AS BLOB)",
    "postgresql": "convert_to(replace(convert_from(body, 'UTF8'), 'clerk-1', 'clerk-9'), 'UTF8')",
}
DROP = {
    "sqlite": "DROP TRIGGER event_not_changed; DROP TRIGGER event_not_deleted",
    "postgresql": "DROP TRIGGER event_not_changed ON openimr_event",
}
SECOND = "\"case\" = 'CM26-0000002'"


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_owner_of_the_database_alters_is_named(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        installation = Installation(alias, tmp_path)
        installation.work(1, 3)
        roots = [one.root for one in installation.close_days(NOON + 6 * DAY)]
        for statement in DROP[kind].split(";"):
            run_sql(alias, statement)
        run_sql(alias, f"UPDATE openimr_event SET body = {CHANGE[kind]} WHERE {SECOND}")
        (found,) = flaws(installation.export(NOON + 6 * DAY), *roots)
        assert (found.kind, found.case) == (Kind.CHANGED, "CM26-0000002")


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_dropped_at_the_end_of_a_case_is_named_by_the_kept_heads(
    kind: str, tmp_path: Path
) -> None:
    with database(kind, tmp_path) as alias:
        installation = Installation(alias, tmp_path)
        installation.work(1, 3)
        roots = [one.root for one in installation.close_days(NOON + 6 * DAY)]
        for statement in DROP[kind].split(";"):
            run_sql(alias, statement)
        run_sql(alias, f"DELETE FROM openimr_event WHERE {SECOND} AND number = 2")
        (found,) = flaws(installation.export(NOON + 6 * DAY), *roots)
        assert (found.kind, found.case, found.first) == (Kind.MISSING, "CM26-0000002", 2)
        assert found.since == (NOON + 3 * DAY).date()


@pytest.mark.parametrize("kind", KINDS)
def test_days_whose_anchors_are_removed_are_not_closed_anew_over_an_altered_record(
    kind: str, tmp_path: Path
) -> None:
    """The heads that they were closed with stay, so that the export names what was dropped."""
    with database(kind, tmp_path) as alias:
        installation = Installation(alias, tmp_path)
        installation.work(1, 3)
        installation.close_days(NOON + 6 * DAY)
        for statement in DROP[kind].split(";"):
            run_sql(alias, statement)
        run_sql(alias, f"DELETE FROM openimr_event WHERE {SECOND} AND number = 2")
        run_sql(alias, "DELETE FROM openimr_anchor")
        with pytest.raises(Refused, match="was closed before, with other heads") as refused:
            installation.close_days(NOON + 7 * DAY)
        assert refused.value.rule == "anchors-stay"
        (found,) = flaws(installation.export(NOON + 7 * DAY))
        assert (found.kind, found.case, found.first) == (Kind.MISSING, "CM26-0000002", 2)
