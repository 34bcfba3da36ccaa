"""A backup that finds no room leaves nothing of the patients behind."""

from __future__ import annotations

import io
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from openimr.adapters.backup import BackupWriter

ROOM = 32 * 1024


@pytest.fixture
def little_room() -> Iterator[None]:
    """No file of this process may grow any longer, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.usefixtures("little_room")
def test_a_backup_without_room_leaves_no_part_of_itself(tmp_path: Path) -> None:
    writer = BackupWriter(tmp_path / "backup.tar")
    with pytest.raises(OSError, match="File too large"):
        writer.add("papers", io.BytesIO(b"x" * 4 * ROOM), 4 * ROOM)
    writer.give_up()
    assert list(tmp_path.iterdir()) == []
