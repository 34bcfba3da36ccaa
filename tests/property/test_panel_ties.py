"""Looking names up by their traits finds exactly what comparing all names finds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from tests.spec.test_names_matched import PAIRS

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.conflicts import NamedParty, PartyKind, conflicts_of
from openimr.assignment.likeness import letters_left_out, near, shape
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.panel_ties import PanelTies

TODAY = dt.date(2026, 11, 20)
WRITTEN = sorted({name for pair in PAIRS for name in pair[2:]})
LETTERS = "abcdeilmnorstuv1 .-"


def slipped(name: str, at: int, letter: str, sort: int) -> str:
    """A name with a letter more, less or another, or two exchanged."""
    at %= len(name)
    changes: list[Callable[[], str]] = [
        lambda: name[:at] + letter + name[at:],
        lambda: name[:at] + name[at + 1 :],
        lambda: name[:at] + letter + name[at + 1 :],
        lambda: name[:at] + name[at : at + 2][::-1] + name[at + 2 :],
        lambda: name,
    ]
    changed = changes[sort]().strip()
    return changed or name


NAMES = st.builds(
    slipped,
    st.sampled_from(WRITTEN),
    st.integers(0, 40),
    st.sampled_from(LETTERS),
    st.integers(0, 4),
)
PARTIES = st.lists(st.tuples(st.sampled_from(PartyKind), NAMES), min_size=1, max_size=8).map(
    lambda rows: [
        NamedParty(id=f"P{number}", kind=kind, name=name)
        for number, (kind, name) in enumerate(rows)
    ]
)
PANELS = st.lists(st.lists(NAMES, max_size=4), min_size=1, max_size=6).map(
    lambda rows: Panel(
        members=tuple(
            PanelMember(
                id=f"R-{number}",
                given_names="Quirin",
                family_name="Zellweger",
                other_names=tuple(names[:1]),
                affiliations=tuple(Affiliation(party=n, tie=Tie.EMPLOYMENT) for n in names[1:]),
            )
            for number, names in enumerate(rows)
        )
    )
)


@given(panel=PANELS, parties=PARTIES)
def test_the_index_finds_what_comparing_all_finds(panel: Panel, parties: list[NamedParty]) -> None:
    every = [tie for one in panel.members for tie in conflicts_of(one, parties, TODAY)]
    assert sorted(PanelTies(panel).conflicts(parties, TODAY), key=repr) == sorted(every, key=repr)


def test_it_finds_every_pair_of_the_measured_names() -> None:
    for _, _, one, other in PAIRS:
        member = PanelMember(
            id="R-1",
            given_names="Quirin",
            family_name="Zellweger",
            affiliations=(Affiliation(party=one, tie=Tie.EMPLOYMENT),),
        )
        for kind in (PartyKind.MANAGING, PartyKind.MEDICAL_GROUP):
            parties = (NamedParty(id="P1", kind=kind, name=other),)
            found = PanelTies(Panel(members=(member,))).conflicts(parties, TODAY)
            assert found == conflicts_of(member, parties, TODAY), (one, other)


@given(
    one=st.text("abcilmnrqg01", max_size=12), at=st.integers(0, 12), letter=st.sampled_from("abmlg")
)
def test_near_words_share_what_is_left_of_them(one: str, at: int, letter: str) -> None:
    for other in (one[:at] + letter + one[at:], one[:at] + one[at + 1 :], one + letter):
        if near(one, other):
            shared = {*letters_left_out(one), shape(one)} & {*letters_left_out(other), shape(other)}
            assert shared
