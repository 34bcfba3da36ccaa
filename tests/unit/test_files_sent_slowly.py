"""A file is sent as slowly as it is taken in, and no more than a block of it is held."""

from __future__ import annotations

import io
import threading
from collections.abc import Callable
from typing import Any

import pytest

from openimr.web.library.sending import AtOnce, PartOfFile, part_asked
from openimr.web.whole_requests import BLOCK, FileOut, whole_requests


class Watched(io.BytesIO):
    """A file that tells how much of it was read, and who closed it."""

    read_so_far = 0
    closed_by = ""

    def read(self, size: int | None = -1, /) -> bytes:
        block = super().read(size)
        self.read_so_far += len(block)
        return block

    def close(self) -> None:
        self.closed_by = threading.current_thread().name
        super().close()


def application(file: Watched) -> Callable[..., Any]:
    def answered(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        start("200 OK", [])
        return environ["wsgi.file_wrapper"](file, 4096)

    return answered


def test_of_a_file_nothing_is_read_before_it_is_asked_for_and_then_a_block() -> None:
    file = Watched(b"x" * (2 * BLOCK + 1))
    environ = {"wsgi.input": io.BytesIO()}
    answer = whole_requests(application(file))(environ, lambda *_: None)
    assert isinstance(answer, FileOut)
    assert file.read_so_far == 0
    assert len(next(answer)) == BLOCK == file.read_so_far
    assert [len(block) for block in answer] == [BLOCK, 1]
    answer.close()
    assert file.closed_by.startswith("answers"), "what belongs to a request ends on its thread"


@pytest.mark.parametrize(
    ("header", "part"),
    [
        ("", None),
        ("bytes=0-", range(10)),
        ("bytes=2-4", range(2, 5)),
        ("bytes=9-", range(9, 10)),
        ("bytes=9-9", range(9, 10)),
        ("bytes=8-20", range(8, 10)),
        ("bytes=-3", range(7, 10)),
        ("bytes=-30", range(10)),
        ("bytes=10-", range(0)),
        ("bytes=-0", range(0)),
        ("bytes=5-2", None),
        ("bytes=1-2,4-5", None),
        ("lines=1-2", None),
        ("bytes=-", None),
        ("bytes=x-", None),
    ],
)
def test_a_part_is_asked_for_by_its_bytes(header: str, part: range | None) -> None:
    asked = part_asked(header, 10)
    assert (asked is None) is (part is None)
    assert list(asked or ()) == list(part or ())


def test_a_part_of_a_file_ends_where_it_ends() -> None:
    ended: list[bool] = []
    part = PartOfFile(io.BytesIO(b"0123456789"), range(3, 8), lambda: ended.append(True))
    assert (part.read(3), part.read(3), part.read(3)) == (b"345", b"67", b"")
    part.close()
    assert ended == [True]


def test_nobody_takes_all_the_places() -> None:
    places = AtOnce(3, of_one=2)
    assert [places.begin("one") for _ in range(3)] == [True, True, False]
    assert [places.begin("two"), places.begin("three")] == [True, False]
    places.end("one")
    assert places.begin("three")
