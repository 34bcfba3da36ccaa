"""The letter as it grows: what was drafted around the findings, and the findings so far."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from openimr.case.events.reviewing import FindingRecorded
from openimr.case.model import Case, Seat
from openimr.determination.guideline_line import compose_guideline_line
from openimr.determination.model import Basis, Decision, Determination, Finding, GuidelineLine
from openimr.law.calendar import pacific_day
from openimr.workflow.before_signing import JudgedPassage, Sentence, Signing
from openimr.workflow.before_signing_repeated import OtherText, other_texts
from openimr.workflow.desk_parts import TreatmentPart, judged_facts, treatment_part
from openimr.workflow.desk_parts_listed import (
    KeptDrafts,
    ReadOnce,
    drafted_letter,
    drafted_places,
    others_papers,
    summary_sentences,
)
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.guideline_lines import guideline_line_of
from openimr.workflow.lettering import reviewer_of
from openimr.workflow.store import EventStore


@dataclass(frozen=True)
class GrowingLetter:
    """The letter so far.

    Attributes:
        letter: a draft, with the findings that are recorded.
        numbers: the record's number of the treatment of each of its findings.
        missing: required parts that are not there yet, in words.
    """

    letter: Determination
    numbers: tuple[int, ...]
    missing: tuple[str, ...]


def growing_letter(seated: Seated, on: dt.date) -> GrowingLetter:
    """The letter of a case on its reviewer's desk, with that reviewer's findings.

    Args:
        seated: the desk.
        on: the day (Pacific).
    """
    case, drafts = seated.case, seated.lists
    drafted = drafts.drafted_at(case.number) is not None
    around = drafted_letter(drafts, case.number) if drafted else Determination()
    letter = letter_so_far(case, around, seated.work.findings, on)
    if own := seated.work.summary:
        letter = msgspec.structs.replace(letter, clinical_case_summary=own.text)
    return GrowingLetter(
        letter=letter,
        numbers=tuple(one.number for one in case.disputed),
        missing=tuple(_missing(seated, letter)),
    )


def letter_so_far(
    case: Case, around: Determination, findings: Mapping[int, FindingRecorded], on: dt.date
) -> Determination:
    """A letter with the findings that there are; the others have no decision yet.

    Args:
        case: as it stands.
        around: as drafted from the case file; an empty one without a draft.
        findings: by the record's numbers of the treatments.
        on: its day.
    """
    places = drafted_places(
        {one.number: one.text for one in case.treatments},
        [one.disputed_treatment for one in around.findings],
    )
    bare = {
        one.number: around.findings[places[one.number] - 1]
        if one.number in places
        else Finding(disputed_treatment=one.text, decision=None)
        for one in case.disputed
    }
    return msgspec.structs.replace(
        around,
        case_number=case.number,
        date_assigned=pacific_day(case.notified) if case.notified else None,
        decision_date=on,
        date_of_injury=case.date_of_injury,
        ur_denial_date=case.decision.decided,
        application_received=pacific_day(case.received),
        reviewer=reviewer_of(case),
        findings=tuple(_finding(one, findings.get(number)) for number, one in bare.items()),
        draft=True,
    )


def _finding(drafted: Finding, found: FindingRecorded | None) -> Finding:
    if found is None:
        return msgspec.structs.replace(
            drafted, decision=None, rationale=None, reviewer_guideline=GuidelineLine()
        )
    none = compose_guideline_line(Basis.NONE_CITED)
    line = guideline_line_of(found.cited) if found.cited else none
    reasons = found.rationale if found.cited else f"{found.rationale}\n{found.none_cited_because}"
    return msgspec.structs.replace(
        drafted,
        decision=Decision(found.decision.value),
        rationale=reasons,
        reviewer_guideline=line,
    )


def _missing(seated: Seated, letter: Determination) -> list[str]:
    """Required parts that the letter does not have yet."""
    open_still = [
        str(tab.treatment.number)
        for tab in seated.tabs
        if tab.treatment.number not in seated.work.findings
        and seated.seat.qualified(tab.treatment.number)
    ]
    several = f"the findings on treatments {', '.join(open_still)}"
    one = [f"the finding on treatment {number}" for number in open_still]
    missing = [several] if len(open_still) > 1 else one
    if not letter.clinical_case_summary:
        missing.append("the clinical case summary")
    if not letter.documents_reviewed:
        missing.append("the list of documents reviewed")
    if not (letter.reviewer.licensure and letter.reviewer.specialties):
        missing.append("the reviewer's licensure and specialties")
    return missing


def signing_of(
    drafts: KeptDrafts,
    case: Case,
    letter: Determination,
    *,
    seats: Sequence[Seat],
    others: Sequence[OtherText] = (),
) -> Signing:
    """Gather what is looked at before a letter goes on.

    Args:
        drafts: of the cases.
        case: as it stands.
        letter: as it is; its findings are those of ``case.disputed``, in that order.
        seats: whose judgements of facts count.
        others: what its reviewer recorded in other cases.
    """
    numbers = tuple(one.number for one in case.disputed)
    if drafts.drafted_at(case.number) is None:
        return Signing(letter=letter, numbers=numbers, others=tuple(others))
    lists = ReadOnce(drafts)
    return Signing(
        letter=letter,
        numbers=numbers,
        summary=summary_sentences(lists, case.number),
        drafted=_drafted(lists, case),
        judged=judged_passages(lists, case, seats),
        others_papers=others_papers(lists, case.number),
        others=tuple(others),
    )


def others_of(store: EventStore, case: Case, seats: Sequence[Seat]) -> tuple[OtherText, ...]:
    """What the reviewers of some seats recorded in other cases."""
    return tuple(one for seat in seats for one in other_texts(store, seat.reviewer, case.number))


def judged_passages(
    lists: ReadOnce, case: Case, seats: Sequence[Seat]
) -> tuple[JudgedPassage, ...]:
    """Claimed facts of the draft that somebody corrected or rejected."""
    judged = {
        one.fact_sha256: one
        for seat in seats
        for one in seat.judged
        if one.judgement.value != "accepted"
    }
    if not judged:
        return ()
    facts = judged_facts(lists, case.number, judged)
    return tuple(JudgedPassage(one, judged[one.sha256]) for one in facts)


def _drafted(lists: ReadOnce, case: Case) -> dict[int, tuple[Sentence, ...]]:
    """The proposed rationale of each treatment, with the places of each sentence."""
    letter = drafted_letter(lists, case.number)
    places = drafted_places(
        {one.number: one.text for one in case.treatments},
        [one.disputed_treatment for one in letter.findings],
    )
    found: dict[int, tuple[Sentence, ...]] = {}
    for one in case.disputed:
        if place := places.get(one.number):
            found[one.number] = proposed_sentences(treatment_part(lists, case.number, place))
    return found


def proposed_sentences(part: TreatmentPart) -> tuple[Sentence, ...]:
    """The sentences of a proposed rationale with the places that they rest on."""
    return tuple(
        Sentence(step.sentence, tuple(p for one in step.sources if (p := one.as_place())))
        for step in part.proposed.rationale
    )
