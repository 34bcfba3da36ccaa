"""Addresses of one's work and of lists of cases."""

from __future__ import annotations

from django.urls import path

from openimr.web.worklists import views

urlpatterns = [
    path("work", views.work, name="work"),
    path("cases", views.cases, name="cases"),
]
