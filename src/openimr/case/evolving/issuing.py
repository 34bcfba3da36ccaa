"""How the events of issuing, serving and what follows change a case."""

from __future__ import annotations

import datetime as dt

import msgspec

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
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Appeal, Case, Implementation, State


def _issued(case: Case, event: DeterminationIssued, at: dt.datetime) -> Case:
    return changed(case, state=State.ISSUED, letters=(event.letter_sha256,), issued=at)


def _served(case: Case, event: DeterminationServed, at: dt.datetime) -> Case:
    """Clocks run from the first service; the last one counts before a case is closed."""
    first = case.served or at
    return changed(case, state=State.SERVED, served=first, last_served=at, service=event.sent)


def _corrected(case: Case, event: CorrectionIssued, at: dt.datetime) -> Case:
    """The corrected letter has to be served anew."""
    return changed(case, state=State.ISSUED, letters=(*case.letters, event.letter_sha256))


def _withdrawn(case: Case, event: ApplicationWithdrawn, at: dt.datetime) -> Case:
    return changed(case, state=State.WITHDRAWN, ended=at)


def _authorized(case: Case, event: TreatmentAuthorized, at: dt.datetime) -> Case:
    answers = tuple(one for one in case.answers if one.treatment not in event.treatments)
    authorized = tuple(sorted({*case.authorized, *event.treatments}))
    return changed(case, authorized=authorized, answers=answers)


def _terminated(case: Case, event: Terminated, at: dt.datetime) -> Case:
    return changed(case, state=State.TERMINATED, ended=at)


def _implemented(case: Case, event: Implemented, at: dt.datetime) -> Case:
    done = Implementation(treatment=event.treatment, on=event.on)
    return changed(case, implemented=(*case.implemented, done))


def _appealed(case: Case, event: AppealFiled, at: dt.datetime) -> Case:
    pending = case.pending
    appeal = Appeal(
        against=case.appeals[pending[0] - 1].against if pending else case.state,
        review_round=case.review_round,
        grounds=event.grounds,
        filed=event.filed,
    )
    return changed(case, state=State.APPEALED, appeals=(*case.appeals, appeal))


def _pack_made(case: Case, event: EvidencePackMade, at: dt.datetime) -> Case:
    appeals = list(case.appeals)
    for number in case.pending:
        appeal = appeals[number - 1]
        if event.ground in appeal.grounds and event.ground not in appeal.packs:
            packs = (*appeal.packs, event.ground)
            appeals[number - 1] = msgspec.structs.replace(appeal, packs=packs)
    return changed(case, appeals=tuple(appeals))


def _appeal_decided(case: Case, event: AppealDecided, at: dt.datetime) -> Case:
    """With nothing pending the case is where it was; if granted, the next event leads on."""
    appeals = list(case.appeals)
    decided = msgspec.structs.replace(
        appeals[event.appeal - 1], granted=event.granted, decided=event.on
    )
    appeals[event.appeal - 1] = decided
    after = changed(case, appeals=tuple(appeals))
    return after if after.pending else changed(after, state=decided.against)


def _remanded(case: Case, event: Remanded, at: dt.datetime) -> Case:
    """A new review of the same file; what was reported of the old letter is in the record."""
    return changed(
        case,
        state=State.READY_TO_APPOINT,
        review_round=case.review_round + 1,
        barred=tuple(dict.fromkeys((*case.barred, *event.barred))),
        seats=(),
        seats_approved=1,
        answers=(),
        quality_passed=None,
        returned=None,
        second_opinions=(),
        extended=None,
        letters=(),
        issued=None,
        served=None,
        last_served=None,
        service=(),
        implemented=(),
    )


def _published(case: Case, event: Published, at: dt.datetime) -> Case:
    names = (*case.publications, event.publication)
    letters = (*case.published_letters, event.letter_sha256)
    papers = (*case.published_papers, event.published_sha256)
    return changed(case, publications=names, published_letters=letters, published_papers=papers)


def _publication_withdrawn(case: Case, event: PublicationWithdrawn, at: dt.datetime) -> Case:
    return changed(case, withdrawn=(*case.withdrawn, event.publication))


def _closed(case: Case, event: Closed, at: dt.datetime) -> Case:
    return changed(case, state=State.CLOSED, ended=case.ended or at)


CHANGES: Changes = {
    DeterminationIssued: _issued,
    DeterminationServed: _served,
    CorrectionIssued: _corrected,
    ApplicationWithdrawn: _withdrawn,
    TreatmentAuthorized: _authorized,
    Terminated: _terminated,
    Implemented: _implemented,
    AppealFiled: _appealed,
    EvidencePackMade: _pack_made,
    AppealDecided: _appeal_decided,
    Remanded: _remanded,
    Published: _published,
    PublicationWithdrawn: _publication_withdrawn,
    Closed: _closed,
}
