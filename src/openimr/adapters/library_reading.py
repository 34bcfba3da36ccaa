"""Letters on disk as determinations of the library, over all cores."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.fhir_bundles import is_bundle, read_bundle
from openimr.adapters.file_names import shown_name
from openimr.adapters.letter_reader import LIMITS, letter_content, read_letter_content, why_not_read
from openimr.adapters.limited import each_limited
from openimr.guidelines.load import shipped_pack
from openimr.publication.library.derived import Deriving
from openimr.publication.library.from_reading import published_from_reading
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.errors import BadInput

HASHED_AT_ONCE: Final = 4
"""Files that are read at once to know their digests; more wait for one disk."""

Read = PublishedDetermination | BadInput


def digests(paths: Sequence[Path]) -> Iterator[tuple[Path, str | None]]:
    """The digest of each file in order; None for one that cannot be opened."""
    with ThreadPoolExecutor(HASHED_AT_ONCE) as threads:
        yield from zip(paths, threads.map(_digest_of, paths), strict=True)


def determinations_at(paths: Sequence[Path], workers: int | None = None) -> Iterator[Read]:
    """Read letters over all cores, each within limits of memory and time.

    Yields:
        For each path in order what the letter says, or why it cannot be taken.
    """
    answers = each_limited(
        _packed,
        paths,
        name=shown_name,
        limits=LIMITS,
        workers=workers,
        preload=["openimr.adapters.library_reading"],
    )
    waiting: dict[int, Read] = {}
    following = 0
    for answered in answers:
        if answered.answer is not None:
            waiting[answered.index] = _UNPACK.decode(answered.answer)
        elif answered.failure is not None:
            place = shown_name(paths[answered.index])
            waiting[answered.index] = BadInput(place, why_not_read(place, answered.failure))
        while following in waiting:
            yield waiting.pop(following)
            following += 1


_UNPACK: Final = msgspec.msgpack.Decoder(PublishedDetermination)


def _packed(path: Path) -> bytes:
    """In a worker: a letter read, and what its words say derived; of a bundle, what it tells."""
    content = letter_content(path)
    place = shown_name(path)
    if is_bundle(content):
        return msgspec.msgpack.encode(read_bundle(content, place))
    reading = read_letter_content(content, place)
    digest = hashlib.sha256(content).hexdigest()
    return msgspec.msgpack.encode(
        published_from_reading(reading, shown_name(path.name), digest, deriving())
    )


@functools.cache
def deriving() -> Deriving:
    """By the guidelines that ship with OpenIMR, so that every library has the same topics."""
    return Deriving(shipped_pack())


def _digest_of(path: Path) -> str | None:
    try:
        return hashlib.sha256(letter_content(path)).hexdigest()
    except BadInput:
        return None
