"""A pack by its identity: what is read off it is kept without comparing all of it."""

from __future__ import annotations

from typing import Final

from openimr.guidelines.model import Pack


class SamePack:
    """A key of what is kept of a pack."""

    def __init__(self, pack: Pack) -> None:
        self.pack: Final = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SamePack) and other.pack is self.pack
