"""What was sealed is read back the same, whole and from any place, whatever its size."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from openimr.adapters import sealed_file
from openimr.adapters.sealed_file import CHUNK, FileKey, opened_by, size_of, writing_by

SIZES = st.one_of(
    st.sampled_from([0, 1, 15, 16, 17]),
    st.builds(
        lambda chunks, more: max(0, chunks * CHUNK + more),
        st.integers(0, 6),
        st.integers(-17, 17),
    ),
)
KEY = FileKey.fresh()


def sealed(content: bytes, parts: list[int], path: Path) -> None:
    with writing_by(path, KEY) as file:
        at = 0
        for part in [*parts, len(content)]:
            file.write(content[at : at + part])
            at += part


@given(SIZES, st.lists(st.integers(0, 2 * CHUNK), max_size=5))
def test_what_was_sealed_in_any_parts_is_read_back(size: int, parts: list[int]) -> None:
    content = os.urandom(size)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.pdf")
        sealed(content, parts, path)
        with opened_by(path, KEY) as file:
            assert file.read() == content
            assert file.read() == b""
        assert size_of(path) == size
        assert sealed_file.is_sealed(path)
        if size > 15:
            assert content[:16] not in path.read_bytes()


@given(SIZES, st.data())
def test_any_place_of_a_sealed_file_reads_as_in_the_plain_one(
    size: int, data: st.DataObject
) -> None:
    content = os.urandom(size)
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder, "sealed"), Path(folder, "plain")
        sealed(content, [], path)
        plain.write_bytes(content)
        with opened_by(path, KEY) as ours, plain.open("rb") as theirs:
            for _ in range(data.draw(st.integers(1, 8))):
                whence = data.draw(st.sampled_from([os.SEEK_SET, os.SEEK_CUR, os.SEEK_END]))
                base = {os.SEEK_SET: 0, os.SEEK_CUR: theirs.tell(), os.SEEK_END: size}[whence]
                to = data.draw(st.integers(0, size + CHUNK)) - base
                length = data.draw(st.integers(0, 2 * CHUNK))
                assert ours.seek(to, whence) == theirs.seek(to, whence)
                assert ours.read(length) == theirs.read(length)
                assert ours.tell() == theirs.tell()
