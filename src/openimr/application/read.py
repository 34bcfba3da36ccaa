"""Stage 1, receive: the papers of an application become an Application."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from openimr.application.designation import designated_attorney
from openimr.application.fields import (
    addressed_physician,
    as_claim_number,
    as_company,
    as_date,
    as_person,
    as_physician,
    as_sex,
    as_text,
    dated_request,
    letter_date,
)
from openimr.application.filer import filer_of
from openimr.application.forms.imr_form import ImrForm, read_imr_form
from openimr.application.forms.rfa import Rfa, read_rfa
from openimr.application.labels import Field, Labelled
from openimr.application.model import Application, Cited, CitedDate, DisputedTreatment
from openimr.application.papers import Pages, Papers
from openimr.application.parties import find_sex, surname_of
from openimr.application.treatment_words import alike
from openimr.application.treatments import put_together
from openimr.application.ur_decision import UrDecision, UrTreatment, read_ur_decision
from openimr.application.ur_service import read_service
from openimr.vocabulary.value import Value

_T = TypeVar("_T")
_YOUNGEST, _OLDEST = 10, 100
"""Years of age at the injury between which a date of birth is believed."""


class _Read(Value, frozen=True, kw_only=True):
    """All papers read; the UR decisions and RFAs are those that belong to this dispute."""

    form: ImrForm | None
    rfas: tuple[Rfa, ...]
    decisions: tuple[UrDecision, ...]
    decision_dates: tuple[CitedDate | None, ...]

    def labels(self) -> list[Labelled]:
        """Labelled values in the order in which they are believed: form, RFA, UR decision."""
        papers = (*((self.form,) if self.form else ()), *self.rfas, *self.decisions)
        return [label for paper in papers for label in paper.labels]


def read_application(papers: Papers) -> Application:
    """Read who disputes which treatments out of form, RFA and UR decision.

    Every value keeps its place. What no paper says stays None; a treatment is completed from
    RFA and UR decision where the form is silent.

    Args:
        papers: the documents of the application, as far as they were found.
    """
    read = _read(papers)
    labels = read.labels()
    injured = _first(labels, Field.DATE_OF_INJURY, as_date)
    employee = _first(labels, Field.EMPLOYEE, as_person)
    form, ur_date = read.form, _ur_date(read)
    return Application(
        employee=employee,
        date_of_birth=_born(labels, injured),
        sex=_sex(papers, labels, employee),
        date_of_injury=injured,
        claim_number=_first(labels, Field.CLAIM_NUMBER, as_claim_number),
        employer=_first(labels, Field.EMPLOYER, as_company),
        claims_administrator=_first(labels, Field.CLAIMS_ADMINISTRATOR, as_company),
        requesting_physician=_physician(papers, labels),
        physician_specialty=_first(labels, Field.SPECIALTY, as_text),
        attorney=_first(labels, Field.ATTORNEY, as_person) or _designated(papers),
        primary_diagnosis=_first(labels, Field.DIAGNOSIS, as_text),
        priority=form.priority if form else None,
        rfa_date=_since(injured, _rfa_date(read)) or _of_letters(papers, dated_request),
        rfa_received=_since(injured, _rfa_received(read)),
        ur_date=ur_date,
        ur_served=read_service(papers, ur_date.value if ur_date else None),
        signed=form.signed if form else None,
        filer=filer_of(papers, form.signed) if form else None,
        received=form.received if form else None,
        ur_decision_attached=bool(papers.ur_decisions),
        ur_conditional=bool(read.decisions) and all(d.conditional for d in read.decisions),
        ur_expedited=bool(read.decisions) and all(d.expedited for d in read.decisions),
        liability_disputed=form.liability_disputed if form else False,
        treatments=_disputed(read),
    )


def _born(labels: Sequence[Labelled], injured: CitedDate | None) -> CitedDate | None:
    latest = injured.value if injured else None

    def born(label: Labelled) -> CitedDate | None:
        day = as_date(label, latest)
        if day and latest and not _YOUNGEST <= latest.year - day.value.year <= _OLDEST:
            return None
        return day

    return _first(labels, Field.DATE_OF_BIRTH, born)


def _disputed(read: _Read) -> tuple[DisputedTreatment, ...]:
    title = next((decision.action for decision in read.decisions if decision.action), None)
    return put_together(
        read.form,
        [service for rfa in read.rfas for service in rfa.services],
        _rulings(read.decisions),
        title or (read.form.action if read.form else None),
    )


def _rulings(decisions: Sequence[UrDecision]) -> list[UrTreatment]:
    """The treatments of all decisions; of two decisions on one treatment the later counts."""
    kept: list[UrTreatment] = []
    for decision in decisions:
        earlier = [r for r in decision.treatments if not any(alike(r.text, k.text) for k in kept)]
        kept += earlier
    return kept


def _read(papers: Papers) -> _Read:
    forms = [read_imr_form(pages) for pages in papers.applications]
    form = max(forms, key=lambda each: (len(each.treatments), len(each.labels)), default=None)
    contested = _first(form.labels, Field.UR_DATE, as_date) if form else None
    decisions = [(read_ur_decision(pages), letter_date(pages)) for pages in papers.ur_decisions]
    decisions = [(d, _first(d.labels, Field.UR_DATE, as_date) or date) for d, date in decisions]
    if contested and (same := [d for d in decisions if d[1] and d[1].value == contested.value]):
        decisions = same
    decisions.sort(key=lambda each: each[1].value if each[1] else dt.date.min, reverse=True)
    wanted = [t.text for t in form.treatments] if form else []
    wanted = wanted or [ruling.text for decision, _ in decisions for ruling in decision.treatments]
    return _Read(
        form=form,
        rfas=tuple(_belonging([read_rfa(pages) for pages in papers.rfas], wanted)),
        decisions=tuple(decision for decision, _ in decisions),
        decision_dates=tuple(date for _, date in decisions),
    )


def _belonging(rfas: Sequence[Rfa], wanted: Sequence[str]) -> list[Rfa]:
    """RFAs with the most of the disputed treatments first, the later one among equals."""

    def order(rfa: Rfa) -> tuple[int, dt.date]:
        hits = sum(any(alike(text, s.service) for s in rfa.services) for text in wanted)
        return hits, rfa.signed.value if rfa.signed else dt.date.min

    return sorted(rfas, key=order, reverse=True)


def _first(
    labels: Iterable[Labelled], field: Field, read: Callable[[Labelled], _T | None]
) -> _T | None:
    for label in labels:
        if label.field is field and (value := read(label)) is not None:
            return value
    return None


def _of_letters(papers: Papers, read: Callable[[Pages], _T | None]) -> _T | None:
    """What the running words of the UR decisions tell where no label does."""
    return next((found for pages in papers.ur_decisions if (found := read(pages))), None)


def _designated(papers: Papers) -> Cited | None:
    """The attorney named in a sentence of the form, where no field names one."""
    return next((name for form in papers.applications if (name := designated_attorney(form))), None)


def _rfa_date(read: _Read) -> CitedDate | None:
    for rfa in read.rfas:
        if found := _first(rfa.labels, Field.RFA_DATE, as_date) or rfa.signed:
            return found
    return _first(read.labels(), Field.RFA_DATE, as_date)


def _physician(papers: Papers, labels: Sequence[Labelled]) -> Cited | None:
    named = _first(labels, Field.PHYSICIAN, as_physician)
    return named or _of_letters(papers, addressed_physician)


def _rfa_received(read: _Read) -> CitedDate | None:
    labels = (label for decision in read.decisions for label in decision.labels)
    return _first(labels, Field.RFA_RECEIVED, as_date)


def _ur_date(read: _Read) -> CitedDate | None:
    on_form = _first(read.form.labels, Field.UR_DATE, as_date) if read.form else None
    return on_form or next(filter(None, read.decision_dates), None)


def _since(injured: CitedDate | None, day: CitedDate | None) -> CitedDate | None:
    """A day that does not lie before the injury; nobody asks for its treatment earlier."""
    return None if injured and day and day.value < injured.value else day


def _sex(papers: Papers, labels: Sequence[Labelled], employee: Cited | None) -> Cited | None:
    stated = _first(labels, Field.SEX, as_sex)
    if stated:
        return stated
    surname = surname_of(employee.value) if employee else None
    for documents in (papers.ur_decisions, (*papers.rfas, *papers.applications), papers.others):
        pages: Pages = tuple(page for document in documents for page in document)
        if found := find_sex(pages, surname):
            return found
    return None
