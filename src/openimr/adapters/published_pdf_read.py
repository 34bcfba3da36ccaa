"""A published PDF read again, as anybody would who takes it apart.

Pages come from PDFium, invisible text among them. Everything else a file can say (properties,
bookmarks, notes, alternative texts, names of files in it) is in strings of its objects, and in
streams that are text: those are all read, whatever the object is for.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from typing import Final

from openimr.adapters.limited import Limits, each_limited
from openimr.publication.redaction.ports import PaperText
from openimr.vocabulary.errors import BadInput

WHERE: Final = "the published PDF"
"""How the file is called in messages."""

LIMITS: Final = Limits(memory=1 << 30, seconds=60, cpu_seconds=60)
_STREAM: Final = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_SIGN: Final = rb"[^()\\]|\\."
_LITERAL: Final = re.compile(
    rb"\((?:%b|\((?:%b|\((?:%b)*\))*\))*\)" % (_SIGN, _SIGN, _SIGN), re.DOTALL
)
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_PLAIN: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_DRAWS: Final = re.compile(rb"\b(?:T[jJ]|Tf|BT|begincmap)\b")
_TAGS: Final = re.compile(r"<[^>]*>")
_NAMESPACES: Final = re.compile(
    r"https?://(?:ns\.adobe\.com|www\.aiim\.org|www\.w3\.org|purl\.org)/[^\s<\"']*"
)
"""What every file with properties names, whoever wrote it."""

_READABLE: Final = (9, 10, 13, *range(32, 127))
_OF_EVERY_FILE: Final = frozenset(
    (
        "Adobe",
        "Adobe PDF schema",
        "Custom",
        "Identity",
        "InstanceID",
        "Integer",
        "Keywords",
        "Keywords associated with the document",
        "Name of the application that created the PDF document",
        "PDF/UA Identification schema",
        "PDFVersion",
        "Part Number of ISO 14289 (PDF/UA)",
        "Producer",
        "Text",
        "Trapped",
        "UUID based identifier for specific incarnation of a document",
        "Version of the PDF specification to which the document conforms",
        "Whether the document has been trapped",
        "XMP Media Management schema",
        "converted",
        "external",
        "internal",
        "part",
        "proof",
        "saved",
    )
)
"""Lines that PDF/A has every file say of its own properties: "Producer" is nobody there, though a
party be called so. A line that says anything else is searched."""

_LARGEST: Final = 64 << 20
"""Bytes that a stream may unpack to."""


class PublishedPdf:
    """Implements ``publication.redaction.ports.PublishedText`` in a limited process."""

    def texts_of(self, paper: bytes) -> tuple[PaperText, ...]:
        """Every word of the paper, by where it stands; a file in it is refused.

        Raises:
            BadInput: when it cannot be read, or carries a file.
        """
        (answered,) = each_limited(
            texts_in, [paper], name=lambda _: WHERE, limits=LIMITS, workers=1, preload=[__name__]
        )
        if answered.failure is not None:
            raise answered.failure
        return answered.answer or ()


def texts_in(paper: bytes) -> tuple[PaperText, ...]:
    """As ``PublishedPdf.texts_of``, in this process."""
    from openimr.adapters.pdf_text import pdf_page_texts  # noqa: PLC0415 - PDFium

    _check_carries_nothing(paper)
    pages = pdf_page_texts(paper, WHERE)
    found = [
        PaperText(where=f"page {number}", text=text.replace("\r\n", "\n"))
        for number, text in enumerate(pages, 1)
    ]
    said = (line.strip() for text in _said_beside(paper) for line in text.splitlines())
    beside = "\n".join(dict.fromkeys(line for line in said if line and line not in _OF_EVERY_FILE))
    return (*found, PaperText(where="the properties and the structure of the file", text=beside))


def _check_carries_nothing(paper: bytes) -> None:
    import pypdfium2 as pdfium  # noqa: PLC0415 - only in the limited process
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        document = pdfium.PdfDocument(paper)
    except pdfium.PdfiumError as error:
        raise BadInput(WHERE, "cannot be read again", "Have it typeset anew") from error
    try:
        if count := raw.FPDFDoc_GetAttachmentCount(document):
            raise BadInput(WHERE, f"carries {count} embedded file(s)", "Publish it without")
    finally:
        document.close()


def _said_beside(paper: bytes) -> Iterator[str]:
    """What strings and text streams of the file say, page contents aside."""
    yield from _strings(_STREAM.sub(b"", paper))
    for body in _STREAM.findall(paper):
        content = _unpacked(body)
        if _DRAWS.search(content) or not _is_readable(content):
            continue
        yield from _strings(content)
        yield _TAGS.sub("\n", _NAMESPACES.sub("", content.decode("utf-8", errors="replace")))


def _unpacked(body: bytes) -> bytes:
    """A stream's content; what is not packed, or in another way, as it is."""
    try:
        return zlib.decompressobj().decompress(body, _LARGEST)
    except zlib.error:
        return body


def _strings(content: bytes) -> Iterator[str]:
    """Every string of some objects, in either way of writing it."""
    for found in _LITERAL.findall(content):
        yield _decoded(_ESCAPED.sub(_plain, found[1:-1]))
    for found in _HEX.findall(content):
        digits = b"".join(found.split())
        yield _decoded(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def _plain(escaped: re.Match[bytes]) -> bytes:
    sign = escaped[1]
    if sign.isdigit():
        return bytes([int(sign, 8) % 256])
    return _PLAIN.get(sign, sign)


def _decoded(string: bytes) -> str:
    if string.startswith((b"\xfe\xff", b"\xff\xfe")):
        return string.decode("utf-16", errors="replace")
    return string.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="replace")


def _is_readable(content: bytes) -> bool:
    """Whether a stream is text or objects; pictures and fonts say nothing in words."""
    shown = sum(content.count(bytes([sign])) for sign in _READABLE)
    return bool(content) and shown > 0.7 * len(content)
