"""The cases of the shipped guideline pack: whether each comes out as written, for every topic.

Of every topic the cases together show a criterion that is met, one that is not, and one that
the record does not document, as far as its criteria can come out so: what a guideline does not
recommend at all is neither met nor undocumented.
"""

from __future__ import annotations

import importlib.resources
from collections.abc import Iterator
from pathlib import Path

from accuracy.report import Row, Section
from openimr.application.request import parse_request
from openimr.guidelines.cases import TopicCases, load_cases
from openimr.guidelines.cases_run import run_cases
from openimr.guidelines.criterion import Outcome
from openimr.guidelines.kinds import AnyCriterion, Contraindication, EarlierStudy, NotRecommended
from openimr.guidelines.load import shipped_pack
from openimr.guidelines.model import Topic


def measure(shared: Path) -> Section:
    """Cases, outcomes shown, topics with cases; the shared material plays no part."""
    pack = shipped_pack()
    groups = load_cases(importlib.resources.files("openimr.guidelines") / "packs" / "mtus")
    failures = run_cases(pack, groups, parse_request)
    failed = {(failure.topic, failure.case) for failure in failures}
    cases = sum(len(group.cases) for group in groups)
    ids = {topic.id for topic in pack.topics}
    tested = ids & {group.topic for group in groups if group.cases}
    rows = [
        Row(name="topics with cases", hits=len(tested), total=len(ids), target=1.0),
        Row(name="cases that come out as written", hits=cases - len(failed), total=cases, target=1),
    ]
    misses = [f"{f.topic}: {f.case}: {f.what}" for f in failures]
    misses += [f"{topic}: no case" for topic in sorted(ids - tested)]
    asked = {group.topic: shown(group) for group in groups}
    for outcome in Outcome:
        name = outcome.value.replace("_", " ")
        able = [topic.id for topic in pack.topics if outcome in possible(topic)]
        short = [topic for topic in able if outcome not in asked.get(topic, ())]
        hits = len(able) - len(short)
        rows.append(Row(name=f"topics with one {name}", hits=hits, total=len(able), target=1.0))
        misses += [f"{topic}: no outcome is {name} in any case" for topic in short]
    return Section(title="Cases of the guidelines", rows=tuple(rows), misses=tuple(misses))


def possible(topic: Topic) -> set[Outcome]:
    """The outcomes that criteria of a topic can have."""
    return {outcome for criterion in topic.criteria for outcome in _possible(criterion)}


def _possible(criterion: AnyCriterion) -> set[Outcome]:
    match criterion:
        case NotRecommended(unless=()):
            return {Outcome.NOT_MET}
        case NotRecommended() | Contraindication() | EarlierStudy():
            return {Outcome.MET, Outcome.NOT_MET}
        case _:
            return set(Outcome)


def shown(group: TopicCases) -> set[Outcome]:
    """The outcomes that the cases of a topic ask for."""
    return set(_outcomes(group))


def _outcomes(group: TopicCases) -> Iterator[Outcome]:
    for case in group.cases:
        yield from case.outcomes.values()
