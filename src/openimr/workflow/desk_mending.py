"""Page marks written anew where documents were renumbered, in the text that is not recorded yet."""

from __future__ import annotations

import datetime as dt

import msgspec

from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused
from openimr.workflow.desk_cited_pages import mended
from openimr.workflow.desk_moved import moved_in_finding, moved_in_summary, untouched_since
from openimr.workflow.desk_summary import drafted_lines, text_to_begin_with
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.desk_view_steps import check_open, check_writing, recorded_text
from openimr.workflow.working_texts import SUMMARY, KeptText, WorkingText


def mend_finding(seated: Seated, treatment: int, after: int, at: dt.datetime) -> KeptText:
    """Write the moved marks of a finding anew, in the text that is not recorded yet.

    Raises:
        Refused: rule "written-since" when something was written after the new draft; as
            ``check_writing``; "written-elsewhere".
    """
    check_writing(seated, treatment)
    place, texts = seated.text_place(treatment), seated.ports.texts
    kept = texts.kept(place)
    _check_untouched(seated, kept)
    text = kept.text if kept else recorded_text(seated, treatment)
    rationale = mended(text.rationale, moved_in_finding(seated, treatment))
    return texts.keep(place, msgspec.structs.replace(text, rationale=rationale), after, at)


def mend_summary(seated: Seated, after: int, at: dt.datetime) -> KeptText:
    """As ``mend_finding``, of the case summary."""
    check_open(seated)
    place, texts = seated.text_place(SUMMARY), seated.ports.texts
    kept = texts.kept(place)
    _check_untouched(seated, kept)
    drafted = drafted_lines(seated)
    sentences = kept.text.sentences if kept else text_to_begin_with(seated, drafted)
    moved = moved_in_summary(seated)
    anew = tuple(msgspec.structs.replace(one, text=mended(one.text, moved)) for one in sentences)
    return texts.keep(place, WorkingText(sentences=anew), after, at)


def _check_untouched(seated: Seated, kept: KeptText | None) -> None:
    if not untouched_since(seated, kept):
        raise Refused(
            "You wrote on this text after the case file was drafted again.",
            rule="written-since",
            citation=HOUSE,
            remedy="Mend its marks by hand: nobody can tell which of them are old.",
        )
