"""How far two who decide the same treatments agree beyond chance, and which are decided twice."""

from __future__ import annotations

import hashlib
import hmac
import math
from collections import Counter
from collections.abc import Iterable, Sequence

from openimr.case.events.reviewing import Decision
from openimr.case.model import Case
from openimr.vocabulary.value import Value, require

_NORMAL_95 = 1.959964

Pair = tuple[Decision, Decision]
"""The answer of the case, and the second opinion, on one treatment."""


class Agreement(Value, frozen=True, kw_only=True):
    """Agreement of two raters.

    Attributes:
        pairs: treatments that both decided.
        observed: share on which they decided alike, 0 to 1.
        expected: share on which they would by chance, from how often each says what.
        low, high: the 95 % interval of kappa by its large-sample error; None where kappa is None
            or nothing differs, which leaves no error to go by.
        kappa: (observed - expected) / (1 - expected): 1 is perfect, 0 chance, below it less than
            chance; None where both always say the same one thing and chance explains everything.
    """

    pairs: int
    observed: float
    expected: float
    kappa: float | None
    low: float | None = None
    high: float | None = None


def agreement(pairs: Iterable[Pair]) -> Agreement | None:
    """Cohen's kappa; None when there is nothing to compare.

    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20(1), 1960, 37-46. Its error: J. L. Fleiss, J. Cohen, B. S. Everitt,
    "Large sample standard errors of kappa and weighted kappa", Psychological Bulletin 72(5), 1969,
    323-327, formula 13.
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
    low, high = _interval(decided, kappa) if kappa is not None else (None, None)
    return Agreement(
        pairs=count,
        observed=alike / count,
        expected=chance / (count * count),
        kappa=kappa,
        low=low,
        high=high,
    )


def _interval(pairs: Sequence[Pair], kappa: float) -> tuple[float, float] | tuple[None, None]:
    """Where kappa lies with 95 % confidence; none when all agree, which says nothing of chance."""
    count, apart = len(pairs), 1 - kappa
    shares = {pair: number / count for pair, number in Counter(pairs).items()}
    rows, columns = (
        {one: sum(part for pair, part in shares.items() if pair[rater] is one) for one in Decision}
        for rater in (0, 1)
    )
    expected = sum(rows[one] * columns[one] for one in Decision)
    alike = sum(
        shares.get((one, one), 0) * (1 - (rows[one] + columns[one]) * apart) ** 2
        for one in Decision
    )
    unlike = sum(
        part * (columns[first] + rows[second]) ** 2
        for (first, second), part in shares.items()
        if first is not second
    )
    spread = alike + apart**2 * unlike - (kappa - expected * apart) ** 2
    if spread <= 0:
        return None, None
    error = math.sqrt(spread / count) / (1 - expected)
    return max(-1.0, kappa - _NORMAL_95 * error), min(1.0, kappa + _NORMAL_95 * error)


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
