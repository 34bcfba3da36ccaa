"""Addresses of the guidelines."""

from __future__ import annotations

from django.urls import path

from openimr.web.topics import views

urlpatterns = [
    path("guidelines", views.topics, name="guidelines"),
    path("guidelines/editions", views.editions, name="editions"),
    path("guidelines/try", views.try_out, name="try-guidelines"),
    path("guidelines/topic/<slug:name>", views.topic, name="topic"),
]
