"""A search as an Atom feed (RFC 4287): whoever follows it is told of what is published newly."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.find import Answer
from openimr.web.library.asked import Asked
from openimr.web.library.cited import address_of

_TREATMENTS = 6


def feed_of(request: HttpRequest, asked: Asked, answer: Answer) -> str:
    """The newest determinations of a search.

    Args:
        request: whose address the feed's ways begin with.
        asked: the search, as its page asks it.
        answer: what was found, the newest first.
    """
    feed = Atom1Feed(
        title=f"Determinations: {asked.text}" if asked.text else "Library of determinations",
        link=request.build_absolute_uri(asked.address()),
        description="",
        feed_url=request.build_absolute_uri(),
        language="en-us",
    )
    for hit in answer.found.hits:
        said = hit.determination
        feed.add_item(
            title=said.citation,
            link=request.build_absolute_uri(address_of(said, version=True)),
            description=_told(said),
            unique_id=request.build_absolute_uri(address_of(said, version=True)),
            updateddate=_at(said),
            categories=sorted({one for finding in said.findings for one in finding.topics}),
        )
    return str(feed.writeString("utf-8"))


def _told(said: PublishedDetermination) -> str:
    lines = [
        f"{one.treatment}: {one.decision.value if one.decision else 'not read'}"
        for one in said.findings[:_TREATMENTS]
    ]
    further = len(said.findings) - len(lines)
    return "; ".join([*lines, *([f"and {further} more"] if further else [])])


def _at(said: PublishedDetermination) -> dt.datetime:
    """When it was published here, else when it was decided; feeds must name a time."""
    day = said.published or said.decision_date or dt.date(said.year or 1970, 1, 1)
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
