"""Addresses of programs and of settings."""

from __future__ import annotations

from django.urls import path

from openimr.web.programs import views

urlpatterns = [
    path("programs", views.programs, name="programs"),
    path("programs/token", views.add_token, name="add-token"),
    path("programs/token/revoke", views.revoke_token, name="revoke-token"),
    path("programs/webhook", views.add_webhook, name="add-webhook"),
    path("programs/webhook/remove", views.remove_webhook, name="remove-webhook"),
    path("settings", views.settings, name="settings"),
]
