"""Papers that are being sent, in the data folder until a command takes them to their case.

Each part is a file of its own, written whole or not at all, and named by where it begins: what is
there is read from the names, so that a crash at any moment loses at most the part being written.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from openimr.adapters import sealed_file
from openimr.adapters.case_folders import CaseFolders
from openimr.adapters.one_at_a_time import one_at_a_time
from openimr.adapters.papers_left import BEING_SENT, LOCK, PARTS, SEALED_PART
from openimr.adapters.sealed_file import NO_KEYS, Keys
from openimr.adapters.whole_file import OWNER_ALONE, whole_file
from openimr.casefile.model import Unreadable
from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput, Refused
from openimr.vocabulary.value import Value
from openimr.workflow.papers import (
    Announced,
    Sender,
    Stretch,
    Upload,
    UploadLimits,
    WholePaper,
    announced_before,
    gaps,
    joined,
    no_such_upload,
    not_finished,
    refuse_announced,
    refuse_part,
    refuse_pieces,
    refuse_unfinished,
    refuse_whole,
    said_otherwise,
)

_ID = re.compile(r"[0-9a-f]{32}")
_ANNOUNCED, _WHOLE, _PAPER = "announced", "whole", "paper.pdf"
_A_PART = re.compile(r"[0-9]+(\.sealed)?")
_BLOCK: Final = 1 << 20
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class _Begun(Value, frozen=True, kw_only=True):
    """What is kept of an announced paper."""

    by: str
    announced: Announced


def pages_counted(paper: Path, keys: Keys = NO_KEYS) -> int:
    """The pages of a PDF, counted in a limited process.

    Raises:
        BadInput: when it cannot be read; nothing in it tells the file's name.
    """
    from openimr.adapters.page_reader import LimitedPageReader  # noqa: PLC0415 - loads OCR

    file = SourceFile(name="The file", path=str(paper), fingerprint="")
    _, counted = next(iter(LimitedPageReader(workers=1, keys=keys).count_pages([file])))
    if isinstance(counted, Unreadable):
        raise BadInput("The file", counted.found, counted.remedy)
    return counted


class FolderUploads:
    """``PaperUploads`` in the data folder, for its owner alone.

    Args:
        home: the data folder.
        new_id: gives 32 hexadecimal digits that nobody can guess.
        limits: how much may be sent.
        count: counts the pages of a PDF; a limited process without it.
        keys: what opens and seals papers in the data folder.
    """

    def __init__(
        self,
        home: Path,
        new_id: Callable[[], str],
        limits: UploadLimits | None = None,
        count: Callable[[Path], int] | None = None,
        keys: Keys = NO_KEYS,
    ) -> None:
        self.limits = limits or UploadLimits()
        self._sent, self._cases = home / BEING_SENT, CaseFolders(home)
        self._new_id, self._keys = new_id, keys
        self._count = count or functools.partial(pages_counted, keys=keys)

    def begin(self, sender: Sender, announced: Announced) -> Upload:
        """As ``PaperUploads.begin``."""
        place = self._sent / sender.place
        with _in_plain_words():
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
            with one_at_a_time(place / LOCK, OWNER_ALONE):
                if before := announced_before(announced, self.waiting(sender)):
                    return before
                others = [one for _, one in _uploads_in(place, self._keys)]
                refuse_announced(announced, self.limits, others, self._kept(sender.place))
                return self._begun(place / self._new_id(), sender, announced)

    def put(self, sender: Sender, upload: str, offset: int, part: bytes) -> Upload:
        """As ``PaperUploads.put``."""
        folder, keys = self._folder(sender, upload), self._keys
        with _in_plain_words(), one_at_a_time(folder / LOCK, OWNER_ALONE):
            refuse_part(self._upload(folder), offset, len(part), self.limits)
            parts = _parts(folder)
            if not _agree(folder, parts, Stretch(start=offset, end=offset + len(part)), part, keys):
                raise said_otherwise()
            missing = gaps(parts, Stretch(start=offset, end=offset + len(part)))
            refuse_pieces(len(parts) + len(missing), self.limits)
            for gap in missing:
                place = _new_part(folder, gap.start, keys)
                _write(place, part[gap.start - offset : gap.end - offset], keys)
            return self._upload(folder)

    def progress(self, sender: Sender, upload: str) -> Upload:
        """As ``PaperUploads.progress``."""
        folder = self._folder(sender, upload)
        with _in_plain_words(), one_at_a_time(folder / LOCK, OWNER_ALONE):
            return self._upload(folder)

    def finish(self, sender: Sender, upload: str) -> Upload:
        """As ``PaperUploads.finish``."""
        folder = self._folder(sender, upload)
        with _in_plain_words(), one_at_a_time(folder / LOCK, OWNER_ALONE):
            so_far = self._upload(folder)
            if so_far.paper is None:
                refuse_unfinished(so_far)
                self._finished(folder, so_far.announced)
            shutil.rmtree(folder / PARTS, ignore_errors=True)
            return self._upload(folder)

    def waiting(self, sender: Sender) -> tuple[Upload, ...]:
        """As ``PaperUploads.waiting``."""
        found = _uploads_in(self._sent / sender.place, self._keys)
        mine = (one for by, one in found if by == sender.by)
        return tuple(sorted(mine, key=lambda one: (one.announced.name, one.id)))

    @contextlib.contextmanager
    def opened(self, sender: Sender, upload: str) -> Iterator[SourceFile]:
        """As ``PaperUploads.opened``."""
        folder = self._folder(sender, upload)
        there = self.progress(sender, upload)
        if there.paper is None:
            raise not_finished()
        yield SourceFile(
            name=there.announced.name,
            path=str(folder / _PAPER),
            fingerprint=there.paper.sha256,
        )

    def drop(self, sender: Sender, upload: str) -> None:
        """As ``PaperUploads.drop``."""
        folder = self._folder(sender, upload)
        with _in_plain_words(), one_at_a_time(folder / LOCK, OWNER_ALONE):
            shutil.rmtree(folder)

    def _begun(self, folder: Path, sender: Sender, announced: Announced) -> Upload:
        (folder / PARTS).mkdir(mode=0o700, parents=True)
        folder.chmod(0o700)
        begun = _Begun(by=sender.by, announced=announced)
        try:
            _write(folder / _ANNOUNCED, msgspec.json.encode(begun), self._keys)
        except OSError:
            shutil.rmtree(folder)
            raise
        return self._upload(folder)

    def _upload(self, folder: Path) -> Upload:
        return _upload(folder, self._keys)

    def _folder(self, sender: Sender, upload: str) -> Path:
        """The sender's upload; another person's is as if it were not."""
        folder = self._sent / sender.place / upload
        try:
            if _ID.fullmatch(upload) and _begun(folder, self._keys).by == sender.by:
                return folder
        except FileNotFoundError:
            pass
        raise no_such_upload()

    def _kept(self, place: str) -> int:
        """Bytes of the papers a case has."""
        folder = self._cases.of(place)
        papers = (*folder.glob("papers/**/*"), *folder.glob("other-papers/**/*"))
        return sum(sealed_file.size_of(path) for path in papers if path.is_file())

    def _finished(self, folder: Path, announced: Announced) -> None:
        """Put the parts together; what is refused as a whole is removed."""
        with whole_file(folder / _PAPER, mode=OWNER_ALONE, on_disk=True) as passing:
            sha256 = _composed(folder, passing, self._keys)
            try:
                with sealed_file.opened(passing, self._keys) as opened:
                    refuse_whole(announced, sha256, opened.read(_BLOCK))
                pages = self._count(passing)
            except (Refused, BadInput):
                shutil.rmtree(folder)
                raise
        whole = WholePaper(sha256=sha256, size=announced.size, pages=pages)
        _write(folder / _WHOLE, msgspec.json.encode(whole), self._keys)


def _uploads_in(place: Path, keys: Keys) -> Iterator[tuple[str, Upload]]:
    """Uploads that were begun, with who sends them; one that was broken off before is none."""
    for path in place.glob(f"*/{_ANNOUNCED}"):
        with contextlib.suppress(FileNotFoundError):  # dropped meanwhile
            yield _begun(path.parent, keys).by, _upload(path.parent, keys)


def _begun(folder: Path, keys: Keys) -> _Begun:
    content = sealed_file.content_of(folder / _ANNOUNCED, keys)
    return msgspec.json.decode(content, type=_Begun)


def _upload(folder: Path, keys: Keys) -> Upload:
    announced, whole = _begun(folder, keys).announced, folder / _WHOLE
    if whole.exists():
        paper = msgspec.json.decode(sealed_file.content_of(whole, keys), type=WholePaper)
        return Upload(id=folder.name, announced=announced, paper=paper)
    return Upload(id=folder.name, announced=announced, there=joined(_parts(folder)))


def _part(folder: Path, start: int) -> Path:
    plain = folder / PARTS / f"{start:015d}"
    sealed = plain.with_suffix(SEALED_PART)
    return sealed if sealed.exists() else plain


def _new_part(folder: Path, start: int, keys: Keys) -> Path:
    """Where a part is put: its name says whether it is sealed, and so what is in its bytes."""
    plain = folder / PARTS / f"{start:015d}"
    return plain.with_suffix(SEALED_PART) if keys.sealing(plain) else plain


def _parts(folder: Path) -> list[Stretch]:
    """The parts that are there; none lies over another."""
    with os.scandir(folder / PARTS) as found:
        sizes = dict(_sized(one) for one in found if _A_PART.fullmatch(one.name))
    return [Stretch(start=start, end=start + sizes[start]) for start in sorted(sizes)]


def _sized(part: os.DirEntry[str]) -> tuple[int, int]:
    """Where a part begins, and its bytes."""
    stored, (start, _, sealed) = part.stat().st_size, part.name.partition(".")
    return int(start), sealed_file.size_within(stored) if sealed else stored


def _agree(folder: Path, parts: list[Stretch], new: Stretch, content: bytes, keys: Keys) -> bool:
    """Whether a new part says what is there where it lies over it."""
    for one in parts:
        start, end = max(one.start, new.start), min(one.end, new.end)
        if start < end:
            with sealed_file.opened(_part(folder, one.start), keys) as opened:
                opened.seek(start - one.start)
                if opened.read(end - start) != content[start - new.start : end - new.start]:
                    return False
    return True


def _composed(folder: Path, place: Path, keys: Keys) -> str:
    """Put all parts into one file; its SHA-256."""
    digest = hashlib.sha256()
    with sealed_file.writing(place, keys) as opened:
        for one in _parts(folder):
            content = sealed_file.content_of(_part(folder, one.start), keys)
            digest.update(content)
            opened.write(content)
    return digest.hexdigest()


def _write(place: Path, content: bytes, keys: Keys) -> None:
    """Put a file in place, whole or not at all, so that a crash does not lose it."""
    with whole_file(place, mode=OWNER_ALONE, on_disk=True) as passing:
        sealed_file.write(passing, content, keys)


@contextlib.contextmanager
def _in_plain_words() -> Iterator[None]:
    """Say in plain words that the disk is full, or that somebody removed the upload meanwhile."""
    try:
        yield
    except FileNotFoundError:
        raise no_such_upload() from None
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        raise Refused(
            "There is no room for this file at the moment. What arrived before is kept.",
            rule="room-on-the-disk",
            remedy="Go on with the upload later, or tell the office.",
        ) from error
