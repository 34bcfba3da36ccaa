"""What the desk works with on this installation, wired once for one process."""

from __future__ import annotations

import functools

from openimr.adapters.case_drafts import CaseDrafts
from openimr.bootstrap import case_folders, record_alias
from openimr.serving import case_viewer, guideline_pack, office_of
from openimr.vocabulary.actor import Actor
from openimr.workflow.desk_view_room import DeskPorts, IndexedPapers
from openimr.workflow.working_texts import WorkingTexts


@functools.cache
def _texts() -> WorkingTexts:
    alias = record_alias()
    from openimr.adapters.database.working_texts import (  # noqa: PLC0415 - has tables: it is open
        DatabaseWorkingTexts,
    )

    return DatabaseWorkingTexts(alias)


def desk_of(actor: Actor) -> DeskPorts:
    """The desk as one reviewer works at it."""
    return DeskPorts(
        office=office_of(actor),
        drafts=CaseDrafts(case_folders()),
        papers=IndexedPapers(case_viewer().contents),
        texts=_texts(),
        pack=guideline_pack,
    )
