"""Finished pages on disk: one small file each, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import msgspec

from openimr.adapters import sealed_file
from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.adapters.whole_file import OWNER_ALONE, force_onto_disk, whole_file
from openimr.casefile.model import Page
from openimr.vocabulary.errors import BadInput


class DiskPageStore:
    """A `PageStore` in a directory, one folder per file of the case file.

    Pages are patient records: folders are made for the owner alone. A folder that cannot be read
    or written raises ``BadInput``.
    """

    def __init__(self, directory: Path, keys: Keys = NO_KEYS) -> None:
        self._directory = directory
        self._keys = keys
        self._encoder = msgspec.msgpack.Encoder()
        self._decoder = msgspec.msgpack.Decoder(Page)

    def load(self, fingerprint: str, number: int, version: str) -> Page | None:
        """The page as kept, or None; a file that is not a whole page counts as not kept."""
        try:
            place = self._place(fingerprint, number, version)
            return self._decoder.decode(sealed_file.content_of(place, self._keys))
        except (FileNotFoundError, msgspec.MsgspecError):
            return None
        except OSError as error:
            raise self._refused(error) from error

    def load_count(self, fingerprint: str) -> int | None:
        """How many pages the file has, or None when nobody counted them yet."""
        try:
            place = self._directory / fingerprint / "count"
            return int(sealed_file.content_of(place, self._keys))
        except (FileNotFoundError, ValueError):
            return None
        except OSError as error:
            raise self._refused(error) from error

    def keep_count(self, fingerprint: str, count: int) -> None:
        """Keep how many pages a file has."""
        self._write(self._directory / fingerprint / "count", str(count).encode("ascii"))

    def keep(self, fingerprint: str, version: str, page: Page) -> None:
        """Keep a finished page; after this returns, no crash of a program loses it."""
        self._write(self._place(fingerprint, page.number, version), self._encoder.encode(page))

    def _write(self, place: Path, content: bytes) -> None:
        try:
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with whole_file(place, mode=OWNER_ALONE) as passing:
                sealed_file.write(passing, content, self._keys)
                # Not its name, which takes several times as long for each of thousands of pages:
                # one that a power cut loses is read again, and none is there in part.
                force_onto_disk(passing)
        except OSError as error:
            raise self._refused(error) from error

    def _refused(self, error: OSError) -> BadInput:
        found = f"finished pages cannot be kept there ({refusal(error)})"
        remedy = "Name another folder, or make room and run it again."
        return BadInput(shown_name(self._directory), found, remedy)

    def _place(self, fingerprint: str, number: int, version: str) -> Path:
        return self._directory / fingerprint / f"{version}-{number:05d}.msgpack"
