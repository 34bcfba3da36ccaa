"""What stands in the place of what was taken out: the same for the same party throughout."""

from __future__ import annotations

from openimr.publication.redaction.found import Found
from openimr.publication.redaction.identifiers import Identifier, Kind

_SINGLE = frozenset(
    {Kind.EMPLOYEE, Kind.EMPLOYER, Kind.CLAIMS_ADMINISTRATOR, Kind.INSURER, Kind.SIGNER}
)
"""One case has one of each: a number is printed from the second on."""
_COUNTED = frozenset(
    {Kind.PHYSICIAN, Kind.FACILITY, Kind.ATTORNEY, Kind.PERSON, Kind.COMPANY, Kind.REVIEWER}
)
"""Several are the rule: each is numbered in the order in which it first stands."""


class Placeholders:
    """Gives each party its placeholder; remembers them for one determination.

    Attributes:
        met: persons whom the case does not know and whose names stood in a text of it, by name.
    """

    def __init__(self) -> None:
        self._owners: dict[Kind, list[str]] = {}
        self.met: dict[str, Identifier] = {}

    def for_(self, found: Found) -> str:
        """The placeholder, in brackets."""
        kind, owner = found.kind, found.owner
        if kind not in _SINGLE | _COUNTED:
            return f"[{kind.value}]"
        owners = self._owners.setdefault(kind, [])
        if owner not in owners:
            owners.append(owner)
        number = owners.index(owner) + 1
        if kind in _SINGLE and number == 1:
            return f"[{kind.value}]"
        return f"[{kind.value} {number}]"
