"""Addresses of signing in and out, and of one's work."""

from __future__ import annotations

from django.urls import path

from openimr.web.accounts import views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-out", views.sign_out, name="sign-out"),
    path("work", views.work, name="work"),
]
