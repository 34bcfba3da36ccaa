"""Addresses of signing in and out."""

from __future__ import annotations

from django.urls import path

from openimr.web.accounts import second, security, views

urlpatterns = [
    path("sign-in", views.sign_in, name="sign-in"),
    path("sign-in/code", second.code, name="sign-in-code"),
    path("second-factor", second.set_up, name="set-up"),
    path("security", security.security, name="security"),
    path("sign-out", views.sign_out, name="sign-out"),
]
