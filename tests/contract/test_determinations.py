"""The determinations of a library, in memory and on disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import pyarrow.parquet as pq
import pytest
from tests.library_letters import changed_mind, letter
from tests.spec.test_determinations_of_letters import published

from openimr.adapters import library_arrived
from openimr.adapters.library_later_list import LATER
from openimr.adapters.library_parts import Parts
from openimr.adapters.library_store import LibraryStore
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.library.links import Seen
from openimr.publication.library.withdrawn import TakenOff, withdrawn_of
from openimr.publication.model import PublishedDetermination, SourceKind
from openimr.publication.ports import Determinations

FIRST = published(letter("CM16-0000002"))
OTHER = published(letter("CM16-0000001"))
CORRECTED = msgspec.structs.replace(published(changed_mind("CM16-0000002")), version=2)

OTHERS = published(letter("CM16-0000003"))
NOW = dt.datetime(2026, 11, 22, tzinfo=dt.UTC)


class InMemory:
    """The plainest library."""

    def __init__(self, said: Sequence[PublishedDetermination]) -> None:
        self._said = said

    @property
    def count(self) -> int:
        return len(self._said)

    def all(self) -> Iterator[PublishedDetermination]:
        yield from self._said

    def versions(self, id: str) -> tuple[PublishedDetermination, ...]:
        told = (one for one in self._said if one.id == id)
        return tuple(sorted(told, key=lambda one: one.version))

    def get(self, id: str, version: int | None = None) -> PublishedDetermination | None:
        told = [one for one in self.versions(id) if version in (None, one.version)]
        return told[-1] if told else None


Made = Callable[[Sequence[PublishedDetermination]], Determinations]


@pytest.fixture(params=["memory", "disk", "joined parts", "others withdrawn"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Made:
    def on_disk(said: Sequence[PublishedDetermination]) -> Determinations:
        store = LibraryStore(tmp_path / "library")
        with store.writing():
            for one in said:
                store.add([one])
            if request.param == "joined parts":
                store.join_small_parts(many=2)
            if request.param == "others withdrawn":
                store.add([OTHERS])
                store.join_small_parts(many=2)
                store.leave_out(TakenOff([withdrawn_of(OTHERS, (), NOW)]))
        return LibraryStore(tmp_path / "library")

    return InMemory if request.param == "memory" else on_disk


def test_an_empty_library(library: Made) -> None:
    empty = library([])
    assert empty.count == 0
    assert list(empty.all()) == []
    assert empty.get(FIRST.id) is None
    assert empty.versions(FIRST.id) == ()


def test_all_gives_every_version_of_every_determination(library: Made) -> None:
    held = library([FIRST, OTHER, CORRECTED])
    assert held.count == 3
    assert sorted(one.citation for one in held.all()) == [
        "ca-wc/CM16-0000001",
        "ca-wc/CM16-0000002",
        "ca-wc/CM16-0000002/v2",
    ]
    assert [one.citation for one in held.all()] == [one.citation for one in held.all()]


def test_get_gives_the_newest_version_or_the_one_asked_for(library: Made) -> None:
    held = library([CORRECTED, OTHER, FIRST])
    assert held.get(FIRST.id) == CORRECTED
    assert held.get(FIRST.id, 1) == FIRST
    assert held.get(FIRST.id, 3) is None
    assert held.get("ca-wc/CM16-0000009") is None


def test_versions_come_oldest_first(library: Made) -> None:
    assert library([CORRECTED, OTHER, FIRST]).versions(FIRST.id) == (FIRST, CORRECTED)


def test_copies_of_one_are_found_without_reading_those_of_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LibraryStore(tmp_path)
    seen = [
        Seen(
            sha256=f"{n:064}", kind=SourceKind.LETTER, name="x.pdf", id=f"ca-wc/CM16-{n}", version=1
        )
        for n in range(10, 99)
    ]
    whole = Seen(sha256="f" * 64, kind=SourceKind.LETTER, name="all.csv")
    with store.writing():
        store.add([], [whole, *reversed(seen)])
        store.add([], seen[:2])
    assert len(store.copies()) == 92

    def refused(*_: object) -> None:
        raise AssertionError("every copy is read")

    monkeypatch.setattr(Parts, "columns", refused)
    assert store.copies("ca-wc/CM16-50") == (seen[40],)
    assert store.copies("ca-wc/CM16-10") == (seen[0], seen[0])
    assert store.copies("ca-wc/CM16-1") == ()


def test_identifiers_are_told_some_at_a_time(tmp_path: Path) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add([FIRST, OTHER])
        store.add([CORRECTED, OTHERS])
    told = [list(store.identifiers(first, 3)) for first in (0, 3, 6)]
    assert [len(some) for some in told] == [3, 1, 0]
    assert sorted(told[0] + told[1]) == [OTHER.id, FIRST.id, FIRST.id, OTHERS.id]


def event(number: int, happened: Happened = Happened.APPEALED) -> LaterEvent:
    return LaterEvent(id=f"ca-wc/CM16-{number:07}", happened=happened, citation="ADJ1")


def test_later_events_are_read_once_for_each_change_of_their_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def reading(path: Path, really: Callable[[Path], bytes] = Path.read_bytes) -> bytes:
        read.append(path)
        return really(path)

    store, another = LibraryStore(tmp_path), LibraryStore(tmp_path)
    assert store.later_events() == ()
    assert another.add_events([event(2), event(1), event(1)]) == 2
    assert another.add_events([event(1), event(1, Happened.REVERSED)]) == 1
    monkeypatch.setattr(Path, "read_bytes", reading)
    assert store.later_events(event(2).id) == (event(2),)
    assert store.later_events("ca-wc/CM16-7777777") == ()
    assert store.later_events(event(1).id) == (event(1), event(1, Happened.REVERSED))
    assert read.count(tmp_path / LATER) == 1
    another.add_events([event(2, Happened.AFFIRMED)])
    read.clear()
    assert store.later_events(event(2).id) == (event(2), event(2, Happened.AFFIRMED))
    assert len(store.later_events()) == 4
    assert read.count(tmp_path / LATER) == 1
    (tmp_path / LATER).unlink()
    assert store.later_events() == ()


def test_what_came_last_is_listed_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_arrived, "KEPT", 3)
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add([OTHER, FIRST])
        store.add([OTHERS, CORRECTED])
    listed = library_arrived.arrived(tmp_path)
    assert [(one.id, one.version) for one in listed] == [
        (CORRECTED.id, 2),
        (OTHERS.id, 1),
        (FIRST.id, 1),
    ]
    (tmp_path / "arrived.jsonl").write_text("no list", encoding="utf-8")
    assert library_arrived.arrived(tmp_path) == ()


def test_the_end_of_a_part_tells_what_determinations_are_looked_up_by_and_no_more(
    tmp_path: Path,
) -> None:
    store = LibraryStore(tmp_path)
    with store.writing():
        store.add([FIRST, OTHER])
    [part] = tmp_path.glob("determinations/part-*.parquet")
    group = pq.ParquetFile(part).metadata.row_group(0)
    columns = [group.column(place) for place in range(group.num_columns)]
    assert [one.path_in_schema for one in columns if one.is_stats_set] == ["id", "version"]
