"""Saved alerts, and what was found for each, on every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database

from openimr.publication.alerts.model import (
    MOST_ALERTS,
    Alert,
    AlertBook,
    Reached,
    alert_named,
    keep_alert,
)
from openimr.vocabulary.errors import BadInput, Refused

AT = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
RUIZ = alert_named("ruiz", " Knees  overturned ", "q=knee&decision=overturned", "ruiz@example.org")


@pytest.fixture(params=KINDS)
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[AlertBook]:
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.alert_book import DatabaseAlerts  # noqa: PLC0415

        yield DatabaseAlerts(alias)


def confirmed(book: AlertBook, alert: Alert = RUIZ) -> Alert:
    kept = keep_alert(book, alert, AT)
    book.reach(kept.id, Reached.CONFIRMED)
    return kept


def test_an_alert_is_its_owners_alone_and_not_mailed_before_its_address_is_confirmed(
    book: AlertBook,
) -> None:
    kept = keep_alert(book, RUIZ, AT)
    assert (kept.name, kept.reached) == ("Knees overturned", Reached.UNCONFIRMED)
    assert book.of("ruiz") == (kept,) == book.all()
    assert book.of("barnaby") == ()
    assert book.find(kept.id, ["ca-wc/CM16-0000001"]) == 1
    assert book.waiting() == ()
    book.reach(kept.id, Reached.CONFIRMED)
    assert [one.ids for one in book.waiting()] == [("ca-wc/CM16-0000001",)]


def test_each_determination_is_told_once_for_each_alert(book: AlertBook) -> None:
    kept = confirmed(book)
    ids = [f"ca-wc/CM16-{number:07}" for number in range(1_200)]
    assert book.find(kept.id, ids) == 1_200
    assert book.find(kept.id, ids) == 0
    book.mailed(kept.id, ids[:1_199], AT)
    assert [one.ids for one in book.waiting()] == [(ids[1_199],)]
    assert book.find(kept.id, ids[:3]) == 0


def test_what_is_removed_leaves_neither_address_nor_what_was_found(book: AlertBook) -> None:
    kept = confirmed(book)
    book.find(kept.id, ["ca-wc/CM16-0000001"])
    book.drop(kept.id)
    assert book.get(kept.id) is None
    assert book.find(kept.id, ["ca-wc/CM16-0000002"]) == 0
    assert book.waiting() == book.all() == ()


def test_the_same_name_again_is_another_search_and_an_address_stays_confirmed(
    book: AlertBook,
) -> None:
    first = confirmed(book)
    second = keep_alert(book, alert_named("ruiz", RUIZ.name, "q=hip", RUIZ.email), AT)
    other = keep_alert(book, alert_named("ruiz", "Other", "", "else@example.org"), AT)
    assert book.of("ruiz") == (second, other)
    assert second.id != first.id
    assert (second.reached, other.reached) == (Reached.CONFIRMED, Reached.UNCONFIRMED)


def test_nobody_keeps_more_than_some(book: AlertBook) -> None:
    for number in range(MOST_ALERTS):
        keep_alert(book, alert_named("ruiz", str(number), ""), AT)
    with pytest.raises(Refused, match="are kept already"):
        keep_alert(book, RUIZ, AT)
    keep_alert(book, alert_named("ruiz", "3", "q=hip"), AT)


@pytest.mark.parametrize(
    ("name", "search", "email"),
    [
        ("  ", "", ""),
        ("x" * 81, "", ""),
        ("x", "", "no address"),
        ("x", "", "a@b.org, c@d.org"),
        ("x", "q=year:(", ""),
        ("x", "decision=perhaps", ""),
        ("x", "q=" + "y" * 1_000, ""),
    ],
)
def test_what_is_no_alert_is_told(name: str, search: str, email: str) -> None:
    with pytest.raises(BadInput):
        alert_named("ruiz", name, search, email)
