"""Whether utilization review looked back at treatment that was given already."""

from __future__ import annotations

import re
from collections.abc import Iterable

_TYPE = re.compile(
    r"\b(?:type\s+of\s+(?:utili[sz]ation\s+)?(?:review|request)|(?:review|request)\s+type)\W{0,3}"
    r"retrospective\b"
    r"|\bretrospective\s+(?:utili[sz]ation\s+)?review\s+(?:decision|determination|denial)\b"
    r"|\bnotice\s+of\s+retrospective\b",
    re.IGNORECASE,
)
_BOXES = re.compile(r"prospective\W+(?:concurrent\W+)?retrospective", re.IGNORECASE)
"""A list of boxes: which of them is ticked is not read from the words."""


def is_retrospective(texts: Iterable[str]) -> bool:
    """Whether the decision calls itself retrospective; a row of boxes says nothing."""
    return any(_TYPE.search(_BOXES.sub(" ", text)) for text in texts)
