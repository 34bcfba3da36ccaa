"""What was found in a text, put in order: nothing stands twice, what the case knows wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from openimr.publication.redaction.found import STRENGTH, Found, How
from openimr.publication.redaction.identifiers import ORGANIZATIONS, PERSONS, Kind, KnownCase


def settled(found: Iterable[Found], text: str, known: KnownCase) -> list[Found]:
    """What was found in order, without overlaps: the known before the guessed, then the longer."""
    own = [span for number in known.own_numbers for span in _spans_of(number, text)]
    ranked = sorted(found, key=lambda one: (-_rank(one), one.start - one.end, one.start))
    kept: list[Found] = []
    for one in ranked:
        if any(start <= one.start and one.end <= end for start, end in own):
            continue
        over = [other for other in kept if one.start < other.end and other.start < one.end]
        if not one.sure and any(_told(one, other, text) for other in over):
            continue
        for part in _remaining(one, over, text):
            if not _opens(part, one, text):
                kept.append(part)
            elif not text[part.start : part.end].casefold().startswith(("law", "office")):
                kept = [_with_opening(other, part) for other in kept]
    return sorted(kept)


def _told(name: Found, known: Found, text: str) -> bool:
    """Whether what only looks like a name is a known name with words that are none of it."""
    words = text[known.start : known.end]
    if name.kind in ORGANIZATIONS:
        return False
    return known.start <= name.start and re.search(r"\s|_|,|[a-z][A-Z]", words) is not None


def _opens(part: Found, whole: Found, text: str) -> bool:
    """Whether what is left of an organization's name only opens it ("Law Offices of")."""
    if part.kind not in ORGANIZATIONS or part[:2] == whole[:2]:
        return False
    return text[part.start : part.end].casefold().endswith(" of")


def _with_opening(one: Found, opening: Found) -> Found:
    """A find with the words that open its name, where they stand right before it."""
    return one._replace(start=opening.start) if 0 < one.start - opening.end < 3 else one


def _rank(one: Found) -> int:
    """An e-mail address or a telephone number goes whole, also where a known name stands in it."""
    whole = one.kind in {Kind.EMAIL, Kind.WEB_ADDRESS, Kind.TELEPHONE, Kind.FAX}
    return 100 if whole else STRENGTH[one.how] if one.how not in {How.VARIANT, How.SLIP} else 5


def _remaining(one: Found, over: Sequence[Found], text: str) -> Iterator[Found]:
    """The stretches of a find that no stronger one covers, as far as they say something."""
    at = one.start
    for other in sorted(over):
        if other.start > at:
            yield from _trimmed(one, at, other.start, text)
        at = max(at, other.end)
    if at < one.end:
        yield from _trimmed(one, at, one.end, text)


def _trimmed(one: Found, start: int, end: int, text: str) -> Iterator[Found]:
    while start < end and not text[start].isalnum() and text[start] not in "(+[":
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] not in ".)]":
        end -= 1
    whole = (start, end) == (one.start, one.end)
    initial = one.sure and one.kind in PERSONS and text[start:end].isupper()
    if start < end and (whole or initial or sum(map(str.isalnum, text[start:end])) > 1):
        yield one._replace(start=start, end=end)


def closed(one: Found, text: str) -> Found:
    """With the parenthesis that ends what was opened in it: "Brandvold (Ottilie)" goes whole."""
    inside = text[one.start : one.end]
    open_yet = inside.count("(") > inside.count(")") and text[one.end : one.end + 1] == ")"
    return one._replace(end=one.end + 1) if open_yet else one


def _spans_of(value: str, text: str) -> Iterator[tuple[int, int]]:
    at = text.find(value)
    while at >= 0 and value:
        yield at, at + len(value)
        at = text.find(value, at + 1)
