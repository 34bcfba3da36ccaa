"""`openimr deadlines` and `openimr law` as their users run them."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from openimr.cli import EXIT_FULL, EXIT_PARTIAL, openimr
from openimr.vocabulary.errors import BadInput

COLUMNS = 80
FEES = """fees:
  - id: fee-standard
    name: Standard review
    dollars: 360
    citation: 8 CCR 9792.10.8
    evidence: unverified
"""


def run(*words: object, **environment: str) -> Result:
    """Run a verb on a terminal of 80 columns."""
    settings = {"COLUMNS": str(COLUMNS), "NO_COLOR": "1", "OPENIMR_LAW": "", **environment}
    command = [str(word) for word in words]
    return CliRunner(env=settings).invoke(openimr, command, standalone_mode=False)


def printed(*words: object, **environment: str) -> str:
    result = run(*words, **environment)
    assert result.exception is None, result.exception
    assert max(len(line.rstrip()) for line in result.output.splitlines()) <= COLUMNS
    return " ".join(result.output.split())


def deadlines(*words: object) -> str:
    return printed("deadlines", *words)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "fees.yaml").write_text(FEES, encoding="utf-8")
    return tmp_path


def test_deadlines_are_shown_with_rule_citation_and_who_must_act() -> None:
    told = deadlines("--event", "found-eligible", "--on", "2026-11-25")
    assert "Mon 11/30/2026 Notice of assignment and request for information (NOARFI)" in told
    assert "case manager must act; directory: what comes later still counts" in told
    assert "1 business day; 8 CCR 9792.10.4(b) (text seen)" in told


def test_readings_that_disagree_are_all_shown() -> None:
    told = deadlines("--event", "noarfi", "--on", "11/21/2016", "--by", "mail")
    assert "readings disagree; the earliest counts" in told
    assert "Thu 12/01/2016 statute, 10 calendar days; Labor Code 4610.5(l)" in told
    assert "Tue 12/06/2016 regulation, 15 calendar days, by mail" in told


def test_what_is_not_verified_is_said_to_be_so() -> None:
    told = deadlines("--event", "records-requested", "--on", "2026-11-20")
    assert "8 CCR 9792.10.5(d) (not verified)" in told
    assert "the party asked must act" in told


def test_hours_are_told_with_their_time_and_zone() -> None:
    told = deadlines(
        "--event", "noarfi", "--on", "2026-11-20T15:00", "--priority", "expedited", "--by", "fax"
    )
    assert "Friday, 11/20/2026, 03:00 PM PST, by fax; expedited review" in told
    assert "Sat 11/21/2026 03:00 PM PST" in told


def test_a_drug_of_the_formulary_is_counted_by_two_authorities() -> None:
    told = deadlines("--event", "records-closed", "--on", "2026-11-20", "--formulary")
    assert "day after Thanksgiving counts (Gomez, 2018)" in told
    assert "Pa'u" in told


def test_deadlines_as_json() -> None:
    result = run("deadlines", "--event", "noarfi", "--on", "2016-11-21", "--by", "mail", "--json")
    told = json.loads(result.output)
    assert (told["event"], told["on"], told["by"]) == (
        "notice-of-assignment-sent",
        "2016-11-21",
        "mail",
    )
    first = told["deadlines"][0]
    assert first["rule"] == "records-claims-administrator"
    assert first["due"].startswith("2016-12-01T23:59:59")
    assert first["who"] == "claims administrator"
    assert (first["decisive"], first["readings_agree"]) == (False, False)
    assert [reading["evidence"] for reading in first["readings"]] == ["seen", "seen"]


def test_the_events_are_listed_with_what_they_start() -> None:
    told = deadlines("--list")
    assert "ur-decision-served The utilization review decision was served" in told
    listed = json.loads(run("deadlines", "--list", "--json").output)
    assert listed[0]["event"] == "rfa-received"


def test_where_nothing_is_due_that_is_said() -> None:
    told = deadlines("--event", "determination-received", "--on", "2013-01-02", "--served-in", "US")
    assert "Authorizing" in told
    told = deadlines("--event", "treatment-recommended", "--on", "2026-01-05", "--given")
    assert "Nothing is due after it" in told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--event", "determination-servd", "--on", "2026-01-05"), "'determination-served'"),
        (("--event", "xx", "--on", "2026-01-05"), "--list"),
        (("--event", "noarfi"), "--event and --on"),
        (("--event", "noarfi", "--on", "tomorrow"), "neither a day"),
        (("--event", "noarfi", "--on", "2026-02-30"), "neither a day"),
    ],
)
def test_a_wrong_call_is_told_what_is_right(words: tuple[str, ...], told: str) -> None:
    error = run("deadlines", *words).exception
    assert isinstance(error, click.UsageError)
    assert told in error.format_message()


def test_a_year_that_nobody_counts_is_told() -> None:
    error = run("deadlines", "--event", "noarfi", "--on", "1999-01-05").exception
    assert isinstance(error, BadInput)
    assert "Days are counted from 2004 to 2100" in str(error)


def test_the_law_is_listed_by_kind() -> None:
    told = printed("law", "list")
    for heading in ("Deadlines", "Eligibility", "Fees", "Penalties", "Holidays", "Working days"):
        assert heading in told
    assert "without a text seen" in told


def test_only_what_no_text_was_seen_of_is_listed() -> None:
    told = printed("law", "list", "--unverified")
    assert "imr-filing-formulary" in told
    assert "text seen" not in told.replace("no text was seen", "")


def test_a_value_is_shown_as_it_stood_on_a_day() -> None:
    told = printed("law", "show", "ur-decision", "--on", "2019-05-01")
    assert "5 working days" in told
    assert "Other versions, not in force on 05/01/2019" in told
    told = printed("law", "show", "fee-standard", "--on", "2013-05-01")
    assert "On 05/01/2013 none of its versions is in force." in told


def test_an_unknown_value_is_told_where_to_look() -> None:
    error = run("law", "show", "fee").exception
    assert isinstance(error, BadInput)
    assert "`openimr law list`" in str(error)


def test_fees_are_those_of_a_day() -> None:
    told = printed("law", "fees", "--on", "2014-05-01")
    assert "Standard review $420 text seen" in told
    assert "Standard review amount not seen" in printed("law", "fees", "--on", "2026-05-01")
    assert "None is known for that." in printed("law", "fees", "--on", "2012-05-01")


@pytest.mark.parametrize(
    ("on", "words", "fee"),
    [
        ("2013-05-01", ("--not-physician",), "Standard review by another professional $495"),
        ("2013-05-01", ("--reviewers", "2"), "Standard review by two, MD or DO $760"),
        ("2014-05-01", ("--priority", "expedited"), "Expedited review $515"),
        ("2014-05-01", ("--pharmacy-only",), "Review of medications only $390"),
        ("2014-05-01", ("--ended", "before"), "Ended before it reached a reviewer $160"),
    ],
)
def test_the_fee_of_a_review_is_found(on: str, words: tuple[str, ...], fee: str) -> None:
    told = printed("law", "fees", "--on", on, *words)
    assert told.endswith(f"(8 CCR 9792.10.8) {fee} text seen")


def test_holidays_of_a_year_are_shown_with_their_weekdays() -> None:
    told = printed("law", "holidays", "2026")
    assert "Sat 07/04/2026 Independence Day on a weekend; no further day closes" in told
    assert "Fri 11/27/2026 Day after Thanksgiving" in told
    assert "251 business days." in told


@pytest.mark.parametrize("how", ["option", "environment"])
def test_values_of_ones_own_are_named_by_option_or_environment(own: Path, how: str) -> None:
    words = ("law", "fees", "--on", "2026-05-01")
    told = (
        printed(*words, "--law", own) if how == "option" else printed(*words, OPENIMR_LAW=str(own))
    )
    assert "Standard review $360 not verified" in told


def test_lint_tells_what_to_look_at(own: Path) -> None:
    result = run("law", "lint", own)
    assert result.return_value == EXIT_PARTIAL
    assert "fee-standard: is not verified either" in result.output
    assert "1 value: 2 remarks." in result.output
    shipped = run("law", "lint")
    assert shipped.return_value == EXIT_FULL
    assert "nothing to look at" in shipped.output


@pytest.mark.parametrize(
    "words",
    [
        ("list",),
        ("list", "--unverified"),
        ("show", "appeal"),
        ("fees",),
        ("holidays", "2026"),
    ],
)
def test_every_list_comes_as_json(words: tuple[str, ...]) -> None:
    assert json.loads(run("law", *words, "--json").output)
