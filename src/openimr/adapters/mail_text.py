"""Notices in plain words: one template each, from which text and HTML are made.

The same notice gives the same bytes at any time: date, Message-ID and the border between text
and HTML all come from the notice itself. So a second copy is recognized, and the digest in the
record fits whatever copy a party shows.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

import jinja2

from openimr.adapters.mail_bounce import message_id
from openimr.adapters.notice_paper import typeset_notice
from openimr.law.calendar import PACIFIC
from openimr.workflow.addresses import Address
from openimr.workflow.notices import NoticeContent
from openimr.workflow.telling import Letterhead, Message


class NoticeComposer:
    """Puts notices into messages (``workflow.notice_jobs.Composer``)."""

    def __init__(self, letterhead: Letterhead) -> None:
        self._letterhead = letterhead

    def __call__(
        self,
        content: NoticeContent,
        notice: str,
        to: Address,
        at: dt.datetime,
        letter: bytes | None = None,
    ) -> Message:
        """The message of a notice."""
        mark = hashlib.sha256(f"{content.case}\n{notice}".encode()).hexdigest()[:40]
        known_by = message_id(content.case, notice, mark, self._letterhead.domain)
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Mailbox(self._letterhead.organization, addr_spec=self._letterhead.sender)
        mail["To"] = Mailbox(to.name, addr_spec=to.email)
        mail["Subject"] = _subject(content)
        mail["Date"] = format_datetime(at)
        mail["Message-ID"] = known_by
        mail["Auto-Submitted"] = "auto-generated"
        mail["Content-Language"] = "en"
        mail.set_content(self._words(content, to, "text"), cte="quoted-printable")
        html = self._words(content, to, "html")
        mail.add_alternative(html, subtype="html", cte="quoted-printable")
        if letter is not None:
            _attach(mail, letter, f"{content.case}.pdf", mark)
        mail.set_boundary(f"openimr-{mark}")
        sent = mail.as_bytes()
        return Message(
            recipient=to.email,
            message_id=known_by,
            content=sent,
            sha256=hashlib.sha256(sent).hexdigest(),
        )

    def on_paper(self, content: NoticeContent, to: Address, at: dt.datetime) -> bytes:
        """The notice as a letter to be printed."""
        words = self._words(content, to, "paper")
        return typeset_notice(self._letterhead, to, content.case, _subject(content), words, at)

    def _words(self, content: NoticeContent, to: Address, form: str) -> str:
        template = _templates(form).get_template(f"{content.kind.name.lower()}.j2")
        return (
            template.render(notice=content, to=to, head=self._letterhead, form=form).strip() + "\n"
        )


def _subject(content: NoticeContent) -> str:
    return f"Independent Medical Review {content.case}: {content.kind.value}"


def _attach(mail: EmailMessage, letter: bytes, name: str, mark: str) -> None:
    """Add the letter behind the words; every border comes from the notice itself."""
    mail.add_attachment(letter, maintype="application", subtype="pdf", filename=name)
    words, _ = mail.iter_parts()
    words.set_boundary(f"openimr-words-{mark}")


@functools.cache
def _templates(form: str) -> jinja2.Environment:
    """The templates, for text as it stands or for HTML with everything escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("openimr.adapters", "notice_templates"),
        autoescape=form == "html",  # noqa: S701 - plain text has nothing to escape
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: dict[str, Any] = {"day": _day, "moment": _moment}
    made.filters.update(filters)
    return made


def _day(day: dt.date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _moment(moment: dt.datetime) -> str:
    """The end of a day as the day; any other time of day with its hour."""
    local = moment.astimezone(PACIFIC)
    if (local.hour, local.minute) == (23, 59):
        return _day(local)
    hour = f"{local.hour % 12 or 12}:{local.minute:02d} {'a.m.' if local.hour < 12 else 'p.m.'}"
    return f"{_day(local)}, {hour} Pacific time"
