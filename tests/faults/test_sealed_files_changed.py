"""A sealed file that is not what was sealed is found out, and so is a key in the wrong place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.key_rings import key_ring

from openimr.adapters import sealed_file
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import MasterKeyFile, make_master_key
from openimr.adapters.sealed_file import CHUNK, HEADER, NO_KEYS, FileKey, opened_by, writing_by
from openimr.vocabulary.errors import BadInput

ONE, OTHER = "CM26-0000001", "CM26-0000002"
CONTENT = bytes(range(256)) * 1024
SEALED_CHUNK = CHUNK + 16


@pytest.fixture(scope="module")
def a_sealed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, FileKey, bytes]:
    path, key = tmp_path_factory.mktemp("sealed") / "a.pdf", FileKey.fresh()
    with writing_by(path, key) as file:
        file.write(CONTENT)
    return path, key, path.read_bytes()


def read_all(path: Path, key: FileKey) -> bytes:
    with opened_by(path, key) as file:
        return file.read()


@given(st.data())
def test_any_flipped_bit_is_found(
    a_sealed: tuple[Path, FileKey, bytes], data: st.DataObject
) -> None:
    path, key, content = a_sealed
    at = data.draw(st.integers(0, len(content) - 1))
    changed = bytearray(content)
    changed[at] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(changed)
    with pytest.raises(BadInput):
        read_all(path, key)


@given(st.data())
def test_any_cut_is_found_when_the_file_is_opened(
    a_sealed: tuple[Path, FileKey, bytes], data: st.DataObject
) -> None:
    path, key, content = a_sealed
    ends = st.integers(0, len(content) - 1)
    whole_chunks = st.integers(0, 3).map(lambda chunks: HEADER + chunks * SEALED_CHUNK)
    path.write_bytes(content[: data.draw(ends | whole_chunks)])
    with pytest.raises(BadInput):
        opened_by(path, key).close()


@pytest.mark.parametrize("chunks", [[1, 0, 2, 3], [0, 0, 2, 3], [0, 1, 3, 2], [0, 1, 2, 3, 3]])
def test_chunks_in_another_order_are_found(
    a_sealed: tuple[Path, FileKey, bytes], chunks: list[int]
) -> None:
    path, key, content = a_sealed
    body = content[HEADER:]
    parts = [body[at * SEALED_CHUNK : (at + 1) * SEALED_CHUNK] for at in chunks]
    path.write_bytes(content[:HEADER] + b"".join(parts))
    with pytest.raises(BadInput):
        read_all(path, key)


def kept(home: Path, case: str, content: bytes = CONTENT) -> Path:
    path = home / "cases" / case / "papers" / "a.pdf"
    path.parent.mkdir(parents=True)
    sealed_file.write(path, content, key_ring(home))
    return path


def test_a_file_moved_to_another_case_is_found(tmp_path: Path) -> None:
    one, other = kept(tmp_path, ONE), kept(tmp_path, OTHER)
    one.replace(other)
    with pytest.raises(BadInput, match="another key: it is of another case"):
        sealed_file.content_of(other, key_ring(tmp_path))


def test_a_key_moved_to_another_case_with_its_files_is_found(tmp_path: Path) -> None:
    one = kept(tmp_path, ONE)
    one.parent.parent.rename(tmp_path / "cases" / OTHER)
    moved = tmp_path / "cases" / OTHER / "papers" / "a.pdf"
    with pytest.raises(BadInput, match="was changed, or is the key of another case"):
        sealed_file.content_of(moved, key_ring(tmp_path))


def test_without_the_keys_of_the_installation_nothing_is_opened(tmp_path: Path) -> None:
    path = kept(tmp_path, ONE)
    with pytest.raises(BadInput, match=r"a\.pdf: is sealed"):
        sealed_file.content_of(path, NO_KEYS)


def test_a_case_without_its_key_is_told_and_gets_no_new_one(tmp_path: Path) -> None:
    path, ring = kept(tmp_path, ONE), key_ring(tmp_path)
    assert sealed_file.content_of(path, ring) == CONTENT
    (tmp_path / "cases" / ONE / "key").unlink()
    with pytest.raises(BadInput, match=f"the key of {ONE}: is not there"):
        sealed_file.content_of(path, ring)


def test_another_master_key_is_told_with_the_identifiers_of_both(tmp_path: Path) -> None:
    path = kept(tmp_path, ONE)
    other = MasterKeyFile(tmp_path / "other.key")
    make_master_key(other.place)
    with pytest.raises(BadInput, match=r"is wrapped by master key [0-9a-f]{16}, which"):
        sealed_file.content_of(path, KeyRing(tmp_path, other))


def test_a_master_key_that_is_lost_is_told_and_not_replaced(tmp_path: Path) -> None:
    path = kept(tmp_path, ONE)
    (tmp_path / "master.key").unlink()
    with pytest.raises(BadInput, match=r"master\.key: is not there"):
        sealed_file.content_of(path, key_ring(tmp_path))
    with pytest.raises(BadInput, match=r"master\.key: is not there"):
        kept(tmp_path, OTHER)
    assert not (tmp_path / "master.key").exists()


@pytest.mark.parametrize("line", ["", "nonsense", "openimr-master-key-1 00 11", "\xff\x00"])
def test_a_file_that_holds_no_master_key_is_told(tmp_path: Path, line: str) -> None:
    place = tmp_path / "master.key"
    place.write_text(line + "\n", encoding="latin-1")
    place.chmod(0o600)
    with pytest.raises(BadInput, match=r"master\.key: holds"):
        MasterKeyFile(place).keys()


def test_a_mistyped_digit_of_a_master_key_is_found(tmp_path: Path) -> None:
    place = tmp_path / "master.key"
    make_master_key(place)
    text = place.read_text()
    place.write_text(text[:-2] + ("0" if text[-2] != "0" else "1") + "\n")
    with pytest.raises(BadInput, match="a line that is no master key"):
        MasterKeyFile(place).keys()


def test_a_master_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "master.key"
    make_master_key(place)
    place.chmod(0o640)
    with pytest.raises(BadInput, match="can be read by other users"):
        MasterKeyFile(place).keys()


def test_no_key_is_ever_shown(tmp_path: Path) -> None:
    key, master = FileKey.fresh(), make_master_key(tmp_path / "master.key")
    for shown in (repr(key), str(key), repr(master), repr([key, master])):
        assert key.secret.hex() not in shown
        assert repr(key.secret)[2:-1] not in shown
        assert repr(master.secret)[2:-1] not in shown


def test_two_that_make_a_key_at_one_moment_get_the_same(tmp_path: Path) -> None:
    path = tmp_path / "cases" / ONE / "a"
    one, other = key_ring(tmp_path), key_ring(tmp_path)
    assert one.sealing(path) == other.sealing(path)
    assert os.stat(tmp_path / "master.key").st_mode & 0o777 == 0o600  # noqa: PTH116
    assert (tmp_path / "cases" / ONE / "key").stat().st_mode & 0o777 == 0o600
