"""The master key of an installation: a file of one line for each key, its owner's alone.

The first key wraps the keys of new cases; older ones open what was wrapped before a rotation, as
old backups were. A line is ``openimr-master-key-1 IDENTIFIER 64-HEXADECIMAL-DIGITS``, so that it
can be kept on paper; the identifier is computed from the key, and finds a mistyped one.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import stat
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.key_files import put_key
from openimr.adapters.web_address import address_of, of_this_machine
from openimr.vocabulary.errors import BadInput, Refused

VARIABLE: Final = "OPENIMR_MASTER_KEY_FILE"
FILE_NAME: Final = "master.key"
_FORMAT: Final = "openimr-master-key-1"
_HEADING: Final = "# Opens every paper of this installation. Keep a copy apart from the backups.\n"
_NONCE: Final = 12


def master_key_place(environment: Mapping[str, str], home: Path) -> Path:
    """The file of the master key: as ``OPENIMR_MASTER_KEY_FILE`` names it, or in the data folder.

    Args:
        environment: of the process.
        home: the data folder.
    """
    named = environment.get(VARIABLE)
    return Path(named).expanduser() if named else home / FILE_NAME


def check_master_key(environment: Mapping[str, str], home: Path) -> None:
    """Refuse to serve people over a network without a master key that is kept apart.

    Nothing is refused where only this machine is served: a key is made there at first need.

    Args:
        environment: of the process.
        home: the data folder.

    Raises:
        Refused: when no file is named, it lies in the data folder, or it is not there.
        BadInput: when it can be read by others, or holds no key.
    """
    host = address_of(environment).host
    if not host or of_this_machine(host.strip("[]")):
        return
    place = master_key_place(environment, home)
    if not environment.get(VARIABLE) or inside(place, home):
        raise Refused(
            "The master key would lie with the papers that it seals.",
            rule="master-key-apart",
            remedy=f"Name a file outside the data folder in {VARIABLE}; "
            "`openimr keys new FILE` makes one.",
        )
    MasterKeyFile(place).keys()


def inside(place: Path, folder: Path) -> bool:
    """Whether a file lies below a folder, whatever links lead there."""
    return Path(os.path.realpath(place)).is_relative_to(os.path.realpath(folder))


@dataclass(frozen=True)
class MasterKey:
    """One master key; it never shows what it is.

    Attributes:
        secret: 32 bytes.
    """

    secret: bytes = field(repr=False)

    @property
    def id(self) -> str:
        """Names the key and tells nothing of it."""
        return hashlib.sha256(b"openimr master key" + self.secret).hexdigest()[:16]

    def seal(self, content: bytes, bound_to: bytes) -> bytes:
        """Wrap a key, bound to its place."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

        nonce = secrets.token_bytes(_NONCE)
        return nonce + AESGCM(self.secret).encrypt(nonce, content, bound_to)

    def open(self, sealed: bytes, bound_to: bytes, where: str) -> bytes:
        """Unwrap a key.

        Raises:
            BadInput: when it was changed, or wrapped for another place.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - slow
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - slow

        try:
            return AESGCM(self.secret).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to)
        except (InvalidTag, ValueError):
            found = "was changed, or is the key of another case"
            raise BadInput(where, found, "Restore it from a backup.") from None


class MasterKeyFile:
    """The file of the master keys, read when needed and again when it changed.

    Args:
        place: the file.
    """

    def __init__(self, place: Path) -> None:
        self.place = place
        self._known: tuple[MasterKey, ...] = ()

    def keys(self) -> tuple[MasterKey, ...]:
        """All keys, the one in use first.

        Raises:
            BadInput: when there is no file, others can read it, or it holds no key.
        """
        self._known = self._read()
        return self._known

    def keys_or_new(self, sealed_before: Callable[[], bool]) -> tuple[MasterKey, ...]:
        """As `keys`; a first key is made where there is no file and nothing was sealed yet."""
        if not self.place.exists() and not sealed_before():
            make_master_key(self.place)
        return self.keys()

    def key(self, named: str, where: str) -> MasterKey:
        """The key that something was wrapped with.

        Raises:
            BadInput: when this installation does not have it.
        """
        known = {one.id: one for one in self._known}
        if named not in known:  # a running process learns of a rotation
            known = {one.id: one for one in self.keys()}
        if named in known:
            return known[named]
        found = f"is wrapped by master key {named}, which {shown_name(self.place)} does not hold"
        raise BadInput(where, found, f"Put that key back: name its file in {VARIABLE}.")

    def put_first(self, new: MasterKey) -> None:
        """Make a key the one in use, and keep the others behind it."""
        older = self.keys()
        try:
            _write(self.place, (new, *older), over=True)
        except OSError as error:
            found = f"cannot be written ({refusal(error)})"
            raise BadInput(shown_name(self.place), found, "Put a new line first.") from None

    def _read(self) -> tuple[MasterKey, ...]:
        where = shown_name(self.place)
        try:
            with self.place.open("rb") as file:
                if stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077:
                    raise BadInput(where, "can be read by other users", f"chmod 600 {where}")
                lines = file.read(1 << 16).decode("ascii", "replace").splitlines()
        except FileNotFoundError:
            remedy = f"Put it back, or name its file in {VARIABLE}: papers cannot be opened without"
            raise BadInput(where, "is not there: it is the master key", remedy) from None
        except OSError as error:
            raise BadInput(where, f"cannot be opened ({refusal(error)})") from None
        keys = tuple(_key(line, where) for line in lines if line.strip() and line[0] != "#")
        if not keys:
            raise BadInput(where, "holds no master key", "Put it back from where it is kept apart.")
        return keys


def fresh_master_key() -> MasterKey:
    """A key that nobody had before."""
    return MasterKey(secrets.token_bytes(32))


def make_master_key(place: Path) -> MasterKey:
    """Make a file with a new master key; when somebody else was first, theirs stays.

    Raises:
        BadInput: when it cannot be written.
    """
    new = fresh_master_key()
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(place, (new,), over=False)
    except FileExistsError:
        return MasterKeyFile(place).keys()[0]
    except OSError as error:
        raise BadInput(shown_name(place), f"cannot be written ({refusal(error)})") from None
    return new


def _key(line: str, where: str) -> MasterKey:
    match line.split():
        case [str(form), str(named), str(digits)] if form == _FORMAT and len(digits) == 64:
            try:
                key = MasterKey(bytes.fromhex(digits))
            except ValueError:
                pass
            else:
                if key.id == named:
                    return key
    raise BadInput(where, "holds a line that is no master key", "Compare it with your copy.")


def _write(place: Path, keys: tuple[MasterKey, ...], *, over: bool) -> None:
    lines = "".join(f"{_FORMAT} {one.id} {one.secret.hex()}\n" for one in keys)
    put_key(place, (_HEADING + lines).encode("ascii"), over=over)
