"""The disputed treatments, put together from form, RFA and utilization review decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from openimr.application.forms.imr_form import ImrForm, Listed, listed_as
from openimr.application.forms.rfa import RequestedService
from openimr.application.model import DisputedTreatment, UrAction
from openimr.application.request import body_parts_named, parse_request
from openimr.application.request_frequency import THERAPY
from openimr.application.run_together import run_together
from openimr.application.treatment_words import alike, likeness
from openimr.application.ur_decision import UrTreatment
from openimr.vocabulary.body import find_body_parts
from openimr.vocabulary.lower_case import lowered
from openimr.vocabulary.numbers import NUMBER, Number, parse_number, whole
from openimr.vocabulary.places import PageSpan
from openimr.vocabulary.request import TreatmentRequest

_LIKE_ENOUGH = 55
_PSYCHOLOGICAL = re.compile(
    r"\b(?:psych\w*|cbt|cognitive|behaviou?ral|counsel\w*|biofeedback|hypno\w*|stress\s+management|relaxation)\b",
    re.IGNORECASE,
)
_MONTHS = re.compile(rf"(?<![\w./-])(?P<count>{NUMBER})[\s-]*(?:months?|mos?)\b", re.IGNORECASE)
_LEAST_WEEKS, _MOST_WEEKS = 4, 4.5
"""A month of treatment is counted as four weeks or a little more."""


def put_together(
    form: ImrForm | None,
    services: Sequence[RequestedService],
    rulings: Sequence[UrTreatment],
    overall: UrAction | None,
) -> tuple[DisputedTreatment, ...]:
    """One DisputedTreatment for each treatment in dispute.

    Args:
        form: the filed form; where it lists nothing ("see attached"), the UR decision's refused
            or modified treatments are in dispute, and without one those of the RFA.
        services: rows of the RFAs.
        rulings: treatments of the UR decisions.
        overall: what the UR decision's title or the form's box says about all of it.
    """
    listed = _listed(form, services, rulings)
    texts = [each.text for each in listed]
    by_ruling = _matched(texts, [ruling.text for ruling in rulings])
    by_service = _matched(texts, [service.service for service in services])
    return tuple(
        _treatment(
            each,
            services[by_service[number]] if number in by_service else None,
            rulings[by_ruling[number]] if number in by_ruling else None,
            overall,
        )
        for number, each in enumerate(listed)
    )


def _listed(
    form: ImrForm | None, services: Sequence[RequestedService], rulings: Sequence[UrTreatment]
) -> tuple[Listed, ...]:
    if form is not None and form.treatments:
        known = [*(ruling.text for ruling in rulings), *(service.service for service in services)]
        return tuple(part for each in form.treatments for part in _parted(each, known))
    refused = [ruling for ruling in rulings if ruling.action is not UrAction.APPROVED]
    if refused:
        return tuple(Listed(text=ruling.text, places=ruling.places[:1]) for ruling in refused)
    return tuple(Listed(text=service.service, places=service.places[:1]) for service in services)


def _parted(listed: Listed, known: Sequence[str]) -> Iterable[Listed]:
    """An entry as it is, or its lines when each is a treatment of its own in RFA or decision.

    Scans lose the numbers in front of entries, so that two treatments run together.
    """
    parts = [listed_as((line,), (place,)) for line, place in _lines_apart(listed, known)]
    named = [part for part in parts if part and any(alike(part.text, other) for other in known)]
    if len(listed.lines) == 1 and len(parts) > 1:
        return [part for part in parts if part]
    if len(named) < 2 or len(named) < len(listed.lines) or _one_and_the_same(named):
        return (listed,)
    return named


def _lines_apart(listed: Listed, known: Sequence[str]) -> Iterable[tuple[str, PageSpan]]:
    """The lines of an entry; a single one where it runs several treatments together is cut."""
    if len(listed.lines) != 1 or len(listed.places) != 1:
        yield from zip(listed.lines, listed.places, strict=False)
        return
    line, place = listed.lines[0], listed.places[0]
    exact = place.end - place.start == len(line)
    for start, end in run_together(line, known) or ((0, len(line)),):
        yield (
            line[start:end],
            PageSpan(
                file=place.file, page=place.page, start=place.start + start, end=place.start + end
            )
            if exact
            else place,
        )


def _one_and_the_same(parts: Sequence[Listed]) -> bool:
    return all(alike(parts[0].text, part.text) for part in parts[1:])


def _matched(texts: Sequence[str], others: Sequence[str]) -> dict[int, int]:
    """Which other wording each text belongs to: best pairs first, then what is left alone."""
    pairs = sorted(
        (
            (likeness(text, other), -abs(a - b), a, b)
            for a, text in enumerate(texts)
            for b, other in enumerate(others)
        ),
        reverse=True,
    )
    matched: dict[int, int] = {}
    for score, _, a, b in pairs:
        if score >= _LIKE_ENOUGH and a not in matched and b not in matched.values():
            matched[a] = b
    left = [a for a in range(len(texts)) if a not in matched]
    right = [b for b in range(len(others)) if b not in matched.values()]
    if len(left) == len(right) == 1 and len(texts) == len(others):
        matched[left[0]] = right[0]
    return matched


def _treatment(
    listed: Listed,
    service: RequestedService | None,
    ruling: UrTreatment | None,
    overall: UrAction | None,
) -> DisputedTreatment:
    unmatched = None if overall is UrAction.APPROVED else overall
    action = (ruling.action if ruling else None) or listed.action or unmatched
    certified = None
    if action is UrAction.MODIFIED:
        certified = (
            ruling.certified if ruling and ruling.certified is not None else listed.certified
        )
    return DisputedTreatment(
        text=listed.text,
        request=_request(listed.text, service, ruling),
        ur_decision=action,
        ur_certified_quantity=certified,
        ca_citation=ruling.citation if ruling else None,
        sources=_sources(listed, service, ruling),
    )


def _sources(
    listed: Listed, service: RequestedService | None, ruling: UrTreatment | None
) -> tuple[PageSpan, ...]:
    further = (service.places if service else ()), (ruling.places if ruling else ())
    return tuple(dict.fromkeys((*listed.places, *further[0], *further[1])))


def _request(
    text: str, service: RequestedService | None, ruling: UrTreatment | None
) -> TreatmentRequest:
    """The request in numbers; what the words leave unsaid comes from RFA, then UR decision."""
    worded = [parse_request(text)]
    if service is not None:
        worded += [parse_request(service.service), parse_request(_as_therapy(text, service.other))]
    if ruling is not None:
        worded += [parse_request(ruling.text), parse_request(_as_therapy(text, ruling.detail))]
    quantity, unit = _quantity(worded, ruling)
    rated = next((each for each in worded if each.per_week is not None), TreatmentRequest())
    timed = next((each for each in worded if each.weeks is not None), TreatmentRequest())
    drug = next((each for each in worded if each.drug), TreatmentRequest())
    if (
        quantity is not None
        and unit is None
        and drug.drug is None
        and THERAPY.search(lowered(text))
    ):
        unit = "sessions"
    everything = " ; ".join([text, service.service, service.other] if service else [text])
    return TreatmentRequest(
        quantity=quantity,
        unit=unit,
        per_week=rated.per_week,
        weeks=timed.weeks or _weeks_of_months(everything, rated.per_week, quantity),
        body_parts=_body_parts(text, service),
        drug=drug.drug,
        strength=next((each.strength for each in worded if each.strength), None),
    )


def _as_therapy(text: str, other: str) -> str:
    """The further words of an RFA row, read as the therapy that the row is about."""
    return f"therapy: {other}" if other and THERAPY.search(lowered(text)) else other


def _quantity(
    worded: Sequence[TreatmentRequest], ruling: UrTreatment | None
) -> tuple[Number | None, str | None]:
    for each in worded:
        if each.quantity is not None:
            return each.quantity, each.unit
    return (ruling.requested if ruling else None), None


def _weeks_of_months(text: str, per_week: Number | None, quantity: Number | None) -> Number | None:
    """The weeks of "twice a week for 1 month, 8 visits": the count tells how a month counts."""
    months = _MONTHS.search(text)
    count = parse_number(months["count"]) if months else None
    if not (count and per_week and quantity):
        return None
    weeks = quantity / per_week
    if _LEAST_WEEKS * count <= weeks <= _MOST_WEEKS * count:
        return whole(weeks)
    return None


def _body_parts(text: str, service: RequestedService | None) -> tuple[str, ...]:
    """Body parts of the request; else of the diagnosis it was asked for; mind for psychology."""
    for words in (text, service.service if service else ""):
        if named := body_parts_named(words):
            return named
    if _PSYCHOLOGICAL.search(text):
        return ("psyche",)
    if service is None:
        return ()
    mentions = find_body_parts(service.diagnosis, structures=True)
    return body_parts_named(service.diagnosis) or tuple(dict.fromkeys(m.name for m in mentions))
