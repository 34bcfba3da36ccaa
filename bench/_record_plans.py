"""How a database finds what is asked of it: by one walk along an index, or by looking further."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from django.db import connections
from django.test.utils import CaptureQueriesContext

_FURTHER = {
    "sqlite": ("SCAN openimr", "TEMP B-TREE"),
    "postgresql": ("Seq Scan", "Sort"),
}
"""Words of a plan for reading a whole table and for sorting."""


def not_walked(alias: str, asks: Mapping[str, Callable[[], object]]) -> list[str]:
    """What is found in another way than by walking along an index, with the plan's words."""
    return [
        f"{name} ({', '.join(told)})" for name, ask in asks.items() if (told := _told(alias, ask))
    ]


def _told(alias: str, ask: Callable[[], object]) -> list[str]:
    connection = connections[alias]
    with CaptureQueriesContext(connection) as asked:
        ask()
    plans = [
        plan
        for query in asked.captured_queries
        if query["sql"].startswith("SELECT")
        for plan in _plan(alias, query["sql"])
    ]
    return sorted(
        {plan for plan in plans if any(one in plan for one in _FURTHER[connection.vendor])}
    )


def _plan(alias: str, question: str) -> Iterator[str]:
    """Every step of the plan for a question with its values in it."""
    connection = connections[alias]
    how = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN (FORMAT JSON)"
    with connection.cursor() as cursor:
        cursor.execute(f"{how} {question.replace('%', '%%')}")
        rows = cursor.fetchall()
    if connection.vendor == "sqlite":
        yield from (row[-1] for row in rows)
        return
    steps = list(rows[0][0] if isinstance(rows[0][0], list) else json.loads(rows[0][0]))
    steps = [step["Plan"] for step in steps]
    while steps:
        step = steps.pop()
        yield " ".join(filter(None, (step["Node Type"], step.get("Relation Name"))))
        steps += step.get("Plans", ())
