"""The folder that receives a draft: each file whole or not at all."""

from __future__ import annotations

from pathlib import Path

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.letter_files import save_letter
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.vocabulary.errors import BadInput


class DraftFolder:
    """An `OutputFolder` on disk.

    Drafts are patient records: a folder made here is made for its owner alone.

    Args:
        place: the folder; it is made when it is not there.
        keys: what seals its files, where it is a case's.

    Raises:
        BadInput: when it cannot be made.
    """

    def __init__(self, place: Path, keys: Keys = NO_KEYS) -> None:
        self._place = place
        self._keys = keys
        try:
            place.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            found = f"cannot be made a folder ({refusal(error)})"
            raise BadInput(shown_name(place), found) from error

    def write(self, name: str, content: bytes) -> None:
        """Put one file in place, over an older one of that name."""
        save_letter(content, self._place / name, overwrite=True, keys=self._keys)
