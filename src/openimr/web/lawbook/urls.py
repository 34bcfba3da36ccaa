"""Addresses of the law."""

from __future__ import annotations

from django.urls import path

from openimr.web.lawbook import views

urlpatterns = [
    path("law", views.law, name="law"),
    path("law/holidays/<int:year>", views.holidays, name="holidays"),
    path("law/<slug:name>", views.value, name="law-value"),
]
