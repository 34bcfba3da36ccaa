"""Addresses of the figures."""

from __future__ import annotations

from django.urls import path

from openimr.web.management import views

urlpatterns = [
    path("management", views.management, name="management"),
    path("management/<slug:slug>.csv", views.as_csv, name="figure-csv"),
]
