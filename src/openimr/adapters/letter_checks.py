"""What the checks find on the letters of an installation's cases (``workflow.standing``)."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING

from openimr.adapters.case_drafts import CaseDrafts
from openimr.adapters.case_folders import CaseFolders

if TYPE_CHECKING:  # the checks load what reads letters
    from openimr.case.record import RecordedEvent
    from openimr.determination.model import Determination
    from openimr.workflow.before_signing import Warned
    from openimr.workflow.office import Office


def with_checks(office: Office, folders: CaseFolders) -> Office:
    """The office, where no grave finding on a letter stands without a reason.

    Args:
        office: of an installation.
        folders: of its cases, with their drafts.
    """

    def checked(
        recorded: Sequence[RecordedEvent], letter: Determination | None
    ) -> tuple[Warned, ...]:
        # All of it loads slowly, and is seldom asked for.
        from openimr.adapters.case_contents import FolderContents  # noqa: PLC0415
        from openimr.workflow.desk_view_room import IndexedPapers  # noqa: PLC0415
        from openimr.workflow.letter_checked import found_on_letter  # noqa: PLC0415

        papers = IndexedPapers(FolderContents(folders))
        return found_on_letter(office, CaseDrafts(folders), papers, recorded, letter)

    return dataclasses.replace(office, letter_checks=checked)
