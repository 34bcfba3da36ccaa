"""The keys of the papers, by verbs: shown, made, changed, older folders sealed; and the doctor."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from tests.key_rings import kept_folders, key_ring, unsealed
from tests.verbs_on_cases import House

from openimr.adapters import sealed_file
from openimr.adapters.doctor import Finding, Health, examined
from openimr.adapters.doctor_of_keys import WHAT, check_keys
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import MasterKeyFile, check_master_key, make_master_key
from openimr.adapters.post_tray import FolderTray
from openimr.vocabulary.errors import BadInput, Refused

MONDAY = dt.datetime(2026, 3, 2, 18, 0, tzinfo=dt.UTC)
CASE = "CM26-0000001"
PUBLIC = {"OPENIMR_URL": "https://imr.example.org"}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path / "house", MONDAY)


def paper(home: Path, name: str = "a.pdf", *, sealed: bool = True) -> Path:
    path = home / "cases" / CASE / "papers" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if sealed:
        sealed_file.write(path, b"%PDF", key_ring(home))
    else:
        path.write_bytes(b"%PDF")
    return path


def said(house: House, *words: str | Path) -> str:
    answer = house.say("keys", *words)
    assert answer.code == 0, answer.err
    return answer.out


def found(home: Path, environment: dict[str, str] | None = None) -> Finding:
    named = (environment or {}).get("OPENIMR_MASTER_KEY_FILE")
    ring = KeyRing(home, MasterKeyFile(Path(named) if named else home / "master.key"))
    return examined(WHAT, lambda: check_keys(environment or {}, ring))


def test_a_new_installation_has_nothing_to_show(house: House) -> None:
    assert "none yet" in said(house, "show")
    assert found(house.data).health is Health.OK


def test_a_new_master_key_is_a_file_for_its_owner_alone(house: House, tmp_path: Path) -> None:
    place = tmp_path / "elsewhere" / "imr.key"
    told = said(house, "new", place)
    assert MasterKeyFile(place).keys()[0].id in told
    assert MasterKeyFile(place).keys()[0].secret.hex() not in told
    assert place.stat().st_mode & 0o777 == 0o600
    again = house.say("keys", "new", place)
    assert (again.code, "is there already" in again.err) == (2, True)


def test_a_rotation_wraps_every_key_anew_and_changes_no_paper(house: House) -> None:
    path = paper(house.data)
    before, key = path.read_bytes(), key_ring(house.data).opening(path)
    first = said(house, "show").split()[2]
    assert "1 key wrapped" in said(house, "rotate")
    shown = said(house, "show")
    assert first not in shown
    assert path.read_bytes() == before
    assert key_ring(house.data).opening(path) == key


def test_a_key_that_was_put_first_by_hand_is_taken_and_no_other_one_is_made(
    house: House, tmp_path: Path
) -> None:
    path = paper(house.data)
    new = make_master_key(tmp_path / "new.key")
    place = house.data / "master.key"
    place.write_text((tmp_path / "new.key").read_text() + place.read_text())
    assert "no other one was made" in said(house, "rotate")
    first, _ = key_ring(house.data).master.keys()
    assert first == new
    assert unsealed(house.data, path) == b"%PDF"


def test_papers_of_an_older_version_are_read_and_then_sealed(house: House) -> None:
    path = paper(house.data, sealed=False)
    assert sealed_file.content_of(path, key_ring(house.data)) == b"%PDF"
    assert "1 file not sealed" in said(house, "show")
    assert "Sealed 1 file." in said(house, "seal")
    assert unsealed(house.data, path) == b"%PDF"
    assert "Sealed 0 files." in said(house, "seal")


def test_a_letter_of_the_tray_is_opened_for_printing_and_the_look_is_noted(
    house: House, tmp_path: Path
) -> None:
    words = ("case", "open", "employee=Ona Bright", "treatments=MRI")
    assert house.say(*words).code in {0, 1}
    tray = FolderTray(house.data / "to-be-posted", kept_folders(house.data))
    tray.put(CASE, "1.2", [b"%PDF notice", b"%PDF letter"])
    listed = house.say("post", "list").out
    assert f"{CASE}.1.2-1.pdf" in listed
    assert "openimr post print" in listed
    out = tmp_path / "printer"
    printed = house.say("post", "print", CASE, "1.2", "--to", out, "--as", "intake:I-1")
    assert printed.code == 0, printed.err
    assert (out / f"{CASE}.1.2-2.pdf").read_bytes() == b"%PDF letter"
    assert (out / f"{CASE}.1.2-2.pdf").stat().st_mode & 0o777 == 0o600
    assert "I-1" in house.say("case", "accesses", CASE).out
    assert "not in the tray" in house.say("post", "print", CASE, "9.9", "--to", out).err


def test_the_doctor_finds_a_master_key_that_is_gone(tmp_path: Path) -> None:
    paper(tmp_path)
    (tmp_path / "master.key").unlink()
    one = found(tmp_path)
    assert (one.health, "is not there" in one.says) == (Health.FAULT, True)


def test_the_doctor_finds_a_master_key_that_others_read(tmp_path: Path) -> None:
    paper(tmp_path)
    (tmp_path / "master.key").chmod(0o644)
    assert "can be read by other users" in found(tmp_path).says


def test_the_doctor_finds_a_master_key_that_goes_into_backups(tmp_path: Path) -> None:
    paper(tmp_path)
    inside = tmp_path / "cases" / "master.key"
    shutil.move(tmp_path / "master.key", inside)
    one = found(tmp_path, {"OPENIMR_MASTER_KEY_FILE": str(inside)})
    assert (one.health, "which backups hold" in one.says) == (Health.FAULT, True)


def test_the_doctor_finds_cases_whose_master_key_is_another(tmp_path: Path) -> None:
    paper(tmp_path)
    first = key_ring(tmp_path).master.keys()[0].id
    (tmp_path / "master.key").unlink()
    make_master_key(tmp_path / "master.key")
    one = found(tmp_path)
    assert one.health is Health.FAULT
    assert first in one.says


def test_the_doctor_counts_what_is_not_sealed(tmp_path: Path) -> None:
    paper(tmp_path)
    paper(tmp_path, "b.pdf", sealed=False)
    one = found(tmp_path)
    assert (one.health, one.says) == (Health.ATTENTION, "1 file or more not sealed.")


def test_the_doctor_says_where_everything_is_well(tmp_path: Path) -> None:
    paper(tmp_path)
    assert "same disk" in found(tmp_path).says
    named = tmp_path.with_name(f"{tmp_path.name}.key")
    shutil.move(tmp_path / "master.key", named)
    one = found(tmp_path, {**PUBLIC, "OPENIMR_MASTER_KEY_FILE": str(named)})
    assert (one.health, "same disk" in one.says) == (Health.OK, False)


def test_people_are_served_only_with_a_master_key_that_is_kept_apart(tmp_path: Path) -> None:
    home, named = tmp_path / "home", tmp_path / "imr.key"
    for environment in (PUBLIC, {**PUBLIC, "OPENIMR_MASTER_KEY_FILE": str(home / "a.key")}):
        with pytest.raises(Refused, match="lie with the papers"):
            check_master_key(environment, home)
    apart = {**PUBLIC, "OPENIMR_MASTER_KEY_FILE": str(named)}
    with pytest.raises(BadInput, match="is not there"):
        check_master_key(apart, home)
    make_master_key(named)
    check_master_key(apart, home)


@pytest.mark.parametrize("address", ["", "http://localhost:8000", "https://localhost"])
def test_this_machine_alone_is_served_with_a_key_made_at_first_need(
    address: str, tmp_path: Path
) -> None:
    check_master_key({"OPENIMR_URL": address}, tmp_path)
    assert list(tmp_path.iterdir()) == []
