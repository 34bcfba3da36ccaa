"""Papers that are being sent, kept in memory: the same promises, no disk."""

from __future__ import annotations

import contextlib
import hashlib
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from openimr.casefile.ports import SourceFile
from openimr.vocabulary.errors import BadInput, Refused
from openimr.workflow.papers import (
    Announced,
    Sender,
    Stretch,
    Upload,
    UploadLimits,
    WholePaper,
    announced_before,
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


class MemoryUploads:
    """Each upload as its bytes, with how often something was put."""

    def __init__(self, limits: UploadLimits, count: Callable[[Path], int]) -> None:
        self.limits = limits
        self._count = count
        self._all: dict[str, tuple[Sender, Upload, bytearray]] = {}
        self._puts: dict[str, int] = {}

    def begin(self, sender: Sender, announced: Announced) -> Upload:
        if before := announced_before(announced, self.waiting(sender)):
            return before
        others = [one for whose, one, _ in self._all.values() if whose.place == sender.place]
        refuse_announced(announced, self.limits, others, 0)
        upload = Upload(id=f"{len(self._puts):032x}", announced=announced)
        self._all[upload.id] = sender, upload, bytearray(announced.size)
        self._puts[upload.id] = 0
        return upload

    def put(self, sender: Sender, upload: str, offset: int, part: bytes) -> Upload:
        so_far, content = self._mine(sender, upload)
        refuse_part(so_far, offset, len(part), self.limits)
        for one in so_far.there:
            start, end = max(one.start, offset), min(one.end, offset + len(part))
            if start < end and content[start:end] != part[start - offset : end - offset]:
                raise said_otherwise()
        refuse_pieces(self._puts[upload] + 1, self.limits)
        self._puts[upload] += 1
        content[offset : offset + len(part)] = part
        there = joined((*so_far.there, Stretch(start=offset, end=offset + len(part))))
        return self._now(sender, msgspec.structs.replace(so_far, there=there), content)

    def progress(self, sender: Sender, upload: str) -> Upload:
        return self._mine(sender, upload)[0]

    def finish(self, sender: Sender, upload: str) -> Upload:
        so_far, content = self._mine(sender, upload)
        if so_far.paper:
            return so_far
        refuse_unfinished(so_far)
        sha256 = hashlib.sha256(content).hexdigest()
        try:
            refuse_whole(so_far.announced, sha256, bytes(content))
            with _as_file(content) as path:
                pages = self._count(path)
        except (Refused, BadInput):
            self.drop(sender, upload)
            raise
        paper = WholePaper(sha256=sha256, size=len(content), pages=pages)
        whole = Upload(id=upload, announced=so_far.announced, paper=paper)
        return self._now(sender, whole, content)

    def waiting(self, sender: Sender) -> tuple[Upload, ...]:
        mine = (one for whose, one, _ in self._all.values() if whose == sender)
        return tuple(sorted(mine, key=lambda one: (one.announced.name, one.id)))

    @contextlib.contextmanager
    def opened(self, sender: Sender, upload: str) -> Iterator[SourceFile]:
        there, content = self._mine(sender, upload)
        if there.paper is None:
            raise not_finished()
        with _as_file(content) as path:
            yield SourceFile(
                name=there.announced.name, path=str(path), fingerprint=there.paper.sha256
            )

    def drop(self, sender: Sender, upload: str) -> None:
        self._mine(sender, upload)
        del self._all[upload]

    def _mine(self, sender: Sender, upload: str) -> tuple[Upload, bytearray]:
        whose, there, content = self._all.get(upload, (None, None, None))
        if whose != sender or there is None or content is None:
            raise no_such_upload()
        return there, content

    def _now(self, sender: Sender, upload: Upload, content: bytearray) -> Upload:
        self._all[upload.id] = sender, upload, content
        return upload


@contextlib.contextmanager
def _as_file(content: bytearray) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(content)
        file.flush()
        yield Path(file.name)
