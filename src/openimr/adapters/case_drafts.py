"""The lists that drafting a case wrote, in the case's folder."""

from __future__ import annotations

import datetime as dt

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.vocabulary.errors import BadInput


class CaseDrafts:
    """Drafted lists (``workflow.desk_parts_listed.KeptDrafts``).

    Args:
        folders: of the cases.
    """

    def __init__(self, folders: CaseFolders) -> None:
        self._folders = folders

    def drafted_list(self, case: str, name: str) -> bytes:
        """As ``DraftLists.drafted_list``."""
        try:
            place = self._folders.draft(case) / f"{name}.json"
            return sealed_file.content_of(place, self._folders.keys)
        except FileNotFoundError:
            remedy = f"`openimr jobs add draft {case}` drafts it; a worker must run."
            raise BadInput(f"case {case}", "has no draft yet", remedy) from None

    def drafted_at(self, case: str) -> dt.datetime | None:
        """As ``KeptDrafts.drafted_at``."""
        try:
            written = self._folders.determination(case).stat().st_mtime
        except FileNotFoundError:
            return None
        return dt.datetime.fromtimestamp(written, tz=dt.UTC)
