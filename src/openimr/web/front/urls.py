"""Addresses of the front door."""

from __future__ import annotations

from django.urls import path

from openimr.web.front import views

urlpatterns = [path("", views.front, name="front")]
