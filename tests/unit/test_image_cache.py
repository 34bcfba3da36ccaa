"""Images of pages on disk: bounded, sealed, gone with their process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from openimr.adapters.image_cache import ImageCache


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[ImageCache]:
    made = ImageCache(tmp_path, most=1_000)
    yield made
    made.close()


def on_disk(cache: ImageCache) -> bytes:
    assert cache._file is not None
    return os.pread(cache._file, 10_000, 0)


def test_what_was_put_comes_back(cache: ImageCache) -> None:
    cache.put("page 1", b"first")
    cache.put("page 2", b"second")
    assert (cache.get("page 1"), cache.get("page 2")) == (b"first", b"second")
    assert cache.get("page 3") is None


def test_the_oldest_makes_room_and_no_more_room_is_taken(cache: ImageCache) -> None:
    for number in range(20):
        cache.put(f"page {number}", bytes([number]) * 200)
    kept = [number for number in range(20) if cache.get(f"page {number}")]
    assert kept == list(range(20 - len(kept), 20))
    assert kept
    assert len(on_disk(cache)) <= 1_000


def test_what_is_larger_than_all_room_is_not_kept(cache: ImageCache) -> None:
    cache.put("page 1", b"small")
    cache.put("page 2", b"x" * 1_000)
    assert cache.get("page 2") is None
    assert cache.get("page 1") == b"small"


def test_nothing_readable_and_no_name_is_on_the_disk(cache: ImageCache, tmp_path: Path) -> None:
    cache.put("page 1", b"Patient: Ada Lindgren")
    assert list(tmp_path.iterdir()) == []
    assert b"Ada" not in on_disk(cache)


def test_what_somebody_changed_on_the_disk_is_not_shown(cache: ImageCache) -> None:
    cache.put("page 1", b"Patient: Ada Lindgren")
    assert cache._file is not None
    os.pwrite(cache._file, b"\0\0\0", 20)
    assert cache.get("page 1") is None


def test_nothing_is_left_of_a_process_that_is_killed(tmp_path: Path) -> None:
    program = (
        "import os, sys, signal, pathlib\n"
        "from openimr.adapters.image_cache import ImageCache\n"
        "ImageCache(pathlib.Path(sys.argv[1])).put('page', b'x' * 100_000)\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], check=False, timeout=600)
    assert list(tmp_path.iterdir()) == []


def test_room_that_was_given_back_is_taken_again(cache: ImageCache) -> None:
    cache.put("page 1", b"first")
    cache.close()
    assert cache.get("page 1") is None
    cache.put("page 1", b"again")
    assert cache.get("page 1") == b"again"
