"""Every address, gathered from the rooms, and what is shown when something goes wrong."""

from __future__ import annotations

from django.urls import include, path

from openimr.web.rooms import ROOMS

urlpatterns = [path("", include(f"openimr.web.{room}.urls")) for room in ROOMS]

handler400 = "openimr.web.faults.not_understood"
handler403 = "openimr.web.faults.not_allowed"
handler404 = "openimr.web.faults.not_found"
handler500 = "openimr.web.faults.own_fault"
