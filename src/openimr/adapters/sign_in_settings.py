"""What is asked of those who sign in, as the environment says; safe without any setting."""

from __future__ import annotations

from collections.abc import Mapping

from openimr.adapters.web_address import ADDRESS, address_of, of_this_machine
from openimr.vocabulary.errors import BadInput
from openimr.workflow.signing_in import Rules

SECOND_FACTOR = "OPENIMR_SECOND_FACTOR"
"""Environment variable: ``required`` (as without it), or ``optional`` to try things out."""


def sign_in_rules(environment: Mapping[str, str]) -> Rules:
    """The rules of this installation.

    Raises:
        BadInput: when a setting cannot be understood, or would let others in with a password
            alone.
    """
    named = environment.get(SECOND_FACTOR, "").strip().lower() or "required"
    if named not in {"required", "optional"}:
        raise BadInput(SECOND_FACTOR, "is neither required nor optional", "Leave it out.")
    host = address_of(environment).host
    if named == "optional" and host and not of_this_machine(host.strip("[]")):
        remedy = f"Leave it out. It is for an installation without {ADDRESS}, to try things out."
        raise BadInput(SECOND_FACTOR, "may not be optional where others sign in", remedy)
    return Rules(second_factor=named == "required")
