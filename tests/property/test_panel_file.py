"""A panel written as CSV and read back is the same panel; any bytes are read without a crash."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from openimr.assignment.affiliation import Affiliation, Tie
from openimr.assignment.model import (
    STATES,
    Absence,
    ActivePractice,
    Certification,
    Discipline,
    License,
    LicenseKind,
    LicenseStatus,
    Panel,
    PanelMember,
    Verification,
)
from openimr.assignment.panel_file import read_panel, write_panel
from openimr.vocabulary.printable import printable

DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1))
SPREADSHEET_SIGNS = "=+-@'\",;|\t ＝éßØ李"


def can_be_printed(text: str) -> bool:
    try:
        return bool(printable(text))
    except ValueError:
        return False


WORDS = st.one_of(
    st.text(SPREADSHEET_SIGNS + "abcXYZ0189", min_size=1, max_size=12),
    st.text(min_size=1, max_size=12),
).filter(can_be_printed)
LISTED = st.lists(WORDS.filter(lambda word: ";" not in word), max_size=3).map(tuple)
VERIFIED = st.none() | st.builds(Verification, on=DAYS, source=WORDS, by=WORDS)
LICENSES = st.lists(
    st.builds(
        License,
        state=st.sampled_from(sorted(STATES)),
        kind=st.sampled_from(LicenseKind),
        number=WORDS,
        expires=DAYS,
        status=st.sampled_from(LicenseStatus),
        discipline=st.sampled_from(Discipline),
        verified=VERIFIED,
    ),
    max_size=3,
    unique_by=lambda one: (one.state, one.kind),
).map(tuple)
CERTIFICATIONS = st.lists(
    st.builds(
        Certification, board=WORDS, specialty=WORDS, expires=st.none() | DAYS, verified=VERIFIED
    ),
    max_size=2,
).map(tuple)
TWO_DAYS = st.tuples(DAYS, DAYS).map(sorted)
AWAY = st.lists(TWO_DAYS.map(lambda d: Absence(first=d[0], last=d[1])), max_size=2).map(tuple)
PRACTICE = st.none() | st.builds(
    lambda d, hours: ActivePractice(since=d[0], hours_a_week=hours, attested=d[1]),
    TWO_DAYS,
    st.integers(0, 168),
)
AFFILIATIONS = st.lists(
    st.builds(
        Affiliation,
        party=WORDS,
        tie=st.sampled_from(Tie),
        income_percent=st.none() | st.decimals(Decimal(0), Decimal(100), places=2),
        ended=st.none() | DAYS,
        academic_center=st.booleans(),
    ),
    max_size=2,
).map(tuple)
MEMBERS = st.builds(
    PanelMember,
    id=WORDS,
    given_names=WORDS,
    family_name=WORDS,
    other_names=LISTED,
    licenses=LICENSES,
    certifications=CERTIFICATIONS,
    specialties=LISTED,
    active_practice=PRACTICE,
    away=AWAY,
    capacity=st.integers(0, 999_999),
    languages=LISTED,
    qme=st.booleans(),
    affiliations=AFFILIATIONS,
)


def panel_of(members: list[PanelMember]) -> Panel | None:
    try:
        return Panel(members=tuple(members))
    except ValueError:
        return None


PANELS = st.lists(MEMBERS, max_size=4).map(panel_of).filter(lambda panel: panel is not None)


@given(panel=PANELS)
def test_what_was_written_is_read_back(panel: Panel) -> None:
    read = read_panel(write_panel(panel))
    assert read.faults == ()
    assert read.panel == panel


@given(panel=PANELS)
def test_no_cell_that_is_written_is_run_as_a_formula(panel: Panel) -> None:
    text = write_panel(panel).decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text, newline="")):
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)


@given(
    content=st.binary(max_size=300)
    | st.text(max_size=300).map(lambda t: t.encode("utf-8", "replace"))
)
def test_any_bytes_are_a_panel_or_faults(content: bytes) -> None:
    read = read_panel(content)
    assert read.faults or read.panel is not None
    assert all(fault.found and fault.remedy for fault in read.faults)


HEADING = "id,given names,family name,capacity,qme,license 1 state,license 1 expires"


@given(cells=st.lists(st.text(max_size=15), min_size=1, max_size=9))
def test_any_row_is_a_member_or_names_its_faults(cells: list[str]) -> None:
    out = io.StringIO()
    csv.writer(out).writerow(cells)
    read = read_panel(f"{HEADING}\r\n{out.getvalue()}".encode("utf-8", "replace"))
    told = bool(read.panel.members) + bool(read.faults)
    assert told == 1 or not "".join(cells).strip()
