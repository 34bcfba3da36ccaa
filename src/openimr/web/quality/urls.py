"""Addresses of quality review."""

from __future__ import annotations

from django.urls import path

from openimr.web.quality import report, views

_CASE = "cases/<str:number>/quality"

urlpatterns = [
    path("quality", views.waiting_list, name="quality"),
    path("quality/report", report.report, name="quality-report"),
    path("quality/report.csv", report.report_file, name="quality-report-file"),
    path(_CASE, views.case, name="case-quality"),
    path(f"{_CASE}/second/<int:treatment>", views.second, name="second-opinion"),
    path(f"{_CASE}/return", views.send_back, name="quality-return"),
    path(f"{_CASE}/pass", views.pass_on, name="quality-pass"),
]
