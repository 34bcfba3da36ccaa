"""Whose a sealed file is, by where it lies in the data folder, and the key of each case.

Every case has a data key of its own in the file ``key`` of its folder, wrapped by the master key
of the installation; so have papers that are being read or sent and belong to no case yet. The
wrapping is bound to the folder: a case's key is of no use in another case's folder. Without the
file ``key`` the papers of its case can be read by nobody any more.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.key_files import put_key
from openimr.adapters.master_key import MasterKey, MasterKeyFile, master_key_place
from openimr.adapters.papers_left import BEING_READ, BEING_SENT
from openimr.adapters.sealed_file import FileKey
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

KEY: Final = "key"
TO_BE_POSTED: Final = "to-be-posted"
_DEPTHS: Final = {"cases": 2, BEING_READ: 2, BEING_SENT: 3}
"""Folders of the data folder by how far down the owner of what lies in them is named."""

SEALED_FOLDERS: Final = (*_DEPTHS, TO_BE_POSTED)
"""Folders of the data folder whose files are sealed."""

_OF_THE_TRAY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,63})\.[^/]*")
_FORMAT: Final = "openimr-case-key-1"
_OWNERS_KEPT: Final = 4096
"""Files of which is remembered whose they are: each step of the way to one is looked at else."""


class WrappedKey(Value, frozen=True, kw_only=True):
    """What the file ``key`` says.

    Attributes:
        master: identifier of the master key that opens it.
        wrapped: nonce and sealed key.
    """

    format: str
    master: str
    wrapped: bytes


class KeyRing:
    """The keys of an installation (``sealed_file.Keys``).

    Args:
        home: the data folder.
        master: the file of the master key.
    """

    def __init__(self, home: Path, master: MasterKeyFile) -> None:
        self.home = Path(os.path.realpath(home))
        self.master = master
        self._known: dict[Path, tuple[tuple[int, int], FileKey]] = {}
        self._owner = functools.lru_cache(maxsize=_OWNERS_KEPT)(self._found_owner)

    def opening(self, path: Path) -> FileKey:
        """As ``Keys.opening``."""
        owner = self._owner(path)
        if owner is None:
            found = "is sealed, and lies where its key is not known"
            raise BadInput(path.name, found, "Put it back to where it lay in the data folder.")
        key = self._key(owner)
        if key is None:
            found = "is not there: what is sealed with it cannot be opened"
            remedy = f"Restore its file `{KEY}` from a backup, unless it was destroyed on purpose."
            raise BadInput(f"the key of {owner.name}", found, remedy)
        return key

    def sealing(self, path: Path) -> FileKey | None:
        """As ``Keys.sealing``."""
        owner = self._owner(path)
        return (self._key(owner) or self._made(owner, FileKey.fresh())) if owner else None

    def adopt(self, passing: Path, folder: Path) -> bool:
        """As ``Keys.adopt``; plain files of an older version are copied, and so sealed."""
        old, new = self._owner(passing / KEY), self._owner(folder / KEY)
        key = self._key(old) if old else None
        if key is None or new is None:
            return False
        return (self._key(new) or self._made(new, key)) == key

    def wrapped(self) -> list[Path]:
        """Every file with a wrapped key."""
        places = (
            self.home.glob("/".join([above, *"*" * (depth - 1), KEY]))
            for above, depth in _DEPTHS.items()
        )
        return sorted(path for found in places for path in found)

    def wrap_again(self, place: Path) -> bool:
        """Wrap a key with the first master key, if another one wraps it.

        Raises:
            BadInput: when it cannot be opened.
        """
        owner = place.parent
        first = self.master.keys()[0]
        if wrapped_by(place) == first.id:
            return False
        if key := self._key(owner):
            _put(place, self._sealed_for(owner, key, first), over=True)
        return True

    def _found_owner(self, path: Path) -> Path | None:
        """The folder that has the key of a file; None where files are plain."""
        real = Path(os.path.realpath(path))
        if not real.is_relative_to(self.home):
            return None
        parts = real.relative_to(self.home).parts
        if len(parts) == 2 and parts[0] == TO_BE_POSTED:
            named = _OF_THE_TRAY.fullmatch(parts[1].lstrip("."))
            return self.home / "cases" / named[1] if named else None
        depth = _DEPTHS.get(parts[0] if parts else "", 0)
        return self.home.joinpath(*parts[:depth]) if 0 < depth < len(parts) else None

    def _key(self, owner: Path) -> FileKey | None:
        place = owner / KEY
        try:
            there = place.stat()
        except FileNotFoundError:
            self._known.pop(owner, None)
            return None
        seen = (there.st_ino, there.st_mtime_ns)
        known = self._known.get(owner)
        if known is None or known[0] != seen:
            known = self._known[owner] = (seen, self._unwrapped(owner, _read(place)))
        return known[1]

    def _made(self, owner: Path, key: FileKey) -> FileKey:
        """Keep a key; when somebody else was first, theirs."""
        first = self.master.keys_or_new(sealed_before=self._any_wrapped)[0]
        owner.mkdir(mode=0o700, parents=True, exist_ok=True)
        with contextlib.suppress(FileExistsError):
            _put(owner / KEY, self._sealed_for(owner, key, first), over=False)
        return self._key(owner) or key

    def _any_wrapped(self) -> bool:
        return bool(self.wrapped())

    def _sealed_for(self, owner: Path, key: FileKey, master: MasterKey) -> WrappedKey:
        wrapped = master.seal(key.id + key.secret, self._bound_to(owner))
        return WrappedKey(format=_FORMAT, master=master.id, wrapped=wrapped)

    def _unwrapped(self, owner: Path, wrapped: WrappedKey) -> FileKey:
        where = f"the key of {owner.name}"
        content = self.master.key(wrapped.master, where).open(
            wrapped.wrapped, self._bound_to(owner), where
        )
        return FileKey(id=content[:16], secret=content[16:])

    def _bound_to(self, owner: Path) -> bytes:
        return f"{_FORMAT} {owner.relative_to(self.home).as_posix()}".encode()


def installed_keys(environment: Mapping[str, str], home: Path) -> KeyRing:
    """The keys of the installation that the environment names, one ring for a process."""
    return _kept(home, master_key_place(environment, home))


@functools.cache
def _kept(home: Path, master: Path) -> KeyRing:
    return KeyRing(home, MasterKeyFile(master))


def wrapped_by(place: Path) -> str:
    """The identifier of the master key that wraps a key.

    Raises:
        BadInput: when it cannot be read.
    """
    return _read(place).master


def _read(place: Path) -> WrappedKey:
    try:
        found = msgspec.json.decode(place.read_bytes(), type=WrappedKey)
    except (msgspec.MsgspecError, ValueError):
        found = None
    if found is None or found.format != _FORMAT:
        raise BadInput(f"the key of {place.parent.name}", "cannot be read", "Restore it.")
    return found


def _put(place: Path, wrapped: WrappedKey, *, over: bool) -> None:
    put_key(place, msgspec.json.encode(wrapped), over=over)
