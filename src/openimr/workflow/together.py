"""One step in many cases at once: each is asked for itself and answered for itself."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from openimr.case.timeline import in_words
from openimr.vocabulary.errors import BadInput, Refused

MOST_TOGETHER = 100
"""Cases of one step."""


class Answered(NamedTuple):
    """What became of a step in one case.

    Attributes:
        case: the case number.
        done: what was recorded, in words; none when nothing changed, or it was refused.
        refused: why not, or None.
    """

    case: str
    done: tuple[str, ...]
    refused: Refused | None


Ask = Callable[[str, str], Iterable[str]]
"""Asks for the step in a case under a key: the kinds of what was recorded."""


def in_each(cases: Iterable[str], key: str, ask: Ask) -> Iterator[Answered]:
    """Ask for a step in each of some cases.

    Args:
        cases: their numbers.
        key: made once for all of them; each has its own drawn from it, so that the same again is
            done once.
        ask: asks for the step in one case.
    """
    for case in dict.fromkeys(cases):
        own = hashlib.sha256(f"{key}/{case}".encode()).hexdigest()[:32]
        try:
            yield Answered(case, tuple(in_words(kind) for kind in ask(case, own)), None)
        except Refused as refused:
            yield Answered(case, (), refused)
        except BadInput as bad:
            said = f"{bad.where}: {bad.found}."
            yield Answered(case, (), Refused(said, rule="can-be-read", remedy=bad.remedy))
