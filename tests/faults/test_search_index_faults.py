"""The index of the library when its making is killed, its layout is another one, or it is busy."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.searched_letters import LETTERS, NORCO, letter

from openimr.adapters.library_index import TantivyIndex
from openimr.adapters.library_index_kept import bring_up_to_date, index_of
from openimr.publication.model import PublishedDetermination
from openimr.publication.search.query import Facet, Is, Search
from openimr.vocabulary.errors import BadInput, Refused


class Parted:
    """A library in memory, told by parts."""

    def __init__(self, **kept: tuple[PublishedDetermination, ...]) -> None:
        self.kept = kept

    def parts(self) -> tuple[str, ...]:
        return tuple(self.kept)

    def of_part(self, part: str) -> Iterator[PublishedDetermination]:
        yield from self.kept[part]

    def identities(self) -> Iterator[tuple[list[str], list[int], list[str]]]:
        for part in self.kept.values():
            yield [one.id for one in part], [one.version for one in part], []


def total(folder: Path) -> int:
    return index_of(folder).search(Search()).total


KILLED = """
import os, signal, sys
from pathlib import Path
from tests.faults.test_search_index_faults import Parted
from tests.searched_letters import LETTERS, NORCO, letter
from openimr.adapters.library_index_kept import bring_up_to_date

class Dying(Parted):
    def of_part(self, part):
        if part == "second":
            for number in range(500):
                yield letter(number, NORCO, id=f"ca-wc/D-{number}")
            os.kill(os.getpid(), signal.SIGKILL)
        yield from super().of_part(part)

folder = Path(sys.argv[1])
if sys.argv[2] == "anew":
    current = folder / "index" / (folder / "index" / "current").read_text().strip()
    (current / "openimr-layout").write_text("0-00000000")
bring_up_to_date(folder, Dying(first=LETTERS, second=()))
"""


@pytest.mark.parametrize("how", ["added to", "anew"])
def test_a_killed_writing_leaves_the_old_index_in_use(tmp_path: Path, how: str) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    before = (tmp_path / "index" / "current").read_text()
    root = Path(__file__).parents[2]
    died = subprocess.run(
        [sys.executable, "-c", KILLED, str(tmp_path), how],
        cwd=root,
        env=os.environ | {"PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}"},
        capture_output=True,
        check=False,
    )
    assert died.returncode == -signal.SIGKILL, died.stderr
    assert (tmp_path / "index" / "current").read_text() == before
    if how == "added to":
        assert total(tmp_path) == len(LETTERS)
    more = (letter(9, NORCO),)
    bring_up_to_date(tmp_path, Parted(first=LETTERS, second=more))
    assert total(tmp_path) == len(LETTERS) + 1
    assert len(list((tmp_path / "index").glob("generation-*"))) == 1


def test_an_index_of_another_layout_is_told_and_made_anew(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    generation = next((tmp_path / "index").glob("generation-*"))
    (generation / "openimr-layout").write_text("0-12345678")
    with pytest.raises(BadInput, match="layout 0-12345678"):
        index_of(tmp_path)
    assert bring_up_to_date(tmp_path, Parted(first=LETTERS)) == len(LETTERS)
    assert total(tmp_path) == len(LETTERS)


@pytest.mark.parametrize("damaged", ["meta.json", "*.store"])
def test_a_damaged_index_is_told_and_made_anew(tmp_path: Path, damaged: str) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    for file in (tmp_path / "index").glob(f"generation-*/{damaged}"):
        file.write_bytes(b"")
    with pytest.raises(BadInput, match="cannot be opened as an index"):
        index_of(tmp_path)
    assert bring_up_to_date(tmp_path, Parted(first=LETTERS)) == len(LETTERS)
    assert total(tmp_path) == len(LETTERS)


def test_a_folder_without_an_index_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="library build"):
        index_of(tmp_path)


def test_who_reads_writes_nothing_that_others_read_meanwhile(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    note = next((tmp_path / "index").glob("generation-*/openimr-layout"))
    before = note.stat().st_mtime_ns
    assert total(tmp_path) == len(LETTERS)
    assert note.stat().st_mtime_ns == before


def test_only_new_parts_are_indexed(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    assert bring_up_to_date(tmp_path, Parted(first=LETTERS)) == 0
    more = Parted(first=LETTERS, second=(letter(9, NORCO),))
    assert bring_up_to_date(tmp_path, more) == 1
    joined = Parted(third=(*LETTERS, letter(9, NORCO)))
    bring_up_to_date(tmp_path, joined)
    assert total(tmp_path) == len(LETTERS) + 1


def test_what_the_library_has_no_more_is_found_no_more(tmp_path: Path) -> None:
    bring_up_to_date(tmp_path, Parted(first=LETTERS))
    bring_up_to_date(tmp_path, Parted(second=(letter(9, NORCO),)))
    assert total(tmp_path) == 1


def test_two_cannot_write_at_a_time(tmp_path: Path) -> None:
    index, other = TantivyIndex(tmp_path), TantivyIndex(tmp_path)

    def meanwhile() -> Iterator[PublishedDetermination]:
        yield LETTERS[0]
        with pytest.raises(Refused, match="written by somebody else"):
            other.write(LETTERS)

    assert index.write(meanwhile()).written == 1


def test_a_reader_sees_the_old_state_until_it_looks_again(tmp_path: Path) -> None:
    reader = TantivyIndex(tmp_path)
    TantivyIndex(tmp_path).write(LETTERS)
    assert reader.count == 0
    reader.refresh()
    assert reader.count == len(LETTERS)


def test_more_values_of_one_finding_than_can_be_asked_are_refused_and_none_is_left_out(
    tmp_path: Path,
) -> None:
    index = TantivyIndex(tmp_path)
    index.write(LETTERS)
    topics = tuple(Is(facet=Facet.TOPIC, value=f"topic-{number}") for number in range(20))
    drugs = tuple(Is(facet=Facet.DRUG, value=f"drug-{number}") for number in range(9))
    norco = Is(facet=Facet.DRUG, value="hydrocodone/acetaminophen")
    assert index.search(Search(filters=(*topics, *drugs, norco))).total == 0
    more = Is(facet=Facet.TOPIC, value="opioids-chronic")
    with pytest.raises(BadInput, match="210 combinations of values of one finding"):
        index.search(Search(filters=(*topics, more, *drugs, norco)))
