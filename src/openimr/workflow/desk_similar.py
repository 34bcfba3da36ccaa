"""Similar published determinations beside a treatment, once its first opinion is recorded.

What others decided never comes before the reviewer's own first opinion, and comes as determinations
to read, one by one: no count, no share and no score of their outcomes.
"""

from __future__ import annotations

from openimr.case.reviewer_order import BLIND
from openimr.publication.library.derived import Deriving
from openimr.publication.model import PublishedFinding
from openimr.publication.search.alike import Get, alike
from openimr.publication.search.alike_model import FindingsByMeaning, Question, Similar
from openimr.publication.search.alike_words import OF_SUMMARY, AlikeText
from openimr.vocabulary.errors import Refused
from openimr.vocabulary.request import TreatmentRequest
from openimr.workflow.desk_parts import AskedTreatment
from openimr.workflow.desk_parts_listed import drafted_letter
from openimr.workflow.desk_view import DraftState
from openimr.workflow.desk_view_room import Seated

MOST = 8
"""Determinations beside a treatment: to be read, not to be counted."""


def similar_published(
    seated: Seated, treatment: int, index: FindingsByMeaning, get: Get
) -> tuple[Similar, ...]:
    """Published findings that are similar to a treatment in dispute, the most similar first.

    Args:
        seated: the desk.
        treatment: its number in the record.
        index: finds them by the words of treatment and case summary, which go nowhere else.
        get: gives the determinations found.

    Raises:
        Refused: rule "first-opinion-first" while the first opinion is not recorded.
        BadInput: when the treatment is not in dispute.
    """
    check_opined(seated, treatment)
    return alike(index, get, _question(seated, treatment), MOST).similar


def check_opined(seated: Seated, treatment: int) -> None:
    """Refuse what others decided while the first opinion is not recorded.

    Raises:
        Refused: rule "first-opinion-first".
        BadInput: when the treatment is not in dispute.
    """
    seated.tab(treatment)
    if treatment not in seated.work.opinions:
        raise Refused(
            f"What was published on similar cases opens after your first opinion on treatment "
            f"{treatment}.",
            rule="first-opinion-first",
            citation=BLIND,
            remedy="Record your first opinion.",
        )


def _question(seated: Seated, treatment: int) -> Question:
    words = seated.tab(treatment).treatment.text
    request = _request(seated.asked(treatment))
    topic = seated.shelf(treatment).topic
    derived = Deriving(seated.ports.pack()).of(words, request)
    asked = PublishedFinding(
        number=treatment,
        treatment=words,
        request=request,
        topics=(topic.id,) if topic else derived.topics,
        body_regions=derived.body_regions,
        drugs=derived.drugs,
    )
    return Question(text=AlikeText(treatment=words, summary=_summary(seated)), finding=asked)


def _request(asked: AskedTreatment | None) -> TreatmentRequest:
    if asked is None:
        return TreatmentRequest()
    return TreatmentRequest(
        quantity=asked.quantity,
        unit=asked.unit,
        per_week=asked.per_week,
        weeks=asked.weeks,
        body_parts=asked.body_parts,
        drug=asked.drug,
        strength=asked.strength,
    )


def _summary(seated: Seated) -> str:
    """The case summary as the reviewer wrote it, else as drafted; the beginning of it."""
    if seated.work.summary is not None:
        return seated.work.summary.text[:OF_SUMMARY]
    if seated.draft is not DraftState.READY:
        return ""
    letter = drafted_letter(seated.lists, seated.case.number)
    return (letter.clinical_case_summary or "")[:OF_SUMMARY]
