"""Grave findings of the checks on a letter: nobody lets one stand without a recorded reason.

A person may know better than a check: the other patient is a brother of the same name. Then the
letter goes on, and the record says who let which finding stand, and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final, Protocol

from openimr.case.events.reviewing import QualityPassed
from openimr.case.events.stands import Stands
from openimr.case.record import RecordedEvent
from openimr.case.rules import HOUSE
from openimr.determination.checks.model import Severity
from openimr.vocabulary.errors import BadInput, Refused

if TYPE_CHECKING:  # they load what reads letters
    from openimr.determination.model import Determination
    from openimr.workflow.before_signing import Warned


class LetterChecks(Protocol):
    """What the checks find on the letter of a case."""

    def __call__(
        self, recorded: Sequence[RecordedEvent], letter: Determination | None
    ) -> tuple[Warned, ...]:
        """Everything that stands against a letter; nothing where there is no draft of one.

        Args:
            recorded: every event of the case.
            letter: None for the one that is in quality review.
        """
        ...


def nothing_checked(
    recorded: Sequence[RecordedEvent], letter: Determination | None
) -> tuple[Warned, ...]:
    """No letters are kept here, so none is checked (``LetterChecks``)."""
    del recorded, letter
    return ()


def grave(warned: Sequence[Warned]) -> tuple[Warned, ...]:
    """The grave ones, each once."""
    found = {_place(one): one for one in warned if one.severity is Severity.HIGH}
    return tuple(found.values())


def name_of(one: Warned) -> str:
    """By which a form names a finding: it says nothing of the case."""
    return _name(_place(one))


def _name(place: tuple[str, int | None, str]) -> str:
    return hashlib.sha256(repr(place).encode()).hexdigest()[:12]


def let_stand(recorded: Sequence[RecordedEvent]) -> dict[str, str]:
    """Why quality review let grave findings stand when it passed the case last, by `name_of`."""
    passed = [one.event for one in recorded if isinstance(one.event, QualityPassed)]
    stands = passed[-1].stands if passed else ()
    return {_name((one.rule, one.treatment, one.finding)): one.because for one in stands}


def check_stand(warned: Sequence[Warned], stands: Sequence[Stands]) -> None:
    """Refuse what somebody would let go on with a grave finding and no reason for it.

    Raises:
        Refused: rule "grave-finding-stands", naming each.
    """
    given = {(one.rule, one.treatment, one.finding) for one in stands}
    missing = [one for one in grave(warned) if _place(one) not in given]
    if missing:
        named = " ".join(map(_in_words, missing))
        raise Refused(
            f"The checks find something grave in the letter: {named}",
            rule="grave-finding-stands",
            citation=HOUSE,
            remedy="Send it back to be mended; or say for each why it may stand: on the page of "
            "the case, or by --stands of `openimr case letter`.",
        )


def _place(one: Warned) -> tuple[str, int | None, str]:
    return one.rule, one.treatment, one.words


def _in_words(one: Warned) -> str:
    where = f"treatment {one.treatment}, " if one.treatment else ""
    return f"({where}{one.rule}) {one.words}"


def standing_for(warned: Sequence[Warned], said: Mapping[str, str]) -> tuple[Stands, ...]:
    """The reasons that were typed, each for the grave finding that it names.

    Args:
        warned: what the checks find now.
        said: reasons by `name_of`; empty ones are none.
    """
    return tuple(
        Stands(rule=one.rule, treatment=one.treatment, finding=one.words, because=because)
        for one in grave(warned)
        if (because := said.get(name_of(one), "").strip())
    )


def said_of(warned: Sequence[Warned], typed: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Reasons by `name_of`, from reasons by rule: "other-patient", or "other-patient:2" of one.

    Args:
        warned: what the checks find now.
        typed: a rule, with the number of a treatment where findings of several have it, and why.

    Raises:
        BadInput: for a rule by which nothing grave was found, or in more than one place.
    """
    said: dict[str, str] = {}
    for called, because in typed:
        rule, _, treatment = called.partition(":")
        found = [one for one in grave(warned) if one.rule == rule]
        meant = [one for one in found if not treatment or str(one.treatment or "") == treatment]
        if not meant:
            raise BadInput(called, "names no grave finding of the letter", _NAMED_SO)
        if len({one.treatment for one in meant}) > 1:
            raise BadInput(called, "names findings of several treatments", _NAMED_SO)
        said |= {name_of(one): because for one in meant}
    return said


_NAMED_SO: Final = (
    "Sign without it: each is named then. Write its rule, and the number of its treatment where "
    "several have one, as in other-patient:2."
)
