"""One promise for the panel that is kept, in memory and on every database."""

from __future__ import annotations

import contextlib
import datetime as dt
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, run_sql
from tests.memory_panel_book import MemoryPanelBook
from tests.panel_members import license_of, member_of

from openimr.assignment.conflicts import Confirmation, Verdict
from openimr.assignment.model import Panel, PanelMember
from openimr.assignment.panel_book import Entered, MemberVersion, PanelBook, changes, panel_of
from openimr.assignment.tie_answers import TieAnswer
from openimr.vocabulary.actor import Actor, Role
from openimr.vocabulary.errors import Refused

NOON = dt.datetime(2026, 11, 20, 20, tzinfo=dt.UTC)
CLERK = Actor(role=Role.CASE_MANAGER, id="cred.okafor")
ENTERED = Entered(at=NOON, by=CLERK, source="panel.csv")
KEY = bytes(range(32))


@pytest.fixture(params=["memory", *KINDS])
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[PanelBook]:
    if request.param == "memory":
        yield MemoryPanelBook(KEY)
        return
    with database(request.param, tmp_path) as alias:
        yield on_database(alias)


def on_database(alias: str, key: bytes = KEY) -> PanelBook:
    from openimr.adapters.database.panel_book import DatabasePanelBook  # noqa: PLC0415

    return DatabasePanelBook(alias, lambda: key)


def version(member: PanelMember, number: int = 1) -> MemberVersion:
    return MemberVersion(reviewer=member.id, number=number, member=member, entered=ENTERED)


MARSH = member_of()
LOW = member_of(id="R-002", family_name="Low", licenses=(license_of(number="G 5"),))


def answer(tie: str, verdict: Verdict = Verdict.ANOTHER) -> TieAnswer:
    confirmation = Confirmation(
        reviewer="R-001",
        party="P1",
        with_whom="Marisol Vega",
        verdict=verdict,
        reason="other first name on the license",
        by=CLERK.id,
        at=NOON,
    )
    return TieAnswer(
        tie=tie, case="CM26-0000001", role=Role.CASE_MANAGER, confirmation=confirmation
    )


def test_what_is_kept_comes_back_as_it_was_entered(book: PanelBook) -> None:
    book.add([version(LOW), version(MARSH)])
    assert book.latest() == (version(MARSH), version(LOW))
    assert panel_of(book.latest()) == Panel(members=(MARSH, LOW))


def test_every_version_stays_and_the_latest_counts(book: PanelBook) -> None:
    less = member_of(capacity=3)
    gone = MemberVersion(reviewer="R-001", number=3, member=None, entered=ENTERED)
    for one in (version(MARSH), version(less, 2), gone):
        book.add([one])
    assert book.versions("R-001") == (version(MARSH), version(less, 2), gone)
    assert book.latest() == (gone,)
    assert panel_of(book.latest()).members == ()
    assert book.versions("R-999") == ()


def test_of_two_who_enter_the_same_member_one_is_told_and_nothing_of_theirs_is_kept(
    book: PanelBook,
) -> None:
    book.add([version(MARSH)])
    with pytest.raises(Refused) as refused:
        book.add([version(LOW), version(member_of(capacity=1))])
    assert refused.value.rule == "someone-was-faster"
    assert book.latest() == (version(MARSH),)


def test_a_pseudonym_is_given_once_and_for_good(book: PanelBook) -> None:
    first = book.pseudonyms(["R-001", "R-002"])
    assert len(set(first.values())) == 2
    assert book.pseudonyms(["R-002", "R-003"])["R-002"] == first["R-002"]
    assert book.pseudonyms(["R-001"]) == {"R-001": first["R-001"]}


def test_answers_come_back_in_the_order_in_which_they_were_given(book: PanelBook) -> None:
    given = (answer("T-1"), answer("T-2"), answer("T-1", Verdict.CONFLICT))
    for one in given:
        book.answer(one)
    assert book.answers() == given


def test_one_batch_waits_for_the_other(book: PanelBook) -> None:
    order: list[str] = []
    entered, leave = threading.Event(), threading.Event()

    def first() -> None:
        with book.one_batch():
            entered.set()
            leave.wait(300)
            order.append("first")
        closed(book)

    def second() -> None:
        entered.wait(300)
        with book.one_batch():
            order.append("second")
        closed(book)

    threads = [threading.Thread(target=work) for work in (first, second)]
    for thread in threads:
        thread.start()
    entered.wait(300)
    leave.set()
    for thread in threads:
        thread.join(300)
    assert order == ["first", "second"]


def closed(book: PanelBook) -> None:
    """End this thread's connection."""
    if isinstance(book, MemoryPanelBook):
        return
    from openimr.adapters.database.connect import disconnect  # noqa: PLC0415

    disconnect(book.alias)  # type: ignore[attr-defined]


@pytest.mark.parametrize("kind", KINDS)
def test_the_key_of_pseudonyms_is_made_once_for_the_installation(kind: str, tmp_path: Path) -> None:
    with database(kind, tmp_path) as alias:
        one = on_database(alias).pseudonyms(["R-001"])
        other = on_database(alias, bytes(32)).pseudonyms(["R-001", "R-002"])
    assert other["R-001"] == one["R-001"]
    assert other == MemoryPanelBook(KEY).pseudonyms(["R-001", "R-002"])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("table", ["openimr_panel", "openimr_pseudonym", "openimr_tie"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET reviewer = 'R-9'"])
def test_the_database_itself_refuses_to_change_what_is_kept(
    kind: str, table: str, statement: str, tmp_path: Path
) -> None:
    with database(kind, tmp_path) as alias:
        book = on_database(alias)
        book.add([version(MARSH)])
        book.pseudonyms(["R-001"])
        book.answer(answer("T-1"))
        with pytest.raises(Exception, match="neither changed nor deleted"):
            run_sql(alias, statement.format(table))


@pytest.mark.parametrize("table", ["openimr_panel", "openimr_pseudonym", "openimr_tie"])
def test_no_row_is_put_in_anothers_place_where_a_database_would_replace_it(
    table: str, tmp_path: Path
) -> None:
    with database("sqlite", tmp_path) as alias:
        book = on_database(alias)
        book.add([version(MARSH)])
        given = book.pseudonyms(["R-001"])
        book.answer(answer("T-1"))
        with contextlib.suppress(Exception):
            run_sql(alias, f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")
        with contextlib.suppress(Exception):
            run_sql(alias, _REPLACED[table])
        assert book.latest() == (version(MARSH),)
        assert book.pseudonyms(["R-001"]) == given
        assert book.answers() == (answer("T-1"),)


_REPLACED = {
    "openimr_panel": "INSERT OR REPLACE INTO openimr_panel "
    "SELECT reviewer, number, at, role, 'somebody', source, NULL FROM openimr_panel",
    "openimr_pseudonym": "INSERT OR REPLACE INTO openimr_pseudonym VALUES ('R-001', 'Another')",
    "openimr_tie": 'INSERT OR REPLACE INTO openimr_tie SELECT id, tie, "case", reviewer, party, '
    "with_whom, 'SOMEBODY_ELSE', reason, role, actor, at FROM openimr_tie",
}


def test_two_who_give_pseudonyms_at_one_moment_give_the_same(tmp_path: Path) -> None:
    with database("sqlite", tmp_path) as alias:
        book = on_database(alias)
        given = book.pseudonyms(["R-001"])
        from openimr.adapters.database.panel_models import Pseudonym  # noqa: PLC0415

        late = [
            Pseudonym(reviewer="R-001", pseudonym="Reviewer Late"),
            Pseudonym(reviewer="R-002", pseudonym="Reviewer Elm-2"),
        ]
        Pseudonym.objects.using(alias).bulk_create(late, ignore_conflicts=True)
        assert book.pseudonyms(["R-001", "R-002"]) == {**given, "R-002": "Reviewer Elm-2"}


def test_tables_of_the_panel_cannot_be_emptied(tmp_path: Path) -> None:
    with database("postgresql", tmp_path) as alias:
        on_database(alias).add([version(MARSH)])
        for table in ("openimr_panel", "openimr_pseudonym", "openimr_tie"):
            with pytest.raises(Exception, match="neither changed nor deleted"):
                run_sql(alias, f"TRUNCATE {table}")


class TestEntering:
    def test_only_what_differs_becomes_a_version(self) -> None:
        kept = (version(MARSH), version(LOW))
        less = member_of(capacity=3)
        (new,) = changes(kept, Panel(members=(less, LOW)), ENTERED, whole=True)
        assert (new.reviewer, new.number, new.member) == ("R-001", 2, less)

    def test_who_is_not_in_the_file_leaves_only_with_a_whole_panel(self) -> None:
        kept, part = (version(MARSH), version(LOW)), Panel(members=(MARSH,))
        assert changes(kept, part, ENTERED, whole=False) == ()
        (gone,) = changes(kept, part, ENTERED, whole=True)
        assert (gone.reviewer, gone.number, gone.member) == ("R-002", 2, None)

    def test_two_members_cannot_come_to_share_a_license(self) -> None:
        twin = member_of(id="R-003", family_name="Twin")
        with pytest.raises(Refused, match="every license has one holder"):
            changes((version(MARSH),), Panel(members=(twin,)), ENTERED, whole=False)
