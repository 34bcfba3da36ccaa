"""When a case may be closed: nothing legal is left that could still move it."""

from __future__ import annotations

from openimr.case.commands.issuing import Close
from openimr.case.deciding.occasion import Events, Occasion
from openimr.case.events.issuing import Closed
from openimr.case.events.reviewing import Decision
from openimr.case.limits import appeal_limit
from openimr.case.model import Case, State
from openimr.vocabulary.errors import Refused

_APPEALABLE = (State.SERVED, State.INELIGIBLE)


def close(case: Case, command: Close, on: Occasion) -> Events:
    """The closing event.

    Raises:
        Refused: while an appeal may still be filed, or an overturned treatment is outstanding.
    """
    if case.state in _APPEALABLE:
        _check_appeal_over(case, on)
    if case.state is State.SERVED and not command.not_implemented_because.strip():
        _check_implemented(case)
    words = (command.reason, command.not_implemented_because)
    return (Closed(reason=" ".join(word for word in words if word.strip())),)


def _check_appeal_over(case: Case, on: Occasion) -> None:
    limit = appeal_limit(on.law, case)
    if limit is not None and on.now <= limit:
        raise Refused(
            f"An appeal may be filed until {limit:%m/%d/%Y}.",
            rule="appeal-window-open",
            citation="Labor Code 4610.6(h); 8 CCR 10575",
            remedy="Close the case after that day.",
        )


def _check_implemented(case: Case) -> None:
    reported = {one.treatment for one in case.implemented}
    outstanding = [
        str(one.treatment)
        for one in case.answers
        if one.decision is Decision.OVERTURNED and one.treatment not in reported
    ]
    if outstanding:
        raise Refused(
            f"Nothing was reported on the implementation of treatment {', '.join(outstanding)}.",
            rule="implementation-outstanding",
            citation="8 CCR 9792.10.7(a)",
            remedy="Record the report, or say why the case is closed without it.",
        )
