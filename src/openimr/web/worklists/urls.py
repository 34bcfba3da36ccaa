"""Addresses of one's work and of lists of cases."""

from __future__ import annotations

from django.urls import path

from openimr.web.worklists import csv_of, views, work

urlpatterns = [
    path("work", work.work, name="work"),
    path("cases", views.cases, name="cases"),
    path("cases-by-administrator", views.by_administrator, name="cases-by-administrator"),
    path("cases.csv", csv_of.as_csv, name="cases-csv"),
    path("cases-by-number", views.jump, name="case-jump"),
    path("cases-kept", views.keep, name="view-keep"),
    path("cases-dropped", views.drop, name="view-drop"),
]
