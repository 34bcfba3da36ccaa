"""The last report of an audit as it is kept beside the library: figures, and no model."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

from openimr.publication.audit.report import AuditReport

AUDIT: Final = "audit"
"""The folder inside the library's."""

REPORT: Final = "report.json"


def kept_report(library: Path) -> AuditReport | None:
    """The last report; None where none was kept, or not one that this OpenIMR can read."""
    try:
        return msgspec.json.decode((library / AUDIT / REPORT).read_bytes(), type=AuditReport)
    except (OSError, msgspec.DecodeError):
        return None
