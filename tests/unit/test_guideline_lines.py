"""Guideline lines: what they rest on and cite, and lines composed so that they read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openimr.determination.citation_text import split_sections
from openimr.determination.guideline_line import compose_guideline_line, parse_guideline_line
from openimr.determination.model import Basis
from openimr.vocabulary.citation import Citation

Cited = tuple[str, tuple[str, ...], tuple[str, ...]]


@pytest.mark.parametrize(
    ("line", "basis", "cited"),
    [
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Opioids Page(s): 74-96.",
            Basis.MTUS,
            [("MTUS Chronic Pain Treatment Guidelines", ("Opioids",), ("74-96",))],
        ),
        (
            "Decision based on MTUS Chronic Pain Treatment Guidelines Topicals Page(s. ",
            Basis.MTUS,
            [("MTUS Chronic Pain Treatment Guidelines", ("Topicals",), ())],
        ),
        (
            "Decision based on MTUS ACOEM Practice Guidelines, Chapter 12 Low Back Complaints,"
            " Chronic Pain Treatment Guidelines Exercise Page(s): 303; 46.",
            Basis.MTUS,
            [
                ("MTUS ACOEM Practice Guidelines", ("Chapter 12 Low Back Complaints",), ()),
                ("MTUS Chronic Pain Treatment Guidelines", ("Exercise",), ("303", "46")),
            ],
        ),
        (
            "Decision based on MTUS Elbow Complaints 2007, Section(s): 12, and Forearm, Wrist, and"
            " Hand Complaints 2004, and Acupuncture Treatment 2007.",
            Basis.MTUS,
            [
                ("MTUS Elbow Complaints 2007", ("12",), ()),
                ("MTUS Forearm, Wrist, and Hand Complaints 2004", (), ()),
                ("MTUS Acupuncture Treatment 2007", (), ()),
            ],
        ),
        (
            "Decision based on NonMTUS Citation Journal of Splints, 2012",
            Basis.NON_MTUS,
            [("Journal of Splints, 2012", (), ())],
        ),
        (
            "The Expert Reviewer did not base their decision on the MTUS. Decision based on"
            " Non-MTUS Citation MTUS: KNEE GUIDELINES, PART ONE, 31",
            Basis.NON_MTUS,
            [("MTUS: KNEE GUIDELINES", ("PART ONE",), ("31",))],
        ),
        (
            "Decision based on Non-MTUS Citation ODG Knee and Other Medical Treatment Guidelines"
            " https://example.org/a.",
            Basis.NON_MTUS,
            [
                ("ODG Knee", (), ()),
                ("Other Medical Treatment Guidelines", ("https://example.org/a",), ()),
            ],
        ),
        (
            "Decision based on MTUS Stress 2004, and Non-MTUS Citation Official Guidelines.",
            Basis.BOTH,
            [("MTUS Stress 2004", (), ()), ("Official Guidelines", (), ())],
        ),
        ("The Expert Reviewer cited no medical evidence.", Basis.NONE_CITED, []),
        ("The claims adjuster was thorough.", None, []),
    ],
)
def test_a_line_says_its_basis_and_sources(
    line: str, basis: Basis | None, cited: list[Cited]
) -> None:
    read = parse_guideline_line(line)
    assert read.basis is basis
    assert [(one.source, one.sections, one.pages) for one in read.citations] == cited


@pytest.mark.parametrize(
    ("listed", "names"),
    [
        ("Initial Care, Special Studies", ("Initial Care", "Special Studies")),
        ("CRPS, diagnostic tests, Exercise", ("CRPS, diagnostic tests", "Exercise")),
        (
            "NSAIDs, GI symptoms & cardiovascular risk, NSAIDs, hypertension and renal function",
            (
                "NSAIDs, GI symptoms & cardiovascular risk",
                "NSAIDs, hypertension and renal function",
            ),
        ),
        (
            "3.1 Opioids: Screening, Before Start, 3.2 Opioids: Dosing",
            ("3.1 Opioids: Screening, Before Start", "3.2 Opioids: Dosing"),
        ),
        (
            "Botulinum toxin (Botox, Myobloc), Exercise",
            ("Botulinum toxin (Botox, Myobloc)", "Exercise"),
        ),
    ],
)
def test_commas_part_section_names_only_where_one_ends(listed: str, names: tuple[str, ...]) -> None:
    assert split_sections(listed) == names


NAMES = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1, max_size=30
).map(lambda text: " ".join(text.split()))
NONEMPTY = NAMES.filter(bool)
CITATIONS = st.builds(
    Citation,
    source=st.one_of(NONEMPTY, NONEMPTY.map(lambda name: f"MTUS {name} 2016")),
    sections=st.lists(NONEMPTY, max_size=3).map(tuple),
    pages=st.lists(st.sampled_from(["23", "100-102"]), max_size=2).map(tuple),
)


@given(st.lists(CITATIONS, max_size=4))
def test_a_composed_line_reads_back_as_what_it_was_composed_of(citations: list[Citation]) -> None:
    mtus = [one for one in citations if one.source.startswith("MTUS")]
    others = [one for one in citations if not one.source.startswith("MTUS")]
    basis = Basis.NONE_CITED
    if citations:
        basis = Basis.MTUS if not others else Basis.NON_MTUS if not mtus else Basis.BOTH
    line = compose_guideline_line(basis, [*mtus, *others])
    assert parse_guideline_line(line.text or "") == line
    assert line.basis is basis
    assert line.citations == (*mtus, *others)


def test_citations_that_contradict_the_basis_are_refused() -> None:
    with pytest.raises(ValueError, match="do not fit the basis"):
        compose_guideline_line(Basis.NONE_CITED, [Citation(source="MTUS Knee 2004")])
