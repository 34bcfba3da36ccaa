"""Parts of a case as one person sees them: its papers, and who was told what."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openimr.case.timeline import in_words
from openimr.vocabulary.filing import PartyRole
from openimr.workflow.seen_events import SeenEvent


@dataclass(frozen=True)
class PaperShown:
    """A paper as the record names it.

    Attributes:
        number: of the event that names it.
        event: what happened, in words.
        title: what its sender calls it, or what it is.
        sender: who sent it; "" for a paper of the house.
        pages: None for what is not paged.
        sha256: of its bytes.
        at: when it came, or was recorded.
        late: it came after the limit.
    """

    number: int
    event: str
    title: str
    sender: str
    pages: int | None
    sha256: str
    at: dt.datetime
    late: bool


_OWN_PAPERS: Mapping[str, str] = {
    "sha256": "paper",
    "letter_sha256": "letter",
    "approval_sha256": "written approval",
}
"""Fields of events that name a paper of the house by its digest alone."""

_NO_PAPERS = ("proposal-shown", "notice-sent", "notice-printed")
"""Events whose digests are not of papers that came or went out with the case's own steps."""


def papers_of(seen: Sequence[SeenEvent]) -> tuple[PaperShown, ...]:
    """Every paper that the events of a case name, in their order."""
    return tuple(paper for one in seen if one.kind not in _NO_PAPERS for paper in _papers(one))


def _papers(one: SeenEvent) -> Iterator[PaperShown]:
    late = bool(one.fields.get("late"))
    for receipt in _receipts(one.fields):
        yield PaperShown(
            number=one.number,
            event=in_words(one.kind),
            title=receipt["title"],
            sender=receipt["sender"],
            pages=receipt.get("pages"),
            sha256=receipt["sha256"],
            at=receipt["at"],
            late=late,
        )
    for name, called in _OWN_PAPERS.items():
        if digest := one.fields.get(name):
            yield PaperShown(one.number, in_words(one.kind), called, "", None, digest, one.at, late)


def _receipts(content: Any) -> Iterator[Mapping[str, Any]]:
    """Every receipt in the fields of an event, however deep."""
    if isinstance(content, Mapping):
        if {"sender", "title", "sha256", "at"} <= content.keys():
            yield content
            return
        for inner in content.values():
            yield from _receipts(inner)
    elif isinstance(content, list):
        for inner in content:
            yield from _receipts(inner)


@dataclass
class NoticeShown:
    """A notice to one party, and what became of it.

    Attributes:
        id: of the notice.
        what: what it tells, in words.
        to: what the party is.
        party: its identifier.
        tells_of: the number of the event.
        queued: when it was asked for.
        state: "waits", "sent by e-mail", "waits to be posted", "posted" or "did not arrive".
        at: since when; the day of posting as its beginning.
        trouble: why it did not arrive, and what to do.
    """

    id: str
    what: str
    to: PartyRole
    party: str
    tells_of: int
    queued: dt.datetime
    state: str = "waits"
    at: dt.datetime | None = None
    trouble: tuple[str, ...] = field(default=())

    @property
    def tone(self) -> str:
        """How its state is marked beside the word."""
        return {"did not arrive": "overdue", "waits to be posted": "soon", "waits": "plain"}.get(
            self.state, "done"
        )


def notices_shown(seen: Sequence[SeenEvent]) -> tuple[NoticeShown, ...]:
    """The notices of a case with what became of each, the newest first."""
    found: dict[str, NoticeShown] = {}
    for one in seen:
        fields = one.fields
        if one.kind == "notice-queued":
            found[fields["notice"]] = NoticeShown(
                id=fields["notice"],
                what=fields["kind"],
                to=PartyRole(fields["to"]),
                party=fields["party"],
                tells_of=fields["tells_of"],
                queued=one.at,
            )
        elif one.kind in _BECAME and (notice := found.get(fields.get("notice", ""))):
            notice.state, notice.at = _BECAME[one.kind], one.at
            notice.trouble = _trouble(fields) if one.kind == "notice-failed" else ()
    return tuple(reversed(found.values()))


_BECAME = {
    "notice-sent": "sent by e-mail",
    "notice-printed": "waits to be posted",
    "notice-posted": "posted",
    "notice-failed": "did not arrive",
}


def _trouble(fields: Mapping[str, Any]) -> tuple[str, ...]:
    code = f" ({fields['code']})" if fields.get("code") else ""
    return (f"{fields['why']}{code}", fields["remedy"])
