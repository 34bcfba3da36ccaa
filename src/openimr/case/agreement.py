"""How far two who decide the same treatments agree beyond chance, and which are decided twice."""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Iterable

from openimr.case.events.reviewing import Decision
from openimr.case.model import Case
from openimr.vocabulary.value import Value, require

Pair = tuple[Decision, Decision]
"""The answer of the case, and the second opinion, on one treatment."""


class Agreement(Value, frozen=True, kw_only=True):
    """Agreement of two raters.

    Attributes:
        pairs: treatments that both decided.
        observed: share on which they decided alike, 0 to 1.
        expected: share on which they would by chance, from how often each says what.
        kappa: (observed - expected) / (1 - expected): 1 is perfect, 0 chance, below it less than
            chance; None where both always say the same one thing and chance explains everything.
    """

    pairs: int
    observed: float
    expected: float
    kappa: float | None


def agreement(pairs: Iterable[Pair]) -> Agreement | None:
    """Cohen's kappa; None when there is nothing to compare.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20(1), 1960, 37-46.
    """
    decided = tuple(pairs)
    if not decided:
        return None
    count = len(decided)
    first, second = (Counter(pair[rater] for pair in decided) for rater in (0, 1))
    alike = sum(one is other for one, other in decided)
    chance = sum(first[one] * second[one] for one in Decision)
    by_chance_alone = chance == count * count
    kappa = None if by_chance_alone else (alike * count - chance) / (count * count - chance)
    return Agreement(
        pairs=count, observed=alike / count, expected=chance / (count * count), kappa=kappa
    )


def decided_twice(case: Case) -> tuple[Pair, ...]:
    """Each second opinion of a case beside the answer of its seats, where there is one."""
    return tuple(
        (answer.decision, one.decision)
        for one in case.second_opinions
        if (answer := case.answer(one.treatment)) is not None
    )


def drawn_for_second_opinion(case: Case, treatment: int, share: float, secret: bytes) -> bool:
    """Whether a treatment is in the sample that quality decides blind.

    The draw is the same whenever it is made in a review round, and cannot be foreseen without
    the secret.

    Args:
        case: the case.
        treatment: its number there.
        share: of all treatments, 0 to 1.
        secret: the installation's key.

    Raises:
        ValueError: the share lies outside 0 to 1, or the secret is empty.
    """
    require(0 <= share <= 1, "a share lies between 0 and 1")
    require(bool(secret), "a draw that nobody foresees has a secret")
    name = f"second opinion/{case.number}/{case.review_round}/{treatment}".encode()
    drawn = hmac.new(secret, name, hashlib.sha256).digest()
    return int.from_bytes(drawn[:8], "big") < share * 2**64
