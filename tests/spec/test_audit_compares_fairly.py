"""The audit holds years against what is known of years before, and measures on what is new."""

from __future__ import annotations

import datetime as dt
import random

import msgspec
import numpy as np
import pytest
from tests.published_determinations import WORDS, determination, finding

from openimr.adapters.library_audit import Looked, Wanted, audited_findings
from openimr.determination.model import Decision
from openimr.publication.audit.facts import Facts
from openimr.publication.audit.known_before import told_first
from openimr.publication.audit.measures import Outcomes
from openimr.publication.audit.published import AuditedFinding, audited
from openimr.publication.audit.report import MODELS, STRUCTURED, TREES
from openimr.publication.audit.residuals import SpanOutcomes, residuals
from openimr.publication.audit.values import DRIFT

DAY = dt.date(2016, 5, 2)


def of_one_year(many: int) -> list[AuditedFinding]:
    return [
        AuditedFinding(
            letter=f"ca-wc/{number}",
            number=1,
            day=DAY,
            overturned=False,
            facts=Facts(marks=(), words=""),
            groups=((DRIFT, ("2016",)),),
        )
        for number in range(many)
    ]


def span(chance: np.random.Generator, likely: float, many: int) -> Outcomes:
    return Outcomes(chance.random(many) < likely, np.arange(many), many)


class TestYears:
    @pytest.mark.parametrize(("now", "least", "most"), [(0.3, 0.02, 0.09), (0.42, 0.75, 1.0)])
    def test_as_few_years_differ_by_chance_as_is_said(
        self, now: float, least: float, most: float
    ) -> None:
        """Before and now 300 letters each: of what was before no more is known than of now."""
        chance, findings = np.random.default_rng(7), of_one_year(300)
        alarms = 0
        for _ in range(400):
            before, last = span(chance, 0.3, 300), span(chance, now, 300)
            expected = np.full(300, before.overturned.mean())
            (year,) = residuals(
                findings, SpanOutcomes(expected, last), SpanOutcomes(expected, before)
            )
            assert year.chance is not None
            alarms += year.chance <= 0.05
        assert least <= alarms / 400 <= most

    def test_letters_of_many_findings_make_the_years_before_less_certain(self) -> None:
        chance, findings = np.random.default_rng(8), of_one_year(300)
        single = span(chance, 0.3, 300)
        by_letter = Outcomes(np.repeat(single.overturned[:60], 5), np.repeat(np.arange(60), 5), 60)
        last = SpanOutcomes(np.full(300, 0.4), single)
        chances = [
            residuals(findings, last, SpanOutcomes(np.full(300, 0.3), before))[0].chance
            for before in (single, by_letter)
        ]
        assert chances[0] is not None and chances[1] is not None
        assert chances[0] < chances[1]


def summary(seed: int, words: int = 80) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


def letter(number: int, words: str | None, *, findings: int = 1) -> list[AuditedFinding]:
    decided = (finding(one, decision=Decision.UPHELD) for one in range(1, findings + 1))
    return [*audited(determination(number, *decided, summary=words, decision_date=DAY))]


class TestWhatIsNew:
    def test_a_letter_on_a_summary_of_an_earlier_span_is_left_out_with_all_its_findings(
        self,
    ) -> None:
        again = summary(1).replace(summary(1).split()[40], "otherwise")
        spans = [
            [*letter(1, summary(1)), *letter(2, summary(2))],
            [*letter(3, summary(3)), *letter(4, again, findings=2)],
            [*letter(5, summary(5)), *letter(6, summary(3)), *letter(7, summary(1))],
        ]
        kept, known = told_first(spans)
        assert [[one.letter[-1] for one in span] for span in kept] == [["1", "2"], ["3"], ["5"]]
        assert known == 3

    def test_letters_of_one_span_may_be_alike(self) -> None:
        spans = [letter(1, summary(1)), [*letter(2, summary(2)), *letter(3, summary(2))]]
        assert told_first(spans) == (spans, 0)

    @pytest.mark.parametrize("words", [None, "", summary(1, 20)])
    def test_a_summary_that_says_little_is_no_other_one(self, words: str | None) -> None:
        spans = [letter(1, words), letter(2, words)]
        assert told_first(spans) == (spans, 0)

    def test_of_very_many_like_summaries_some_are_compared(self) -> None:
        (one,) = letter(1, summary(1))
        near = [
            msgspec.structs.replace(
                one, letter=f"ca-wc/n{n}", summary=one.summary[:23] + bytes([n])
            )
            for n in range(256)
        ]
        kept, known = told_first([near, letter(2, summary(1))])
        assert (kept[1], known) == ([], 1)


class TestTreesBeside:
    def test_they_find_what_marks_tell_together_and_none_alone(self) -> None:
        chance, findings = random.Random(3), []
        for number in range(1_000):
            one, other = chance.random() < 0.5, chance.random() < 0.5
            findings.append(
                AuditedFinding(
                    letter=f"ca-wc/{number}",
                    number=1,
                    day=DAY + dt.timedelta(number),
                    overturned=chance.random() < (0.8 if one is other else 0.1),
                    facts=Facts(marks=(f"sex={one}", f"priority={other}"), words=""),
                )
            )
        report = audited_findings(findings, Looked(1_000), Wanted(DAY)).report
        assert list(report.models) == list(MODELS)
        alone, together = report.models[STRUCTURED].auc, report.models[TREES].auc
        assert alone is not None and together is not None
        assert alone.high is not None and together.low is not None
        assert alone.high < 0.7 < together.low


class TestWhoReviewed:
    def test_a_specialty_that_decides_like_facts_otherwise_is_found(self) -> None:
        chance, findings = random.Random(4), []
        for number in range(1_200):
            pain = chance.random() < 0.3
            overturned = chance.random() < (0.5 if pain else 0.1)
            decided = finding(decision=Decision.OVERTURNED if overturned else Decision.UPHELD)
            said = determination(
                number,
                decided,
                decision_date=DAY + dt.timedelta(number),
                specialties=("Pain Management" if pain else "Family Practice",),
            )
            findings += audited(said)
        report = audited_findings(findings, Looked(1_200), Wanted(DAY)).report
        differing = {
            one.key: one.observed.part > one.expected for one in report.residuals if one.differs
        }
        assert differing == {"Pain Management": True, "Family Practice": False}
