"""The doctor's look at the keys of the papers."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from openimr.adapters.backup import KEPT_FOLDERS
from openimr.adapters.doctor import Finding, attention, fault, fine
from openimr.adapters.key_care import Survey, survey
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import VARIABLE, check_master_key, inside
from openimr.vocabulary.counted import counted

WHAT = "Papers"


def check_keys(environment: Mapping[str, str], ring: KeyRing) -> Finding:
    """The master key is there and apart, opens every case, and nothing lies plain.

    Raises:
        BadInput, Refused: when it is not there, others can read it, or it must lie elsewhere.
    """
    place = ring.master.place
    if any(inside(place, ring.home / folder) for folder in KEPT_FOLDERS):
        says = f"The master key lies in {place.parent}, which backups hold."
        return fault(WHAT, says, f"Move it out, and name it in {VARIABLE}.")
    check_master_key(environment, ring.home)
    found = survey(ring)
    return _lacking(found, place) or _undone(found) or _well(found, ring)


def _lacking(found: Survey, place: Path) -> Finding | None:
    if not found.lacking:
        return None
    cases = counted(sum(found.wrapped[one] for one in found.lacking), "key")
    named = ", ".join(found.lacking)
    says = f"{cases} of cases cannot be opened: {place} lacks master key {named}."
    return fault(WHAT, says, f"Put it back, or name its file in {VARIABLE}.")


def _undone(found: Survey) -> Finding | None:
    if found.plain:
        says = f"{counted(found.plain, 'file')} or more not sealed."
        return attention(WHAT, says, "Stop serve and work, then: openimr keys seal")
    if found.older:
        says = f"{counted(found.older, 'key')} of cases wrapped by an older master key."
        return attention(WHAT, says, "Finish the rotation: openimr keys rotate")
    return None


def _well(found: Survey, ring: KeyRing) -> Finding:
    if not found.in_use:
        return fine(WHAT, "None are kept yet; a master key is made when first needed.")
    keys = counted(sum(found.wrapped.values()), "key")
    told = f"All are sealed; master key {found.in_use} wraps {keys}."
    if inside(ring.master.place, ring.home):
        return fine(WHAT, f"{told} It lies on the same disk: {VARIABLE} can name another place.")
    return fine(WHAT, told)
