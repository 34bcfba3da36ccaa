"""Page marks that lead elsewhere than when their text was recorded, each with the words there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from openimr.serving import case_viewer
from openimr.vocabulary.errors import BadInput
from openimr.workflow.desk_cited_pages import MovedMark, passage_like
from openimr.workflow.desk_moved import sentence_with
from openimr.workflow.desk_view_room import Seated


class MovedShown(NamedTuple):
    """A moved mark.

    Attributes:
        mark: as the recorded text has it.
        then: words of the page that was meant.
        now: words of the page to which it leads now; None when it leads nowhere.
        anew: the mark of the page that was meant; "" when no listed document holds it.
    """

    mark: str
    then: str
    now: str | None
    anew: str


def moved_shown(seated: Seated, moved: Sequence[MovedMark], text: str) -> list[MovedShown]:
    """Moved marks with the words of the pages.

    Args:
        seated: the desk.
        moved: the marks.
        text: the recorded text in which they stand.
    """
    found = []
    for one in moved:
        mark = one.then.mark
        said = sentence_with(text, mark)
        now = _words(seated, one.leads, said) if one.leads else None
        then = _words(seated, one.meant, said) if one.meant else ""
        found.append(MovedShown(mark, then, now, one.meant_mark))
    return found


def _words(seated: Seated, place: tuple[str, int], said: str) -> str:
    """The words of a page that come nearest to a sentence; "" where it cannot be read."""
    viewer, number = case_viewer(), seated.case.number
    try:
        paper = viewer.contents.paper_numbers(number).get(place[0])
        at = viewer.contents.place(number, paper, place[1]) if paper else None
        page = viewer.pages.page(number, at.paper, place[1]) if at else None
    except BadInput:
        return ""
    return passage_like(page.text, said) if page else ""
