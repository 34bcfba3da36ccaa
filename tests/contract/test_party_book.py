"""One promise for what intake keeps beside the record, on every database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.databases import KINDS, database, store_in
from tests.filed_applications import papers_read
from tests.happenings import CLERK, NOON, plainly_listed, received

from openimr.vocabulary.filing import PartyRole
from openimr.workflow.receive_digests import Digests
from openimr.workflow.receive_parties import KnownParty, parties_of


@pytest.fixture(params=KINDS)
def alias(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with database(request.param, tmp_path) as name:
        yield name


def party(name: str, id: str = "employer-1") -> KnownParty:
    return KnownParty(id=id, role=PartyRole.EMPLOYER, name=name)


def test_names_are_found_by_their_identifiers(alias: str) -> None:
    from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415

    book = DatabasePartyBook(alias)
    parties = parties_of(papers_read().application, Digests(bytes(range(32))), "CM26-0000001")
    book.keep(parties)
    assert book.named([one.id for one in parties]) == {one.id: one.name for one in parties}
    assert book.named(["somebody-else"]) == {}


def test_a_party_that_is_known_stays_as_it_is(alias: str) -> None:
    from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415

    book = DatabasePartyBook(alias)
    book.keep([party("Paper Lantern Press, Inc.")])
    book.keep([party("PAPER LANTERN PRESS"), party("Gray Otter Claims", "employer-2")])
    assert book.named(["employer-1", "employer-2"]) == {
        "employer-1": "Paper Lantern Press, Inc.",
        "employer-2": "Gray Otter Claims",
    }


def test_the_key_of_digests_is_made_once(alias: str) -> None:
    from openimr.adapters.database.party_book import digest_key  # noqa: PLC0415

    made = iter((b"a" * 32, b"b" * 32))
    assert digest_key(alias, lambda: next(made)) == b"a" * 32
    assert digest_key(alias, lambda: next(made)) == b"a" * 32


def test_numbers_go_up_within_their_year(alias: str) -> None:
    from openimr.adapters.database.party_book import DatabaseCaseNumbers  # noqa: PLC0415

    numbers, store = DatabaseCaseNumbers(alias), store_in(alias, plainly_listed)
    assert numbers.next(2026) == "CM26-0000001"
    for number in ("CM26-0000001", "CM26-0000041", "CM25-0000900"):
        store.append(number, [received(number)], after=0, actor=CLERK, key="k", at=NOON)
    assert numbers.next(2026) == "CM26-0000042"
    assert numbers.next(2025) == "CM25-0000901"
    assert numbers.next(2027) == "CM27-0000001"


def test_parties_of_one_role_are_found_by_a_part_of_their_name(alias: str) -> None:
    from openimr.adapters.database.party_book import DatabasePartyBook  # noqa: PLC0415

    book, role = DatabasePartyBook(alias), PartyRole.CLAIMS_ADMINISTRATOR
    administrators = {f"claims-administrator-{n}": f"Blue Heron Claims {n}" for n in range(3)}
    parties = [KnownParty(id=one, role=role, name=name) for one, name in administrators.items()]
    other = KnownParty(id="claims-administrator-9", role=role, name="Osprey Insurance")
    book.keep([*parties, other, party("Blue Heron Catering")])
    assert book.called(role, "blue HERON", 9) == administrators
    assert len(book.called(role, "heron", 2)) == 2
    assert book.called(role, "nobody", 9) == {}
    assert book.called(role, "%", 9) == {}
