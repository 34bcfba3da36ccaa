"""Giving 15,000 cases to a panel of 800 at the least cost, against the plain rules.

Panel and cases are invented: specialties and disputes in about the shares of the public letters,
a few large claims administrators and many small filers, one pair in a hundred with a conflict.
Each round starts from the values of cases and candidates: who may have what, the solver's
answer and the proof that no cheaper way exists are all inside the time.
"""

from __future__ import annotations

import datetime as dt
import functools
import random
import resource
import statistics
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

import numpy as np
from rich.console import Console
from rich.table import Table

from openimr.adapters.min_cost_flow import MinCostFlow
from openimr.assignment.candidates import Barred, Candidate, CaseToAssign
from openimr.assignment.eligibility import BLOCKED, Choosing, Offers, offers
from openimr.assignment.fairness import Seen
from openimr.assignment.giving import Gift, cheapest, cost_of
from openimr.assignment.model import LicenseKind
from openimr.assignment.optimality import FAR
from openimr.assignment.ports import Whole
from openimr.assignment.specialty import shipped_table
from openimr.assignment.specialty_fields import treatment_fields
from openimr.assignment.turns import by_rotation, in_turn
from openimr.guidelines.load import shipped_pack

CASES, REVIEWERS, ROUNDS = 15_000, 800, 5
AIM = 5.0
"""Seconds for the whole batch."""
TODAY = dt.date(2026, 11, 20)
TABLE = shipped_table()
T = TypeVar("T")
BATCH = "one batch"
PLAIN = {"greedy, by urgency": in_turn, "rotation": by_rotation}
SPECIALTIES = {
    "Occupational Medicine": 30,
    "Family Practice": 20,
    "Physical Medicine & Rehabilitation": 12,
    "Pain Management": 9,
    "Internal Medicine": 6,
    "Orthopedic Surgery": 7,
    "Neurology": 2,
    "Neurological Surgery": 2,
    "Hand Surgery": 1,
    "Psychiatry": 2,
    "Emergency Medicine": 2,
    "Clinical Psychology": 3,
    "Chiropractic": 3,
    "Podiatry": 1,
    "Acupuncture": 1,
}
DISPUTES = {
    "medication-opioid": 10,
    "medication": 18,
    "medication-topical": 8,
    "diagnostic-imaging": 14,
    "therapy": 20,
    "therapy-device": 5,
    "equipment": 5,
    "procedure-injection": 8,
    "surgery": 5,
    "surgery-ancillary": 3,
    "diagnostic-electrophysiology": 4,
    "behavioral": 4,
    "evaluation": 4,
    "diagnostic-laboratory": 3,
}
"""Shares of specialties on the panel and of categories in dispute, in hundredths or so."""

BESIDE = {
    "surgery": ["surgery-ancillary", "medication-opioid"],
    "surgery-ancillary": ["surgery", "surgery-ancillary"],
    "behavioral": ["behavioral"],
}
"""What is disputed beside it; beside others are drugs and therapy."""


def panel(chance: random.Random) -> tuple[Candidate, ...]:
    kinds = frozenset(LicenseKind)
    names = chance.choices(list(SPECIALTIES), list(SPECIALTIES.values()), k=REVIEWERS)
    capacities = [chance.randint(18, 45) for _ in names]
    return tuple(
        Candidate(
            reviewer=f"R{number:04}",
            specialties=TABLE.held((name,), kinds),
            california=chance.random() < 0.63,
            licensed_until=TODAY + dt.timedelta(days=chance.randint(10, 700)),
            capacity=capacity,
            open_cases=chance.randint(0, capacity // 4),
            against=("not verified",) if chance.random() < 0.03 else (),
        )
        for number, (name, capacity) in enumerate(zip(names, capacities, strict=True))
    )


def waiting(chance: random.Random) -> tuple[CaseToAssign, ...]:
    pack = shipped_pack()
    topics = {kind: [t for t in pack.topics if t.category == kind] for kind in DISPUTES}
    fields = {t.id: treatment_fields("", TABLE, pack, t.id) for t in pack.topics}

    def treatments() -> tuple[tuple[int, frozenset[str]], ...]:
        first = chance.choices(list(DISPUTES), list(DISPUTES.values()))[0]
        count = chance.choices((1, 2, 3, 5), (50, 25, 15, 10))[0]
        near = [first, *chance.choices(BESIDE.get(first, ["medication", "therapy"]), k=count - 1)]
        return tuple(
            (number, fields[chance.choice(topics[kind]).id]) for number, kind in enumerate(near, 1)
        )

    return tuple(
        CaseToAssign(
            case=f"CM26-{number:07}",
            treatments=treatments(),
            condition=frozenset({"musculoskeletal-condition"}),
            expedited=chance.random() < 0.02,
            received=TODAY - dt.timedelta(days=chance.randint(1, 30)),
            due=TODAY + dt.timedelta(days=chance.randint(3, 30)),
            filer=f"filer {min(int(chance.paretovariate(0.8)), 3_000)}",
            administrator=f"administrator {min(int(chance.paretovariate(0.7)), 300)}",
        )
        for number in range(CASES)
    )


def instance() -> Choosing:
    chance = random.Random(20261120)
    candidates, cases = panel(chance), waiting(chance)
    pairs = CASES * REVIEWERS // 100
    return Choosing(
        on=TODAY,
        seed="the seed of this bench",
        cases=cases,
        candidates=candidates,
        table=TABLE,
        barred=tuple(
            Barred(
                case=chance.choice(cases).case,
                reviewer=chance.choice(candidates).reviewer,
                reason="a conflict",
            )
            for _ in range(pairs)
        ),
        seen=tuple(
            Seen(
                reviewer=one.reviewer,
                party=f"administrator {min(int(chance.paretovariate(0.7)), 300)}",
                cases=chance.randint(1, 6),
            )
            for one in candidates
            for _ in range(3)
        ),
    )


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


class Round(NamedTuple):
    """One round: what every way came to, and its seconds, the building included."""

    offered: Offers
    gift: Gift
    ways: dict[str, Whole]
    seconds: dict[str, float]


def one_round(choosing: Choosing) -> Round:
    began = time.process_time()
    built, offered = timed(functools.partial(offers, choosing))
    solved, gift = timed(functools.partial(cheapest, offered, MinCostFlow()))
    processor = time.process_time() - began
    seconds = {"building": built, "processor": processor, BATCH: built + solved}
    ways = {BATCH: gift.reviewer}
    for name, rule in PLAIN.items():
        took, ways[name] = timed(functools.partial(rule, offered))
        seconds[name] = built + took
    return Round(offered, gift, ways, seconds)


def peak() -> float:
    """Most memory that this process has had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def proven(offered: Offers, gift: Gift) -> bool:
    """Whether the prices prove the batch: each case has its cheapest once seats are priced."""
    priced = np.where(offered.points < BLOCKED, offered.points + gift.prices, FAR)
    at = np.arange(len(priced))
    has = np.where(gift.reviewer >= 0, priced[at, gift.reviewer], offered.left)
    return bool((has <= np.minimum(priced.min(axis=1), offered.left)).all())


def main() -> None:
    before = peak()
    choosing = instance()
    rounds = [one_round(choosing) for _ in range(ROUNDS)]
    memory = peak()
    last = rounds[-1]
    table = Table(title=f"{CASES:,} cases, {REVIEWERS} reviewers, {ROUNDS} rounds")
    for column in ("way", "s (median)", "rounds", "placed", "expedited left", "points a case"):
        table.add_column(column, justify="left" if column == "way" else "right")
    for way in last.ways:
        table.add_row(way, *row(choosing, last, way, [one.seconds[way] for one in rounds]))
    console = Console()
    console.print(table)
    middle = {name: statistics.median(one.seconds[name] for one in rounds) for name in last.seconds}
    proof = "prices prove it" if proven(last.offered, last.gift) else "NOT PROVEN"
    pairs = int((last.offered.points < BLOCKED).sum())
    console.print(f"The optimum over {pairs:,} allowed pairs: {proof}; fair shares added", end=" ")
    console.print(f"{last.gift.cost - last.gift.bound:,} points. Of the batch's time", end=" ")
    console.print(f"{middle['building']:.2f} s say who may have what;", end=" ")
    console.print(f"processor time {middle['processor']:.2f} s.")
    met = "met" if middle[BATCH] < AIM else "missed"
    console.print(f"Aim: under {AIM:.0f} s: {met}.", end=" ")
    console.print(f"Memory at its peak {memory:.0f} MiB, {before:.0f} MiB before it began.")


def row(choosing: Choosing, last: Round, way: str, seconds: list[float]) -> list[str]:
    left = last.ways[way] < 0
    expedited = np.array([case.expedited for case in choosing.cases])
    points = cost_of(last.ways[way], last.offered) - int(last.offered.left[left].sum())
    return [
        f"{statistics.median(seconds):.2f}",
        f"{min(seconds):.2f} to {max(seconds):.2f}",
        f"{(~left).sum():,}",
        str((left & expedited).sum()),
        f"{points / (~left).sum():,.0f}",
    ]


if __name__ == "__main__":
    main()
