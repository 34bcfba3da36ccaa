"""Papers sent over the net: announced, sent in parts in any order, and taken whole or not at all.

Who sends a paper says its size first. What is there already can be asked for at any time, so that
a broken connection costs one part. A paper that is finished waits until a command takes it to its
case; what nobody takes is removed by the round ``drafts``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Final, Protocol

from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.value import Value, require

_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_LONGEST_NAME: Final = 150
_PDF_WITHIN: Final = 1024
"""Readers of PDF look for its mark in the first 1,024 bytes."""

MEGABYTE: Final = 1_000_000


class UploadLimits(Value, frozen=True, kw_only=True):
    """How much may be sent; sizes are bytes.

    Attributes:
        paper: one paper.
        place: all papers of a case, with those that are being sent.
        part: one part.
        parts: pieces of a paper, so that nobody fills the disk with single bytes.
        open: uploads of a place that wait or are being sent.
    """

    paper: int = 500 * MEGABYTE
    place: int = 4_000 * MEGABYTE
    part: int = 16 * MEGABYTE
    parts: int = 5_000
    open: int = 200

    def __post_init__(self) -> None:
        each = (self.paper, self.place, self.part, self.parts, self.open)
        require(min(each) > 0, "limits are positive")


class Sender(Value, frozen=True, kw_only=True):
    """Who sends, and for which case.

    Attributes:
        place: the case number, or the name of an application that is no case yet.
        by: identifier of the person; nobody else sees or continues the upload.
    """

    place: str
    by: str

    def __post_init__(self) -> None:
        require(bool(_PLACE.fullmatch(self.place)), "a place is a case number or a plain name")
        require(bool(self.by), "somebody sends it")


class Announced(Value, frozen=True, kw_only=True):
    """A paper as its sender announces it.

    Attributes:
        name: the file's name, for people; never where it lies.
        size: bytes.
        sha256: of the whole, in hexadecimal; None when the sender cannot tell.
    """

    name: str
    size: int
    sha256: str | None = None

    def __post_init__(self) -> None:
        require(self.size > 0, "a paper has bytes")
        require(self.sha256 is None or bool(_SHA256.fullmatch(self.sha256)), "a SHA-256 is hex")


class Stretch(Value, frozen=True, kw_only=True):
    """Bytes from ``start`` up to, and without, ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        require(0 <= self.start < self.end, "a stretch begins before it ends")


class WholePaper(Value, frozen=True, kw_only=True):
    """A paper that is there, known by its content.

    Attributes:
        sha256: of its bytes, in hexadecimal.
        size: bytes.
        pages: counted.
    """

    sha256: str
    size: int
    pages: int


class Upload(Value, frozen=True, kw_only=True):
    """How far a paper has come.

    Attributes:
        id: what the upload is known by.
        announced: the paper as it was announced.
        there: stretches that arrived, apart from each other, in order.
        paper: the whole paper when it is finished.
    """

    id: str
    announced: Announced
    there: tuple[Stretch, ...] = ()
    paper: WholePaper | None = None

    @property
    def missing(self) -> tuple[Stretch, ...]:
        """Stretches that are still to be sent."""
        if self.paper:
            return ()
        return gaps(self.there, Stretch(start=0, end=self.announced.size))


class PaperUploads(Protocol):
    """Takes papers in parts. Another person's upload is to everybody else as if it were not."""

    @property
    def limits(self) -> UploadLimits:
        """How much may be sent."""
        ...

    def begin(self, sender: Sender, announced: Announced) -> Upload:
        """Announce a paper; with a SHA-256 announced before, it is that upload again.

        Raises:
            Refused: when it, or all papers of the place together, would be too large.
        """
        ...

    def put(self, sender: Sender, upload: str, offset: int, part: bytes) -> Upload:
        """Keep a part; after this returns, a crash does not lose it.

        What is there already may be sent again if it is the same.

        Raises:
            Refused: when the part does not fit, or says otherwise than what is there.
        """
        ...

    def progress(self, sender: Sender, upload: str) -> Upload:
        """What is there already.

        Raises:
            Refused: when there is no such upload of the sender.
        """
        ...

    def finish(self, sender: Sender, upload: str) -> Upload:
        """Put the parts together and count the pages; a second time it says the same.

        A paper that is refused as a whole is removed.

        Raises:
            Refused: when parts are missing, it is another file than announced, or no PDF.
            BadInput: when it is a PDF that cannot be read.
        """
        ...

    def waiting(self, sender: Sender) -> tuple[Upload, ...]:
        """The sender's uploads of the place, finished or not, by name."""
        ...

    def opened(self, sender: Sender, upload: str) -> AbstractContextManager[SourceFile]:
        """A finished paper as a file, as long as the context lasts.

        Raises:
            Refused: when it is not finished.
        """
        ...

    def drop(self, sender: Sender, upload: str) -> None:
        """Remove an upload: it was taken to its case, or is not wanted."""
        ...


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Stretches in order, with those that touch made one."""
    together: list[Stretch] = []
    for one in sorted(stretches, key=lambda each: each.start):
        if together and one.start <= together[-1].end:
            last = together.pop()
            together.append(Stretch(start=last.start, end=max(last.end, one.end)))
        else:
            together.append(one)
    return tuple(together)


def gaps(there: Iterable[Stretch], within: Stretch) -> tuple[Stretch, ...]:
    """What of a stretch is in none of those that are there."""
    missing, at = [], within.start
    for one in joined(there):
        if one.start > at and at < within.end:
            missing.append(Stretch(start=at, end=min(one.start, within.end)))
        at = max(at, one.end)
    if at < within.end:
        missing.append(Stretch(start=at, end=within.end))
    return tuple(missing)


def announced_before(announced: Announced, uploads: Iterable[Upload]) -> Upload | None:
    """The sender's upload of the same paper, known by SHA-256 and size."""
    for one in uploads:
        known = (one.announced.sha256, one.paper.sha256 if one.paper else None)
        if announced.sha256 and announced.sha256 in known and announced.size == one.announced.size:
            return one
    return None


def refuse_announced(
    announced: Announced, limits: UploadLimits, others: Sequence[Upload], kept: int
) -> None:
    """Refuse a paper by what is said of it.

    Args:
        announced: the paper.
        limits: how much may be sent.
        others: uploads of the place, whoever sends them.
        kept: bytes of papers the case has.

    Raises:
        Refused: with what to do instead.
    """
    if not _can_be_a_name(announced.name):
        raise Refused(
            "This file name cannot be kept.",
            rule="a-plain-file-name",
            remedy="Rename the file: letters, digits and spaces, no slashes, no dot in front,"
            f" at most {_LONGEST_NAME} characters.",
        )
    if announced.size > limits.paper:
        raise Refused(
            f"This file has {_in_words(announced.size)}; one file may have"
            f" {_in_words(limits.paper)}.",
            rule="size-of-a-paper",
            remedy="Split it into several files, or scan it at a lower resolution.",
        )
    _refuse_more(announced, limits, others, kept)


def _refuse_more(
    announced: Announced, limits: UploadLimits, others: Sequence[Upload], kept: int
) -> None:
    """Refuse one paper more than a place may have, by number and by size."""
    if len(others) >= limits.open:
        raise Refused(
            f"{limits.open} files are being sent for this case already.",
            rule="uploads-at-once",
            remedy="File those that are finished, or remove those that are not wanted.",
        )
    if kept + announced.size + sum(one.announced.size for one in others) > limits.place:
        raise Refused(
            f"With this file the papers of the case would have more than"
            f" {_in_words(limits.place)}.",
            rule="size-of-a-case",
            remedy="Remove files that are not wanted, or ask the office how to send the rest.",
        )


def refuse_part(upload: Upload, offset: int, length: int, limits: UploadLimits) -> None:
    """Refuse a part by where it would lie.

    Raises:
        Refused: when it is empty, too large, or reaches over the end.
    """
    if upload.paper:
        raise Refused("This file is finished already.", rule="upload-is-finished")
    if not 0 < length <= limits.part:
        raise Refused(
            f"A part has at least one byte and at most {_in_words(limits.part)}.",
            rule="size-of-a-part",
            remedy="Send the file in smaller parts.",
        )
    if offset < 0 or offset + length > upload.announced.size:
        raise Refused(
            "This part lies outside of the file as it was announced.",
            rule="part-within-the-file",
            remedy="The file may have changed: remove the upload and send it again.",
        )


def refuse_pieces(count: int, limits: UploadLimits) -> None:
    """Refuse a paper in too many pieces.

    Raises:
        Refused: when there are more than the limits say.
    """
    if count > limits.parts:
        raise Refused(
            f"This file comes in more than {limits.parts:,} parts.",
            rule="parts-of-a-paper",
            remedy="Remove the upload and send the file in larger parts.",
        )


def refuse_unfinished(upload: Upload) -> None:
    """Refuse what is not all there.

    Raises:
        Refused: with how much is missing.
    """
    if upload.missing:
        left = sum(one.end - one.start for one in upload.missing)
        raise Refused(
            f"{_in_words(left)} of this file did not arrive yet.",
            rule="upload-is-whole",
            remedy="Go on with the upload.",
        )


def refuse_whole(announced: Announced, sha256: str, beginning: bytes) -> None:
    """Refuse a file that is another one than announced, or by its content no PDF.

    Raises:
        Refused: with what to do.
    """
    if announced.sha256 not in (None, sha256):
        raise Refused(
            "What arrived is not the file that was announced; it was removed.",
            rule="paper-as-announced",
            remedy="Send the file again.",
        )
    if b"%PDF-" not in beginning[:_PDF_WITHIN]:
        raise Refused(
            "This file is not a PDF, whatever its name says; it was removed.",
            rule="papers-are-pdf",
            remedy="Save or scan it as PDF and send that.",
        )


def said_otherwise() -> Refused:
    """The refusal of a part that differs from what is there."""
    return Refused(
        "This part differs from what arrived before for the same place of the file.",
        rule="parts-agree",
        remedy="The file may have changed: remove the upload and send it again.",
    )


def no_such_upload() -> Refused:
    """The refusal of an upload that is not there, or is another person's."""
    return Refused(
        "There is no such upload.",
        rule="no-such-upload",
        remedy="It may have been removed after two weeks: send the file again.",
    )


def not_finished() -> Refused:
    """The refusal to open what is not finished."""
    return Refused(
        "This upload is not finished.", rule="upload-is-whole", remedy="Go on with the upload."
    )


def _can_be_a_name(name: str) -> bool:
    plain = name.isprintable() and not name.startswith(".") and name.strip() == name
    return plain and 0 < len(name) <= _LONGEST_NAME and not set(name) & set('/\\:<>"|?*')


def _in_words(size: int) -> str:
    return f"{size / MEGABYTE:,.0f} MB" if size >= MEGABYTE else f"{size:,} bytes"
