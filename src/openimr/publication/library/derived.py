"""What the words of a treatment say beyond themselves: topics, drugs, regions of the body.

The same words come back in thousands of letters, so what was derived once is kept.
"""

from __future__ import annotations

from typing import Final

from openimr.guidelines.match import match_topics
from openimr.guidelines.model import Pack
from openimr.vocabulary.body import find_body_parts
from openimr.vocabulary.drugs import find_drugs
from openimr.vocabulary.request import TreatmentRequest
from openimr.vocabulary.value import Value

KEPT: Final = 50_000
"""Wordings whose answers are kept; beyond them all are forgotten, which bounds the memory."""


class Derived(Value, frozen=True, kw_only=True):
    """What was derived from one treatment.

    Attributes:
        topics: guideline topics by identifier, the first the leading one.
        body_regions: in the order in which the words name them.
        drugs: generic names, in the same order.
    """

    topics: tuple[str, ...] = ()
    body_regions: tuple[str, ...] = ()
    drugs: tuple[str, ...] = ()


class Deriving:
    """Derives from wordings by one pack of guidelines."""

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._kept: dict[tuple[str, str], Derived] = {}

    def of(self, treatment: str, request: TreatmentRequest) -> Derived:
        """What a treatment as worded, with its request in numbers, is about.

        The request was read with care for what is asked and what is only mentioned; what it
        names stands beside what the words name.
        """
        beside = "; ".join(filter(None, (*request.body_parts, request.drug)))
        worded = (treatment, beside)
        known = self._kept.get(worded)
        if known is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            known = self._kept[worded] = self._derived(treatment, beside)
        return known

    def _derived(self, treatment: str, beside: str) -> Derived:
        whole = f"{treatment} ; {beside}" if beside else treatment
        regions = (mention.region for mention in find_body_parts(whole, structures=True))
        drugs = (mention.drug.generic for mention in find_drugs(whole))
        return Derived(
            topics=tuple(topic.id for topic in match_topics(treatment, self._pack)),
            body_regions=tuple(dict.fromkeys(regions)),
            drugs=tuple(dict.fromkeys(drugs)),
        )
