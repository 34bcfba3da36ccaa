"""Whether utilization review was expedited, as its decision says (Labor Code 4610(i))."""

from __future__ import annotations

import re
from collections.abc import Iterable

from openimr.vocabulary.choices import CHECKED

_STATED = re.compile(
    r"\b(?:type\s+of\s+(?:utili[sz]ation\s+)?(?:review|request)|(?:review|request)\s+type|priority)"
    r"\W{0,6}expedited\b(?!\W+(?:standard|regular|routine)\b)"
    r"|^\W*(?:notice\s+of\s+)?(?:an\s+)?expedited\s+(?:utili[sz]ation\s+)?review"
    r"(?:\s+(?:decision|determination|denial|notice))?\W*$"
    rf"|{CHECKED}\s*expedited\b",
    re.IGNORECASE,
)
"""A label with its value, a title of its own, or a ticked box. The notices at the end of a
decision speak of expedited reviews too, in sentences; and boxes of which none is ticked say
nothing."""


def is_expedited(lines: Iterable[str]) -> bool:
    """Whether a line of the decision says that the review was expedited."""
    return any(_STATED.search(line) for line in lines)
