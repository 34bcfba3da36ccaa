"""Addresses of the panel."""

from __future__ import annotations

from django.urls import path

from openimr.web.panel import keeping, rounds, views

_MEMBER = "panel/reviewer/<str:reviewer>"

urlpatterns = [
    path("panel", views.panel, name="panel"),
    path("panel/file", keeping.file, name="panel-file"),
    path("panel/appoint", rounds.appoint, name="panel-appoint"),
    path("panel/ties", rounds.ties, name="panel-ties"),
    path(_MEMBER, views.member, name="panel-member"),
    path(f"{_MEMBER}/verify", keeping.verify, name="panel-verify"),
    path(f"{_MEMBER}/away", keeping.absent, name="panel-away"),
]
