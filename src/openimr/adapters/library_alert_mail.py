"""Alerts of the library in plain words."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from openimr.publication.alerts.links import Link, signed
from openimr.publication.alerts.model import Alert, Waiting
from openimr.publication.model import PublishedDetermination
from openimr.vocabulary.counted import counted
from openimr.workflow.telling import Letterhead, Message

_TREATMENTS = 4
_LONGEST = 120


class AlertMail:
    """Puts alerts into messages (``workflow.library_alerts.AlertComposer``).

    Args:
        letterhead: who writes.
        address: of the web, without a slash at its end.
        key: that links are signed with.
    """

    def __init__(self, letterhead: Letterhead, address: str, key: bytes) -> None:
        self._letterhead, self._address, self._key = letterhead, address, key

    def asking(self, alert: Alert, at: dt.datetime) -> Message:
        """As ``AlertComposer.asking``."""
        lines = (
            f"Somebody with an account at {self._letterhead.organization} asked to be told at",
            "this address of new published determinations.",
            "",
            f"The alert is called: {alert.name}",
            "",
            "If that was you, open this page and confirm:",
            self._link(Link.CONFIRM, alert),
            "",
            "If it was not, do nothing: nothing further is sent.",
        )
        return self._message(alert, "Confirm your e-mail address", lines, at, "asking")

    def telling(
        self, waiting: Waiting, shown: Sequence[PublishedDetermination], at: dt.datetime
    ) -> Message:
        """As ``AlertComposer.telling``."""
        alert, many = waiting.alert, len(waiting.ids)
        search = f"{self._address}/library?{alert.search}"
        lines = [f"{counted(many, 'new determination')} for your alert “{alert.name}”:", ""]
        for said in shown:
            lines += [*self._told(said), ""]
        if many > len(shown):
            lines += [f"and {many - len(shown):,} more.", ""]
        lines += ["The whole search:", search, "", "Published decisions tell how others were"]
        lines += ["decided, not how a next one should be.", "", "To be told no more:"]
        lines += [self._link(Link.STOP, alert)]
        mark = "\n".join(waiting.ids)
        subject = f"{counted(many, 'new determination')}: {alert.name}"
        return self._message(alert, subject, lines, at, mark)

    def _told(self, said: PublishedDetermination) -> Iterator[str]:
        decided = f", decided {said.decision_date:%m/%d/%Y}" if said.decision_date else ""
        yield f"{said.citation}{decided}"
        for finding in said.findings[:_TREATMENTS]:
            outcome = finding.decision.value if finding.decision else "decision not read"
            cut = len(finding.treatment) > _LONGEST
            words = f"{finding.treatment[: _LONGEST - 1]}…" if cut else finding.treatment
            yield f"  {words}: {outcome}"
        if len(said.findings) > _TREATMENTS:
            yield f"  and {len(said.findings) - _TREATMENTS} more"
        yield f"  {self._address}/library/{said.id}"

    def _link(self, link: Link, alert: Alert) -> str:
        token = signed(self._key, link, alert)
        return f"{self._address}/library/alerts/{link.value}/{token}"

    def _message(
        self, alert: Alert, subject: str, lines: Sequence[str], at: dt.datetime, mark: str
    ) -> Message:
        told = hashlib.sha256(f"{alert.id}\n{alert.email}\n{mark}".encode()).hexdigest()[:32]
        known_by = f"<alert.{alert.id}.{told}@{self._letterhead.domain}>"
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Mailbox(self._letterhead.organization, addr_spec=self._letterhead.sender)
        mail["To"] = alert.email
        mail["Subject"] = subject
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = known_by
        mail["Auto-Submitted"] = "auto-generated"
        mail["List-Unsubscribe"] = f"<{self._link(Link.STOP, alert)}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail.set_content("\n".join((*lines, "", self._letterhead.contact)).rstrip() + "\n")
        content = mail.as_bytes()
        return Message(
            recipient=alert.email,
            message_id=known_by,
            content=content,
            sha256=hashlib.sha256(content).hexdigest(),
        )
