"""What is asked of reviewers stands in the law's data, by date, and an office replaces it there."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

from tests.panel_members import TODAY, license_of, member_of

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import NamedParty, PartyKind, State, conflicts_of
from openimr.assignment.policies import PanelRules, reasons_against
from openimr.law.load import load_law
from openimr.law.model import Evidence

INSURER = NamedParty(id="insurer-1", kind=PartyKind.INSURER, name="Sierra Vista Mutual")


def test_every_rule_about_reviewers_has_its_citation_and_is_marked() -> None:
    rules = load_law().reviewers
    assert {rule.evidence for rule in rules if rule.citation.startswith("Labor Code")} == {
        Evidence.UNVERIFIED
    }
    assert all("not verified" in rule.cited for rule in rules if "Labor Code" in rule.citation)
    assert {rule.id for rule in rules if rule.evidence is Evidence.HOUSE} == {
        "verified-at-the-source",
        "available",
        "capacity",
    }


def test_the_age_of_a_verification_is_the_offices_own_rule_and_cites_no_law() -> None:
    member = member_of(licenses=(license_of(verified=None),))
    (reason,) = reasons_against(member, TODAY, PanelRules())
    assert reason.rule.name == "verified-at-the-source"
    assert reason.rule.cited == "this office's rule on credentials"


def own_values(folder: Path, text: str) -> PanelRules:
    (folder / "reviewers.yaml").write_text(text)
    return PanelRules(law=load_law(folder))


def test_an_office_replaces_a_threshold_from_a_day_on(tmp_path: Path) -> None:
    rules = own_values(
        tmp_path,
        """
reviewers:
  - id: active-practice-hours
    name: Active practice attested of at least so many hours a week
    amount: 39
    unit: hours a week
    citation: contract of the review organization
    evidence: house
    effective_from: 2026-11-20
""",
    )
    told = [one.says for one in reasons_against(member_of(), TODAY, rules)]
    assert told == ["active practice attested of less than 39 hours a week"]
    assert not reasons_against(member_of(), TODAY - dt.timedelta(days=1), rules)


def test_the_share_from_which_a_tie_is_material_comes_from_the_law(tmp_path: Path) -> None:
    tie = Affiliation(party=INSURER.name, tie=Tie.FINANCIAL_INTEREST, income_percent=Decimal(7))
    member = member_of(affiliations=(tie,))
    assert [tie.state for tie in conflicts_of(member, (INSURER,), TODAY)] == [State.STANDS]
    rules = own_values(
        tmp_path,
        """
reviewers:
  - id: material-share
    name: A financial tie is material above this share of annual revenue or income
    amount: 10
    unit: percent
    citation: Labor Code 139.5
    evidence: seen
    source: our copy of the statute
""",
    )
    ties = conflicts_of(member, (INSURER,), TODAY, law=rules.law)
    assert [tie.state for tie in ties] == [State.NOT_MATERIAL]


def test_a_refusal_says_so_once_a_lawyer_has_read_the_statute(tmp_path: Path) -> None:
    rules = own_values(
        tmp_path,
        """
reviewers:
  - id: licensed
    name: Unrestricted license in any US state
    citation: Labor Code 139.5(d)(4)(A)
    evidence: seen
    source: our copy of the statute
""",
    )
    reasons = reasons_against(member_of(licenses=()), TODAY, rules)
    assert reasons[0].rule.cited == "Labor Code 139.5(d)(4)(A)"
