"""Statistics of the library: what is counted, what is not shown, and what is told with it."""

from __future__ import annotations

import datetime as dt

import pytest
from tests.published_determinations import determination, finding

from openimr.determination.model import Basis, Decision, Priority
from openimr.publication.library.later import Happened, LaterEvent
from openimr.publication.statistics.citations import citation_edges, citation_figure
from openimr.publication.statistics.concentration import concentration, concentration_figure
from openimr.publication.statistics.days import days_figures
from openimr.publication.statistics.dimensions import DIMENSIONS
from openimr.publication.statistics.later import later_figures
from openimr.publication.statistics.rates import decided_by, overall, rate_figure
from openimr.publication.statistics.taken import newest
from openimr.publication.statistics.tallies import Tallies, tally
from openimr.publication.statistics.volumes import volumes_by_month, volumes_by_year
from openimr.publication.statistics.where import conditions_of, only, years_alone
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.figures import Figure
from openimr.vocabulary.shares import Share
from openimr.web.drawn_figures import chart_of

UPHELD, OVERTURNED = Decision.UPHELD, Decision.OVERTURNED


def decided(upheld: int, overturned: int, **told: object) -> list:
    return [finding(n + 1, decision=UPHELD, **told) for n in range(upheld)] + [
        finding(upheld + n + 1, decision=OVERTURNED, **told) for n in range(overturned)
    ]


def row_of(figure: Figure, name: str) -> tuple:
    return next(row for row in figure.rows if row[0] == name)


@pytest.mark.parametrize(
    ("part", "whole", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (14, 141, 0.0601, 0.1598), (1, 1, 0.2065, 1.0)],
)
def test_intervals_are_wilson_s(part: int, whole: int, low: float, high: float) -> None:
    assert Share(part=part, whole=whole).interval == pytest.approx((low, high), abs=5e-5)


def test_a_rate_stands_with_what_it_is_of_and_its_interval() -> None:
    counted = tally([determination(1, *decided(9, 3, topics=("mri-knee",)))])
    figure = rate_figure(counted, "topic", {"mri-knee": "MRI of the knee"})
    _, number, overturned, share = row_of(figure, "MRI of the knee")
    assert (number, overturned) == (12, 3)
    assert share == Share(part=3, whole=12)
    assert share.interval is not None


def test_fewer_than_ten_findings_have_no_rate() -> None:
    counted = tally([determination(1, *decided(8, 1, topics=("mri-knee",)))])
    figure = rate_figure(counted, "topic")
    assert row_of(figure, "mri-knee") == ("mri-knee", 9, 1, None)
    assert "fewer than 10" in figure.says


def test_a_finding_with_two_topics_counts_for_each_and_once_in_all() -> None:
    counted = tally([determination(1, *decided(10, 0, topics=("mri-knee", "mri-hip")))])
    figure = rate_figure(counted, "topic")
    assert [row[:2] for row in figure.rows] == [
        ("All findings", 10),
        ("mri-hip", 10),
        ("mri-knee", 10),
    ]
    assert "rows add up to more" in figure.says


def test_what_is_not_told_is_a_row_of_its_own_and_stands_last() -> None:
    told = determination(1, *decided(1, 0, drugs=("tramadol",)))
    untold = determination(2, *decided(5, 0))
    figure = rate_figure(tally([told, untold]), "drug")
    assert [row[0] for row in figure.rows] == ["All findings", "tramadol", "Not told"]


def test_a_decision_that_could_not_be_read_is_no_part_of_a_rate() -> None:
    counted = tally([determination(1, *decided(10, 2), finding(13))])
    figure = rate_figure(counted, "year")
    assert row_of(figure, "All findings")[1:3] == (12, 2)
    assert "1 decision could not be read" in figure.says


def test_rates_say_what_they_cannot_say() -> None:
    assert "not how a next one should be" in rate_figure(tally([determination()]), "topic").says


def test_of_many_rows_the_smallest_are_left_out_and_that_is_told() -> None:
    many = [determination(n, *decided(n, 0, drugs=(f"drug {n}",))) for n in range(1, 6)]
    figure = rate_figure(tally(many), "drug", most=2)
    assert [row[0] for row in figure.rows] == ["All findings", "drug 5", "drug 4"]
    assert "3 rows with fewer findings are left out" in figure.says


def test_bases_and_programmes_are_told_in_words() -> None:
    counted = tally([determination(1, *decided(1, 0, basis=Basis.NON_MTUS))])
    assert rate_figure(counted, "basis").rows[1][0] == "Outside the MTUS"
    assert rate_figure(counted, "programme").rows[1][0] == "California workers' compensation"


CHRONIC_PAIN = "Chronic Pain Medical Treatment"
ODG = "Official Disability Guidelines (ODG)"
LOW_BACK_MRI = ("Low Back", "Low Back: MRI")


@pytest.mark.parametrize(
    ("source", "guideline", "sections"),
    [
        ("MTUS Invented Complaints 2016 Guidelines", "MTUS Invented Complaints 2016", ()),
        ("Official Disability Guidelines (ODG)", "Official Disability Guidelines (ODG)", ()),
        ("MTUS: CHRONIC PAIN MEDICAL TREATMENT GUIDELINES", f"MTUS {CHRONIC_PAIN}", ()),
        ("MTUS Chronic Pain Treatment Guidelines (2016)", f"MTUS {CHRONIC_PAIN} 2016", ()),
        ("ODG, Knee, MRI", ODG, ("Knee & Leg", "Knee & Leg: MRI")),
        ("ODG Low Back Chapter (updated 1/2/16), MRI (magnetic imaging)", ODG, LOW_BACK_MRI),
        ("Official Disability Guidelines: Lower Back section - MRI", ODG, LOW_BACK_MRI),
        ("ODG Chapter: Pain (Chronic)", ODG, ("Pain",)),
        ("ODG, an invented preface", ODG, ("an invented preface",)),
        ("ACOEM: Low back", "ACOEM Practice Guidelines", ("Low back",)),
        ("An invented handbook, accessed 12/01/2016", "An invented handbook", ()),
    ],
)
def test_a_guideline_has_one_name_however_letters_title_it(
    source: str, guideline: str, sections: tuple[str, ...]
) -> None:
    cited = finding(decision=UPHELD, citations=(Citation(source=source),))
    counted = tally([determination(1, cited)])
    assert list(decided_by(counted, "guideline")) == [guideline]
    edges = citation_edges(counted)
    assert {edge.guideline for edge in edges} == {guideline}
    assert {edge.section for edge in edges if edge.section} == set(sections)


def test_the_citation_graph_says_who_cited_what_for_which_topic_and_with_what_outcome() -> None:
    place = Citation(source="MTUS Invented Complaints 2016", sections=("Imaging", "Casting"))
    cited = decided(2, 1, topics=("mri-knee",), citations=(place,), claims_citations=(place,))
    edges = citation_edges(tally([determination(1, *cited)]))
    assert {(one.by, one.section, one.topic) for one in edges} == {
        (by, section, "mri-knee")
        for by in ("reviewer", "claims administrator")
        for section in ("Imaging", "Casting")
    }
    assert {(one.upheld, one.overturned, one.findings) for one in edges} == {(2, 1, 3)}


def test_places_are_listed_by_how_often_reviewers_cited_them() -> None:
    often = Citation(source="MTUS Invented Complaints 2016", sections=("Imaging",))
    seldom = Citation(source="MTUS Invented Complaints 2004")
    figure = citation_figure(
        tally(
            [
                determination(1, *decided(9, 1, citations=(often,))),
                determination(2, *decided(1, 0, citations=(seldom,), claims_citations=(often,))),
            ]
        )
    )
    assert [row[:4] for row in figure.rows] == [
        ("MTUS Invented Complaints 2016: Imaging", 10, 1, 1),
        ("MTUS Invented Complaints 2004: no section named", 1, 0, 0),
    ]


def on(day: str, number: int = 1, **told: object):
    decided_on = dt.date.fromisoformat(day)
    return determination(number, decision_date=decided_on, year=decided_on.year, **told)


def test_a_year_that_was_misread_fills_no_table() -> None:
    figure = volumes_by_month(tally([on("0201-11-30", 1), on("2017-02-01", 2)]))
    assert [row[:2] for row in figure.rows] == [
        ("0201-11", 1),
        ("0201-12", 0),
        ("2017-01", 0),
        ("2017-02", 1),
    ]


def test_months_without_determinations_stand_between_others() -> None:
    figure = volumes_by_month(tally([on("2016-11-30", 1), on("2017-02-01", 2), determination(3)]))
    assert [row[:2] for row in figure.rows] == [
        ("2016-11", 1),
        ("2016-12", 0),
        ("2017-01", 0),
        ("2017-02", 1),
        ("Not told", 1),
    ]


def test_years_tell_determinations_by_priority_and_findings() -> None:
    counted = tally(
        [
            on("2016-11-30", 1, priority=Priority.STANDARD, findings=(finding(1), finding(2))),
            on("2016-12-30", 2, priority=Priority.EXPEDITED),
        ]
    )
    assert volumes_by_year(counted).rows == (("2016", 2, 1, 1, 3),)


def test_days_are_told_by_quartiles_for_each_year_and_priority() -> None:
    many = [
        on("2016-12-31", n, priority=Priority.STANDARD, date_assigned=dt.date(2016, 12, 31 - n))
        for n in range(1, 11)
    ]
    assigned, applied = days_figures(tally(many))
    assert row_of(assigned, "2016, standard") == ("2016, standard", 10, 3, 5, 8, 9)
    assert applied.rows == ()


def test_a_decision_before_its_assignment_is_left_out_and_told() -> None:
    backwards = on("2016-12-01", 1, date_assigned=dt.date(2016, 12, 5))
    assigned, _ = days_figures(tally([backwards]))
    assert assigned.rows == ()
    assert "1 determination tells a decision before its start" in assigned.says


def test_findings_of_few_reviewers_are_told_by_pseudonym_alone() -> None:
    busy = [determination(n, reviewer="r1") for n in range(90)]
    others = [determination(100 + n, reviewer=f"r{2 + n}") for n in range(9)]
    found = concentration(tally([*busy, *others, determination(999)]))
    assert (found.reviewers, found.findings, found.unknown) == (10, 99, 1)
    assert [(number, one.part) for _, number, one in found.tops] == [(1, 90), (1, 90), (1, 90)]
    assert found.gini == pytest.approx(0.8091, abs=1e-4)
    assert found.herfindahl == pytest.approx((90**2 + 9) / 99**2)
    assert "Gini 0.00" in concentration_figure(tally(busy)).says


def test_without_pseudonyms_there_is_no_concentration() -> None:
    figure = concentration_figure(tally([determination()]))
    assert figure.rows == ()
    assert "No reviewer is known" in figure.says


def test_a_condition_keeps_the_findings_that_fulfil_it() -> None:
    knee, hip = finding(1, body_regions=("knee",)), finding(2, body_regions=("hip",))
    (kept,) = only([determination(1, knee, hip)], conditions_of(["region=Knee"]))
    assert kept.findings == (knee,)


def test_one_name_twice_is_any_and_several_names_are_all() -> None:
    many = [on("2016-01-01", 1), on("2017-01-01", 2), on("2018-01-01", 3)]
    either = conditions_of(["year=2016", "year=2017"])
    assert [one.year for one in only(many, either)] == [2016, 2017]
    assert list(only(many, conditions_of(["year=2016", "drug=tramadol"]))) == []
    assert len(list(only(many, conditions_of(["year=2016", "drug=none"])))) == 1


def test_years_alone_are_answered_by_what_is_kept() -> None:
    assert years_alone(conditions_of(["year=2016", "year=2017"])) == {2016, 2017}
    assert years_alone(conditions_of(["year=2016", "sex=male"])) is None
    counted = tally([on("2016-01-01", 1), on("2017-01-01", 2)])
    assert counted.of_years([2016]) == tally([on("2016-01-01", 1)])


@pytest.mark.parametrize("typed", ["year", "colour=red", "year=", "=2016"])
def test_a_condition_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(BadInput, match="NAME=VALUE"):
        conditions_of([typed])


def test_every_condition_that_can_be_typed_finds_what_its_row_counts() -> None:
    said = on(
        "2016-01-01",
        1,
        findings=tuple(decided(2, 1, topics=("mri-knee",), drugs=("tramadol",))),
    )
    for name in DIMENSIONS:
        for key, found in decided_by(tally([said]), name).items():
            value = key or "none"
            kept = tally(only([said], conditions_of([f"{name}={value}"])))
            assert overall(kept) == found


def test_of_corrected_determinations_the_newest_version_counts() -> None:
    first, second = determination(1), determination(1, version=2)
    assert list(newest([first, second, determination(2)], {"ca-wc/CM16-0000001": 2})) == [
        second,
        determination(2),
    ]


def test_rates_are_drawn_as_the_charts_of_management_are() -> None:
    chart = chart_of(rate_figure(tally([determination(1, *decided(9, 3))]), "year"))
    assert [bar.interval for bar in chart.bars] == [True, True]
    assert chart.bars[0].said.startswith("25%")


def test_an_empty_library_has_figures_without_rows() -> None:
    empty = Tallies(years={})
    figures = [rate_figure(empty, name) for name in DIMENSIONS]
    figures += [volumes_by_month(empty), volumes_by_year(empty), *days_figures(empty)]
    figures += [citation_figure(empty), concentration_figure(empty)]
    assert {figure.rows for figure in figures} == {()}


def test_what_became_of_determinations_later_is_counted_and_set_aside_ones_are_listed() -> None:
    one, other = determination(1, *decided(1, 1)), determination(2, *decided(1, 0))
    told = [
        LaterEvent(id=one.id, happened=Happened.APPEALED, citation="ADJ1, petition"),
        LaterEvent(
            id=one.id,
            happened=Happened.REVERSED,
            date=dt.date(2017, 5, 2),
            by="Workers' Compensation Appeals Board",
            citation="ADJ1, findings and order",
        ),
        LaterEvent(id=other.id, happened=Happened.APPEALED, citation="ADJ2, petition"),
        LaterEvent(id="ca-wc/not-here", happened=Happened.REVERSED, citation="ADJ3"),
    ]
    counted, aside = later_figures(told, {one.id: one, other.id: other}.get)
    assert {row[0]: row[1] for row in counted.rows} == {
        "appealed": 2,
        "affirmed": 0,
        "reversed": 2,
        "new review ordered": 0,
        "withdrawn": 0,
    }
    assert [row[:3] for row in aside.rows] == [(one.id, 2, 1), ("ca-wc/not-here", None, None)]
    assert aside.rows[0][3:5] == ("reversed", "2017-05-02")


def test_names_in_a_chart_have_their_room_and_long_ones_keep_head_and_tail() -> None:
    section = "what an invented guideline says of manipulation"
    sections = (section, section.replace("manipulation", "traction of the spine"))
    place = Citation(source="MTUS Chronic Pain Medical Treatment 2016", sections=sections)
    cited = decided(2, 1, topics=("mri-knee",), citations=(place,))
    chart = chart_of(citation_figure(tally([determination(1, *cited)])))
    assert chart is not None
    names = [bar.name for bar in chart.bars]
    assert len(set(names)) == 2
    assert all(name.startswith("MTUS Chronic Pain") and "…" in name for name in names)
    assert {name[-12:] for name in names} == {"manipulation", "of the spine"}
    assert chart.left > 7 * max(map(len, names))
