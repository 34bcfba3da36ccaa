"""The audit of published decisions: what it may see, what it finds, what it refuses to say."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys

import msgspec
import numpy as np
import pytest
from bench._library_outcomes import Law, area, findings_by, shuffled
from tests.published_determinations import LETTER, determination, finding, invented

from openimr.adapters.library_audit import Audited, Looked, Wanted, audited_findings
from openimr.adapters.library_audit_models import Rows
from openimr.determination.model import Basis, Decision, Determination
from openimr.publication.audit import facts as told
from openimr.publication.audit.calibration import fitted, shifted_to
from openimr.publication.audit.card import card
from openimr.publication.audit.figures import TOO_FEW, audit_figures
from openimr.publication.audit.measures import Given, Outcomes, measured
from openimr.publication.audit.published import (
    AuditedFinding,
    PublishedLibrary,
    audited,
    check_no_case_beside,
)
from openimr.publication.audit.report import COMBINED, MAJORITY, MODELS, says
from openimr.publication.audit.residuals import SpanOutcomes, adjusted, residuals
from openimr.publication.audit.spans import cut_of, parted
from openimr.publication.model import PublishedDetermination, PublishedFinding, SourceKind
from openimr.vocabulary.citation import Citation
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.request import TreatmentRequest

TODAY = dt.date(2026, 11, 22)
LETTERS = 1_600
LAW = Law(5, marks=0.9, words=0.0)
DECIDED = finding(decision=Decision.UPHELD)


@pytest.fixture(scope="module")
def by_law() -> list[AuditedFinding]:
    return findings_by(LAW, invented(LETTERS, 5))


@pytest.fixture(scope="module")
def found(by_law: list[AuditedFinding]) -> Audited:
    return audited_findings(list(by_law), Looked(LETTERS), Wanted(TODAY))


class TestWhatItMaySee:
    def test_every_field_of_a_determination_is_either_taken_or_named_as_never_taken(self) -> None:
        taken = {*told.OF_LETTERS, *told.NEVER_OF_LETTERS, "summary", "findings"}
        assert taken == set(PublishedDetermination.__struct_fields__)
        taken = {*told.OF_FINDINGS, *told.NEVER_OF_FINDINGS, "treatment"}
        assert taken == set(PublishedFinding.__struct_fields__)
        assert not {*told.OF_LETTERS, *told.OF_FINDINGS} & {
            *told.NEVER_OF_LETTERS,
            *told.NEVER_OF_FINDINGS,
        }

    @pytest.mark.parametrize(
        ("field", "other"),
        [
            ("decision", Decision.OVERTURNED),
            ("rationale", "Overturned, for the stated reason."),
            ("basis", Basis.NON_MTUS),
            ("citations", (Citation(source="A guideline of the reviewer"),)),
            ("number", 7),
        ],
    )
    def test_nothing_written_with_the_decision_enters(self, field: str, other: object) -> None:
        assert field in told.NEVER_OF_FINDINGS
        changed = msgspec.structs.replace(DECIDED, **{field: other})
        said = determination(1, DECIDED, summary="A summary.")
        assert told.facts_of(said, changed) == told.facts_of(said, DECIDED)

    @pytest.mark.parametrize(
        ("field", "other"),
        [
            ("id", "ca-wc/CM19-0000009"),
            ("version", 2),
            ("provenance", msgspec.structs.replace(LETTER, layout="2019", unread=("rationale",))),
            ("published", dt.date(2020, 1, 1)),
            ("case_number", "CM19-0000009"),
            ("date_assigned", dt.date(2019, 1, 1)),
            ("decision_date", dt.date(2019, 2, 1)),
            ("date_of_injury", dt.date(2018, 1, 1)),
            ("ur_denial_date", dt.date(2018, 9, 1)),
            ("application_received", dt.date(2018, 10, 1)),
            ("year", 2019),
            ("licensure", ("Nevada",)),
            ("specialties", ("Neurology",)),
            ("reviewer", "r7"),
            ("organization", "An agent"),
            ("age", 44),
            ("documents", ("A document",)),
        ],
    )
    def test_neither_year_nor_reviewer_nor_what_came_later_enters(
        self, field: str, other: object
    ) -> None:
        assert field in told.NEVER_OF_LETTERS
        said = determination(1, DECIDED, summary="A summary.")
        changed = msgspec.structs.replace(said, **{field: other})
        assert told.facts_of(changed, DECIDED) == told.facts_of(said, DECIDED)

    def test_every_field_that_never_enters_is_tried_above(self) -> None:
        tried = {
            field
            for test in (
                self.test_nothing_written_with_the_decision_enters,
                self.test_neither_year_nor_reviewer_nor_what_came_later_enters,
            )
            for field, _ in test.pytestmark[0].args[1]
        }
        assert tried == {*told.NEVER_OF_FINDINGS, *told.NEVER_OF_LETTERS}

    def test_facts_are_marks_without_years_and_words_without_numbers(self) -> None:
        asked = finding(
            treatment="MRI of the left knee, 2 views",
            request=TreatmentRequest(quantity=10, unit="sessions"),
            claims_citations=(Citation(source="MTUS Invented Complaints 2009"),),
        )
        facts = told.facts_of(determination(1, asked, summary="Seen on 3/4/2015 for pain."), asked)
        assert {"request=quantity from 8", "request=unit sessions"} <= set(facts.marks)
        assert "claims_citations=MTUS Invented Complaints" in facts.marks
        assert facts.words == "mri of the left knee views seen on for pain"


class TestWhatItRefuses:
    @pytest.mark.parametrize("case", [Determination(), DECIDED, "CM16-0000001", None])
    def test_what_is_no_published_determination_is_refused(self, case: object) -> None:
        with pytest.raises(Refused) as refused:
            audited(case)
        assert refused.value.rule == "audit-published-only"

    def test_our_own_letter_is_refused_until_it_is_published(self) -> None:
        own = msgspec.structs.replace(LETTER, kind=SourceKind.OWN)
        said = determination(1, DECIDED, provenance=own, decision_date=TODAY)
        with pytest.raises(Refused, match="without a day of publication"):
            audited(said)
        assert len(audited(msgspec.structs.replace(said, published=TODAY))) == 1

    def test_a_finding_without_a_decision_is_none_to_audit(self) -> None:
        assert audited(determination(1, finding(), decision_date=TODAY)) == ()

    @pytest.mark.parametrize(
        "room", ["openimr.web.desk.views", "openimr.workflow.office", "openimr.serving",
                 "openimr.case.states", "openimr.casefile"],
    )  # fmt: skip
    def test_a_process_with_a_room_of_cases_gets_nothing(self, room: str) -> None:
        with pytest.raises(Refused) as refused:
            PublishedLibrary(lambda: (), ["openimr.publication.model", room])
        assert refused.value.rule == "audit-apart-from-cases"

    def test_a_room_whose_name_only_begins_alike_is_another(self) -> None:
        check_no_case_beside(["openimr.casefiles_elsewhere", "openimr.publication.model"])

    def test_an_attempt_from_where_cases_are_served_is_refused(self) -> None:
        attempt = (
            "import sys, openimr.serving\n"
            "from pathlib import Path\n"
            "from openimr.adapters.library_audit_file import audit_kept\n"
            "import datetime as dt\n"
            "from openimr.adapters.library_audit import Wanted\n"
            "from openimr.adapters.library_store import LibraryStore\n"
            "from openimr.vocabulary.errors import Refused\n"
            "try:\n    audit_kept(LibraryStore(Path('library')), Wanted(dt.date(2026, 1, 1)))\n"
            "except Refused as refused:\n    sys.exit(refused.rule)\n"
        )
        run = subprocess.run(
            [sys.executable, "-c", attempt], capture_output=True, text=True, check=False
        )
        assert run.stderr.strip() == "audit-apart-from-cases"

    def test_too_few_decisions_are_refused_in_words(self) -> None:
        few = [one for said in invented(3) for one in audited(said)]
        with pytest.raises(Refused) as refused:
            audited_findings(few, Looked(3), Wanted(TODAY))
        assert refused.value.rule == "audit-too-few"

    def test_letters_left_out_for_an_earlier_one_are_told_where_none_is_left(self) -> None:
        alike = [
            determination(
                number,
                finding(decision=list(Decision)[number % 2]),
                decision_date=dt.date(2016, 1, number),
                summary="The same words of the same employee, again and again. " * 4,
            )
            for number in range(1, 31)
        ]
        found = [one for said in alike for one in audited(said)]
        with pytest.raises(Refused, match="12 letters left out, for an earlier one tells nearly"):
            audited_findings(found, Looked(30), Wanted(TODAY))


class TestSpansOfTime:
    def test_what_is_learned_is_earlier_than_what_is_measured(
        self, by_law: list[AuditedFinding]
    ) -> None:
        cut = cut_of(by_law)
        first, middle, last = parted(by_law, cut)
        assert max(one.day for one in first) < cut.calibrated_from
        assert max(one.day for one in middle) < cut.measured_from
        assert min(one.day for one in last) == cut.measured_from
        assert len({one.letter for one in first} & {one.letter for one in last}) == 0
        assert 0.15 < len(last) / len(by_law) < 0.25

    def test_a_cut_can_be_named(self, by_law: list[AuditedFinding]) -> None:
        cut = cut_of(by_law, dt.date(2020, 1, 1))
        assert cut.measured_from == dt.date(2020, 1, 1)
        assert cut.calibrated_from < cut.measured_from

    @pytest.mark.parametrize("cut", [dt.date(1999, 1, 1), dt.date(2099, 1, 1)])
    def test_a_cut_outside_of_the_decisions_is_refused(
        self, by_law: list[AuditedFinding], cut: dt.date
    ) -> None:
        with pytest.raises(Refused):
            cut_of(by_law, cut)


class TestOutcomesByAKnownLaw:
    def test_the_auc_by_the_law_lies_within_its_interval(
        self, by_law: list[AuditedFinding], found: Audited
    ) -> None:
        last = [one for one in by_law if one.day >= found.cut.measured_from]
        likely = [LAW.probability(one.facts) for one in last]
        auc = found.report.models[COMBINED].auc
        assert auc is not None and auc.low is not None and auc.high is not None
        assert auc.low <= area(found.models[COMBINED].scores(Rows(last)), likely) <= auc.high
        assert auc.low <= area(likely, likely) <= auc.high
        assert auc.low > 0.6

    def test_it_is_calibrated_as_well_as_chance_lets_see(self, found: Audited) -> None:
        combined = found.report.models[COMBINED]
        assert combined.calibration_error.value < 2 * combined.chance_error
        assert combined.gain.low is not None and combined.gain.low > 0

    def test_it_says_that_facts_tell_more_than_the_majority(self, found: Audited) -> None:
        assert any("tell more of its outcome" in one for one in says(found.report))

    def test_shuffled_outcomes_tell_nothing(self, by_law: list[AuditedFinding]) -> None:
        report = audited_findings(list(shuffled(by_law, 3)), Looked(LETTERS), Wanted(TODAY)).report
        auc = report.models[COMBINED].auc
        assert auc is not None and auc.low is not None and auc.high is not None
        assert auc.low <= 0.5 <= auc.high
        assert not any(one.differs for one in report.residuals)
        assert any("cannot be said" in one for one in says(report))

    def test_the_same_seed_gives_the_same_report(
        self, by_law: list[AuditedFinding], found: Audited
    ) -> None:
        again = audited_findings(list(reversed(by_law)), Looked(LETTERS), Wanted(TODAY))
        assert again.report == found.report

    def test_the_card_tells_what_it_was_made_of(self, found: Audited) -> None:
        written = card(found.report)
        for words in ("Never seen", "rationale", "Learned on", "AUC", "## Limits"):
            assert words in written
        assert len(found.report.models) == len(MODELS)


class TestOfFew:
    def test_with_few_it_says_that_models_cannot_be_told_apart(self) -> None:
        few = findings_by(LAW, invented(90, 5))
        report = audited_findings(few, Looked(90), Wanted(TODAY)).report
        assert any("Too few to tell the models apart" in one for one in says(report))
        auc = report.models[COMBINED].auc
        assert auc is not None and auc.low is not None and auc.high is not None
        assert auc.high - auc.low > 0.2
        [groups] = [one for one in audit_figures(report) if one.slug == "audit-residuals"]
        assert {row[-1] for row in groups.rows} == {TOO_FEW}
        assert all(isinstance(row[1], int) for row in groups.rows)

    def test_a_perfect_order_of_few_is_not_told_as_certain(self) -> None:
        of = Outcomes(np.array([True, True, *[False] * 12]), np.arange(14), 14)
        given = {"perfect": np.linspace(0.9, 0.1, 14), MAJORITY: np.full(14, 0.1)}
        given = {name: Given(one, one) for name, one in given.items()}
        told = measured(given, dict.fromkeys(given, 0.5), MAJORITY, of, seed=1)
        auc = told["perfect"].auc
        assert auc is not None and auc.value == 1.0
        assert auc.low is not None and auc.low < 0.6


class TestMeasures:
    def test_measures_are_those_of_scikit_learn(self) -> None:
        from sklearn import metrics  # noqa: PLC0415

        chance = np.random.default_rng(4)
        given = chance.random(400).round(2)
        overturned = chance.random(400) < given
        of = Outcomes(overturned, np.arange(400) // 2, 200)
        told = measured({MAJORITY: Given(given, given)}, {MAJORITY: 0.3}, MAJORITY, of, seed=1)[
            MAJORITY
        ]
        assert told.auc is not None
        assert told.auc.value == pytest.approx(metrics.roc_auc_score(overturned, given))
        assert told.brier.value == pytest.approx(metrics.brier_score_loss(overturned, given))
        assert told.accuracy.value == pytest.approx(np.mean((given >= 0.5) == overturned))
        assert told.macro_f1.value == pytest.approx(
            metrics.f1_score(overturned, given >= 0.3, average="macro")
        )
        assert sum(one.observed.whole for one in told.bins) == 400
        expected = sum(
            abs(one.expected * one.observed.whole - one.observed.part) for one in told.bins
        )
        assert told.calibration_error.value == pytest.approx(expected / 400)

    def test_calibration_keeps_the_order_and_never_turns_it_round(self) -> None:
        scores = np.linspace(-3, 3, 200)
        overturned = np.random.default_rng(2).random(200) < 1 / (1 + np.exp(-(2 * scores - 1)))
        curve = fitted(scores, overturned)
        assert curve.slope == pytest.approx(2, abs=0.8)
        assert curve.of(scores).mean() == pytest.approx(overturned.mean(), abs=0.01)
        assert fitted(-scores, overturned).slope == 0

    def test_probabilities_are_moved_to_add_up(self) -> None:
        given = np.linspace(0.01, 0.5, 50)
        moved = shifted_to(given, 20.0)
        assert moved.sum() == pytest.approx(20.0)
        assert (np.diff(moved) > 0).all()

    def test_chances_are_guarded_for_their_number(self) -> None:
        assert adjusted([0.01, 0.04, 0.03, 0.5]) == pytest.approx([0.04, 4 / 75, 4 / 75, 0.5])
        assert adjusted([]) == []


class TestWhereOutcomesDiffer:
    def test_a_topic_decided_otherwise_is_found_and_the_others_are_not(self) -> None:
        of, chance = [], np.random.default_rng(6)
        for number in range(1_200):
            topic = f"topic-{number % 12}"
            likely = 0.5 if topic == "topic-4" else 0.15
            of.append(
                AuditedFinding(
                    letter=f"ca-wc/{number // 2}",
                    number=number % 2 + 1,
                    day=TODAY,
                    overturned=bool(chance.random() < likely),
                    facts=told.Facts(marks=(), words=""),
                    groups=(("topic", (topic,)), ("reviewer", (f"r{number % 400}",))),
                )
            )
        numbers = np.arange(1_200) // 2
        outcomes = Outcomes(np.array([one.overturned for one in of]), numbers, 600)
        span = SpanOutcomes(np.full(1_200, 0.15), outcomes)
        found = residuals(of, span, span)
        assert found[0].key == "topic-4"
        assert [one.key for one in found if one.differs and one.observed.part > one.expected] == [
            "topic-4"
        ]
        assert all(one.chance is None for one in found if one.way == "reviewer")
