"""What stands on the page of the case summary."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.urls import reverse

from openimr.web.casefile.shown import viewer_context
from openimr.web.desk.moved_shown import moved_shown
from openimr.web.desk.shown import new_key
from openimr.web.desk.ways import Opens, Ways
from openimr.workflow.before_signing import JudgedPassage
from openimr.workflow.desk_moved import moved_in_summary, untouched_since
from openimr.workflow.desk_parts import DraftedPlace
from openimr.workflow.desk_parts_listed import ReviewedDocument
from openimr.workflow.desk_summary import (
    DraftedLine,
    changed_from,
    drafted_lines,
    faults_of,
    left_out,
    places_of,
    said_in,
    text_to_begin_with,
)
from openimr.workflow.desk_view import may_write
from openimr.workflow.desk_view_letter import judged_passages
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import SUMMARY, KeptText, WorkingSentence


class SentenceShown(NamedTuple):
    """A sentence with what can be said of it.

    Attributes:
        changed: since it was drafted; None for one of the reviewer's own.
        pages: to which its marks lead.
        faults: that keep it out of the record.
        judged: facts that it says and that the reviewer did not accept.
    """

    number: int
    sentence: WorkingSentence
    changed: bool | None
    pages: Sequence[Opens]
    faults: Sequence[str]
    judged: Sequence[JudgedPassage]

    @property
    def rows(self) -> int:
        """Lines of the field, so that the whole sentence is seen."""
        return max(2, len(self.sentence.text) // 55 + 1)


def summary_words(
    request: HttpRequest, seated: Seated, typed: Sequence[WorkingSentence] | None = None
) -> dict[str, Any]:
    """Everything on the page.

    Args:
        request: of the reviewer.
        seated: the desk.
        typed: what was typed and not kept; None for what is kept.
    """
    number = seated.case.number
    here = reverse("desk-summary", args=[number])
    drafted, ways = drafted_lines(seated), Ways(seated, here)
    kept = seated.ports.texts.kept(seated.text_place(SUMMARY))
    sentences = typed or (kept.text.sentences if kept else text_to_begin_with(seated, drafted))
    begin = tuple(one.as_span() for one in drafted[0].words.sources) if drafted else ()
    words = {
        "case": seated.case,
        "seats": len(seated.case.seats),
        "sentences": _sentences(seated, sentences, drafted, ways),
        "faults": faults_told(sentences, seated.documents),
        "left_out": left_out(sentences, drafted),
        "drafted": drafted,
        **_recorded(seated, kept),
        "writing": may_write(seated.case, seated.seat),
        "documents": seated.documents,
        "firsts": list(zip(seated.documents, ways.to(_firsts(seated)), strict=True)),
        "draft": seated.draft.name,
        "first": reverse("desk", args=[number]),
        "way": (
            ("Your work", reverse("work")),
            (f"Desk, case {number}", reverse("desk", args=[number])),
            ("Case summary", ""),
        ),
        "key": new_key(),
        "here": request.GET.urlencode(),
        "done": request.GET.get("done", ""),
    }
    viewer = viewer_context(request, number, here=here, begin=begin, opened=seated.entry)
    return words | viewer


def _recorded(seated: Seated, kept: KeptText | None) -> dict[str, Any]:
    """The summary in the record beside the one that is written on."""
    at, last = seated.work.summaries[-1] if seated.work.summaries else (None, None)
    return {
        "kept": kept,
        "version": kept.version if kept else 0,
        "recorded_at": at,
        "unrecorded": bool(kept and at and kept.at > at),
        "moved": moved_shown(seated, moved_in_summary(seated), last.text if last else ""),
        "can_mend": untouched_since(seated, kept),
    }


def _firsts(seated: Seated) -> list[DraftedPlace]:
    """The first page of each document that the letter lists."""
    return [DraftedPlace(file=one.file, page=one.pages[0], span=(0, 0)) for one in seated.documents]


def _sentences(
    seated: Seated,
    sentences: Sequence[WorkingSentence],
    drafted: Sequence[DraftedLine],
    ways: Ways,
) -> list[SentenceShown]:
    judged = judged_passages(seated.lists, seated.case, (seated.seat,)) if drafted else ()
    return [
        SentenceShown(
            number=number,
            sentence=one,
            changed=changed_from(one, drafted),
            pages=ways.pages(places_of(one, drafted, seated.documents)),
            faults=faults_of(one.text, seated.documents),
            judged=said_in(one.text, drafted, judged),
        )
        for number, one in enumerate(sentences, 1)
    ]


def faults_told(
    sentences: Sequence[WorkingSentence], documents: Sequence[ReviewedDocument]
) -> list[str]:
    """What keeps the summary out of the record, each with its sentence."""
    return [
        f"Sentence {number}: {why}"
        for number, one in enumerate(sentences, 1)
        for why in faults_of(one.text, documents)
    ]
