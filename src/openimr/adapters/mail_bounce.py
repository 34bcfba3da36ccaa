"""Reads what a mail server returns when a message cannot be delivered (RFC 3464)."""

from __future__ import annotations

import email
import re
from email.message import Message as Mail

from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

_OURS = re.compile(r"<([A-Za-z0-9_-]+)\.(\d+\.\d+(?:-\d{8})?)\.([0-9a-f]{16})@")
_CODE = re.compile(r"\b([45]\d\d)[ -]")


class Bounce(Value, frozen=True, kw_only=True):
    """A notice that came back: which one, and the last server's code where it gave one."""

    case: str
    notice: str
    code: int | None


def message_id(case: str, notice: str, mark: str, domain: str) -> str:
    """The Message-ID of a notice: it names case and notice, so that a return is understood."""
    return f"<{case}.{notice}.{mark[:16]}@{domain}>"


def bounce_of(content: bytes) -> Bounce:
    """The notice that a delivery report is about.

    Raises:
        BadInput: when it reports no failure, or not of a notice of ours.
    """
    report = email.message_from_bytes(content)
    failed, code = _failure(report)
    found = _OURS.search(_original_id(report))
    if not failed or found is None:
        raise BadInput("the message", "is no report of a notice that came back")
    return Bounce(case=found[1], notice=found[2], code=code)


def _failure(report: Mail) -> tuple[bool, int | None]:
    for part in report.walk():
        if part.get("Action", "").strip().lower() == "failed":
            told = _CODE.search(part.get("Diagnostic-Code", ""))
            return True, int(told[1]) if told else None
    return False, None


def _original_id(report: Mail) -> str:
    """The Message-ID of the message that came back, whole or only its headers."""
    for part in report.walk():
        if part.get_content_type() == "text/rfc822-headers":
            return str(email.message_from_string(str(part.get_payload())).get("Message-ID", ""))
        if part.get_content_type() == "message/rfc822" and part.is_multipart():
            return str(part.get_payload(0).get("Message-ID", ""))  # type: ignore[union-attr]
    return ""
