"""OpenID Connect: code flow with PKCE, by authlib (``workflow.sign_in_elsewhere.Provider``)."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets
from collections.abc import Callable, Mapping
from typing import Any

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from openimr.adapters.oidc_settings import OidcSettings
from openimr.workflow.sign_in_elsewhere import Begun, NotVouched, Vouched

_SECONDS = 5.0
_LEEWAY = 30
_SIGNED_BY = ["RS256", "PS256", "ES256"]
_SEVERAL_FACTORS = "mfa"
"""How RFC 8176 calls a sign-in with several factors in ``amr``."""


class OidcProvider:
    """A provider, asked over HTTPS.

    Args:
        settings: which, and as whom we ask.
        now: the clock.
    """

    def __init__(self, settings: OidcSettings, now: Callable[[], dt.datetime]) -> None:
        self._settings = settings
        self._now = now

    def begin(self, back: str) -> Begun:
        """Begin, with a state, a nonce and a verifier of this sign-in alone."""
        nonce, verifier = secrets.token_urlsafe(32), secrets.token_urlsafe(48)
        address, state = self._session(back).create_authorization_url(
            self._said("authorization_endpoint"), nonce=nonce, code_verifier=verifier
        )
        return Begun(address=address, state=state, nonce=nonce, verifier=verifier)

    def finish(self, begun: Begun, back: str, answer: Mapping[str, str]) -> Vouched:
        """For whom the provider vouches."""
        if not hmac.compare_digest(answer.get("state", "").encode(), begun.state.encode()):
            raise NotVouched("the answer belongs to another sign-in")
        if answer.get("iss", self._settings.issuer) != self._settings.issuer:
            raise NotVouched("the answer is another provider's")
        if "code" not in answer:
            raise NotVouched("the provider vouches for nobody")
        claims = self._claims(self._token(begun, back, answer["code"]), begun.nonce)
        return Vouched(subject=claims["sub"], second_factor=self._had_second_factor(claims))

    def _session(self, back: str) -> Any:
        return OAuth2Session(
            self._settings.client,
            self._settings.secret or None,
            redirect_uri=back,
            scope="openid",
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )

    def _token(self, begun: Begun, back: str, code: str) -> str:
        with self._session(back) as session:
            try:
                found = session.fetch_token(
                    self._said("token_endpoint"),
                    code=code,
                    code_verifier=begun.verifier,
                    timeout=_SECONDS,
                )
            except (requests.RequestException, OAuthError, ValueError):
                raise NotVouched("the provider did not take the code") from None
        if not isinstance(found.get("id_token"), str):
            raise NotVouched("the provider signed nothing")
        return str(found["id_token"])

    def _claims(self, token: str, nonce: str) -> dict[str, Any]:
        rules = jwt.JWTClaimsRegistry(
            now=lambda: int(self._now().timestamp()),
            leeway=_LEEWAY,
            iss={"essential": True, "value": self._settings.issuer},
            aud={"essential": True, "value": self._settings.client},
            nonce={"essential": True, "value": nonce},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
        )
        try:
            published: Any = self._fetched(self._said("jwks_uri"))
            keys = KeySet.import_key_set(published)
            claims = dict(jwt.decode(token, keys, algorithms=_SIGNED_BY).claims)
            rules.validate(claims)
        except (JoseError, ValueError, KeyError):
            raise NotVouched("what the provider signed cannot be taken") from None
        if claims.get("azp", self._settings.client) != self._settings.client:
            raise NotVouched("what the provider signed is for another program")
        if not isinstance(claims["sub"], str):
            raise NotVouched("what the provider signed names nobody")
        return claims

    def _had_second_factor(self, claims: Mapping[str, Any]) -> bool:
        methods = claims.get("amr")
        level = self._settings.level
        several = isinstance(methods, list) and _SEVERAL_FACTORS in methods
        return several or bool(level and claims.get("acr") == level)

    def _said(self, name: str) -> str:
        """What the provider says of itself, in the document that it must have."""
        issuer = self._settings.issuer
        found = self._fetched(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if found.get("issuer") != issuer or not isinstance(found.get(name), str):
            raise NotVouched("the provider says of itself that it is another")
        return str(found[name])

    def _fetched(self, address: str) -> dict[str, Any]:
        try:
            answer = requests.get(address, timeout=_SECONDS, allow_redirects=False)
            answer.raise_for_status()
            found = answer.json()
        except (requests.RequestException, ValueError):
            raise NotVouched("the provider cannot be reached") from None
        if not isinstance(found, dict):
            raise NotVouched("the provider is not understood")
        return found
