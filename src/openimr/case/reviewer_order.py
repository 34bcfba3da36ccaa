"""The order of a reviewer's steps on one treatment: opinion in the blind, proposal, finding.

The case's commands and the reviewer's own pages both go by these.
"""

from __future__ import annotations

from typing import Final

from openimr.case.events.reviewing import Decision
from openimr.case.model import Seat
from openimr.vocabulary.errors import Refused

BLIND: Final = "OpenIMR decision 7: the first opinion is recorded blind"
"""A rule of the house, no law."""

REQUIRED_PARTS: Final = "Labor Code 4610.6(e); 8 CCR 9792.10.6(d)"
"""What a determination has to contain, and that each finding has its reasons and its evidence."""


def check_no_opinion_yet(opined: bool) -> None:
    """A first opinion is recorded once.

    Raises:
        Refused: rule "first-opinion-once".
    """
    if opined:
        raise Refused(
            "The first opinion on this treatment is recorded; it is recorded once.",
            rule="first-opinion-once",
            citation=BLIND,
            remedy="Say in the finding what you think now.",
        )


def check_opined(opined: bool) -> None:
    """No proposal is shown, and nothing found, before the reviewer's own opinion.

    Raises:
        Refused: rule "first-opinion-first".
    """
    if not opined:
        raise Refused(
            "The first opinion on this treatment is not recorded, and the proposal stays closed.",
            rule="first-opinion-first",
            citation=BLIND,
            remedy="Record a first opinion: upheld, overturned or not yet.",
        )


def check_shown(opined: bool, shown: bool) -> None:
    """A finding follows the proposal, so that accepting and rejecting it are told apart.

    Raises:
        Refused: rule "first-opinion-first" or "proposal-shown".
    """
    check_opined(opined)
    if not shown:
        raise Refused(
            "The proposal on this treatment, with what speaks for and against, was not opened.",
            rule="proposal-shown",
            citation=BLIND,
            remedy="Open the proposal, then record the finding; it may differ.",
        )


def check_evidence(cites: bool, none_cited_because: str) -> None:
    """A finding cites what it rests on, or says why there is nothing to cite.

    Raises:
        Refused: rule "evidence-cited".
    """
    if not has_evidence(cites, none_cited_because):
        raise Refused(
            "The finding cites nothing and does not say why.",
            rule="evidence-cited",
            citation=REQUIRED_PARTS,
            remedy="Cite the guideline or study relied on, or say why there is none.",
        )


def has_evidence(cites: bool, none_cited_because: str) -> bool:
    """Whether a finding cites something, or says why it does not."""
    return cites or bool(none_cited_because.strip())


def differs_from_first(seat: Seat, treatment: int, decision: str) -> bool:
    """Whether a decision is another than the seat's first opinion; "not yet" was none."""
    first = (one.opinion.value for one in seat.opinions if one.treatment == treatment)
    return next(first, "") in {one.value for one in Decision} - {decision}


def check_change_explained(seat: Seat, treatment: int, decision: Decision, because: str) -> None:
    """Whoever finds otherwise than they thought first says what changed their mind.

    Raises:
        Refused: rule "change-explained".
    """
    if differs_from_first(seat, treatment, decision.value) and not because.strip():
        raise Refused(
            "The finding differs from the first opinion and does not say why.",
            rule="change-explained",
            citation=BLIND,
            remedy="Say in a few words what changed your mind; a change is no fault.",
        )
