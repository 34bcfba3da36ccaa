"""What follows from the commands between filing and eligibility."""

from __future__ import annotations

import msgspec

from openimr.case.commands.intake import (
    AskForInformation,
    Consolidate,
    ConvertToExpedited,
    CorrectApplication,
    DecideReferral,
    EndDeferral,
    LetCureLapse,
    ReceiveApplication,
    ReceiveCure,
    ReturnToStandard,
    Screen,
    TakeIn,
)
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_past,
    check_receipts,
)
from openimr.case.deciding.screening import found
from openimr.case.events.event import Lack
from openimr.case.events.intake import (
    ApplicationCorrected,
    Consolidated,
    ConvertedToExpedited,
    CureReceived,
    DeferralEnded,
    FoundEligible,
    FoundIncomplete,
    FoundIneligible,
    Priority,
    ReferredToPerson,
    ReturnedToStandard,
    TookIn,
)
from openimr.case.limits import cure_is_decisive, cure_limit
from openimr.case.model import Case, State
from openimr.case.rules import ASKED, HOUSE, NOT_CERTIFIED, PERSON
from openimr.vocabulary.actor import Role
from openimr.vocabulary.errors import Refused

CONSOLIDATION = "8 CCR 9792.10.4(a)"
CONVERSION = "8 CCR 9792.10.4(c)"
SCREEN = "8 CCR 9792.10.3"


def receive(command: ReceiveApplication, on: Occasion) -> Events:
    """The event that opens a case.

    Raises:
        Refused: when the receipt lies in the future.
    """
    application = command.application
    check_past(application.received, "The receipt of the application", on)
    check_receipts(application.papers, on)
    own = {party.role for party in application.parties if party.id == on.by.id}
    if on.by.role is Role.PARTY and application.filer not in own:
        raise Refused(
            "A party files in its own name.",
            rule="not-your-case",
            citation="8 CCR 9792.10.1(b)(2)",
            remedy="Name yourself as the one who files.",
        )
    return (application,)


def _correct(case: Case, command: CorrectApplication, on: Occasion) -> Events:
    """Until the parties are told that the review begins, what was misread is corrected."""
    given = msgspec.structs.asdict(command)
    reason = given.pop("reason")
    if all(new is None for new in given.values()):
        raise Refused(
            "The correction changes nothing.",
            rule="nothing-corrected",
            citation=HOUSE,
            remedy="Name what was read wrongly, and what it says.",
        )
    _check_screened_again(case)
    if command.treatments is not None:
        numbers = [one.number for one in command.treatments]
        if numbers != list(range(1, len(numbers) + 1)):
            raise Refused(
                "The treatments are not numbered in order.",
                rule="treatments-numbered",
                citation=HOUSE,
                remedy="Number them from 1 in the order of the form.",
            )
    return (ApplicationCorrected(reason=reason, **given),)


def _check_screened_again(case: Case) -> None:
    """Refuse where nobody may ask once more whether the application is eligible."""
    if case.took_in:
        raise Refused(
            "Another application is decided in this case, and rests on its being eligible.",
            rule="took-in-another",
            citation=CONSOLIDATION,
            remedy="convert-to-expedited and return-to-standard change how fast the review goes.",
        )
    if case.state is State.ELIGIBLE and any(appeal.granted for appeal in case.appeals):
        raise Refused(
            "The application is eligible because its appeal was granted.",
            rule="eligible-on-appeal",
            citation="8 CCR 10575(a)",
            remedy="convert-to-expedited and return-to-standard change how fast the review goes.",
        )


def _screen(case: Case, command: Screen, on: Occasion) -> Events:
    return (found(case, command, on),)


def _cure(case: Case, command: ReceiveCure, on: Occasion) -> Events:
    check_receipts(command.papers, on)
    if not command.papers:
        raise Refused(
            "Nothing came in that could cure what is lacking.",
            rule="cure-on-paper",
            citation=SCREEN,
            remedy="Add the paper with its receipt.",
        )
    lacking = {lack.rule for lack in case.lacks}
    if strange := sorted(set(command.rules) - lacking):
        raise Refused(
            f"Nothing of the kind is lacking: {', '.join(strange)}.",
            rule="nothing-to-cure",
            citation=SCREEN,
            remedy=f"What is lacking: {', '.join(sorted(lacking))}.",
        )
    return (CureReceived(rules=command.rules, papers=command.papers),)


def _lapse(case: Case, command: LetCureLapse, on: Occasion) -> Events:
    """Unless the law makes the date decisive, it is again a person who answers."""
    if case.cure_by is not None and on.today <= case.cure_by:
        raise Refused(
            f"The parties have until {case.cure_by:%m/%d/%Y} to answer.",
            rule="cure-still-possible",
            citation=SCREEN,
            remedy="Wait for the cure, or take in what came.",
        )
    if cure_is_decisive(on.law, case, on.now):
        return (FoundIneligible(reasons=case.lacks),)
    return (ReferredToPerson(lacks=case.lacks),)


def _ask(case: Case, command: AskForInformation, on: Occasion) -> Events:
    asked = tuple(
        Lack(rule=ASKED, reason=question, citation=SCREEN, remedy="Answer in writing.")
        for question in command.questions
    )
    lacks = (*(lack for lack in case.lacks if lack.rule != ASKED), *asked)
    return (FoundIncomplete(lacks=lacks, cure_by=cure_limit(on.law, case, on.now)),)


def _decide_referral(case: Case, command: DecideReferral, on: Occasion) -> Events:
    """An expedited review that nothing certifies goes on, if at all, as a standard one."""
    answer = Lack(rule=PERSON, reason=command.reason, citation=SCREEN)
    if command.eligible:
        found = FoundEligible(remarks=(*case.lacks, answer))
        uncertified = [lack for lack in case.lacks if lack.rule == NOT_CERTIFIED]
        if uncertified and case.priority is Priority.EXPEDITED and not _backed(case):
            return (ReturnedToStandard(reason=uncertified[0].reason), found)
        return (found,)
    return (FoundIneligible(reasons=(*case.lacks, answer)),)


def _end_deferral(case: Case, command: EndDeferral, on: Occasion) -> Events:
    if command.resolved_served is not None:
        check_past(command.resolved_served, "The service of the notice of resolution", on)
    return (DeferralEnded(resolved_served=command.resolved_served, reason=command.reason),)


def _check_same_course(case: Case, other: str, same_course: str) -> None:
    if other == case.number:
        raise Refused(
            "A case cannot be consolidated with itself.",
            rule="consolidated-with-itself",
            citation=CONSOLIDATION,
            remedy="Name the other case.",
        )
    if same_course != case.same_course:
        raise Refused(
            "Only applications of one employee with the same requesting physician and date of "
            "injury may be decided together.",
            rule="same-course-of-treatment",
            citation=CONSOLIDATION,
            remedy="Decide them separately, or correct the physician or date of injury.",
        )


def _consolidate(case: Case, command: Consolidate, on: Occasion) -> Events:
    _check_same_course(case, command.into, command.same_course)
    if case.took_in:
        raise Refused(
            "Another application is decided in this case.",
            rule="took-in-another",
            citation=CONSOLIDATION,
            remedy="Consolidate the other way round.",
        )
    return (Consolidated(into=command.into),)


def _take_in(case: Case, command: TakeIn, on: Occasion) -> Events:
    _check_same_course(case, command.case, command.same_course)
    if command.case in case.took_in:
        raise Refused(
            "That application is decided here already.",
            rule="took-in-already",
            citation=CONSOLIDATION,
            remedy="Nothing needs to be done.",
        )
    if case.seats or case.review_round > 1:
        raise Refused(
            "A reviewer was appointed on the treatments listed so far.",
            rule="reviewer-appointed",
            citation=CONSOLIDATION,
            remedy="Decide the other application in its own case.",
        )
    first = len(case.treatments) + 1
    numbered = tuple(
        msgspec.structs.replace(one, number=first + place)
        for place, one in enumerate(command.treatments)
    )
    return (TookIn(case=command.case, treatments=numbered),)


def _convert(case: Case, command: ConvertToExpedited, on: Occasion) -> Events:
    check_receipts(command.papers, on)
    if case.priority is Priority.EXPEDITED and _backed(case):
        raise Refused(
            "The review is expedited already.",
            rule="expedited-already",
            citation=CONVERSION,
            remedy="Nothing needs to be done.",
        )
    if not command.papers:
        raise Refused(
            "A review becomes expedited on the treating physician's written certification of an "
            "imminent and serious threat, with documents.",
            rule="certification-with-documents",
            citation=CONVERSION,
            remedy="Attach the certification and its documents.",
        )
    return (ConvertedToExpedited(certified_by=command.certified_by, papers=command.papers),)


def _backed(case: Case) -> bool:
    """Whether a physician certified the threat, or utilization review itself was expedited."""
    return case.certified or case.decision.expedited


def _to_standard(case: Case, command: ReturnToStandard, on: Occasion) -> Events:
    check_receipts(command.papers, on)
    if case.priority is Priority.STANDARD:
        raise Refused(
            "The review is a standard one already.",
            rule="standard-already",
            citation=CONVERSION,
            remedy="Nothing needs to be done.",
        )
    if _backed(case) and not command.papers:
        raise Refused(
            "A review that a physician certified as expedited, or that was expedited in "
            "utilization review, stays so until the physician takes it back in writing.",
            rule="certification-stands",
            citation=CONVERSION,
            remedy="Attach the physician's writing, or leave the review expedited.",
        )
    return (ReturnedToStandard(reason=command.reason, papers=command.papers),)


STEPS: Steps = {
    CorrectApplication: _correct,
    Screen: _screen,
    ReceiveCure: _cure,
    LetCureLapse: _lapse,
    AskForInformation: _ask,
    DecideReferral: _decide_referral,
    EndDeferral: _end_deferral,
    Consolidate: _consolidate,
    TakeIn: _take_in,
    ConvertToExpedited: _convert,
    ReturnToStandard: _to_standard,
}
