"""What holds of every reviewer, name and pseudonym."""

from __future__ import annotations

import datetime as dt
import re

from hypothesis import given
from hypothesis import strategies as st
from tests.panel_members import license_of, member_of
from tests.property.test_panel_file import MEMBERS

from openimr.assignment.likeness import Likeness
from openimr.assignment.model import PanelMember
from openimr.assignment.organization_names import compare_organizations
from openimr.assignment.person_names import compare_persons, person_name
from openimr.assignment.policies import PanelRules, reasons_against
from openimr.assignment.pseudonym import pseudonym

NAMES = st.text("abcdeiklmnorstz ABMS.,'-éß01", min_size=1, max_size=25) | st.text(max_size=25)
DAYS = st.dates(dt.date(2013, 1, 1), dt.date(2040, 1, 1))
OFFICES = st.builds(PanelRules, verification_days=st.integers(1, 400))


@given(one=NAMES, other=NAMES)
def test_likeness_has_no_direction(one: str, other: str) -> None:
    assert compare_persons(one, other) is compare_persons(other, one)
    assert compare_organizations(one, other) is compare_organizations(other, one)


@given(name=NAMES)
def test_a_name_is_certainly_itself_in_any_letters(name: str) -> None:
    if person_name(name).family:
        assert compare_persons(name, name) is Likeness.CERTAIN
    if name.isascii():
        assert compare_organizations(name, name.upper()) is compare_organizations(name, name)


@given(member=MEMBERS, on=DAYS, rules=OFFICES)
def test_nobody_is_assigned_without_license_verification_and_a_clean_record(
    member: PanelMember, on: dt.date, rules: PanelRules
) -> None:
    if reasons := reasons_against(member, on, rules):
        assert all(reason.rule.name and reason.rule.cited for reason in reasons)
        return
    assert not member.qme or on < dt.date(2014, 1, 1)
    assert any(one.expires >= on and one.verified for one in member.licenses)
    assert all(one.discipline.value == "none" for one in member.licenses)


@given(days=st.integers(0, 800), on=DAYS)
def test_an_older_verification_never_helps(days: int, on: dt.date) -> None:
    def verdicts(age: int) -> bool:
        license = license_of(expires=dt.date(2050, 1, 1))
        looked = license.verified
        assert looked
        fields = {"on": on - dt.timedelta(age), "source": looked.source, "by": looked.by}
        aged = license_of(expires=license.expires, verified=type(looked)(**fields))
        reasons = reasons_against(member_of(licenses=(aged,)), on, PanelRules())
        return not any("license" in one.says for one in reasons)

    assert verdicts(days) or not verdicts(days + 1)


@given(key=st.binary(min_size=32, max_size=64), id=st.text(min_size=1, max_size=40))
def test_a_pseudonym_tells_nothing_and_never_changes(key: bytes, id: str) -> None:
    name = pseudonym(key, id)
    assert re.fullmatch(r"Reviewer [A-HJ-NP-Z][2-9][A-HJ-NP-Z][2-9]-[A-Z][a-z]+", name)
    assert name == pseudonym(key, id)
