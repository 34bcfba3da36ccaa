"""Letters of determinations as they are kept, and letters that wait to be posted, as files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.letter_files import save_letter
from openimr.vocabulary.errors import BadInput
from openimr.workflow.telling import ToBePosted

_PAPER = re.compile(r"(?P<case>[A-Za-z0-9_-]+)\.(?P<notice>\d+\.\d+(?:-\d{8})?)-(?P<place>\d)\.pdf")


class FolderLetters:
    """Issued letters in the folders of their cases (``workflow.telling.Letters``).

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def letter(self, case: str, sha256: str) -> bytes | None:
        """As ``Letters.letter``: among ``letters`` and what was rendered."""
        for path in self._candidates(case):
            content = sealed_file.content_of(path, self._folders.keys)
            if hashlib.sha256(content).hexdigest() == sha256:
                return content
        return None

    def _candidates(self, case: str) -> Iterator[Path]:
        folder = self._folders.of(case)
        yield from sorted(self._folders.letters(case).glob("*"))
        yield from sorted(path for path in folder.glob("letter.*") if path.is_file())


class FolderTray:
    """The tray is a folder whose files name case, notice and order (``workflow.telling.PostTray``).

    What was posted goes into the folder ``posted`` of its case.

    Args:
        place: the folder; it is made, for its owner alone, with the first letter.
        folders: of the cases.
    """

    def __init__(self, place: Path, folders: CaseFolders) -> None:
        self._place = place
        self._folders = folders

    def put(self, case: str, notice: str, papers: Sequence[bytes]) -> None:
        """As ``PostTray.put``; the notice itself, by which it is listed, comes last."""
        self._place.mkdir(mode=0o700, parents=True, exist_ok=True)
        for place, content in reversed(list(enumerate(papers, 1))):
            path = self._place / f"{case}.{notice}-{place}.pdf"
            save_letter(content, path, overwrite=True, keys=self._folders.keys)

    def waiting(self) -> tuple[ToBePosted, ...]:
        """As ``PostTray.waiting``."""
        found: dict[tuple[str, str], list[str]] = {}
        for path in sorted(self._place.glob("*.pdf")):
            if name := _PAPER.fullmatch(path.name):
                found.setdefault((name["case"], name["notice"]), []).append(str(path))
        return tuple(
            ToBePosted(case=case, notice=notice, files=tuple(files))
            for (case, notice), files in found.items()
        )

    def opened(self, case: str, notice: str) -> tuple[bytes, ...]:
        """As ``PostTray.opened``."""
        if found := self._files(case, notice):
            return tuple(sealed_file.content_of(path, self._folders.keys) for path in found)
        remedy = "`openimr post list` shows what is."
        raise BadInput(f"notice {notice} of case {case}", "is not in the tray", remedy)

    def take_out(self, case: str, notice: str) -> None:
        """As ``PostTray.take_out``."""
        posted = self._folders.of(case) / "posted"
        for path in self._files(case, notice):
            posted.mkdir(mode=0o700, parents=True, exist_ok=True)
            path.replace(posted / path.name)

    def _files(self, case: str, notice: str) -> list[Path]:
        named = ((_PAPER.fullmatch(path.name), path) for path in sorted(self._place.glob("*.pdf")))
        return [path for name, path in named if name and name.group(1, 2) == (case, notice)]
