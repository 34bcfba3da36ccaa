"""Files in forms without JavaScript: held in memory, up to a size, at the places that take any.

Django would write larger ones, sent to any address, into the machine's folder for passing files,
where papers on patients do not belong.
"""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, StopUpload

MOST_BYTES = 25_000_000
"""Of a file in a plain form; larger ones go in parts."""

TAKEN_AT = re.compile(r"/uploads/|/panel/file|/cases-together$|/cases/[^/]+/do/")
"""Where files are taken."""


class SmallFiles(MemoryFileUploadHandler):
    """Takes files of at most ``MOST_BYTES``; of others nothing is read, and the form has none."""

    def new_file(self, *words: Any, **named: Any) -> None:
        """A file begins."""
        taken = self.request is not None and TAKEN_AT.match(self.request.path)
        if not (taken and self.activated):
            raise StopUpload(connection_reset=True)
        super().new_file(*words, **named)


SETTINGS = {
    "FILE_UPLOAD_HANDLERS": [f"{__name__}.SmallFiles"],
    "FILE_UPLOAD_MAX_MEMORY_SIZE": MOST_BYTES,
}
"""Of Django, for files."""
