"""Determinations of every shape, for properties of whatever keeps or shows them."""

from __future__ import annotations

import datetime as dt
import functools

from hypothesis import strategies as st

from openimr.determination.model import Basis, Decision, Priority, Sex
from openimr.publication.model import (
    Programme,
    Provenance,
    PublishedDetermination,
    PublishedFinding,
    SourceKind,
)
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.request import TreatmentRequest

TEXT = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), include_characters="\n"), max_size=40
)
SAID = TEXT.filter(lambda text: bool(text.split()) and any(map(str.isalnum, text)))
TEXTS = st.lists(SAID, max_size=3).map(tuple)
DAYS = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
NUMBERS = st.one_of(st.integers(0, 10**9), st.floats(0, 10**9, allow_nan=False))


def perhaps(one: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(st.none(), one)


REQUESTS = st.builds(
    TreatmentRequest,
    quantity=perhaps(NUMBERS),
    unit=perhaps(TEXT),
    per_week=perhaps(NUMBERS),
    weeks=perhaps(NUMBERS),
    body_parts=TEXTS,
    drug=perhaps(TEXT),
    strength=perhaps(TEXT),
)
CITATIONS = st.lists(st.builds(Citation, source=SAID, sections=TEXTS, pages=TEXTS), max_size=2).map(
    tuple
)
PROVENANCES = st.builds(
    Provenance,
    kind=st.sampled_from(SourceKind),
    name=SAID.map(lambda name: name.replace("/", "-").replace("\\", "-")),
    sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    row=perhaps(st.integers(1, 10**6)),
    layout=perhaps(SAID),
    unread=TEXTS,
    rest=TEXTS,
)


@functools.cache
def _findings(count: int) -> st.SearchStrategy[tuple[PublishedFinding, ...]]:
    return st.tuples(
        *(
            st.builds(
                PublishedFinding,
                number=st.just(number),
                treatment=SAID,
                request=REQUESTS,
                decision=perhaps(st.sampled_from(Decision)),
                claims_basis=perhaps(st.sampled_from(Basis)),
                basis=perhaps(st.sampled_from(Basis)),
                claims_citations=CITATIONS,
                citations=CITATIONS,
                rationale=perhaps(TEXT),
                topics=TEXTS,
                body_regions=TEXTS,
                drugs=TEXTS,
            )
            for number in range(1, count + 1)
        )
    )


@functools.cache
def _determinations(programme: Programme) -> st.SearchStrategy[PublishedDetermination]:
    numbers = st.from_regex(r"[A-Z]{2}1[0-9]-[0-9]{1,7}", fullmatch=True)
    return st.builds(
        PublishedDetermination,
        id=numbers.map(lambda number: f"{programme.value}/{number}"),
        version=st.integers(1, 5),
        programme=st.just(programme),
        provenance=PROVENANCES,
        published=perhaps(DAYS),
        case_number=perhaps(TEXT),
        date_assigned=perhaps(DAYS),
        decision_date=perhaps(DAYS),
        date_of_injury=perhaps(DAYS),
        ur_denial_date=perhaps(DAYS),
        application_received=perhaps(DAYS),
        year=perhaps(st.integers(1990, 2100)),
        priority=perhaps(st.sampled_from(Priority)),
        licensure=TEXTS,
        specialties=TEXTS,
        reviewer=perhaps(SAID),
        age=perhaps(st.integers(1, 89)),
        age_band=perhaps(SAID),
        sex=perhaps(st.sampled_from(Sex)),
        summary=perhaps(TEXT),
        documents=TEXTS,
        diagnoses=TEXTS,
        review_type=perhaps(TEXT),
        health_plan=perhaps(TEXT),
        coverage=perhaps(TEXT),
        organization=perhaps(TEXT),
        findings=st.integers(0, 3).flatmap(_findings),
    )


DETERMINATIONS = st.sampled_from(Programme).flatmap(_determinations)
