"""One promise for where parties are reached, in memory and on every database."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database
from tests.filed_applications import MemoryAddresses
from tests.happenings import CLERK, NOON

from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.addresses import Address, KeptAddresses, correct, fill_in
from openimr.workflow.receive_parties import KnownParty

HOME = ("4 Slate Lane", "Larkspur Bend, CA 90099")


@pytest.fixture(params=("memory", *KINDS))
def book(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptAddresses]:
    if request.param == "memory":
        yield MemoryAddresses({"party-1": "Jo Doe"})
        return
    with database(request.param, tmp_path) as alias:
        from openimr.adapters.database.address_book import DatabaseAddressBook  # noqa: PLC0415
        from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415

        known = KnownParty(id="party-1", role=PartyRole.EMPLOYEE, name="Jo Doe")
        DatabasePartyBook(alias).keep([known])
        yield DatabaseAddressBook(alias)


def corrected(book: KeptAddresses, days: int = 0, **given: object) -> Address:
    fields = {"name": None, "email": None, "postal": None, **given}
    at = NOON + dt.timedelta(days=days)
    return correct(book, "party-1", **fields, actor=CLERK, at=at)  # type: ignore[arg-type]


def test_a_correction_leaves_the_rest_as_it_is(book: KeptAddresses) -> None:
    assert book.address("party-1") is None
    corrected(book, email="jo@doe.example")
    corrected(book, postal=HOME)
    assert book.address("party-1") == Address(name="Jo Doe", email="jo@doe.example", postal=HOME)
    corrected(book, email="")
    assert book.address("party-1") == Address(name="Jo Doe", postal=HOME)


def test_who_changed_it_and_when_stays_known(book: KeptAddresses) -> None:
    corrected(book, email="jo@doe.example")
    corrected(book, days=1, email="jo.doe@mail.example")
    corrected(book, days=2, email="jo.doe@mail.example")
    history = book.history("party-1")
    assert [one.address.email for one in history] == ["jo@doe.example", "jo.doe@mail.example"]
    assert [one.at for one in history] == [NOON, NOON + dt.timedelta(days=1)]
    assert {one.actor for one in history} == {CLERK}


def test_a_corrected_name_is_the_partys_name_everywhere(book: KeptAddresses) -> None:
    corrected(book, name="Josephine Doe")
    assert book.name("party-1") == "Josephine Doe"


def test_what_the_form_states_never_replaces_what_a_person_entered(book: KeptAddresses) -> None:
    stated = {"party-1": Address(name="Jo Doe", postal=("Elsewhere", "Fresno, CA 93701"))}
    fill_in(book, stated, CLERK, NOON)
    assert book.address("party-1") == stated["party-1"]
    corrected(book, postal=HOME)
    fill_in(book, stated, CLERK, NOON)
    assert book.address("party-1") == Address(name="Jo Doe", postal=HOME)


@pytest.mark.parametrize("given", [{"email": "jo doe"}, {"postal": ("x",) * 9}, {"postal": (" ",)}])
def test_what_is_no_address_is_told(book: KeptAddresses, given: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        corrected(book, **given)
    assert book.history("party-1") == ()


def test_a_party_that_nobody_knows_is_told(book: KeptAddresses) -> None:
    with pytest.raises(BadInput, match="not known"):
        correct(book, "p-9", name=None, email=None, postal=HOME, actor=CLERK, at=NOON)
