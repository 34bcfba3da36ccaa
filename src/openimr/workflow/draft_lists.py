"""The drafted lists in the shapes that ``openimr draft`` writes as JSON."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from openimr.application.model import UrAction
from openimr.casefile.model import Document
from openimr.guidelines.criterion import Reference
from openimr.guidelines.model import Evaluation, Pack
from openimr.guidelines.sequence import SearchStep
from openimr.review.model import GuidelinePlace, Proposal, RationaleSentence, Sentence
from openimr.review.polish import Outcome, Use, Worded
from openimr.vocabulary.fact import Fact
from openimr.vocabulary.places import PageSpan
from openimr.workflow.evidence_shape import evidence_shape

Shape = dict[str, Any]


def document_shape(document: Document) -> Shape:
    """One entry of ``documents.json``."""
    return {
        "file": document.file,
        "pages": list(document.pages),
        "type": document.type.value,
        "date": _day(document.date),
        "author": document.author,
        "title": document.title,
        "scanned": document.scanned,
        "duplicate_of": document.duplicate_of,
        "other_patient": document.other_patient,
    }


def fact_shape(fact: Fact) -> Shape:
    """One entry of ``facts.json``; ``concept`` and ``about`` are the codes criteria ask for."""
    return {
        "kind": fact.kind.value,
        "statement": fact.statement,
        "concept": fact.concept,
        "about": fact.about,
        "value": fact.value,
        "unit": fact.unit,
        "date": _day(fact.date),
        "assertion": fact.assertion.value,
        **_place(fact.place),
        "quote": fact.quote,
        "confidence": round(fact.confidence, 3),
    }


def treatment_shape(proposal: Proposal) -> Shape:
    """One entry of ``disputed_treatments.json``."""
    treatment, request = proposal.treatment, proposal.treatment.request
    return {
        "text": treatment.text,
        "topic": proposal.topic,
        "body_parts": list(request.body_parts),
        "quantity": request.quantity,
        "unit": request.unit,
        "per_week": request.per_week,
        "weeks": request.weeks,
        "drug": request.drug,
        "strength": request.strength,
        "ur_decision": _action(treatment.ur_decision),
        "ur_certified_quantity": treatment.ur_certified_quantity,
        "ca_citation": treatment.ca_citation,
        "sources": _places(treatment.sources),
    }


def proposal_shape(proposal: Proposal, pack: Pack, assistant: Use | None = None) -> Shape:
    """One entry of ``proposals.json``; the pack gives the titles of what is cited."""
    return {
        "disputed_treatment": proposal.treatment.text,
        "decision": proposal.decision.value,
        "missing": list(proposal.missing),
        "topic": proposal.topic,
        "edition": proposal.edition,
        "judged_on": _day(proposal.judged_on),
        "arithmetic": proposal.arithmetic,
        "search": [_step(step, pack) for step in proposal.trail],
        "evidence": evidence_shape(proposal.evidence, _name_of(proposal, pack)),
        "criteria": [_criterion(evaluation, pack) for evaluation in proposal.evaluations],
        "reasons": [evaluation.criterion.id for evaluation in proposal.reasons],
        "rationale": [_rationale(sentence) for sentence in proposal.rationale],
        "generated_wording": assistant.disclosure if assistant else None,
    }


def _name_of(proposal: Proposal, pack: Pack) -> str:
    names = (topic.name for topic in pack.topics if topic.id == proposal.topic)
    return next(names, "this treatment")


def sentence_shape(sentence: Sentence) -> Shape:
    """One entry of ``summary.json``."""
    return {
        "sentence": sentence.sentence,
        "sources": _places(sentence.sources),
        "assisted": sentence.assisted,
    }


def use_shape(use: Use) -> Shape:
    """What ``assistant.json`` says: which assistant, when, and what came of every sentence."""
    return {
        "model": use.model,
        "host": use.host,
        "at": use.at.isoformat(timespec="seconds"),
        "disclosure": use.disclosure,
        **{outcome.value: use.count(outcome) for outcome in Outcome},
        "sentences": [_worded(one) for one in use.worded],
    }


def _worded(one: Worded) -> Shape:
    return {
        "of": one.of,
        "outcome": one.outcome.value,
        "reason": one.reason,
        "draft": one.draft,
        "suggested": one.suggested,
    }


def _step(step: SearchStep, pack: Pack) -> Shape:
    """One step of the medical evidence search: what was looked at and what applied."""
    return {
        "level": step.level.value,
        "on": _day(step.on),
        "searched": list(step.searched),
        "found": [_reference(reference, pack) for reference in step.found],
        "applies": step.applies,
        "why": step.why,
    }


def _criterion(evaluation: Evaluation, pack: Pack) -> Shape:
    return {
        "id": evaluation.criterion.id,
        "statement": evaluation.criterion.statement,
        "outcome": evaluation.outcome.value,
        "finding": evaluation.finding,
        "arithmetic": evaluation.arithmetic,
        "citation": "; ".join(_reference(reference, pack) for reference in evaluation.references),
        "verified": evaluation.criterion.verified.value,
        "decides": evaluation.decides,
        "facts": list(evaluation.facts),
        "searched": list(evaluation.searched),
        "nearest": [
            {**_place(passage.place), "quote": passage.quote} for passage in evaluation.nearest
        ],
    }


def _reference(reference: Reference, pack: Pack) -> str:
    source = pack.guideline(reference.guideline).source
    pages = f", p. {', '.join(reference.pages)}" if reference.pages else ""
    return f"{source}, {reference.section}{pages}"


def _rationale(sentence: RationaleSentence) -> Shape:
    sources: list[Shape] = _places(sentence.record)
    sources += [_guideline(place) for place in sentence.guideline]
    return {"sentence": sentence.sentence, "sources": sources, "assisted": sentence.assisted}


def _guideline(place: GuidelinePlace) -> Shape:
    return {
        "guideline": place.guideline,
        "section": place.section,
        "pages": ", ".join(place.pages) or None,
    }


def _places(places: Iterable[PageSpan]) -> list[Shape]:
    return [_place(place) for place in dict.fromkeys(places)]


def _place(place: PageSpan) -> Shape:
    return {"file": place.file, "page": place.page, "span": [place.start, place.end]}


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _action(action: UrAction | None) -> str | None:
    return action.value if action else None


def all_lists(  # noqa: PLR0913
    documents: Sequence[Document],
    facts: Sequence[Fact],
    proposals: Sequence[Proposal],
    summary: Sequence[Sentence],
    pack: Pack,
    *,
    assistant: Use | None = None,
) -> dict[str, list[Shape]]:
    """Every list by the name of its file, in the order they are written."""
    return {
        "documents": [document_shape(document) for document in documents],
        "facts": [fact_shape(fact) for fact in facts],
        "disputed_treatments": [treatment_shape(proposal) for proposal in proposals],
        "proposals": [proposal_shape(proposal, pack, assistant) for proposal in proposals],
        "summary": [sentence_shape(sentence) for sentence in summary],
    }
