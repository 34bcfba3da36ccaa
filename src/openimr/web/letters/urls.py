"""Addresses of letters."""

from __future__ import annotations

from django.urls import path, register_converter

from openimr.web.letters import acts, appeal, post, views


class Digest:
    """The SHA-256 of a letter."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class Ending:
    """The ending of a file that a letter can be."""

    regex = "pdf|docx|txt|json"

    def to_python(self, value: str) -> str:
        """With its dot."""
        return f".{value}"

    def to_url(self, value: str) -> str:
        """Without the dot."""
        return value.removeprefix(".")


register_converter(Digest, "digest")
register_converter(Ending, "ending")

_CASE = "cases/<str:number>/letter"

urlpatterns = [
    path(_CASE, views.letter, name="letter"),
    path(f"{_CASE}/next", views.next_letter, name="letter-next"),
    path(f"{_CASE}/draft.<ending:ending>", views.draft_file, name="letter-draft"),
    path(f"{_CASE}/next.<ending:ending>", views.next_file, name="letter-next-file"),
    path(f"{_CASE}/<digest:sha256>.<ending:ending>", views.kept_file, name="letter-file"),
    path(f"{_CASE}/changes/<digest:sha256>", views.changes, name="letter-changes"),
    path(f"{_CASE}/sign", acts.sign, name="letter-sign"),
    path(f"{_CASE}/issue", acts.issue, name="letter-issue"),
    path(f"{_CASE}/serve", acts.serve, name="letter-serve"),
    path(f"{_CASE}/evidence", appeal.evidence, name="evidence"),
    path(f"{_CASE}/evidence/make", appeal.make, name="evidence-make"),
    path(f"{_CASE}/evidence/<int:event>.json", appeal.pack_file, name="evidence-file"),
    path("post", post.post, name="post"),
    path("post/print.pdf", post.post_file, name="post-file"),
    path("post/posted", post.posted, name="posted"),
]
