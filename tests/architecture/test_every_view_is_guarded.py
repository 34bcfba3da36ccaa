"""Every address of the web is for somebody: named here as public, or guarded by ``signed_in``."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

FOR_EVERYBODY = {
    "front",
    "health",
    "health-json",
    "alive",
    "sign-in",
    "sign-in-code",
    "elsewhere",
    "back-from-elsewhere",
    "set-up",
    "sign-out",
    "api-description",
    "api-docs",
    "robots",
    "library",
    "library-sitemaps",
    "library-sitemap",
    "library-feed",
    "library-statistics",
    "library-statistics-of",
    "library-figure",
    "library-api-docs",
    "library-api-description",
    "library-data",
    "library-release-file",
    "library-alert-confirm",
    "library-alert-stop",
    "library-topics",
    "library-topic",
    "library-topic-figure",
    "determination-alike",
    "determination",
    "determination-version",
    "published-paper",
}
"""Pages without anything of a case, and those on which somebody signs in."""

SENT_BY_MAIL_PROGRAMS = {"library-alert-stop"}
"""Forms whose address is signed, which is what they are taken for; no cookie is looked at."""

OF_AN_APPLICATION = {
    "file",
    "file-begin",
    "file-resume",
    "file-later",
    "file-forget",
    "file-step",
    "file-form",
    "file-check",
    "file-submit",
    "file-receipt",
    "file-cure",
    "file-done",
    "uploads",
    "upload-begin",
    "upload-whole",
    "upload-part",
    "upload-finish",
    "upload-remove",
}
"""Open to the browser whose session has the application, or to whoever may send to the place."""

OF_PROGRAMS_OF_ALL = ("library/api/v1/", "^library/api/")
"""What programs of everybody may ask of the library: for reading alone."""

FOR_STAFF = ("administrator", "auditor", "case manager", "intake", "quality reviewer")

WALK = """
import json
from openimr.web.wsgi import application

application()
from django.urls import URLResolver, get_resolver

def walked(patterns, before=""):
    for one in patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from walked(one.url_patterns, route)
        else:
            yield route, one

print(json.dumps([
    {
        "route": route,
        "name": one.name or "",
        "open_to": [role.value for role in getattr(one.callback, "open_to", ())],
        "csrf_exempt": bool(getattr(one.callback, "csrf_exempt", False)),
    }
    for route, one in walked(get_resolver().url_patterns)
]))
"""


class Walked(msgspec.Struct, frozen=True):
    """One address, as Django knows it."""

    route: str
    name: str
    open_to: tuple[str, ...]
    csrf_exempt: bool

    @property
    def of_programs(self) -> bool:
        """Whether it is of the program interface, which looks at tokens and no cookie."""
        described = {"api-description", "api-docs"}
        beginnings = ("api/", "^api/", *OF_PROGRAMS_OF_ALL)
        return self.route.startswith(beginnings) and self.name not in described


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory) -> tuple[Walked, ...]:
    """All of them."""
    data: Path = tmp_path_factory.mktemp("walked")
    run = subprocess.run(
        [sys.executable, "-c", WALK],
        env={**os.environ, "OPENIMR_DATA": str(data)},
        capture_output=True,
        text=True,
        check=True,
    )
    return msgspec.json.decode(run.stdout, type=tuple[Walked, ...])


def test_every_page_is_public_by_name_or_for_whoever_is_signed_in(
    addresses: tuple[Walked, ...],
) -> None:
    unguarded = {one.name or one.route for one in addresses if not (one.open_to or one.of_programs)}
    assert unguarded == FOR_EVERYBODY | OF_AN_APPLICATION


def test_no_page_of_a_case_is_public(addresses: tuple[Walked, ...]) -> None:
    of_cases = [one for one in addresses if "<str:number>" in one.route and not one.of_programs]
    assert len(of_cases) > 40
    assert all(one.open_to for one in of_cases)


def test_every_form_is_protected_from_other_sites(addresses: tuple[Walked, ...]) -> None:
    unprotected = {one.name for one in addresses if one.csrf_exempt and not one.of_programs}
    assert unprotected == SENT_BY_MAIL_PROGRAMS


def test_what_programs_may_ask_takes_no_cookie_and_needs_a_token() -> None:
    """All but how the installation is, which tells counts and a date."""
    code = (
        "from openimr.web.wsgi import application; application()\n"
        "from openimr.web.api.urls import _api\n"
        "from openimr.web.api.bearer import Bearer\n"
        "for bound in _api._get_bound_routers():\n"
        "    for path, view in bound.path_operations.items():\n"
        "        for one in view.operations:\n"
        "            asked = one.auth_callbacks\n"
        "            if not asked or not all(isinstance(each, Bearer) for each in asked):\n"
        "                print(path)\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["/health"]


def test_what_programs_of_everybody_may_ask_is_for_reading_alone() -> None:
    code = (
        "from openimr.web.wsgi import application; application()\n"
        "from openimr.web.library.api_docs import interface\n"
        "from openimr.web.ninja_operations import each_operation\n"
        "print({way for one in each_operation(interface) for way in one.methods})\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "{'GET'}"


@pytest.mark.parametrize(
    "names",
    [
        ("case-accesses", "administrator", "auditor"),
        ("accounts", "administrator"),
        ("one-account", "administrator"),
        ("security", "administrator", "auditor"),
        ("desk", "reviewer"),
        ("desk-finding", "reviewer"),
        ("second-opinion", "quality reviewer"),
        ("panel-member", "administrator", "auditor", "case manager"),
        ("evidence-file", "administrator", "auditor", "case manager"),
        ("case-export", *FOR_STAFF),
    ],
    ids=lambda names: names[0],
)
def test_what_is_for_few_is_for_no_more(
    addresses: tuple[Walked, ...], names: tuple[str, ...]
) -> None:
    found = next(one for one in addresses if one.name == names[0])
    assert sorted(found.open_to) == sorted(names[1:])
