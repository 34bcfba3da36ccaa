"""Backing an installation up and restoring it, with the record checked by its own chain."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openimr.adapters import backup_tables
from openimr.adapters.backup import (
    TABLES,
    BackupReader,
    BackupWriter,
    Contents,
    check_nothing_kept,
    passing_folder,
)
from openimr.adapters.database.event_store import DatabaseEventStore
from openimr.adapters.database.ledger import DatabaseLedger
from openimr.case.export import Exporting
from openimr.case.verify import Verification
from openimr.case.verifying.flaws import Flaw
from openimr.law.model import Law
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value
from openimr.workflow.projections import Projection

_EVENTS = "openimr_event"


class Restored(Value, frozen=True, kw_only=True):
    """What was put back.

    Attributes:
        errands: how many are asked for again.
        root: of the last anchor, the same as when it was backed up.
    """

    cases: int
    events: int
    files: int
    errands: int
    root: str


def back_up(alias: str, home: Path, place: Path, now: dt.datetime, version: str) -> Contents:
    """Write a backup of one moment while work goes on.

    Papers are copied after the record: each that the record knows of is in the backup, and some
    that it does not know of yet may be too.

    Args:
        alias: the database.
        home: the data folder.
        place: the backup's file, which must not be there yet.
        now: the time.
        version: of OpenIMR.
    """
    writer = BackupWriter(place)
    try:
        with passing_folder(home) as folder:
            with backup_tables.snapshot(alias, Path(folder)) as one_moment:
                events = backup_tables.count_rows(one_moment, _EVENTS)
                anchors = DatabaseLedger(one_moment).anchors()
                tables = backup_tables.write_tables(one_moment, Path(folder))
            for table, path in tables.items():
                with path.open("rb") as file:
                    writer.add(f"{TABLES}{table}.jsonl.gz", file, path.stat().st_size)
        writer.add_files(home)
        return writer.finish(now, version, events, anchors[-1].root if anchors else "")
    except BaseException:
        writer.give_up()
        raise


def restore(alias: str, home: Path, place: Path, now: dt.datetime, law: Law) -> Restored:
    """Put a backup back into an empty installation, and check the record by its chain.

    Raises:
        BadInput: when the backup is damaged; nothing was restored then.
        Refused: when there is something already.
    """
    backup = BackupReader(place)
    backup_tables.check_empty(alias)
    check_nothing_kept(home)
    for table, lines in backup.tables():
        backup_tables.read_table(alias, table, lines)
    backup_tables.reset_counters(alias)
    errands = backup_tables.ask_again(alias, backup.contents.made)
    files = backup.take_files(home)
    cases, events, root = _check(
        DatabaseEventStore(alias, Projection(law)), home, backup.contents, now
    )
    return Restored(cases=cases, events=events, files=files, errands=errands, root=root)


def _check(
    store: DatabaseEventStore, home: Path, contents: Contents, now: dt.datetime
) -> tuple[int, int, str]:
    """Export what was restored and verify the export as a stranger would."""
    ledger = DatabaseLedger(store.alias)
    anchors = ledger.anchors()
    exporting = Exporting(
        map(store.load, store.numbers()),
        anchors,
        ledger.heads,
        first=ledger.first_day(),
        made=now,
    )
    with passing_folder(home) as folder:
        path = Path(folder) / "record.jsonl"
        with path.open("wb") as file:
            file.writelines(exporting.lines())
        with path.open("rb") as file:
            flaw = next(iter(Verification(file, roots=_roots(contents)).flaws()), None)
    root = anchors[-1].root if anchors else ""
    if flaw or exporting.events != contents.events or root != contents.root:
        raise _otherwise(flaw)
    return exporting.cases, exporting.events, root


def _roots(contents: Contents) -> tuple[str, ...]:
    return (contents.root,) if contents.root else ()


def _otherwise(flaw: Flaw | None) -> BadInput:
    said = ": " + flaw.says.removesuffix(".") if flaw else ""
    return BadInput(
        "the restored record",
        f"is not what was backed up{said}",
        "Do not work with it. Restore another backup into an empty database",
    )
