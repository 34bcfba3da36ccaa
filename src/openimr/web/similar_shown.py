"""Similar published findings as pages draw them: ``similar/similar.html``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from django.urls import reverse

from openimr.publication.library.later import LaterEvent
from openimr.publication.search.alike_model import Difference, Similar
from openimr.publication.search.ports import Passage


class Piece(NamedTuple):
    """A piece of a passage, and whether it is what both say."""

    text: str
    both: bool


class SimilarShown(NamedTuple):
    """A similar finding.

    Attributes:
        similar: itself.
        address: of its determination, at the finding.
        shares: what both tell, in words.
        differs: what both tell differently.
        pieces: of the passage quoted.
        became: what became of its determination last.
    """

    similar: Similar
    address: str
    shares: tuple[str, ...]
    differs: tuple[Difference, ...]
    pieces: tuple[Piece, ...]
    became: LaterEvent | None


def similar_shown(
    found: Iterable[Similar],
    topics: Mapping[str, str],
    became: Mapping[str, LaterEvent],
) -> Sequence[SimilarShown]:
    """Similar findings for a page.

    Args:
        found: them.
        topics: names of guideline topics.
        became: what became last of their determinations, by identifier.
    """
    return [_shown(one, topics, became.get(one.determination.id)) for one in found]


def _shown(one: Similar, topics: Mapping[str, str], became: LaterEvent | None) -> SimilarShown:
    programme, _, number = one.determination.id.partition("/")
    return SimilarShown(
        similar=one,
        address=f"{reverse('determination', args=[programme, number])}#finding-{one.finding}",
        shares=tuple(
            topics.get(it.value, it.value) if it.what == "topic" else f"{_LEADS[it.what]}{it.value}"
            for it in one.shares
        ),
        differs=one.differs,
        pieces=pieces_of(one.passage) if one.passage else (),
        became=became,
    )


_LEADS = {
    "part of the body": "",
    "drug": "",
    "guideline": "",
    "requested": "requested ",
    "age": "age ",
}
"""What stands before a shared value, so that it says what it is."""


def pieces_of(passage: Passage) -> tuple[Piece, ...]:
    """A passage cut where what was found begins and ends."""
    pieces, at = [], 0
    for start, end in passage.marks:
        pieces += [Piece(passage.text[at:start], False), Piece(passage.text[start:end], True)]
        at = end
    pieces.append(Piece(passage.text[at:], False))
    return tuple(one for one in pieces if one.text)
