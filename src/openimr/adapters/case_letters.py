"""The draft of a case's letter, and its letters as they were issued, in the case's folder."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.letter_files import save_letter
from openimr.adapters.paper_copies import copy_papers
from openimr.casefile.ports import SourceFile
from openimr.determination.determination_json import read_json, write_json
from openimr.determination.model import Determination
from openimr.vocabulary.errors import BadInput
from openimr.workflow.lettering import KeptLetter


class CaseLetters:
    """Drafted and issued letters (``workflow.lettering.LetterFiles``).

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def drafted(self, case: str) -> Determination:
        """What was drafted from the case file."""
        path = self._folders.determination(case)
        try:
            content = sealed_file.content_of(path, self._folders.keys)
        except FileNotFoundError:
            remedy = f"`openimr jobs add draft {case}` drafts it; a worker must run."
            raise BadInput(f"case {case}", "has no draft yet", remedy) from None
        return read_json(content, path.name)

    def keep_file(self, case: str, file: SourceFile) -> None:
        """Keep a letter that was made elsewhere, by its digest: the parties are sent this file.

        Raises:
            BadInput: when it is no longer the file whose digest is recorded.
        """
        named = msgspec.structs.replace(file, name=f"{file.fingerprint}{Path(file.path).suffix}")
        copy_papers([named], self._folders.letters(case), self._folders.keys)

    def kept(self, case: str, digest: str) -> KeptLetter | None:
        """As ``LetterFiles.kept``; what was kept before letters were signed is found as well."""
        folder, keys = self._folders.letters(case), self._folders.keys
        try:
            content = sealed_file.content_of(folder / f"{digest}.pdf", keys)
            said = sealed_file.content_of(folder / f"{digest}.json", keys)
        except FileNotFoundError:
            return None
        if hashlib.sha256(content).hexdigest() != digest:
            raise BadInput(f"a letter of case {case}", "is not the one that was kept")
        return KeptLetter(content, read_json(said, "the letter"))

    def keep(self, case: str, digest: str, content: bytes, letter: Determination) -> None:
        """Keep a letter by its digest, its bytes and what it says."""
        folder, keys = self._folders.letters(case), self._folders.keys
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_letter(content, folder / f"{digest}.pdf", overwrite=True, keys=keys)
        save_letter(write_json(letter), folder / f"{digest}.json", overwrite=True, keys=keys)
