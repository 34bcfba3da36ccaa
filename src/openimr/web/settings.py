"""Django's settings of the web, composed from the environment; no secret is among them.

Safe values hold without any setting.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from openimr.adapters.web_address import Address
from openimr.web import received_files
from openimr.web.rooms import applications
from openimr.web.static_files import STATIC_ROUTE

HERE = ("localhost", "127.0.0.1", "[::1]")
"""Names of this machine, which monitors and a proxy on it use."""

_YEAR = 365 * 24 * 3600
_HOURS_SIGNED_IN = 10
_MOST_BYTES_OF_A_FORM = 2_500_000


def web_settings(address: Address) -> dict[str, Any]:
    """What the web needs on top of the record.

    Args:
        address: where people find the installation.
    """
    return {
        "DEBUG": False,
        "ROOT_URLCONF": "openimr.web.urls",
        "INSTALLED_APPS": applications(),
        "ALLOWED_HOSTS": [*HERE, *([address.host] if address.host else [])],
        "MIDDLEWARE": [
            "openimr.web.headers.headers",
            "django.middleware.security.SecurityMiddleware",
            "openimr.web.accounts.keeping_sessions.Sessions",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "openimr.web.faults.told_in_words",
            "openimr.web.accounts.watched.refusals_noted",
        ],
        "TEMPLATES": [_templates()],
        "STATIC_URL": STATIC_ROUTE,
        "LANGUAGE_CODE": "en-us",
        "USE_I18N": False,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": _MOST_BYTES_OF_A_FORM,
        "CSRF_FAILURE_VIEW": "openimr.web.faults.form_too_old",
        **received_files.SETTINGS,
        **_security(address),
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).with_name("templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["django.templatetags.static", "openimr.web.wording"],
            "context_processors": [
                "django.template.context_processors.csrf",
                "django.template.context_processors.request",
                "openimr.web.navigation.rooms_of",
            ],
        },
    }


def _security(address: Address) -> dict[str, Any]:
    """Cookies and transport; strict transport only where HTTPS is the way in."""
    return {
        "SECURE_HSTS_SECONDS": _YEAR if address.secure else 0,
        "SESSION_ENGINE": "openimr.web.accounts.sessions",
        "SESSION_COOKIE_NAME": "__Host-openimr" if address.secure else "openimr",
        "SESSION_COOKIE_AGE": _HOURS_SIGNED_IN * 3600,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_SECURE": address.secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_NAME": "__Host-openimr-form" if address.secure else "csrftoken",
        "CSRF_COOKIE_SECURE": address.secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_TRUSTED_ORIGINS": [f"https://{address.host}"] if address.secure else [],
    }
