"""What stands on a page of the desk, each part with the ways into the case file."""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple, TypeVar

from django.http import HttpRequest
from django.urls import reverse

from openimr.case.events.judging import JudgedFact
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.numbers import numbers_of
from openimr.vocabulary.filing import Delivery
from openimr.web.casefile.shown import viewer_context
from openimr.web.desk.letter_column import letter_column
from openimr.web.desk.moved_shown import moved_shown
from openimr.web.desk.ways import Opens, Ways
from openimr.workflow.before_signing import (
    JudgedPassage,
    said_all_the_same,
    sentences_without_page,
)
from openimr.workflow.before_signing_repeated import shared
from openimr.workflow.desk_moved import moved_in_finding, untouched_since
from openimr.workflow.desk_parts import (
    DraftedFact,
    DraftedPassage,
    TreatmentPart,
    WeighedCriterion,
)
from openimr.workflow.desk_parts_listed import drafted_letter
from openimr.workflow.desk_records import more_records
from openimr.workflow.desk_view import Stage, Tab, may_write
from openimr.workflow.desk_view_citing import Shelf, cite
from openimr.workflow.desk_view_letter import judged_passages, proposed_sentences
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.desk_view_steps import recorded_text
from openimr.workflow.working_texts import KeptText, WorkingText

P = TypeVar("P", bound=DraftedPassage)

_FIGURE = re.compile(r"\d+")

SHAPES = {Outcome.MET: "●", Outcome.NOT_MET: "○", Outcome.NOT_DOCUMENTED: "?"}
"""A shape beside the word, so that outcomes are told apart without color."""


DELIVERIES = (Delivery.ELECTRONIC, Delivery.FAX, Delivery.MAIL)
"""How a request for records goes out; nobody carries one from the desk."""


class FactShown(NamedTuple):
    """A claimed fact with what the reviewer made of it."""

    fact: DraftedFact
    opens: Opens
    judged: JudgedFact | None


class PassageShown(NamedTuple):
    """Words near what was looked for."""

    passage: DraftedPassage
    opens: Opens


class CriterionShown(NamedTuple):
    """A criterion with its outcome and what it rests on."""

    criterion: WeighedCriterion
    shape: str
    facts: tuple[FactShown, ...]
    nearest: tuple[PassageShown, ...]
    unsound: bool


class TabShown(NamedTuple):
    """A tab of a treatment."""

    tab: Tab
    address: str
    here: bool


def new_key() -> str:
    """A key for the command that a form asks for: sent twice, it is done once."""
    return f"desk-{secrets.token_hex(12)}"


def desk_page(request: HttpRequest, seated: Seated, treatment: int) -> dict[str, Any]:
    """Everything on the page of one treatment.

    Args:
        request: of the reviewer.
        seated: the desk.
        treatment: its number in the record.
    """
    number = seated.case.number
    here = reverse("desk-treatment", args=[number, treatment])
    tab, asked, ways = seated.tab(treatment), seated.asked(treatment), Ways(seated, here)
    begin = [one.as_span() for one in asked.sources] if asked else []
    writing = may_write(seated.case, seated.seat) and tab.stage is not Stage.OTHER_SEAT
    words: dict[str, Any] = {
        "stage": tab.stage.name,
        "returned": [one for one in seated.comments if one.treatment in {None, treatment}],
        "writing": writing,
        "letter": letter_column(seated, ways, writing=writing),
        "more_records": more_records(seated),
        "deliveries": DELIVERIES,
        **_frame(request, seated, tab),
        **asked_words(seated, treatment, ways),
    }
    if tab.stage in {Stage.SHOWN, Stage.FOUND}:
        words |= proposal_words(seated, treatment, ways) | finding_words(seated, treatment)
    viewer = viewer_context(request, number, here=here, begin=begin, opened=seated.entry)
    return words | viewer


def _frame(request: HttpRequest, seated: Seated, tab: Tab) -> dict[str, Any]:
    """What stands around a treatment, and what its forms carry along."""
    return {
        "case": seated.case,
        "seat": seated.seat,
        "tab": tab,
        "tabs": tabs_shown(seated, tab.treatment.number),
        "way": (("Your work", reverse("work")), (f"Desk, case {seated.case.number}", "")),
        "key": new_key(),
        "draft": seated.draft.name,
        "undeclared": named(seated, [one.id for one in seated.case.undeclared(seated.seat)]),
        "here": request.GET.urlencode(),
        "done": request.GET.get("done", ""),
    }


def tabs_shown(seated: Seated, treatment: int | None) -> list[TabShown]:
    """The tabs of every treatment in dispute."""
    number = seated.case.number
    return [
        TabShown(
            one,
            reverse("desk-treatment", args=[number, one.treatment.number]),
            one.treatment.number == treatment,
        )
        for one in seated.tabs
    ]


def named(seated: Seated, parties: Sequence[str]) -> list[tuple[str, str]]:
    """Parties by role and name, as far as their names are known; never where they are reached."""
    names = seated.ports.office.book.named(parties)
    entries = {one.id: one.role.value for one in seated.case.parties}
    return [(entries[id], names.get(id, "name not known")) for id in parties]


def asked_words(seated: Seated, treatment: int, ways: Ways) -> dict[str, Any]:
    """What was asked for and answered: all that is shown before the first opinion."""
    asked, shelf = seated.asked(treatment), seated.shelf(treatment)
    had = [ways.worded(one) for one in seated.had(treatment)]
    return {
        "asked": asked,
        "asked_places": ways.pages(asked.sources) if asked else [],
        "had": list(zip(had, ways.to(had), strict=True)),
        "amounts": amounts(shelf),
        "opinion": seated.work.opinions.get(treatment),
        "topic": shelf.topic,
        "governing": shelf.on,
    }


def amounts(shelf: Shelf) -> list[tuple[str, list[str]]]:
    """The amounts that guidelines name for the treatment, under the place where they stand."""
    found: dict[str, list[str]] = {}
    places = {one.id: one.places for one in shelf.entries()}
    for one in shelf.topic.criteria if shelf.topic else ():
        numbers = numbers_of(one, shelf.topic.course) if shelf.topic else ()
        if one.id in places and numbers:
            told = found.setdefault(places[one.id][0].in_words, [])
            told.append(" ".join(numbers))
    return [(where, list(dict.fromkeys(told))) for where, told in found.items()]


def proposal_words(seated: Seated, treatment: int, ways: Ways) -> dict[str, Any]:
    """The proposal, once it was opened."""
    part = seated.opened(treatment)
    if part is None:
        return {"part": None, "changed": seated.changed_since_shown(treatment)}
    judged = {one.fact_sha256: one for one in seated.seat.judged}
    criteria = [_criterion(one, part, judged, ways) for one in part.proposed.criteria]
    return {
        "part": part,
        "proposed": part.proposed,
        "criteria": criteria,
        "unsound": [one for one in criteria if one.unsound and one.criterion.decides],
    }


def _criterion(
    one: WeighedCriterion, part: TreatmentPart, judged: dict[str, JudgedFact], ways: Ways
) -> CriterionShown:
    facts = [ways.worded(part.facts[number]) for number in one.facts]
    nearest = [ways.worded(near) for near in one.nearest]
    shown = tuple(
        FactShown(fact, opens, judged.get(fact.sha256))
        for fact, opens in zip(facts, ways.to(facts), strict=True)
    )
    return CriterionShown(
        criterion=one,
        shape=SHAPES[one.outcome],
        facts=shown,
        nearest=tuple(map(PassageShown, nearest, ways.to(nearest))),
        unsound=any(f.judged and f.judged.judgement.value != "accepted" for f in shown),
    )


def finding_words(
    seated: Seated, treatment: int, typed: WorkingText | None = None
) -> dict[str, Any]:
    """The editor of a finding, with its text as it was kept last.

    Args:
        seated: the desk.
        treatment: its number in the record.
        typed: what was typed and not kept; None for what is kept.
    """
    kept = seated.ports.texts.kept(seated.text_place(treatment))
    text = typed or (kept.text if kept else recorded_text(seated, treatment))
    shelf = seated.shelf(treatment)
    cited = cite(text.rationale, text.rests_on, shelf)
    return {
        "kept": kept,
        "version": kept.version if kept else 0,
        "text": text,
        "cited": cited,
        "entries": shelf.entries(),
        "studies": shelf.studies(),
        "bare": sentences_without_page(text.rationale),
        "said_all_the_same": _said_all_the_same(seated, treatment, text),
        "taken_share": taken_share(seated, treatment, text),
        "found": seated.work.findings.get(treatment),
        "found_at": seated.work.found_at.get(treatment),
        "unrecorded": is_unrecorded(seated, treatment, kept),
        **moved_words(seated, treatment, kept),
    }


def _said_all_the_same(
    seated: Seated, treatment: int, text: WorkingText
) -> tuple[JudgedPassage, ...]:
    """Facts that the reviewer did not accept and that the text says all the same."""
    part = seated.opened(treatment)
    if part is None:
        return ()
    judged = judged_passages(seated.lists, seated.case, (seated.seat,))
    said, ways = said_all_the_same(text.rationale, proposed_sentences(part), judged), Ways(seated)
    return tuple(replace(one, fact=ways.worded(one.fact)) for one in said)


def moved_words(seated: Seated, treatment: int, kept: KeptText | None) -> dict[str, Any]:
    """The marks of the recorded finding that lead elsewhere since the file was drafted again."""
    found, since = seated.work.findings.get(treatment), seated.drafted_since(treatment)
    moved = moved_in_finding(seated, treatment) if since else ()
    return {
        "drafted_since": since,
        "pages_kept": bool(found and found.pages),
        "moved": moved_shown(seated, moved, found.rationale if found else ""),
        "can_mend": untouched_since(seated, kept),
    }


def is_unrecorded(seated: Seated, treatment: int, kept: KeptText | None) -> bool:
    """Whether something was written since the finding was recorded."""
    at = seated.work.found_at.get(treatment)
    return kept is not None and at is not None and kept.at > at


def taken_share(seated: Seated, treatment: int, text: WorkingText) -> float | None:
    """How much of a text stands in the proposal; None unless it was taken over."""
    place = seated.places.get(treatment)
    if not text.taken_over or place is None:
        return None
    drafted = drafted_letter(seated.lists, seated.case.number).findings[place - 1]
    return shared(text.rationale, drafted.rationale or "")
