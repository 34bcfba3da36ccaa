"""How much is decided twice, as the environment says."""

from __future__ import annotations

from collections.abc import Mapping

from openimr.vocabulary.errors import BadInput

SHARE = "OPENIMR_SECOND_OPINIONS"
"""Environment variable: treatments in 100 that quality review decides a second time, blind."""

_USUAL = 5.0


def second_opinion_share(environment: Mapping[str, str]) -> float:
    """The share of treatments that are decided twice, 0 to 1; one in twenty without a setting.

    No law asks for it; it is a rule of the review organization.

    Raises:
        BadInput: when the setting is no number from 0 to 100.
    """
    typed = environment.get(SHARE, "").strip().removesuffix("%")
    try:
        percent = float(typed) if typed else _USUAL
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise BadInput(SHARE, "is no number from 0 to 100", "Say how many treatments in 100.")
    return percent / 100
