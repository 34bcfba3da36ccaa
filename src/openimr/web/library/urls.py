"""Addresses of the library; that of a determination is what is cited."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from openimr.web.library import (
    alerts,
    alike,
    api_docs,
    open_data,
    sitemaps,
    statistics,
    topics,
    views,
)
from openimr.web.library.api import nothing, open_to_all


def _open(patterns: list[URLPattern | URLResolver]) -> list[URLPattern | URLResolver]:
    for one in patterns:
        one.callback = open_to_all(one.callback)
    return patterns


_operations, _app, _namespace = api_docs.interface.urls

urlpatterns = [
    path("library/api", api_docs.as_page, name="library-api-docs"),
    path("library/api/openapi.json", api_docs.as_json, name="library-api-description"),
    path("library/api/v1/", include((_open(_operations), _app), namespace=_namespace)),
    re_path(r"^library/api/(?P<rest>.+)$", open_to_all(nothing)),
    path("library/data", open_data.data_page, name="library-data"),
    path(
        "library/data/<str:release>/<str:name>",
        open_data.release_file,
        name="library-release-file",
    ),
    path("robots.txt", sitemaps.robots, name="robots"),
    path("library/sitemap.xml", sitemaps.sitemaps, name="library-sitemaps"),
    path("library/sitemap-<int:number>.xml", sitemaps.sitemap, name="library-sitemap"),
    path("library", views.search, name="library"),
    path("library/feed", views.feed, name="library-feed"),
    path("library/statistics", statistics.statistics, name="library-statistics"),
    path("library/statistics/<slug:section>", statistics.statistics, name="library-statistics-of"),
    path(
        "library/statistics/<slug:section>/<slug:slug>.csv",
        statistics.statistics_file,
        name="library-figure",
    ),
    path("library/alerts", alerts.alerts, name="library-alerts"),
    path("library/alerts/save", alerts.save, name="library-alert-save"),
    path("library/alerts/remove", alerts.drop, name="library-alert-drop"),
    path("library/alerts/confirm/<str:token>", alerts.confirm, name="library-alert-confirm"),
    path("library/alerts/stop/<str:token>", alerts.stop, name="library-alert-stop"),
    path("library/topics", topics.topics, name="library-topics"),
    path("library/topics/<slug:name>", topics.topic, name="library-topic"),
    path(
        "library/topics/<slug:name>/<slug:slug>.csv", topics.topic_file, name="library-topic-figure"
    ),
    path("library/<slug:programme>/<str:name>/alike", alike.similar, name="determination-alike"),
    path("library/<slug:programme>/<str:name>", views.determination, name="determination"),
    path(
        "library/<slug:programme>/<str:name>/v<int:version>",
        views.determination,
        name="determination-version",
    ),
]
