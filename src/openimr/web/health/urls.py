"""Addresses of the health page."""

from __future__ import annotations

from django.urls import path

from openimr.web.health import views

urlpatterns = [
    path("health", views.health, name="health"),
    path("health.json", views.health_as_json, name="health-json"),
    path("health/alive", views.alive, name="alive"),
]
