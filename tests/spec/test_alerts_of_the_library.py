"""Saved alerts: whoever saved a search is told what is published later, each once."""

from __future__ import annotations

import datetime as dt
import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from tests.databases import database
from tests.mail_server import Desk, mail_server
from tests.published_determinations import determination, finding
from tests.quick_verbs import run_verb
from tests.signed_in import user

from openimr.adapters.library_alert_mail import AlertMail
from openimr.adapters.library_alert_news import LibraryNews
from openimr.adapters.library_index_kept import bring_up_to_date
from openimr.adapters.library_shelf import LibraryShelf
from openimr.adapters.library_store import LibraryStore
from openimr.adapters.library_withdrawn import hide, leave_out
from openimr.determination.model import Decision
from openimr.publication.alerts import tell
from openimr.publication.alerts.links import Link, alert_named_by, is_signed, signed
from openimr.publication.alerts.model import Alert, Reached, alert_named
from openimr.vocabulary.errors import BadInput
from openimr.workflow.jobs import TryLater
from openimr.workflow.library_alerts import AlertPost, LibraryAlerts
from openimr.workflow.telling import Letterhead, Message, Rejected

KEY = b"k" * 32
NOW = dt.datetime(2026, 3, 9, 14, 30, tzinfo=dt.UTC)
HEAD = Letterhead(organization="Invented Reviews", contact="1-555-0100", sender="imr@example.org")


class Server:
    """A mail server in memory that may be down or refuse an address."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.down = False
        self.refused = ""

    def send(self, message: Message) -> None:
        if self.down:
            raise TryLater("It does not answer.")
        if message.recipient == self.refused:
            raise Rejected(550)
        self.taken.append(message)

    def words(self) -> list[str]:
        policy = email.policy.default
        found = [email.message_from_bytes(one.content, policy=policy) for one in self.taken]
        return [one.get_content() for one in found]


class House:
    """A library, the alerts on it and a mail server."""

    def __init__(self, library: Path, alias: str) -> None:
        from openimr.adapters.database.alert_book import DatabaseAlerts  # noqa: PLC0415

        self.server, self.shelf, self.library = Server(), LibraryShelf(library), library
        self.accounts = frozenset({"ruiz"})
        self.compose = AlertMail(HEAD, "https://imr.example.org", KEY)
        self.alerts = LibraryAlerts(
            book=DatabaseAlerts(alias),
            news=lambda: LibraryNews(library),
            index=lambda: self.shelf.index,
            get=self.shelf.newest,
            post=AlertPost(compose=self.compose, mail=self.server),
            active=lambda: self.accounts,
            now=lambda: NOW,
        )

    def publish(
        self, first: int, last: int, treatment: str = "MRI of the knee", *, indexed: bool = True
    ) -> None:
        store = LibraryStore(self.library)
        said = []
        for n in range(first, last + 1):
            one = determination(n, finding(treatment=treatment, decision=Decision.OVERTURNED))
            source = msgspec.structs.replace(one.provenance, sha256=f"{n:064x}")
            said.append(msgspec.structs.replace(one, provenance=source))
        with store.writing():
            store.add(said)
            if indexed:
                bring_up_to_date(self.library, store)

    def index(self) -> None:
        bring_up_to_date(self.library, LibraryStore(self.library))

    def withdraw(self, number: int) -> None:
        store = LibraryStore(self.library)
        with store.writing():
            hide(store, store.versions(f"ca-wc/CM16-{number:07}"), NOW)
            leave_out(store)

    def saved(self, search: str = "q=mri", address: str = "ruiz@example.org") -> Alert:
        kept = self.alerts.keep(alert_named("ruiz", f"For {address}", search, address))
        self.alerts.book.reach(kept.id, Reached.CONFIRMED)
        return kept


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with database("sqlite", tmp_path) as alias:
        house = House(tmp_path / "library", alias)
        house.publish(1, 2)
        yield house


def test_what_is_published_after_an_alert_was_saved_is_told_and_nothing_before(
    house: House,
) -> None:
    house.saved()
    assert house.alerts.tell() == 0
    house.publish(3, 4)
    house.publish(5, 5, "Acupuncture")
    assert house.alerts.tell() == 1
    [words] = house.server.words()
    assert "2 new determinations for your alert" in words
    assert "https://imr.example.org/library/ca-wc/CM16-0000003" in words
    assert "MRI of the knee: overturned" in words
    assert "CM16-0000001" not in words and "CM16-0000005" not in words


def test_each_determination_is_told_once(house: House) -> None:
    house.saved()
    house.publish(3, 3)
    assert [house.alerts.tell(), house.alerts.tell()] == [1, 0]
    house.publish(4, 4)
    assert house.alerts.tell() == 1
    assert "CM16-0000003" not in house.server.words()[1]


def test_who_waits_for_the_number_of_a_case_is_told_of_it(house: House) -> None:
    house.saved("q=cm16-0000004")
    house.publish(3, 5)
    assert house.alerts.tell() == 1
    [words] = house.server.words()
    assert "1 new determination " in words and "CM16-0000004" in words


def test_what_a_building_has_written_and_not_indexed_yet_is_told_once_it_is(house: House) -> None:
    house.saved()
    house.publish(3, 3, indexed=False)
    assert house.alerts.tell() == 0
    house.index()
    assert [house.alerts.tell(), house.alerts.tell()] == [1, 0]
    assert "CM16-0000003" in house.server.words()[0]


def test_a_mail_server_that_is_down_is_made_up_for(house: House) -> None:
    house.saved()
    house.publish(3, 3)
    house.server.down = True
    with pytest.raises(TryLater):
        house.alerts.tell()
    house.server.down = False
    assert house.alerts.tell() == 1


def test_a_round_killed_before_what_is_new_was_settled_tells_nothing_twice(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(self: LibraryNews, ids: tuple[str, ...]) -> None:
        raise KeyboardInterrupt

    house.saved()
    house.publish(3, 3)
    with monkeypatch.context() as patched:
        patched.setattr(LibraryNews, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            house.alerts.tell()
    assert [house.alerts.tell(), house.alerts.tell()] == [1, 0]


def test_a_second_copy_is_known_by_its_message_id(house: House) -> None:
    kept = house.saved()
    house.publish(3, 3)
    house.alerts.find()
    [waiting] = house.alerts.book.waiting()
    first = house.compose.telling(waiting, (), NOW)
    again = house.compose.telling(waiting, (), NOW + dt.timedelta(days=1))
    assert first.message_id == again.message_id
    assert f"alert.{kept.id}." in first.message_id


def test_an_address_is_asked_once_and_told_nothing_before_it_is_confirmed(house: House) -> None:
    alert = house.alerts.keep(alert_named("ruiz", "Mine", "q=mri", "ruiz@example.org"))
    house.publish(3, 3)
    assert house.alerts.tell() == 0
    assert [house.alerts.ask_to_confirm(), house.alerts.ask_to_confirm()] == [1, 0]
    [words] = house.server.words()
    [token] = re.findall(r"/library/alerts/confirm/(\S+)", words)
    assert alert_named_by(token) == alert.id
    assert is_signed(KEY, Link.CONFIRM, alert, token)
    assert "CM16" not in words
    house.alerts.book.reach(alert.id, Reached.CONFIRMED)
    assert house.alerts.tell() == 1, "what was found meanwhile waited"


def test_an_address_that_the_server_refuses_is_asked_no_more(house: House) -> None:
    alert = house.saved()
    house.server.refused = alert.email
    house.publish(3, 3)
    assert house.alerts.tell() == 0
    kept = house.alerts.book.get(alert.id)
    assert kept is not None and kept.reached is Reached.REFUSED
    assert house.alerts.tell() == 0


@pytest.mark.parametrize(
    "address",
    [
        "ren\u00e9@example.org",
        "ruiz@ex\u00e4mple.org",
        "ruiz\x01@example.org",
        "ruiz..x@example.org",
        "ruiz@example..org",
        "ruiz@[",
        f"{'x' * 65}@example.org",
        f"ruiz@{'example.' * 40}org",
    ],
)
def test_an_address_that_not_every_mail_server_takes_is_refused_when_it_is_typed(
    address: str,
) -> None:
    with pytest.raises(BadInput, match="e-mail address"):
        alert_named("ruiz", "Mine", "q=mri", address)


@pytest.mark.parametrize("name", ["", "\u200b", "Knees\x00", "\ue000", "x" * 81])
def test_a_name_that_no_page_can_show_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="the name of the alert"):
        alert_named("ruiz", name, "q=mri")


@pytest.mark.parametrize("search", ["q=mri\nLook here", "q=\x00", "q=\u00e9"])
def test_what_is_no_part_of_an_address_is_no_search(search: str) -> None:
    with pytest.raises(BadInput, match="the search"):
        alert_named("ruiz", "Mine", search)


@pytest.mark.parametrize("address", ["ruiz@[", "ren\u00e9@example.org"])
def test_an_address_kept_before_that_cannot_be_mailed_keeps_nobody_else_waiting(
    house: House, address: str
) -> None:
    old = {"login": "ruiz", "name": "Old", "reached": Reached.UNCONFIRMED}
    first = house.alerts.book.keep(Alert(email=address, **old), NOW)
    house.alerts.keep(alert_named("ruiz", "Other", "q=mri", "other@example.org"))
    assert house.alerts.ask_to_confirm() == 1
    kept = house.alerts.book.get(first.id)
    assert kept is not None and kept.reached is Reached.REFUSED
    assert [one.recipient for one in house.server.taken] == ["other@example.org"]


def test_what_was_withdrawn_before_it_was_mailed_is_not_told(house: House) -> None:
    house.saved()
    house.publish(3, 3)
    house.publish(4, 4, "MRI of the shoulder")
    house.alerts.find()
    house.withdraw(3)
    assert house.alerts.tell() == 1
    [words] = house.server.words()
    assert "1 new determination for your alert" in words
    assert "CM16-0000003" not in words and "more." not in words
    house.publish(5, 5)
    house.alerts.find()
    house.withdraw(5)
    assert (house.alerts.tell(), len(house.server.taken)) == (0, 1)
    assert house.alerts.book.waiting() == ()


def test_nobody_is_mailed_whose_account_has_ended(house: House) -> None:
    house.saved()
    house.alerts.keep(alert_named("ruiz", "Other", "q=mri", "other@example.org"))
    house.publish(3, 3)
    house.accounts = frozenset()
    assert (house.alerts.tell(), house.alerts.ask_to_confirm()) == (0, 0)
    house.accounts = frozenset({"ruiz"})
    assert (house.alerts.tell(), house.alerts.ask_to_confirm()) == (1, 1)


def test_every_message_has_a_link_to_be_told_no_more_that_only_we_can_make(house: House) -> None:
    alert = house.saved()
    house.publish(3, 3)
    house.alerts.tell()
    message = email.message_from_bytes(house.server.taken[0].content)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = message["List-Unsubscribe"].strip("<>").rpartition("/")[2]
    assert is_signed(KEY, Link.STOP, alert, token)
    assert not is_signed(KEY, Link.CONFIRM, alert, token)
    assert not is_signed(b"x" * 32, Link.STOP, alert, token)
    assert signed(KEY, Link.STOP, alert) == token
    assert alert_named_by("12-short") is None


def test_of_many_new_ones_a_message_names_some_and_says_how_many(house: House) -> None:
    house.saved()
    house.publish(3, 42)
    house.alerts.tell()
    [words] = house.server.words()
    assert "40 new determinations" in words
    assert "and 15 more." in words


def test_of_very_many_new_ones_the_newest_are_looked_at(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tell, "ONE_BY_ONE", 2)
    house.saved()
    house.publish(3, 12)
    assert house.alerts.find() == 10


def test_a_search_that_can_be_asked_no_more_finds_nothing_and_hinders_no_other(
    house: House,
) -> None:
    old = Alert(login="ruiz", name="Old", search="q=year:(")
    house.alerts.book.keep(old, NOW)
    house.saved()
    house.publish(3, 3)
    assert house.alerts.tell() == 1


def test_an_installation_without_mail_keeps_what_was_found(house: House) -> None:
    silent = LibraryAlerts(
        book=house.alerts.book,
        news=house.alerts.news,
        index=house.alerts.index,
        get=house.alerts.get,
        post=None,
        active=house.alerts.active,
        now=house.alerts.now,
    )
    house.saved()
    house.publish(3, 3)
    assert (silent.tell(), silent.ask_to_confirm()) == (0, 0)
    assert house.alerts.tell() == 1


def test_the_rounds_are_made_by_the_clock(house: House) -> None:
    told = {one.name: one.rhythm.says for one in house.alerts.rounds()}
    assert told == {
        "library-alerts": "every day at 06:30 Pacific time",
        "alert-addresses": "every hour at minute 50",
    }


def test_the_verbs_save_list_tell_and_remove(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    user(data, "add", "rivera", "case manager")

    def alert(*words: str) -> str:
        run = run_verb("library", "alert", *words, environment={"OPENIMR_DATA": str(data)})
        return run.stdout + run.stderr

    saved = alert("add", "Knees", "MRI", "--for", "rivera", "--where", "decision=overturned")
    assert saved == "Saved for rivera: Knees (no e-mail).\n"
    assert "is no account" in alert("add", "Knees", "--for", "nobody")
    assert "is no facet" in alert("add", "Knees", "--for", "rivera", "--where", "colour=red")
    assert alert("list") == "rivera: Knees (q=MRI&decision=overturned), no e-mail\n"
    assert '"name": "Knees"' in alert("list", "--for", "rivera", "--json")
    assert "No mail: set OPENIMR_SMTP and OPENIMR_URL." in alert("run")
    assert alert("remove", "Knees", "--for", "rivera") == "Removed for rivera: Knees.\n"
    assert alert("list") == "No alert is saved.\n"
    assert "is no alert of rivera" in alert("remove", "Knees", "--for", "rivera")


def test_the_verb_mails_what_came_into_the_library(tmp_path: Path) -> None:
    data, desk = tmp_path / "data", Desk()
    data.mkdir(mode=0o700)
    user(data, "add", "rivera", "case manager")
    with mail_server(desk) as port:
        environment = {
            "OPENIMR_DATA": str(data),
            "OPENIMR_SMTP": f"smtp+plain://127.0.0.1:{port}",
            "OPENIMR_MAIL_FROM": "imr@example.org",
            "OPENIMR_URL": "https://imr.example.org",
        }
        run_verb(
            *("library", "alert", "add", "Knees", "--for", "rivera"),
            *("--email", "rivera@example.org"),
            environment=environment,
        )
        told = run_verb("library", "alert", "run", environment=environment)
    assert told.stdout == "0 told, 1 asked to confirm their address.\n", told.stderr
    [message] = desk.ids()
    assert message.startswith("<alert.1.")
