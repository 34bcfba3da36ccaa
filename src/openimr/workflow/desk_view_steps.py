"""The reviewer's steps from the desk: what was typed becomes commands, nothing else."""

from __future__ import annotations

import dataclasses
import datetime as dt

from openimr.case.appointment import Declaration
from openimr.case.commands.appointing import AcceptAppointment, Recuse
from openimr.case.commands.judging import JudgeFact
from openimr.case.commands.parties import DeclareFurther
from openimr.case.commands.reviewing import (
    RecordFinding,
    RecordFirstOpinion,
    SendToQuality,
    ShowProposal,
)
from openimr.case.events.judging import JudgedFact, Judgement
from openimr.case.events.reviewing import Decision, Opinion
from openimr.case.reviewer_order import BLIND, check_shown, differs_from_first
from openimr.case.rules import HOUSE
from openimr.law.calendar import pacific_day
from openimr.vocabulary.actor import Actor
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.places import Span
from openimr.vocabulary.printable import printable_paragraphs
from openimr.vocabulary.value import Value
from openimr.workflow.before_signing import Signing, Warned, before_signing, check_nothing_grave
from openimr.workflow.by_people import AskedByPeople
from openimr.workflow.desk_cited_pages import cited_pages
from openimr.workflow.desk_moved import file_of, moved_anywhere
from openimr.workflow.desk_parts_listed import drafted_letter
from openimr.workflow.desk_view import DraftState, may_write
from openimr.workflow.desk_view_citing import Cited, check_resolved, cite
from openimr.workflow.desk_view_letter import growing_letter, others_of, signing_of
from openimr.workflow.desk_view_room import Seated
from openimr.workflow.working_texts import KeptText, WorkingText


class Judged(Value, frozen=True, kw_only=True):
    """What a reviewer typed about a claimed fact.

    Attributes:
        number: of the fact in the drafted list, from 0.
        sha256: of the fact as it was shown.
    """

    number: int
    sha256: str
    judgement: Judgement
    reason: str
    correction: str = ""


def accept(seated: Seated, actor: Actor, key: str) -> None:
    """Accept the appointment, with the declaration of independence of everybody named."""
    declaration = _declared(seated)
    step: AskedByPeople = AcceptAppointment(seat=seated.seat.number, declaration=declaration)
    _do(seated, step, actor, key)


def declare_further(seated: Seated, actor: Actor, key: str) -> None:
    """Declare independence of those who were named after the appointment was accepted."""
    step = DeclareFurther(seat=seated.seat.number, declaration=_declared(seated))
    _do(seated, step, actor, key)


def recuse(seated: Seated, reason: str, actor: Actor, key: str) -> None:
    """Step down from the seat; what was written and not recorded is forgotten."""
    _do(seated, Recuse(seat=seated.seat.number, reason=reason), actor, key)
    seated.ports.texts.drop(seated.case.number, seated.seat.reviewer)


def opine(  # noqa: PLR0913, PLR0917
    seated: Seated, treatment: int, opinion: Opinion, reason: str, actor: Actor, key: str
) -> None:
    """Record the first opinion on a treatment, before anything is proposed."""
    if not reason.strip():
        raise BadInput("the first opinion", "has no reason", "Give one, if only in a few words.")
    step = RecordFirstOpinion(
        seat=seated.seat.number, treatment=treatment, opinion=opinion, reason=_plain(reason)
    )
    _do(seated, step, actor, key)


def show(seated: Seated, treatment: int, actor: Actor, key: str) -> None:
    """Open the proposal on a treatment; where there is none, record that."""
    step = ShowProposal(
        seat=seated.seat.number,
        treatment=treatment,
        proposal_sha256=seated.closed_digest(treatment),
    )
    _do(seated, step, actor, key)


def judge(seated: Seated, treatment: int, typed: Judged, actor: Actor, key: str) -> None:
    """Accept, correct or reject a fact that the proposal on a treatment rests on.

    Raises:
        Refused: rule "fact-as-shown" when the draft was made anew since the fact was shown.
    """
    _check_judged(typed)
    part = seated.opened(treatment)
    fact = part.facts.get(typed.number) if part else None
    if fact is None or fact.sha256 != typed.sha256:
        raise Refused(
            "This fact was drafted anew since you saw it, or was not shown to you.",
            rule="fact-as-shown",
            citation=BLIND,
            remedy="Look at the proposal again, then judge its facts.",
        )
    paper = seated.ports.papers.fingerprint(seated.case.number, fact.file)
    judged = JudgedFact(
        fact_sha256=fact.sha256,
        paper_sha256=paper,
        place=Span(page=fact.page, start=fact.span[0], end=fact.span[1]),
        judgement=typed.judgement,
        reason=_plain(typed.reason),
        correction=_plain(typed.correction) if typed.judgement is Judgement.CORRECTED else "",
    )
    _do(seated, JudgeFact(seat=seated.seat.number, fact=judged), actor, key)


def _check_judged(typed: Judged) -> None:
    if not typed.reason.strip():
        raise BadInput("the fact", "is judged without a reason", "Say why, in a few words.")
    if typed.judgement is Judgement.CORRECTED and not typed.correction.strip():
        raise BadInput("the fact", "is corrected without new words", "Say what holds instead.")


def take_over(seated: Seated, treatment: int, after: int, at: dt.datetime) -> KeptText:
    """Take the proposal's text over into the reviewer's own, marked as taken over.

    Raises:
        Refused: rule "proposal-shown" before it was opened; "written-elsewhere".
    """
    part, place = seated.opened(treatment), seated.places.get(treatment)
    if part is None or place is None:
        raise Refused(
            "There is no opened proposal on this treatment whose text could be taken over.",
            rule="proposal-shown",
            citation=BLIND,
            remedy="Record a first opinion and open the proposal.",
        )
    letter = drafted_letter(seated.lists, seated.case.number)
    proposed = part.proposed.decision
    text = WorkingText(
        decision=proposed if proposed in {"upheld", "overturned"} else "",
        rationale=letter.findings[place - 1].rationale or "",
        rests_on=tuple(part.proposed.reasons),
        taken_over=True,
    )
    return seated.ports.texts.keep(seated.text_place(treatment), text, after, at)


def check_writing(seated: Seated, treatment: int) -> None:
    """Refuse a text on a treatment whose finding cannot be written now.

    Raises:
        Refused: rule "first-opinion-first" or "proposal-shown" before its time; rule
            "desk-is-closed" when the findings are with somebody else.
    """
    seated.tab(treatment)
    check_shown(treatment in seated.work.opinions, treatment in seated.work.shown)
    check_open(seated)


def check_open(seated: Seated) -> None:
    """Refuse what is written while the case is not with its reviewers.

    Raises:
        Refused: rule "desk-is-closed".
    """
    if not may_write(seated.case, seated.seat):
        raise Refused(
            f"The case is {seated.case.state.value}; findings are written while it is in review.",
            rule="desk-is-closed",
            citation=HOUSE,
            remedy="Wait until quality review returns it, if it does.",
        )


def cited_in(seated: Seated, treatment: int, text: WorkingText) -> Cited:
    """A working text with its marks resolved."""
    return cite(text.rationale, text.rests_on, seated.shelf(treatment))


def record(seated: Seated, treatment: int, text: WorkingText, actor: Actor, key: str) -> None:
    """Record a finding of what the reviewer wrote.

    Raises:
        BadInput: when decision or rationale is missing, or holds what no letter can show.
        Refused: rule "citations-resolve", or as the command.
    """
    if not text.decision:
        raise BadInput("the finding", "has no decision", "Choose upheld or overturned.")
    if not text.rationale.strip():
        raise BadInput("the finding", "has no rationale", "Write the reasons.")
    cited = cited_in(seated, treatment, text)
    check_resolved(cited)
    step = RecordFinding(
        seat=seated.seat.number,
        treatment=treatment,
        decision=Decision(text.decision),
        rationale=_plain(cited.letter),
        cited=cited.citations,
        none_cited_because="" if cited.citations else _plain(text.none_cited_because),
        assisted=text.taken_over and _assisted(seated),
        changed_because=_plain(text.changed_because) if differs(seated, treatment, text) else "",
        pages=cited_pages(cited.letter, seated.documents, seated.fingerprint),
    )
    _do(seated, step, actor, key)


def recorded_text(seated: Seated, treatment: int) -> WorkingText:
    """A text to begin with: of the finding that is recorded, else empty."""
    found = seated.work.findings.get(treatment)
    if found is None:
        return WorkingText()
    return WorkingText(
        decision=found.decision.value,
        rationale=found.rationale,
        none_cited_because=found.none_cited_because,
        changed_because=found.changed_because,
    )


def differs(seated: Seated, treatment: int, text: WorkingText) -> bool:
    """Whether what is written decides otherwise than the first opinion."""
    return bool(text.decision) and differs_from_first(seated.seat, treatment, text.decision)


def _assisted(seated: Seated) -> bool:
    """Whether an assistant worded the draft, which a letter discloses."""
    if seated.draft is DraftState.NONE:
        return False
    return drafted_letter(seated.lists, seated.case.number).generated_wording is not None


def warnings_on(seated: Seated) -> tuple[Warned, ...]:
    """What stands against handing the findings to quality review."""
    return before_signing(signing_on(seated))


def signing_on(seated: Seated) -> Signing:
    """What is looked at before the findings are handed over."""
    on = pacific_day(seated.ports.office.now())
    letter = growing_letter(seated, on).letter
    seats = (seated.seat,)
    others = others_of(seated.ports.office.store, seated.case, seats)
    signing = signing_of(seated.lists, seated.case, letter, seats=seats, others=others)
    return dataclasses.replace(signing, moved=moved_anywhere(seated.work, file_of(seated)))


def send(seated: Seated, actor: Actor, key: str) -> None:
    """Hand the findings to quality review.

    Raises:
        Refused: as the command; rule "nothing-grave-in-the-letter".
    """
    step = SendToQuality()
    if not any(one.key == key for one in seated.recorded):
        seated.ports.office.desk.check(step, seated.case.number, actor, key)
        check_nothing_grave(warnings_on(seated))
    _do(seated, step, actor, key)


def _declared(seated: Seated) -> Declaration:
    everybody = tuple(party.id for party in seated.case.parties)
    return Declaration(none_with=everybody, declared=seated.ports.office.now())


def _do(seated: Seated, step: AskedByPeople, actor: Actor, key: str) -> None:
    seated.ports.office.do(step, seated.case.number, actor, key)


def _plain(text: str) -> str:
    """A text as a letter can show it.

    Raises:
        BadInput: when it holds a character that no page shows.
    """
    try:
        return printable_paragraphs(text, "the text") or ""
    except ValueError as error:
        raise BadInput("the text", str(error), "Take the character out.") from None
