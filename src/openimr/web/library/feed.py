"""A search as an Atom feed (RFC 4287): whoever follows it is told of what is published newly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from openimr.publication.model import PublishedDetermination
from openimr.publication.search.newly import New
from openimr.web.library.asked import Asked
from openimr.web.library.cited import address_of, base_of_addresses

_TREATMENTS = 6
_TITLE: Final = "Library of determinations"
_NOT_IN_XML: Final = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no document of XML 1.0 may hold, however it is written."""


def feed_of(request: HttpRequest, asked: Asked, found: Sequence[New]) -> str:
    """The newest determinations of a search.

    Args:
        request: whose address the feed's ways begin with, where the installation names none.
        asked: the search, as its page asks it.
        found: what was found, the newest first.
    """
    base = base_of_addresses(request)
    feed = Atom1Feed(
        title=_written(f"Determinations: {asked.text}" if asked.text else _TITLE),
        link=f"{base}{asked.address()}",
        description="",
        author_name=_TITLE,
        feed_url=f"{base}{request.get_full_path()}",
        language="en-us",
    )
    for said, at in found:
        address = f"{base}{address_of(said, version=True)}"
        feed.add_item(
            title=said.citation,
            link=address,
            description=escape(_told(said)),  # readers take it for HTML
            unique_id=address,
            pubdate=at or _day(said),
            updateddate=at or _day(said),
            categories=sorted({_written(one) for it in said.findings for one in it.topics}),
        )
    return str(feed.writeString("utf-8"))


def _written(text: str) -> str:
    return _NOT_IN_XML.sub("", text)


def _told(said: PublishedDetermination) -> str:
    lines = [
        f"{one.treatment}: {one.decision.value if one.decision else 'not read'}"
        for one in said.findings[:_TREATMENTS]
    ]
    further = len(said.findings) - len(lines)
    return "; ".join([*lines, *([f"and {further} more"] if further else [])])


def _day(said: PublishedDetermination) -> dt.datetime:
    """The day it was published on, else decided, of what came long ago; feeds must name a time."""
    day = said.published or said.decision_date or dt.date(said.year or 1970, 1, 1)
    return dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
