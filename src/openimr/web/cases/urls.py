"""Addresses of a case."""

from __future__ import annotations

from django.urls import path

from openimr.web.cases import steps, together, views

urlpatterns = [
    path("cases-together", together.together, name="cases-together"),
    path("cases/<str:number>", views.overview, name="case"),
    path("cases/<str:number>/do/<str:slug>", steps.step, name="case-step"),
]
