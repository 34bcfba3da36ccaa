"""Names and e-mail addresses of parties: a private file each, beside the record."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from openimr.vocabulary.errors import BadInput
from openimr.workflow.notice_jobs import Address


class AddressFolder:
    """An ``AddressBook`` in a folder that every worker sees.

    Args:
        place: the folder; it is made, for its owner alone, when the first address is kept.
    """

    def __init__(self, place: Path) -> None:
        self._place = place

    def address(self, party: str) -> Address | None:
        """As ``AddressBook.address``."""
        try:
            content = self._file(party).read_bytes()
        except FileNotFoundError:
            return None
        try:
            return msgspec.json.decode(content, type=Address)
        except msgspec.MsgspecError:
            raise BadInput("an address of a party", "cannot be read", "Enter it anew") from None

    def keep(self, party: str, address: Address) -> None:
        """Keep an address, whole or not at all."""
        file = self._file(party)
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        passing = file.with_suffix(f".{os.getpid()}")
        passing.touch(mode=0o600)
        passing.write_bytes(msgspec.json.encode(address))
        passing.replace(file)

    def _file(self, party: str) -> Path:
        """Identifiers may hold any character; a digest is always a name."""
        digest = hashlib.sha256(party.encode()).hexdigest()
        return self._place / digest[:2] / f"{digest}.json"
