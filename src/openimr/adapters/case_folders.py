"""Where each case's files lie in the data folder."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from openimr.adapters.key_ring import installed_keys
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.vocabulary.errors import BadInput

CONTENTS = "contents.sqlite3"
"""Name of the file with what a case file holds, beside the index of its words."""

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True)
class CaseFolders:
    """A folder per case under ``cases``: its papers, its draft, its letters.

    Attributes:
        home: the data folder.
        keys: what opens and seals the files in them; without, files are written plain.
    """

    home: Path
    keys: Keys = field(default=NO_KEYS, repr=False, compare=False)

    def of(self, case: str) -> Path:
        """The case's folder.

        Raises:
            BadInput: when the number cannot be the name of a folder.
        """
        if not _NUMBER.fullmatch(case):
            raise BadInput("a case number", "is no name for a folder")
        return self.home / "cases" / case

    def papers(self, case: str) -> Path:
        """The PDFs that came in."""
        folder = self.of(case) / "papers"
        if not folder.is_dir():
            raise BadInput(f"case {case}", "has no papers", f"Put its PDFs into {folder}")
        return folder

    def draft(self, case: str) -> Path:
        """What is drafted, with the pages that were read."""
        return self.of(case) / "draft"

    def documents(self, case: str) -> Path:
        """Which documents the pages make that were read."""
        return self.draft(case) / "documents-found.json"

    def index(self, case: str) -> Path:
        """The index of the case file."""
        return self.of(case) / "index.sqlite3"

    def contents(self, case: str) -> Path:
        """What the case file holds, without its words: small, and read for every page."""
        return self.index(case).with_name(CONTENTS)

    def determination(self, case: str) -> Path:
        """What the draft says as a letter would."""
        return self.draft(case) / "determination.json"

    def letters(self, case: str) -> Path:
        """Letters as they were issued, by their digests."""
        return self.of(case) / "letters"

    def letter(self, case: str, ending: str) -> Path:
        """The letter, rendered."""
        return self.of(case) / f"letter{ending}"


def installed_folders(environment: Mapping[str, str], home: Path) -> CaseFolders:
    """The folders of an installation, with its keys.

    Args:
        environment: names the master key.
        home: the data folder.
    """
    return CaseFolders(home, installed_keys(environment, home))
