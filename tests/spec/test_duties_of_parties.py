"""Whose duties stand before a party as its own."""

from __future__ import annotations

import pytest

from openimr.workflow.own_cases import ANY_PARTY, acts_as


@pytest.mark.parametrize(
    ("party", "own"),
    [
        ("claims-administrator-75776611dbaf", {"claims administrator"}),
        ("employee-9db91675a50e", {"employee"}),
        ("employee-attorney-41a7902332f2", {"employee's attorney", "employee"}),
        ("designee-1", {"designee", "employee"}),
        ("requesting-physician-1", {"requesting physician"}),
    ],
)
def test_a_party_acts_for_itself_and_for_whom_it_represents(party: str, own: set[str]) -> None:
    assert acts_as(party) == {ANY_PARTY, *own}


def test_whoever_is_nothing_that_is_known_may_do_what_every_party_may() -> None:
    assert acts_as("somebody") == {ANY_PARTY}
