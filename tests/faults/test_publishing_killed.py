"""The job that puts a determination into the library, killed hard between its steps."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tests.published_determinations import determination

from openimr.adapters.library_index_kept import index_of
from openimr.adapters.library_own import OwnShelf
from openimr.adapters.library_own_papers import paper_place
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn_list import taken_off
from openimr.publication.model import Provenance, PublishedDetermination, SourceKind

PAPER = b"%PDF-1.7 an invented paper"
DIGEST = hashlib.sha256(PAPER).hexdigest()

PUT = """
import os, signal, sys
from pathlib import Path
import msgspec
from openimr.adapters import library_own
from openimr.adapters.library_store import LibraryStore
from openimr.publication.model import PublishedDetermination

def die(*words):
    os.kill(os.getpid(), signal.SIGKILL)

library, where = Path(sys.argv[1]), sys.argv[2]
if where == "before the determination":
    LibraryStore.add = die
elif where == "before the index":
    library_own.bring_up_to_date = die
said = msgspec.json.decode(sys.stdin.buffer.read(), type=PublishedDetermination)
library_own.OwnShelf(library).put(said, bytes.fromhex(sys.argv[3]))
"""


def said() -> PublishedDetermination:
    own = Provenance(kind=SourceKind.OWN, name="one.pdf", sha256=DIGEST, layout="openimr")
    return msgspec.structs.replace(determination(7), provenance=own)


@pytest.mark.parametrize("where", ["before the determination", "before the index"])
def test_the_next_run_makes_up_for_what_was_left_out(tmp_path: Path, where: str) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", PUT, str(tmp_path), where, PAPER.hex()],
        input=msgspec.json.encode(said()),
        env=os.environ,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    shelf = OwnShelf(tmp_path)
    shelf.put(said(), PAPER)
    shelf.put(said(), PAPER)
    assert LibraryStore(tmp_path).count == 1
    assert index_of(tmp_path).count == 1
    assert paper_place(tmp_path, DIGEST).read_bytes() == PAPER


TAKE_OFF = """
import datetime as dt, os, signal, sys
from pathlib import Path
from openimr.adapters import library_withdrawn
from openimr.adapters.library_own import OwnShelf
from openimr.adapters.library_store import LibraryStore

def die(*words):
    os.kill(os.getpid(), signal.SIGKILL)

library, where = Path(sys.argv[1]), sys.argv[2]
if where == "before the parts":
    LibraryStore.leave_out = die
elif where == "before the index":
    library_withdrawn.take_out = die
elif where == "after the index":
    library_withdrawn.bring_up_to_date = die
OwnShelf(library).take_off(sys.argv[3], sys.argv[4], dt.datetime.fromisoformat(sys.argv[5]))
"""


@pytest.mark.parametrize("where", ["before the parts", "before the index", "after the index"])
def test_what_is_taken_off_is_gone_after_the_next_run(tmp_path: Path, where: str) -> None:
    shelf, at = OwnShelf(tmp_path), dt.datetime(2026, 11, 22, tzinfo=dt.UTC)
    shelf.put(said(), PAPER)
    told = [said().id, DIGEST, at.isoformat()]
    killed = subprocess.run(
        [sys.executable, "-c", TAKE_OFF, str(tmp_path), where, *told], env=os.environ, check=False
    )
    assert killed.returncode == -signal.SIGKILL
    shelf.put(said(), PAPER)  # the job that puts it there, run once more
    shelf.take_off(said().id, DIGEST, at)
    shelf.take_off(said().id, DIGEST, at)
    assert LibraryStore(tmp_path).count == 0
    assert index_of(tmp_path).count == 0
    assert not paper_place(tmp_path, DIGEST).exists()
    assert [one.citation for one in taken_off(tmp_path).told] == [said().id]
    assert shelf.on_shelf(said().id).versions == 1
