"""Who signs letters, as the environment says."""

from __future__ import annotations

from collections.abc import Mapping

from openimr.vocabulary.errors import BadInput
from openimr.workflow.signing import Signer

SIGNERS = "OPENIMR_SIGNERS"
"""Environment variable: who signs letters, as ``identifier=Name, Title`` with ``;`` between."""


def signers(environment: Mapping[str, str]) -> dict[str, Signer]:
    """Who may sign letters, by the identifier under which they act; nobody without a setting.

    Raises:
        BadInput: when the setting cannot be understood.
    """
    named = (part.strip() for part in environment.get(SIGNERS, "").split(";"))
    found = (_signer(one) for one in named if one)
    return {one.id: one for one in found}


def _signer(words: str) -> Signer:
    """``director.okafor=Ines Okafor, MD, Medical Director``: the title is what comes last."""
    identifier, equals, shown = words.partition("=")
    name, comma, title = shown.rpartition(",")
    if not (equals and comma and identifier.strip() and name.strip() and title.strip()):
        remedy = "Write identifier=Name, Title and ; before the next: jo.vance=Jo Vance, President"
        raise BadInput(SIGNERS, "names nobody with a title", remedy)
    return Signer(id=identifier.strip(), name=name.strip(), title=title.strip())
