"""The few words of a passage that carry its fact, cut where clauses end."""

from __future__ import annotations

import re
from itertools import pairwise

MOST_WORDS = 12
"""Words that a quotation may have."""

_CLAUSE_ENDS = re.compile(
    r"(?<=[;:!,])\s+(?!(?:19|20)\d\d\b)|(?<=[.])\s+(?=[A-Z\u201c'\"])|\s+(?:-|\u2013|\u2014)\s+"
)
_JOINTS = re.compile(
    r"\s+(?=(?:and|but|or|so that|because|while|when|which|who|after|before|as)\s)"
)
_LABEL = re.compile(r"^(?:\d{1,2}[.)]\s+)?[A-Z][A-Za-z/ ]{2,28}:\s+(?=\S)")
_LEADING = re.compile(
    r"^(?:(?:and|but|or|so|that|which|also|because|while|as|then|though"
    r"|states?(?=\s+(?:it|he|she|that)\b))\b[\s,]*)+",
    re.IGNORECASE,
)
_JOINING = re.compile(r"^(?:(?:and|but|or|so|also|then)\b[\s,]*)+", re.IGNORECASE)
"""Words that a passage of its own begins with and that mean nothing without what was before."""
_BEGINNING = 20
_TRAILING = re.compile(
    r"(?:[\s,;:.\u2013\u2014-]+|\s+(?:and|or|but|the|a|an|of|to|with|in|on|at|for|from|by|her|his|"
    r"their|my|your|its|that|which|who|is|are|was|were|has|have|had|not|no|nor|neither|either|into|within|w/|per|as|than|when|"
    r"instead|about|up|after|before|until|so|Dr|Mr|Ms|Mrs|because|while|if|be|it))+$",
    re.IGNORECASE,
)


def cut(text: str, near: re.Pattern[str] | None = None, most: int = MOST_WORDS) -> str:
    """Whole clauses of a text around the first words looked for, at most so many words.

    Args:
        text: one passage; line ends count as spaces.
        near: what the clause has to hold; the first clause when it is None or not found.
        most: words that may be kept.

    Returns:
        Words that stand so in the text, with dots where a clause goes on, or "" when nothing
        is left of it.
    """
    plain = _LABEL.sub("", " ".join(text.split()))
    clauses = _clauses(plain)
    at = next((i for i, one in enumerate(clauses) if near and near.search(one)), 0)
    kept = _grown(clauses, at, most)
    at_start = plain.startswith(kept[:_BEGINNING])
    whole = len(kept.split()) <= most
    kept = kept if whole else _window(kept, near, most)
    kept = (_JOINING if at_start else _LEADING).sub("", kept)
    short = _TRAILING.sub("", kept)
    lost = near is not None and near.search(kept) and not near.search(short)
    words = kept.strip(" ,;:.") if lost else short.strip()
    return words if whole or not words or plain.rstrip(" .").endswith(words) else f"{words} ..."


def _clauses(text: str) -> list[str]:
    """The clauses of a text, which joined by nothing give the text again."""
    ends = {match.end() for match in _CLAUSE_ENDS.finditer(text)}
    ends |= {match.end() for match in _JOINTS.finditer(text)}
    cuts = [0, *sorted(ends), len(text)]
    return [text[a:b] for a, b in pairwise(cuts) if text[a:b].strip()] or [""]


def _grown(clauses: list[str], at: int, most: int) -> str:
    """The clause with what follows it and what comes before it, as far as it fits."""
    first = last = at

    def words(a: int, b: int) -> int:
        return len("".join(clauses[a : b + 1]).split())

    def ends(index: int) -> bool:
        return clauses[index].rstrip().endswith((".", ";", ":"))

    while first > 0 and not ends(first - 1) and words(first - 1, last) <= most:
        first -= 1
    while last + 1 < len(clauses) and not ends(last) and words(first, last + 1) <= most:
        last += 1
    return "".join(clauses[first : last + 1])


def _window(text: str, near: re.Pattern[str] | None, most: int) -> str:
    """So many words of one long clause, from its start where that reaches the words sought."""
    words = text.split()
    found = near.search(text) if near else None
    at = len(text[: found.end()].split()) if found else 0
    start = max(0, at - most + 2) if at > most else 0
    return " ".join(words[start : start + most])
