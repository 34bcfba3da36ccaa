"""What publishing keeps with a case: marks made by hand, and what was published; all sealed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.letter_files import save_letter
from openimr.vocabulary.errors import BadInput
from openimr.workflow.publishing_marks import Marks
from openimr.workflow.publishing_proposed import PublishedPaper

_MARKS = "marks.json"


class PublishingFiles:
    """Marks and published papers (``KeptMarks``, ``PublishedPapers``) in the folders of cases.

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def marks(self, case: str) -> Marks:
        """As ``KeptMarks.marks``."""
        content = self._read(self._folder(case) / _MARKS)
        return msgspec.json.decode(content, type=Marks) if content else Marks()

    def keep_marks(self, case: str, marks: Marks) -> None:
        """As ``KeptMarks.keep_marks``."""
        self._save(self._folder(case) / _MARKS, msgspec.json.encode(marks))

    def keep_published(self, case: str, content: bytes, paper: PublishedPaper) -> None:
        """As ``PublishedPapers.keep_published``."""
        place = self._folder(case) / hashlib.sha256(content).hexdigest()
        self._save(place.with_suffix(".json"), msgspec.json.encode(paper))
        self._save(place.with_suffix(".pdf"), content)

    def published(self, case: str, sha256: str) -> tuple[bytes, PublishedPaper]:
        """As ``PublishedPapers.published``."""
        place = self._folder(case) / sha256
        content, said = (self._read(place.with_suffix(ending)) for ending in (".pdf", ".json"))
        if content is None or said is None:
            remedy = "Put its folder back from a backup."
            raise BadInput(f"the published paper of case {case}", "is not kept", remedy)
        if hashlib.sha256(content).hexdigest() != sha256:
            raise BadInput(f"the published paper of case {case}", "is not the one that was kept")
        return content, msgspec.json.decode(said, type=PublishedPaper)

    def _folder(self, case: str) -> Path:
        return self._folders.of(case) / "published"

    def _read(self, place: Path) -> bytes | None:
        try:
            return sealed_file.content_of(place, self._folders.keys)
        except FileNotFoundError:
            return None

    def _save(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        save_letter(content, place, overwrite=True, keys=self._folders.keys)
