"""What the environment says of an installation, as whoever administers it may see it.

Secrets are not among it; neither are the addresses of databases, which may hold one.
"""

from __future__ import annotations

from collections.abc import Mapping

from openimr.adapters import (
    oidc_settings,
    quality_settings,
    sign_in_settings,
    signer_settings,
    web_address,
)
from openimr.vocabulary.value import Value


class Setting(Value, frozen=True, kw_only=True):
    """One setting.

    Attributes:
        name: what it is about, in words.
        variable: of the environment.
        values: what it says; one line each.
        example: how it is written.
    """

    name: str
    variable: str
    values: tuple[str, ...]
    example: str


def settings_of(environment: Mapping[str, str]) -> tuple[Setting, ...]:
    """The settings of an environment.

    Raises:
        BadInput: when one cannot be understood.
    """
    return (_signers(environment), _share(environment), *_signing_in(environment))


def _signers(environment: Mapping[str, str]) -> Setting:
    named = signer_settings.signers(environment).values()
    return Setting(
        name="Who signs letters",
        variable=signer_settings.SIGNERS,
        values=tuple(f"{one.name}, {one.title}, who acts as {one.id}" for one in named),
        example="jo.vance=Jo Vance, President; ines.okafor=Ines Okafor, MD, Medical Director",
    )


def _share(environment: Mapping[str, str]) -> Setting:
    share = quality_settings.second_opinion_share(environment)
    return Setting(
        name="Treatments that quality review decides a second time, blind",
        variable=quality_settings.SHARE,
        values=(f"{share * 100:g} of 100",),
        example="5",
    )


def _signing_in(environment: Mapping[str, str]) -> tuple[Setting, ...]:
    rules = sign_in_settings.sign_in_rules(environment)
    provider = oidc_settings.oidc_settings(environment)
    minutes = int(rules.idle.total_seconds()) // 60
    return (
        Setting(
            name="Address that people type",
            variable=web_address.ADDRESS,
            values=tuple(filter(None, (environment.get(web_address.ADDRESS, "").strip(),))),
            example="https://imr.example.org",
        ),
        Setting(
            name="Second factor of staff and reviewers",
            variable=sign_in_settings.SECOND_FACTOR,
            values=("required" if rules.second_factor else "optional, to try things out",),
            example="required",
        ),
        Setting(
            name="Signed out without a request for",
            variable=sign_in_settings.IDLE,
            values=(f"{minutes} minutes",),
            example="30",
        ),
        Setting(
            name="Proxies in front",
            variable=sign_in_settings.PROXY,
            values=rules.proxies,
            example="127.0.0.1",
        ),
        Setting(
            name="Provider of sign-ins",
            variable=oidc_settings.ISSUER,
            values=(provider.issuer,) if provider else (),
            example="https://login.example.org",
        ),
    )
