"""What jobs do with the papers of a case: read, index, draft and typeset them, in its folders.

As in `bootstrap`, an adapter is imported by the function that uses it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from openimr.bootstrap import KEPT_PAGES, draft_case_file, gather_case_file, letter_file

if TYPE_CHECKING:
    from openimr.adapters.case_folders import CaseFolders
    from openimr.casefile.gather import Progress
    from openimr.workflow.case_jobs import Told


class PapersOnDisk:
    """The papers of cases in the data folder (``workflow.case_jobs.CasePapers``).

    Args:
        folders: of the cases.
        now: the time.
        environment: names further guideline packs, and studies.
    """

    def __init__(
        self,
        folders: CaseFolders,
        now: Callable[[], dt.datetime],
        environment: Mapping[str, str],
    ) -> None:
        self._folders, self._now, self._environment = folders, now, environment

    def read(self, case: str, told: Told) -> None:
        """Read every page, and keep what documents there are."""
        from openimr.adapters.case_pages import keep_documents

        store = self._folders.draft(case) / KEPT_PAGES
        case_file = gather_case_file(self._folders.papers(case), store, _telling_pages(told))
        keep_documents(self._folders.documents(case), case_file.documents, self._folders.keys)

    def index(self, case: str, told: Told) -> None:
        """Make the words of the pages findable."""
        from openimr.adapters.case_index import write_index
        from openimr.adapters.case_pages import KeptPages, kept_documents

        keys, store = self._folders.keys, self._folders.draft(case) / KEPT_PAGES
        documents = kept_documents(self._folders.documents(case), case, keys)
        pages = KeptPages(self._folders.papers(case), store, keys)
        write_index(self._folders.index(case), documents, pages.page, told, pages.papers(), keys)

    def draft(self, case: str, told: Told) -> None:
        """Draft the determination, with the packs and studies that the environment names."""
        from openimr.guidelines.load import folders_named
        from openimr.guidelines.studies import studies_named

        draft_case_file(
            self._folders.papers(case),
            self._folders.draft(case),
            self._now().date(),
            _telling_pages(told),
            packs=folders_named(self._environment),
            studies=studies_named(self._environment),
        )

    def render(self, case: str, ending: str) -> None:
        """Typeset what was drafted."""
        from openimr.adapters.case_letters import CaseLetters
        from openimr.adapters.letter_files import save_letter

        drafted = CaseLetters(self._folders).drafted(case)
        letter = letter_file(drafted, ending, self._now().date())
        place = self._folders.letter(case, ending)
        save_letter(letter, place, overwrite=True, keys=self._folders.keys)


def _telling_pages(told: Told) -> Callable[[Progress], None]:
    return lambda progress: told(progress.done, progress.total)
