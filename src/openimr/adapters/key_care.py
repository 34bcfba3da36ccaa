"""Looking after the keys of an installation: what is sealed, a new master key, older folders."""

from __future__ import annotations

import collections
import hashlib
import io
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final

from openimr.adapters import sealed_file
from openimr.adapters.key_ring import KEY, SEALED_FOLDERS, KeyRing, wrapped_by
from openimr.adapters.master_key import MasterKey
from openimr.adapters.papers_left import LOCK, PARTS, SEALED_PART
from openimr.adapters.whole_file import force_onto_disk
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

_PAGES: Final = ".pages"
_PASSING: Final = ".sealing"
_OF_KEYS: Final = re.compile(rf"{KEY}|\.{KEY}\.[0-9a-f]{{8}}")
_BLOCK: Final = 1 << 20


class Survey(Value, frozen=True, kw_only=True):
    """What is sealed in an installation, and by which keys.

    Attributes:
        in_use: identifier of the master key that wraps new keys; "" where there is none yet.
        wrapped: how many keys of cases each master key wraps, by its identifier.
        lacking: identifiers of those that the file of the master key does not hold.
        plain: files that are not sealed; of the pages of one paper, only the last is looked at.
    """

    in_use: str
    wrapped: Mapping[str, int]
    lacking: tuple[str, ...]
    plain: int

    @property
    def older(self) -> int:
        """Keys that a master key wraps which is no longer the one in use."""
        return sum(self.wrapped.values()) - self.wrapped.get(self.in_use, 0)


def survey(ring: KeyRing) -> Survey:
    """Look at every wrapped key, and at what is not sealed.

    Raises:
        BadInput: when the master key is not there though something is sealed with it, others can
            read it, or a wrapped key cannot be read.
    """
    wrapped = collections.Counter(wrapped_by(place) for place in ring.wrapped())
    held = ring.master.keys() if wrapped or ring.master.place.exists() else ()
    return Survey(
        in_use=held[0].id if held else "",
        wrapped=dict(wrapped),
        lacking=tuple(sorted(wrapped.keys() - {one.id for one in held})),
        plain=sum(1 for _ in plain_files(ring.home, every_page=False)),
    )


def plain_files(home: Path, *, every_page: bool) -> Iterator[Path]:
    """Files of cases that are not sealed.

    Args:
        home: the data folder.
        every_page: look at every page that was read; without, at the last one of each paper,
            which is sealed last.
    """
    for above in SEALED_FOLDERS:
        for folder, inside, names in os.walk(home / above):
            inside.sort()
            files = sorted(name for name in names if not _OF_KEYS.fullmatch(name) and name != LOCK)
            pages = Path(folder).parent.name == _PAGES
            for name in files if every_page or not pages else files[-1:]:
                path = Path(folder, name)
                if path.is_file() and not path.is_symlink() and not sealed_file.is_sealed(path):
                    yield path


class Rotated(Value, frozen=True, kw_only=True):
    """What a rotation did.

    Attributes:
        in_use: identifier of the master key that wraps every key now.
        wrapped: keys that were wrapped with it.
        made: whether it was made for this, or was there: a rotation that was broken off is
            finished, and nothing else is begun.
    """

    in_use: str
    wrapped: int
    made: bool


def rotate(ring: KeyRing, fresh: Callable[[], MasterKey]) -> Rotated:
    """Wrap every key of a case with a new master key; older ones stay in the file, for backups.

    Killed at any moment, nothing is lost: both keys are in the file, and who calls again finishes.

    Raises:
        BadInput: when a key cannot be opened, or the file cannot be written.
    """
    first = ring.master.keys()[0].id
    made = all(wrapped_by(place) == first for place in ring.wrapped())
    if made:
        ring.master.put_first(fresh())
    wrapped = sum(ring.wrap_again(place) for place in ring.wrapped())
    return Rotated(in_use=ring.master.keys()[0].id, wrapped=wrapped, made=made)


def seal_folders(ring: KeyRing, told: Callable[[int], None] = lambda _: None) -> int:
    """Seal what lies plain in the folders of cases, each file whole or not at all.

    A file is read back and compared before it takes the plain one's place. Killed at any moment,
    nothing is lost, and who calls again goes on.

    Args:
        ring: the keys.
        told: is told how many are sealed.

    Returns:
        How many files were sealed; those that somebody changed meanwhile are left for the next
        call.
    """
    for above in SEALED_FOLDERS:
        for left in (ring.home / above).rglob(".*"):
            if left.name.endswith(_PASSING) or _OF_KEYS.fullmatch(left.name):
                left.unlink()
    sealed = 0
    for path in list(plain_files(ring.home, every_page=True)):
        sealed += _seal(path, ring)
        told(sealed)
    return sealed


def _seal(path: Path, ring: KeyRing) -> bool:
    passing = path.with_name(f".{path.name}{_PASSING}")
    before = path.stat()
    try:
        with path.open("rb") as plain, sealed_file.writing(passing, ring) as file:
            shutil.copyfileobj(plain, file, _BLOCK)
        force_onto_disk(passing)
        with path.open("rb") as plain, sealed_file.opened(passing, ring) as file:
            if not sealed_file.is_sealed(passing) or _digest(plain) != _digest(file):
                raise BadInput(path.name, "was not sealed as it is", "Look after the disk.")
        os.utime(passing, ns=(before.st_atime_ns, before.st_mtime_ns))
        if _seen(path.stat()) != _seen(before):
            return False
        _take_place(passing, path)
    except FileNotFoundError:  # somebody moved it meanwhile
        return False
    finally:
        passing.unlink(missing_ok=True)
    return True


def _take_place(passing: Path, path: Path) -> None:
    """Part of a paper that is being sent says by its name that it is sealed."""
    if path.parent.name == PARTS:
        passing.replace(path.with_suffix(SEALED_PART))
        path.unlink()
    else:
        passing.replace(path)
    force_onto_disk(path.parent)


def _seen(state: os.stat_result) -> tuple[int, int, int]:
    return state.st_ino, state.st_mtime_ns, state.st_size


def _digest(file: io.BufferedReader) -> bytes:
    return hashlib.file_digest(file, "sha256").digest()
