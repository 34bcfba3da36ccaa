"""Addresses of publishing."""

from __future__ import annotations

from django.urls import path

from openimr.web.publishing import public, views

_CASE = "cases/<str:number>/publishing"

urlpatterns = [
    path(_CASE, views.look, name="publishing"),
    path(f"{_CASE}/preview.pdf", views.preview, name="publishing-preview"),
    path(f"{_CASE}/mark", views.mark, name="publishing-mark"),
    path(f"{_CASE}/unmark", views.unmark, name="publishing-unmark"),
    path(f"{_CASE}/withdraw", views.withdraw, name="publishing-withdraw"),
    path(f"{_CASE}/approve", views.approve, name="publishing-approve"),
    path(
        "library/<slug:programme>/<str:name>/v<int:version>.pdf",
        public.paper,
        name="published-paper",
    ),
]
