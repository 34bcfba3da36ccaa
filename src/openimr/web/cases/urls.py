"""Addresses of a case."""

from __future__ import annotations

from django.urls import path

from openimr.web.cases import parties, parts, steps, together, views

urlpatterns = [
    path("cases-together", together.together, name="cases-together"),
    path("cases/<str:number>", views.overview, name="case"),
    path("cases/<str:number>/parties", parties.parties, name="case-parties"),
    path("cases/<str:number>/parties/<str:party>", parties.address, name="case-address"),
    path("cases/<str:number>/documents", parts.documents, name="case-documents"),
    path("cases/<str:number>/deadlines", parts.deadlines, name="case-deadlines"),
    path("cases/<str:number>/notices", parts.notices, name="case-notices"),
    path("cases/<str:number>/record", parts.record, name="case-record"),
    path("cases/<str:number>/record.jsonl", parts.export, name="case-export"),
    path("cases/<str:number>/accesses", parts.accesses, name="case-accesses"),
    path("cases/<str:number>/do/<str:slug>", steps.step, name="case-step"),
]
