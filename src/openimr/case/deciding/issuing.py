"""What follows from the commands of issuing, serving, ending, appealing and closing."""

from __future__ import annotations

from openimr.case.commands.issuing import (
    Close,
    Correct,
    DecideAppeal,
    FileAppeal,
    Issue,
    MakeEvidencePack,
    Publish,
    RecordAuthorization,
    ReportImplementation,
    Serve,
    Withdraw,
    WithdrawPublication,
)
from openimr.case.deciding.closing import close
from openimr.case.deciding.naming import check_declared
from openimr.case.deciding.occasion import (
    Events,
    Occasion,
    Steps,
    check_past,
    check_receipts,
    check_sent,
)
from openimr.case.deciding.parties import check_everybody
from openimr.case.deciding.signing import check_signed
from openimr.case.events.intake import FoundEligible
from openimr.case.events.issuing import (
    AppealDecided,
    AppealFiled,
    ApplicationWithdrawn,
    Closed,
    CorrectionIssued,
    DeterminationIssued,
    DeterminationServed,
    EvidencePackMade,
    Implemented,
    PublicationWithdrawn,
    Published,
    Remanded,
    Terminated,
    TreatmentAuthorized,
)
from openimr.case.events.reviewing import Decision
from openimr.case.model import Case, State
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused

CONTENTS = "8 CCR 9792.10.6(d)"
AUTHORIZED = "8 CCR 9792.10.6(a)"
IMPLEMENTATION = "8 CCR 9792.10.7(a)"
APPEAL = "Labor Code 4610.6(h)"
ELSEWHERE = "A new review is for another organization (Labor Code 4610.6(i))."
SERVICE = "Labor Code 4610.6(f), not verified"


def _issue(case: Case, command: Issue, on: Occasion) -> Events:
    if command.documents < 1:
        raise Refused(
            "The letter lists no document reviewed.",
            rule="documents-listed",
            citation=CONTENTS,
            remedy="List every document that the reviewer had.",
        )
    check_declared(case, on)
    check_signed(case, command.letter_sha256)
    return (DeterminationIssued(letter_sha256=command.letter_sha256, documents=command.documents),)


def _serve(case: Case, command: Serve, on: Occasion) -> Events:
    check_sent(command.sent, on)
    check_everybody(case, command.sent, "The determination", SERVICE)
    return (DeterminationServed(sent=command.sent),)


def _correct(case: Case, command: Correct, on: Occasion) -> Events:
    if command.letter_sha256 in case.letters:
        raise Refused(
            "The corrected letter is the same as one issued before.",
            rule="letter-differs",
            citation=HOUSE,
            remedy="Issue the letter with its corrected wording.",
        )
    check_signed(case, command.letter_sha256)
    return (CorrectionIssued(letter_sha256=command.letter_sha256, reason=command.reason),)


def _withdraw(case: Case, command: Withdraw, on: Occasion) -> Events:
    return (ApplicationWithdrawn(reason=command.reason),)


def _authorize(case: Case, command: RecordAuthorization, on: Occasion) -> Events:
    """What is authorized is no longer in dispute; review of the rest goes on."""
    check_receipts((command.notice,), on)
    disputed = {one.number for one in case.disputed}
    if strange := sorted(set(command.treatments) - disputed):
        raise Refused(
            f"Not in dispute: treatment {', '.join(str(number) for number in strange)}.",
            rule="in-dispute",
            citation=AUTHORIZED,
            remedy="Name only treatments that are still disputed.",
        )
    numbers = tuple(sorted(set(command.treatments)))
    authorized = TreatmentAuthorized(treatments=numbers, notice=command.notice)
    return (authorized,) if disputed - set(numbers) else (authorized, Terminated())


def _implement(case: Case, command: ReportImplementation, on: Occasion) -> Events:
    check_past(command.on, "The implementation", on)
    answer = case.answer(command.treatment)
    if answer is None or answer.decision is not Decision.OVERTURNED:
        raise Refused(
            f"Treatment {command.treatment} was not found necessary here.",
            rule="only-overturned-implemented",
            citation=IMPLEMENTATION,
            remedy="Name a treatment whose denial was overturned.",
        )
    if any(one.treatment == command.treatment for one in case.implemented):
        raise Refused(
            f"The implementation of treatment {command.treatment} is reported already.",
            rule="implemented-already",
            citation=IMPLEMENTATION,
            remedy="Nothing needs to be done.",
        )
    return (Implemented(treatment=command.treatment, on=command.on),)


def _appeal(case: Case, command: FileAppeal, on: Occasion) -> Events:
    """A late petition is recorded too: the appeals board, not this house, rules on its date."""
    check_past(command.filed, "The filing of the appeal", on)
    check_receipts((command.petition,), on)
    if case.state is State.ISSUED and case.served is None:
        raise Refused(
            "The determination was not served yet.",
            rule="served-before-appeal",
            citation=APPEAL,
            remedy="Serve it first.",
        )
    grounds = tuple(dict.fromkeys(command.grounds))
    return (AppealFiled(grounds=grounds, filed=command.filed, petition=command.petition),)


def _pack(case: Case, command: MakeEvidencePack, on: Occasion) -> Events:
    pleaded = {one for number in case.pending for one in case.appeals[number - 1].grounds}
    if command.ground not in pleaded:
        raise Refused(
            "No pending appeal pleads that ground.",
            rule="ground-pleaded",
            citation="8 CCR 10575",
            remedy="Grounds that are not pleaded are waived.",
        )
    return (EvidencePackMade(ground=command.ground, sha256=command.sha256),)


def _decide_appeal(case: Case, command: DecideAppeal, on: Occasion) -> Events:
    """Granted against a determination: a new review, and nobody who sat before sits again."""
    check_past(command.on, "The decision of the appeal", on)
    number = _pending(case, command.appeal)
    pending = case.appeals[number - 1]
    if command.on < pending.filed:
        raise Refused(
            "The appeal is decided before it was filed.",
            rule="decided-after-filing",
            citation=APPEAL,
            remedy="Check both days.",
        )
    decided = AppealDecided(granted=command.granted, on=command.on, appeal=number)
    if not command.granted:
        return (decided,)
    if pending.against is State.INELIGIBLE:
        return (decided, FoundEligible(remarks=case.lacks))
    if command.elsewhere:
        return (decided, Closed(reason=ELSEWHERE))
    return (decided, Remanded(barred=tuple(seat.reviewer for seat in case.seats)))


def _pending(case: Case, number: int | None) -> int:
    if number is None and len(case.pending) == 1:
        return case.pending[0]
    if number not in case.pending:
        raise Refused(
            "Which of the pending appeals was decided?",
            rule="appeal-pending",
            citation=APPEAL,
            remedy=f"Name one of: {', '.join(str(one) for one in case.pending)}.",
        )
    return number


def _publish(case: Case, command: Publish, on: Occasion) -> Events:
    named_before = command.publication in case.publications
    if named_before or command.letter_sha256 in case.public_letters:
        raise Refused(
            "It is published already.",
            rule="published-already",
            citation=HOUSE,
            remedy="A corrected letter is published when it was served, as the next version.",
        )
    if case.letters[-1:] != (command.letter_sha256,):
        raise Refused(
            "That letter is not the one that stands.",
            rule="letter-stands",
            citation=HOUSE,
            remedy="Look at the letter that was issued last, and publish that one.",
        )
    if command.published_sha256 in case.withdrawn_papers:
        raise Refused(
            "This very paper was published and withdrawn.",
            rule="withdrawn-before",
            citation=HOUSE,
            remedy="Take out what it was withdrawn for; then it is the next version.",
        )
    published = Published(
        publication=command.publication,
        letter_sha256=command.letter_sha256,
        published_sha256=command.published_sha256,
        marks_sha256=command.marks_sha256,
    )
    return (published,)


def _withdraw_publication(case: Case, command: WithdrawPublication, on: Occasion) -> Events:
    if command.publication not in case.public:
        raise Refused(
            "Nothing is published under that name.",
            rule="published-before-withdrawn",
            citation=HOUSE,
            remedy=f"Published and not withdrawn: {', '.join(case.public) or 'nothing'}.",
        )
    withdrawn = PublicationWithdrawn(
        publication=command.publication,
        published_sha256=case.published_papers[case.publications.index(command.publication)],
        reason=command.reason,
    )
    return (withdrawn,)


STEPS: Steps = {
    Issue: _issue,
    Serve: _serve,
    Correct: _correct,
    Withdraw: _withdraw,
    RecordAuthorization: _authorize,
    ReportImplementation: _implement,
    FileAppeal: _appeal,
    MakeEvidencePack: _pack,
    DecideAppeal: _decide_appeal,
    Publish: _publish,
    WithdrawPublication: _withdraw_publication,
    Close: close,
}
