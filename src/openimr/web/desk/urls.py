"""Addresses of the reviewer's desk."""

from __future__ import annotations

from django.urls import path

from openimr.web.desk import similar, steps, summary, views, writing

_CASE = "desk/<str:number>"
_ON = f"{_CASE}/treatment/<int:treatment>"

urlpatterns = [
    path(_CASE, views.desk, name="desk"),
    path(f"{_CASE}/accept", steps.accept, name="desk-accept"),
    path(f"{_CASE}/declare", steps.declare, name="desk-declare"),
    path(f"{_CASE}/step-down", steps.step_down, name="desk-step-down"),
    path(f"{_CASE}/send", steps.send, name="desk-send"),
    path(f"{_CASE}/summary", summary.summary, name="desk-summary"),
    path(f"{_CASE}/summary/text", summary.keep, name="desk-summary-text"),
    path(f"{_CASE}/summary/mend", summary.mend, name="desk-summary-mend"),
    path(f"{_CASE}/summary/record", summary.record, name="desk-summary-record"),
    path(_ON, views.treatment, name="desk-treatment"),
    path(f"{_ON}/opinion", steps.opine, name="desk-opinion"),
    path(f"{_ON}/proposal", steps.show, name="desk-show"),
    path(f"{_ON}/similar", similar.similar, name="desk-similar"),
    path(f"{_ON}/fact", steps.judge, name="desk-fact"),
    path(f"{_ON}/records", steps.ask_for_records, name="desk-records"),
    path(f"{_ON}/text", writing.keep, name="desk-text"),
    path(f"{_ON}/take-over", writing.take_over, name="desk-take-over"),
    path(f"{_ON}/mend", writing.mend, name="desk-mend"),
    path(f"{_ON}/finding", writing.record, name="desk-finding"),
]
