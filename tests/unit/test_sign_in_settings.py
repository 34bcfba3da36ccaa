"""What is asked of those who sign in, by settings."""

from __future__ import annotations

import datetime as dt

import pytest

from openimr.adapters.sign_in_settings import check_in_front, sign_in_rules
from openimr.vocabulary.errors import BadInput

PUBLIC = {"OPENIMR_URL": "https://imr.example.org"}


def test_without_settings_everything_is_as_safe_as_can_be() -> None:
    rules = sign_in_rules({})
    assert rules.second_factor
    assert rules.idle == dt.timedelta(minutes=30)
    assert rules.proxies == ()


def test_to_try_things_out_the_second_factor_may_be_left_to_each() -> None:
    assert not sign_in_rules({"OPENIMR_SECOND_FACTOR": "optional"}).second_factor
    here = {"OPENIMR_SECOND_FACTOR": "optional", "OPENIMR_URL": "https://localhost"}
    assert not sign_in_rules(here).second_factor


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"OPENIMR_SECOND_FACTOR": "off"}, "neither required nor optional"),
        ({"OPENIMR_SECOND_FACTOR": "optional", **PUBLIC}, "where others sign in"),
        ({"OPENIMR_IDLE_MINUTES": "0"}, "no number of minutes"),
        ({"OPENIMR_IDLE_MINUTES": "soon"}, "no number of minutes"),
        ({"OPENIMR_PROXY": "proxy.example.org"}, "is no address"),
    ],
)
def test_what_cannot_be_is_told(settings: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told):
        sign_in_rules(settings)


def test_proxies_are_named_by_address() -> None:
    named = {"OPENIMR_PROXY": "127.0.0.1, 2001:db8::1"}
    assert sign_in_rules(named).proxies == ("127.0.0.1", "2001:db8::1")


def test_a_proxy_in_front_must_be_named_so_that_who_asks_is_known() -> None:
    with pytest.raises(BadInput, match="a proxy is in front"):
        check_in_front(PUBLIC, certificate=False)
    check_in_front(PUBLIC, certificate=True)
    check_in_front(PUBLIC | {"OPENIMR_PROXY": "127.0.0.1"}, certificate=False)
    check_in_front({}, certificate=False)
