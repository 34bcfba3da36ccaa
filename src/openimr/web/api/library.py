"""Values of the law and topics of the guidelines, for reading."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from ninja import Router
from ninja.params.functions import Path, Query

from openimr.guidelines.model import Topic
from openimr.law.model import Law
from openimr.law.value import LawValue
from openimr.law.words import KINDS, said
from openimr.serving import guideline_pack, office_of
from openimr.vocabulary.errors import Refused
from openimr.web.api.bearer import token_for
from openimr.web.api.cases import caller_of
from openimr.web.api.paper_shapes import LawTold, LawValueTold, TopicsTold, TopicTold
from openimr.web.api.values import told
from openimr.workflow.api_tokens import Scope

router = Router(tags=["Law and guidelines"], auth=token_for(Scope.LAW_READ))

_KIND: Any = Query(None, pattern=f"^({'|'.join(KINDS)})$", description="Only values of this kind.")
_ID: Any = Path(
    ..., pattern=r"^[A-Za-z0-9._-]{1,100}$", description="The value's id.", example="decision"
)


@router.get("/law/values", response=told(LawTold), operation_id="list_law_values")
def list_values(request: HttpRequest, kind: str | None = _KIND) -> LawTold:
    """Every value that this installation counts with, with its law and how it is known."""
    law = office_of(caller_of(request).account.actor).law
    wanted = (kind,) if kind else tuple(KINDS)
    return LawTold(values=tuple(value for one in wanted for value in _values(law, one)))


@router.get("/law/values/{id}", response=told(LawTold), operation_id="get_law_value")
def get_value(request: HttpRequest, id: str = _ID) -> LawTold:
    """Every version of a value, in the order of its list."""
    law = office_of(caller_of(request).account.actor).law
    found = tuple(value for one in KINDS for value in _values(law, one) if value.id == id)
    if not found:
        raise Refused(
            "No value of the law is called so.",
            rule="no-such-value",
            remedy="The list of values names those that there are.",
        )
    return LawTold(values=found)


@router.get("/guidelines/topics", response=told(TopicsTold), operation_id="list_topics")
def list_topics(request: HttpRequest) -> TopicsTold:
    """The topics of the guidelines, by category."""
    pack = guideline_pack()
    ordered = sorted(pack.topics, key=lambda one: (one.category, one.id))
    return TopicsTold(guidelines=pack.title, topics=tuple(map(_topic, ordered)))


def _values(law: Law, kind: str) -> Iterator[LawValueTold]:
    values: tuple[LawValue, ...] = getattr(law, kind)
    for one in values:
        yield LawValueTold(
            id=one.id,
            kind=kind,
            name=one.name,
            says=said(one),
            citation=one.citation,
            evidence=one.evidence,
            source=one.source,
            effective_from=one.effective_from,
            effective_until=one.effective_until,
            note=one.note,
        )


def _topic(one: Topic) -> TopicTold:
    return TopicTold(
        id=one.id,
        name=one.name,
        category=one.category,
        stance=one.stance,
        criteria=len(one.criteria),
        deciding=sum(criterion.deciding for criterion in one.criteria),
    )
