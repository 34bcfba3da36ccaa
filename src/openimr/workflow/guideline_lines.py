"""The guideline line of a finding: what it relies on, with guidelines below the MTUS as such."""

from __future__ import annotations

from collections.abc import Sequence

from openimr.determination.guideline_line import compose_guideline_line
from openimr.determination.model import Basis, GuidelineLine
from openimr.vocabulary.citation import Citation


def guideline_line_of(citations: Sequence[Citation]) -> GuidelineLine:
    """The line for some citations; empty without any.

    A citation whose words do not read back from a letter's usual line, as a study's title may
    not, stands there in a row, and the letter records it part by part.
    """
    inside = [citation.source.startswith("MTUS") for citation in citations]
    if not inside:
        return GuidelineLine()
    basis = Basis.MTUS if all(inside) else Basis.BOTH if any(inside) else Basis.NON_MTUS
    try:
        return compose_guideline_line(basis, citations)
    except ValueError:
        text = "; ".join(citation.source for citation in citations)
        return GuidelineLine(basis=basis, text=text, citations=tuple(citations))
