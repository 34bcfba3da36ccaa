"""The evidence pack of one ground, by the command line: a file, and its digest in the record."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pytest
from tests.verbs_on_cases import House

NOW = dt.datetime(2026, 3, 3, 18, 0, tzinfo=dt.UTC)
OPENED = (
    "employee=Ann Nobody",
    "treatments=Acupuncture, 6 visits",
    "date-of-injury=2025-05-04",
    "decided=2026-02-20",
    "served=2026-02-21",
    "signed=2026-02-25",
    "received=2026-03-01",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A case that was found not eligible, for no copy of the decision came with it."""
    house = House(tmp_path_factory.mktemp("house"), NOW)
    house.say("case", "open", *OPENED, "attached=no")
    return house


def appealed(house: House, tmp_path: Path) -> None:
    petition = tmp_path / "petition.txt"
    petition.write_text("A petition.")
    said = house.say(
        "case",
        "do",
        "CM26-0000001",
        "file-appeal",
        "grounds=procured by fraud",
        "filed=2026-03-03",
        f"petition=@{petition}",
        "petition.sender=employee",
    )
    assert said.code == 0, said.err


def test_a_pack_is_drawn_for_a_ground_that_is_pleaded_and_for_no_other(
    house: House, tmp_path: Path
) -> None:
    appealed(house, tmp_path)
    pack = tmp_path / "pack.json"
    ask = ("case", "evidence", "CM26-0000001", "--to", pack, "--ground")
    refused = house.say(*ask, "bias")
    assert refused.code == 2
    assert "Rule: ground-pleaded" in refused.err
    assert not pack.exists()

    drawn = house.say(*ask, "fraud")
    assert drawn.code == 0, drawn.err
    digest = hashlib.sha256(pack.read_bytes()).hexdigest()
    assert digest in drawn.out
    shown = house.say("case", "show", "CM26-0000001", "--json")
    assert digest in shown.out

    again = house.say(*ask, "fraud")
    assert again.code == 2
    assert "exists already" in again.err
