"""A reviewer of the demo at the desk, by the very steps of the page."""

from __future__ import annotations

import dataclasses

import msgspec

from openimr.adapters.case_contents import FolderContents
from openimr.adapters.case_drafts import CaseDrafts
from openimr.bootstrap import case_folders, record_alias
from openimr.case.events.judging import Judgement
from openimr.case.events.reviewing import Opinion
from openimr.demo.conduct import CaseLed
from openimr.vocabulary.actor import Actor, Role
from openimr.workflow import desk_view_steps as steps
from openimr.workflow.accounts import Account
from openimr.workflow.desk_parts import DraftedFact
from openimr.workflow.desk_view_room import DeskPorts, IndexedPapers, Seated, sit_down
from openimr.workflow.working_texts import WorkingText

_OPINION = "As far as I read: no course of this treatment came before, and a trial seems enough."
_OWN_WORDS = "The examination and the earlier care were read in full."
_HALF = "The records describe the complaints and the care so far. What the request does not say is"


def review_last_treatment(led: CaseLed) -> None:
    """First opinion, proposal, two facts judged and the finding on the last treatment.

    The treatments before it stay blind, so that the desk shows both. Where the papers gave no
    draft of the treatment, the first opinion alone is recorded.
    """
    who = Actor(role=Role.REVIEWER, id=led.case.seats[0].reviewer)
    number = led.case.disputed[-1].number
    steps.opine(_seated(led, who), number, Opinion.NOT_YET, _OPINION, who, _key(led, "opinion"))
    steps.show(_seated(led, who), number, who, _key(led, "proposal"))
    part = _seated(led, who).opened(number)
    if part is None:
        return
    _judge_two(led, number, list(part.facts.values()), who)
    seated = _seated(led, who)
    kept = steps.take_over(seated, number, 0, led.house.now())
    taken = kept.text
    text = msgspec.structs.replace(
        taken,
        decision=taken.decision or "upheld",
        rationale=f"{_OWN_WORDS} {taken.rationale}".strip(),
        none_cited_because="" if taken.rests_on else "No guideline speaks of it.",
    )
    seated.ports.texts.keep(seated.text_place(number), text, kept.version, led.house.now())
    steps.record(_seated(led, who), number, text, who, _key(led, "finding"))


def write_half(led: CaseLed) -> None:
    """Open the last treatment, and begin a text that is not recorded yet."""
    who = Actor(role=Role.REVIEWER, id=led.case.seats[0].reviewer)
    number = led.case.disputed[-1].number
    steps.opine(_seated(led, who), number, Opinion.NOT_YET, _OPINION, who, _key(led, "opinion"))
    steps.show(_seated(led, who), number, who, _key(led, "proposal"))
    seated, at = _seated(led, who), led.house.now()
    seated.ports.texts.keep(seated.text_place(number), WorkingText(rationale=_HALF), 0, at)


def _judge_two(led: CaseLed, treatment: int, facts: list[DraftedFact], who: Actor) -> None:
    """Correct one fact in words, and reject one."""
    if len(facts) < 2:
        return
    corrected, rejected = facts[min(2, len(facts) - 2)], facts[-1]
    told = f"{corrected.statement} This is what the employee told, not what was measured."
    _judge(led, treatment, corrected, Judgement.CORRECTED, "It is told, not measured.", told, who)
    why = "It is part of a plan, not of what was done."
    _judge(led, treatment, rejected, Judgement.REJECTED, why, "", who)


def _judge(  # noqa: PLR0913, PLR0917
    led: CaseLed,
    treatment: int,
    fact: DraftedFact,
    judgement: Judgement,
    reason: str,
    correction: str,
    who: Actor,
) -> None:
    judged = steps.Judged(
        number=fact.number,
        sha256=fact.sha256,
        judgement=judgement,
        reason=reason,
        correction=correction,
    )
    key = _key(led, f"fact {fact.number}")
    steps.judge(_seated(led, who), treatment, judged, who, key)


def _key(led: CaseLed, step: str) -> str:
    return f"demo:{led.number}:desk {step}"


def _seated(led: CaseLed, who: Actor) -> Seated:
    """The desk as it is now; the look is noted."""
    record_alias()
    from openimr.adapters.database.working_texts import (  # noqa: PLC0415 - has tables: it is open
        DatabaseWorkingTexts,
    )

    house = led.house
    ports = DeskPorts(
        office=dataclasses.replace(house.office, reader=who),
        drafts=CaseDrafts(case_folders()),
        papers=IndexedPapers(FolderContents(case_folders())),
        texts=DatabaseWorkingTexts(record_alias()),
        pack=lambda: house.pack,
    )
    return sit_down(ports, Account(login=who.id.lower(), actor=who), led.number)
