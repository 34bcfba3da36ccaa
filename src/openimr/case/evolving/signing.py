"""How a signature changes a case, and what undoes it."""

from __future__ import annotations

import datetime as dt

from openimr.case.events.appointing import ReviewerRecused
from openimr.case.events.intake import ConvertedToExpedited, ReturnedToStandard
from openimr.case.events.issuing import Remanded, TreatmentAuthorized
from openimr.case.events.records import RecordsFoundLater
from openimr.case.events.reviewing import QualityPassed
from openimr.case.events.signing import LetterSigned
from openimr.case.evolving.change import Changes, changed
from openimr.case.model import Case, LetterSignature

UNDOES = (
    QualityPassed,
    TreatmentAuthorized,
    RecordsFoundLater,
    ReviewerRecused,
    ConvertedToExpedited,
    ReturnedToStandard,
    Remanded,
)
"""Events after which the letter would say something else than what was signed."""


def _signed(case: Case, event: LetterSigned, at: dt.datetime) -> Case:
    signature = LetterSignature(
        letter_sha256=event.letter_sha256, by=event.by, name=event.name, title=event.title, at=at
    )
    return changed(case, signature=signature)


CHANGES: Changes = {LetterSigned: _signed}
