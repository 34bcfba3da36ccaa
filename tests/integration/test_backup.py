"""A timed drill: back up, lose everything, restore; and what is not restored."""

from __future__ import annotations

import datetime as dt
import io
import os
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec
import pytest
from tests.databases import KINDS, database
from tests.happenings import CLERK, FOUND, NOON, received

from openimr.adapters.backup import LIST, BackupReader
from openimr.case.anchor import anchors_until
from openimr.case.record import encode
from openimr.law.load import load_law
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.notice_jobs import notice_errands
from openimr.workflow.projections import Projection

CASES = 200
SECONDS = 60.0
"""The drill's time of the processor, whatever else the machine does; it takes about five."""


class Installation:
    """A database and a data folder."""

    def __init__(self, alias: str, data: Path) -> None:
        from openimr.adapters.database.event_store import DatabaseEventStore  # noqa: PLC0415
        from openimr.adapters.database.ledger import DatabaseLedger  # noqa: PLC0415
        from openimr.adapters.database_outbox import DatabaseOutbox  # noqa: PLC0415

        self.alias, self.data = alias, data
        self.store = DatabaseEventStore(alias, Projection(load_law()), notice_errands)
        self.ledger = DatabaseLedger(alias)
        self.outbox = DatabaseOutbox(alias, lambda: NOON)

    def fill(self) -> None:
        for number in range(CASES):
            case = f"CM26-{number:07}"
            self.store.append(case, [received(case)], after=0, actor=CLERK, key="file", at=NOON)
            self.store.append(case, [FOUND], after=1, actor=CLERK, key="screen", at=NOON)
        first = self.ledger.first_day()
        for anchor in anchors_until(NOON.date(), self.ledger.heads, after=None, first=first):
            self.ledger.keep(anchor)
        paper = self.data / "cases" / "CM26-0000001" / "papers" / "form.pdf"
        paper.parent.mkdir(parents=True)
        paper.write_bytes(b"%PDF a form")
        pages = self.data / "cases" / "CM26-0000001" / "draft" / ".pages" / "p1"
        pages.parent.mkdir(parents=True)
        pages.write_bytes(b"read again at any time")
        for name in ("withdrawn.jsonl", "index-of-a-library"):
            (self.data / "library").mkdir(exist_ok=True)
            (self.data / "library" / name).write_bytes(b"{}")
        self.outbox.tick_off([one.id for one in self.outbox.unsent(CASES)])

    def lines(self) -> list[bytes]:
        return [encode(one) for case in self.store.numbers() for one in self.store.load(case)]


@pytest.fixture
def places(tmp_path: Path) -> Iterator[dict[str, Installation]]:
    """An installation to fill, and an empty one on each database."""
    with ExitStack() as stack:
        made = {}
        for name in ("full", *KINDS):
            kind = "sqlite" if name == "full" else name
            (tmp_path / name).mkdir()
            alias = stack.enter_context(database(kind, tmp_path / name))
            made[name] = Installation(alias, tmp_path / name / "data")
        yield made


def back_up(one: Installation, place: Path) -> object:
    from openimr.adapters.backup_run import back_up  # noqa: PLC0415

    return back_up(one.alias, one.data, place, NOON + dt.timedelta(days=1), "0")


def worked() -> float:
    """Seconds of the processor that this process and those that it started have used."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def restore(one: Installation, place: Path) -> object:
    from openimr.adapters.backup_run import restore  # noqa: PLC0415

    return restore(one.alias, one.data, place, NOON + dt.timedelta(days=5), load_law())


def test_a_drill_brings_back_every_event_and_paper_in_time(
    places: dict[str, Installation], tmp_path: Path
) -> None:
    places["full"].fill()
    began = worked()
    back_up(places["full"], tmp_path / "backup.tar")
    for kind in KINDS:
        restore(places[kind], tmp_path / "backup.tar")
    assert worked() - began < SECONDS
    for kind in KINDS:
        assert places[kind].lines() == places["full"].lines()
        assert places[kind].ledger.anchors() == places["full"].ledger.anchors()
        papers = places[kind].data / "cases" / "CM26-0000001"
        assert (papers / "papers" / "form.pdf").read_bytes() == b"%PDF a form"
        library = places[kind].data / "library"
        assert [one.name for one in library.iterdir()] == ["withdrawn.jsonl"], "the rest is built"
        assert not (papers / "draft").exists(), "pages are read again from the papers"
        assert len(places[kind].outbox.unsent(2 * CASES)) == CASES, "asked for again"
    assert (tmp_path / "backup.tar").stat().st_mode & 0o077 == 0


def test_a_restored_postgresql_goes_on_and_backs_up_itself(
    places: dict[str, Installation], tmp_path: Path
) -> None:
    places["full"].fill()
    back_up(places["full"], tmp_path / "first.tar")
    restore(places["postgresql"], tmp_path / "first.tar")
    later = NOON + dt.timedelta(days=3)
    places["postgresql"].store.append(
        "CM26-9", [received("CM26-9")], after=0, actor=CLERK, key="file", at=later
    )
    back_up(places["postgresql"], tmp_path / "second.tar")
    restore(places["sqlite"], tmp_path / "second.tar")
    assert len(places["sqlite"].lines()) == 2 * CASES + 1


def test_nothing_is_restored_over_a_record_or_over_papers(
    places: dict[str, Installation], tmp_path: Path
) -> None:
    places["full"].fill()
    back_up(places["full"], tmp_path / "backup.tar")
    with pytest.raises(Refused, match="holds a record already"):
        restore(places["full"], tmp_path / "backup.tar")
    (places["sqlite"].data / "cases" / "x").mkdir(parents=True)
    with pytest.raises(Refused, match="is not empty"):
        restore(places["sqlite"], tmp_path / "backup.tar")
    assert places["sqlite"].lines() == []


def test_a_backup_is_never_written_over_another(
    places: dict[str, Installation], tmp_path: Path
) -> None:
    (tmp_path / "backup.tar").write_bytes(b"the only one")
    with pytest.raises(BadInput, match="is there already"):
        back_up(places["full"], tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").read_bytes() == b"the only one"


@pytest.mark.parametrize("harm", ["cut off", "one byte", "not a backup"])
def test_a_damaged_backup_is_refused_before_anything_is_put_back(
    places: dict[str, Installation], tmp_path: Path, harm: str
) -> None:
    places["full"].fill()
    place = tmp_path / "backup.tar"
    back_up(places["full"], place)
    content = bytearray(place.read_bytes())
    if harm == "cut off":
        del content[len(content) // 2 :]
    elif harm == "one byte":
        at = content.index(b"%PDF a form")
        content[at] ^= 1
    else:
        content = bytearray(b"something else")
    place.write_bytes(content)
    with pytest.raises(BadInput):
        restore(places["sqlite"], place)
    assert places["sqlite"].lines() == []
    assert not (places["sqlite"].data / "cases").exists()


def test_a_record_that_was_altered_in_the_backup_is_found_by_its_chain(
    places: dict[str, Installation], tmp_path: Path
) -> None:
    """Whoever also makes the list of files fit is found by the chain and the daily root."""
    import gzip  # noqa: PLC0415
    import hashlib  # noqa: PLC0415

    places["full"].fill()
    back_up(places["full"], tmp_path / "backup.tar")
    listed = msgspec.to_builtins(BackupReader(tmp_path / "backup.tar").contents)
    with (
        tarfile.open(tmp_path / "backup.tar") as archive,
        tarfile.open(tmp_path / "forged.tar", "w") as forged,
    ):
        for entry in archive:
            file = archive.extractfile(entry)
            assert file
            content = file.read()
            if entry.name == "tables/openimr_event.jsonl.gz":
                lines = gzip.decompress(content).splitlines(keepends=True)
                content = gzip.compress(b"".join(lines[:-1]))
                (member,) = (m for m in listed["members"] if m["name"] == entry.name)
                member["size"], member["sha256"] = len(content), hashlib.sha256(content).hexdigest()
            elif entry.name == LIST:
                listed["events"] -= 1
                content = msgspec.json.encode(listed)
            entry.size = len(content)
            forged.addfile(entry, io.BytesIO(content))
    with pytest.raises(BadInput, match="is not what was backed up"):
        restore(places["sqlite"], tmp_path / "forged.tar")


@pytest.mark.parametrize("name", ["/etc/passwd", "files/../../x", "files/other/x", "x"])
def test_a_backup_reaches_no_file_outside_its_places(tmp_path: Path, name: str) -> None:
    with tarfile.open(tmp_path / "evil.tar", "w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = 1
        archive.addfile(entry, io.BytesIO(b"x"))
    with pytest.raises(BadInput, match="holds something that no backup holds"):
        BackupReader(tmp_path / "evil.tar")
