"""Which provider people may sign in at, as the environment says; none without settings."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from openimr.adapters.web_address import of_this_machine
from openimr.vocabulary.errors import BadInput
from openimr.vocabulary.value import Value

ISSUER = "OPENIMR_OIDC_ISSUER"
"""Environment variable: the provider's address, as it names itself."""

CLIENT = "OPENIMR_OIDC_CLIENT_ID"
"""Environment variable: what the provider calls this installation."""

SECRET = "OPENIMR_OIDC_CLIENT_SECRET_FILE"  # noqa: S105 - the name of a variable
"""Environment variable: a file with the secret that the provider gave; its owner's alone."""

LEVEL = "OPENIMR_OIDC_ACR"
"""Environment variable: the ``acr`` by which the provider says that it asked for two factors."""


class OidcSettings(Value, frozen=True, kw_only=True):
    """A provider, and as whom we ask it.

    Attributes:
        issuer: its address, as it names itself.
        client: what it calls this installation.
        secret: that it gave; "" for none.
        level: its ``acr`` for a sign-in with two factors; "" for none.
    """

    issuer: str
    client: str
    secret: str = ""
    level: str = ""


def oidc_settings(environment: Mapping[str, str]) -> OidcSettings | None:
    """The provider of this installation; None without one.

    Raises:
        BadInput: when a setting is missing, cannot be used, or would not be safe.
    """
    issuer = environment.get(ISSUER, "").strip()
    client = environment.get(CLIENT, "").strip()
    if not issuer and not client:
        return None
    if not issuer or not client:
        missing = CLIENT if issuer else ISSUER
        raise BadInput(missing, "is missing", "Name both, or neither.")
    parts = urlsplit(issuer)
    here = parts.scheme == "http" and of_this_machine(parts.hostname or "")
    if not parts.hostname or (parts.scheme != "https" and not here):
        raise BadInput(ISSUER, "is no address by HTTPS", "As https://login.example.org.")
    named = environment.get(SECRET, "").strip()
    secret = _secret(Path(named).expanduser()) if named else ""
    level = environment.get(LEVEL, "").strip()
    return OidcSettings(issuer=issuer, client=client, secret=secret, level=level)


def _secret(place: Path) -> str:
    try:
        with place.open(encoding="utf-8") as file:
            open_to_others = stat.S_IMODE(os.fstat(file.fileno()).st_mode) & 0o077
            secret = file.read().strip()
    except (OSError, UnicodeDecodeError):
        raise BadInput(SECRET, "names a file that cannot be read") from None
    if open_to_others:
        raise BadInput(SECRET, "names a file that others can read", f"chmod 600 {place.name}")
    if not secret:
        raise BadInput(SECRET, "names an empty file")
    return secret
