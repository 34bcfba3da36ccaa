"""What follows when a letter is signed, and what no letter goes out without."""

from __future__ import annotations

import datetime as dt

from openimr.case.commands.signing import SignLetter
from openimr.case.deciding.occasion import Events, Occasion, Steps
from openimr.case.events.signing import LetterSigned
from openimr.case.model import Case
from openimr.case.rules import HOUSE
from openimr.vocabulary.errors import Refused

FRESH = dt.timedelta(minutes=5)
"""How long ago the second factor may have been proved."""


def _sign(case: Case, command: SignLetter, on: Occasion) -> Events:
    _check_no_reviewer(case, on)
    _check_fresh(command.second_factor_at, on)
    signed = case.signature.letter_sha256 if case.signature else None
    if command.letter_sha256 in (*case.letters, signed):
        raise Refused(
            "This very letter is signed already.",
            rule="signed-already",
            citation=HOUSE,
            remedy="Issue it; or sign one whose words are others.",
        )
    return (
        LetterSigned(
            letter_sha256=command.letter_sha256,
            by=on.by.id,
            name=command.name,
            title=command.title,
            second_factor_at=command.second_factor_at,
            stands=command.stands,
        ),
    )


def _check_no_reviewer(case: Case, on: Occasion) -> None:
    """The name under the letter is public; a reviewer's never is."""
    if any(seat.reviewer == on.by.id for seat in case.seats) or on.by.id in case.barred:
        raise Refused(
            "A reviewer of the case does not sign its letter: the signature would name them.",
            rule="reviewer-does-not-sign",
            citation="Labor Code 4610.6(f)",
            remedy="Ask another who may sign.",
        )


def _check_fresh(proved: dt.datetime, on: Occasion) -> None:
    if not on.now - FRESH <= proved <= on.now:
        raise Refused(
            "The second factor was not proved just now.",
            rule="second-factor-fresh",
            citation=HOUSE,
            remedy="Enter a new code, and sign.",
        )


def check_signed(case: Case, letter_sha256: str) -> None:
    """Refuse to let a letter out that is not the one signed.

    Raises:
        Refused: rule "letter-signed".
    """
    if case.signature is None or case.signature.letter_sha256 != letter_sha256:
        found = "is not the letter that was signed" if case.signature else "is not signed"
        raise Refused(
            f"The letter {found}.",
            rule="letter-signed",
            citation=HOUSE,
            remedy="Have it signed by a named person first: on the page of the letter, or with "
            "`openimr case letter NUMBER --sign LOGIN`.",
        )


STEPS: Steps = {SignLetter: _sign}
