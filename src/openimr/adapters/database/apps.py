"""The Django app that holds the tables."""

from __future__ import annotations

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The record of cases and what is drawn from it."""

    name = "openimr.adapters.database"
    label = "openimr"
    verbose_name = "Records of cases"
