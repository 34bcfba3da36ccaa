"""Places by rule: a town beside its state or ZIP code, and the town somebody lives in.

No list of towns with their sizes is shipped, so size decides nothing here: every town that is known
from the case's addresses or that stands in one of these forms goes, small or large. A state stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from openimr.publication.redaction.found import Found, How
from openimr.publication.redaction.identifiers import Kind
from openimr.publication.redaction.words import redaction_words

_TOWN = r"(?P<town>(?:(?:San|Santa|St\.?|Los|Las|El|La|De|Del)\s+)?"
_TOWN += r"[A-Z](?:[^\W\d_]|['’-]|\.(?=\w))+(?:\s+[A-Z](?:[^\W\d_]|['’-])+){0,2}?)"
_FORMS = (
    re.compile(rf"\b{_TOWN},?\s+(?:CA|Calif\.?|California)\b(?P<zip>[\s,]+\d{{5}}(?:-\d{{4}})?)?"),
    re.compile(
        r"\b(?:[Ll]iv(?:es|ed|ing)|[Rr]esid(?:es|ed|ing|ent|ence)|[Bb]orn|[Mm]oved|[Rr]elocated|[Cc]ommut(?:es|ed|ing))"
        r"\s+(?:in|to|of|near|from)\s+" + _TOWN.replace("{0,2}?", "{0,2}").replace("\\s", "[ \\n]")
    ),
    re.compile(
        r"\b(?:[Cc]ity|[Tt]own|[Vv]illage|[Cc]ounty)\s+of\s+"
        + _TOWN.replace("{0,2}?", "{0,2}").replace("\\s", "[ ]")
    ),
    re.compile(_TOWN + r"\s+[Cc]ounty\b"),
)


def places_in(text: str) -> Iterator[Found]:
    """Every town or county that stands in such a form, and the ZIP code behind it."""
    for form in _FORMS:
        for found in form.finditer(text):
            if _is_place(found["town"]):
                yield Found(*found.span("town"), Kind.TOWN, found["town"].casefold(), How.RULE)
            if found.groupdict().get("zip"):
                start, end = found.span("zip")
                first = start + len(found["zip"]) - len(found["zip"].lstrip(" ,\n\r\t"))
                yield Found(first, end, Kind.ADDRESS, "", How.RULE)


def _is_place(town: str) -> bool:
    words = redaction_words()
    written = [word.lower() for word in re.findall(r"[^\W\d_]+", town)]
    if town.isupper() and len(town) < 7:
        return False
    if any(word in words.bodies or word in words.clinical for word in written):
        return False
    return not set(written) <= words.states
