"""Letters on disk: finding them and reading them, thousands at a time."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters.file_names import refusal, shown_name
from openimr.adapters.limited import Limits, each_limited
from openimr.adapters.pdf_text import pdf_page_texts
from openimr.determination.read import (
    failed_reading,
    letter_pages,
    read_letter_file,
    read_letter_text,
)
from openimr.determination.reading import LetterReading
from openimr.vocabulary.errors import BadInput

ENDINGS: Final = (".pdf", ".txt", ".json", ".docx")
"""Files of a folder that are taken for letters."""

LARGEST_FILE: Final = 50 * 1024 * 1024
"""Bytes of a letter's file; the largest known have two hundred thousand."""

LIMITS: Final = Limits(memory=1 << 30, seconds=20, cpu_seconds=20)


def find_letters(
    places: Iterable[Path],
    endings: tuple[str, ...] = ENDINGS,
    others: list[Path] | None = None,
) -> tuple[list[Path], list[BadInput]]:
    """The files named, and the letters in the folders named with all folders below.

    Args:
        places: files and folders.
        endings: of the names that are taken in folders.
        others: is given what lies in the folders and is not taken, hidden files left out; a link to
            a folder is not followed.

    Returns:
        The files in order without repeats, and one message for each folder that cannot be
        opened or holds no letter.
    """
    found: dict[Path, None] = {}
    messages: list[BadInput] = []
    for place in places:
        folder = os.path.isdir(place)  # noqa: PTH112 - a forbidden place is no error yet
        letters = _letters_in(place, messages, endings, others) if folder else [place]
        found.update(dict.fromkeys(letters))
    return list(found), messages


def _letters_in(
    folder: Path, messages: list[BadInput], endings: tuple[str, ...], others: list[Path] | None
) -> list[Path]:
    refused: list[BadInput] = []

    def note(error: OSError) -> None:
        refused.append(BadInput(shown_name(error.filename), f"cannot be opened ({refusal(error)})"))

    letters: list[Path] = []
    for inside, folders, names in os.walk(folder, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        shown = [name for name in sorted(names) if not name.startswith(".")]
        letters += [Path(inside, name) for name in shown if name.lower().endswith(endings)]
        if others is not None:
            links = (name for name in folders if os.path.islink(Path(inside, name)))  # noqa: PTH114
            left = (name for name in shown if not name.lower().endswith(endings))
            others += [Path(inside, name) for name in (*links, *left)]
    if not letters and not refused:
        found = f"holds no letter (a file ending in {', '.join(endings)})"
        refused.append(BadInput(shown_name(folder), found))
    messages += refused
    return letters


def read_letter_at(path: Path) -> LetterReading:
    """Read one letter in this process.

    Raises:
        BadInput: when the file cannot be opened as a letter of any kind.
    """
    return read_letter_content(letter_content(path), shown_name(path))


def read_letter_content(content: bytes, where: str) -> LetterReading:
    """Read one letter from the bytes of its file in this process; raises as `read_letter_at`."""
    return read_letter_file(content, where, pdf_page_texts, _docx_pages)


def read_letter_with_pages(path: Path) -> tuple[LetterReading, Sequence[str]]:
    """Read one letter in this process and hand back its page texts too (none for JSON).

    Raises:
        BadInput: when the file cannot be opened as a letter of any kind.
    """
    content, where = letter_content(path), shown_name(path)
    pages = letter_pages(content, where, pdf_page_texts, _docx_pages)
    if pages is None:
        return read_letter_content(content, where), ()
    return read_letter_text(pages, where), pages


def read_letters_at(
    paths: Sequence[Path], workers: int | None = None
) -> Iterator[tuple[int, LetterReading]]:
    """Read letters over all cores, each within limits of memory and time.

    Yields:
        The index of each path with its reading, as they finish; a file that cannot be read at
        all gives a reading that failed.
    """
    answers = each_limited(
        _packed, paths, limits=LIMITS, workers=workers, preload=["openimr.adapters.letter_reader"]
    )
    for answered in answers:
        if answered.answer is not None:
            yield answered.index, _UNPACK.decode(answered.answer)
        elif answered.failure is not None:
            yield answered.index, _failed(shown_name(paths[answered.index]), answered.failure)


_UNPACK: Final = msgspec.msgpack.Decoder(LetterReading)


def _packed(path: Path) -> bytes:
    return msgspec.msgpack.encode(read_letter_at(path))


def _failed(source: str, failure: BadInput) -> LetterReading:
    return failed_reading(source, why_not_read(source, failure))


def why_not_read(source: str, failure: BadInput) -> str:
    """Why a letter could not be read, in words that follow the letter's name."""
    field = failure.where.removeprefix(source).lstrip(", ")
    found = f"{field}: {failure.found}" if field else failure.found
    return ". ".join(filter(None, (found, failure.remedy)))


def _docx_pages(content: bytes, where: str) -> Sequence[str]:
    from openimr.adapters.docx_text import docx_pages  # noqa: PLC0415 - rarely needed, slow to load

    return docx_pages(content, where)


def letter_content(path: Path) -> bytes:
    """The bytes of a regular file; a pipe or device is not waited for.

    Raises:
        BadInput: when it cannot be opened, or is too large for a letter.
    """
    try:
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        with open(opened, "rb", buffering=0) as file:  # noqa: PTH123 - opened already, unbuffered
            state = os.fstat(opened)
            if not stat.S_ISREG(state.st_mode):
                raise BadInput(shown_name(path), "is not a file")
            if state.st_size > LARGEST_FILE:
                size = state.st_size // 1_000_000
                raise BadInput(shown_name(path), f"is too large for a letter ({size} MB)")
            return file.readall()
    except OSError as error:
        raise BadInput(shown_name(path), f"cannot be opened ({refusal(error)})") from error
