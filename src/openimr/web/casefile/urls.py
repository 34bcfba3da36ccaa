"""Addresses of case files."""

from __future__ import annotations

from django.urls import path

from openimr.web.casefile import views

urlpatterns = [
    path("cases/<str:number>/file", views.case_file, name="case-file"),
    path("cases/<str:number>/file/search", views.search, name="case-file-search"),
    path(
        "cases/<str:number>/file/document/<int:document>", views.document, name="case-file-document"
    ),
    path("cases/<str:number>/file/<int:paper>/<int:page>", views.page, name="case-file-page"),
    path(
        "cases/<str:number>/file/<int:paper>/<int:page>/image/<int:zoom>",
        views.image,
        name="case-file-image",
    ),
]
