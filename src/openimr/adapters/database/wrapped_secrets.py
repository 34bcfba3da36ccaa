"""A secret of the installation as it is kept in the database: wrapped by the master key.

So neither the database nor a backup opens what is sealed with it. After a change of the master key
it is wrapped anew when it is next needed.
"""

from __future__ import annotations

import secrets

from openimr.adapters.database.faults import attempt
from openimr.adapters.database.kept_secrets import kept_secret
from openimr.adapters.database.models import Secret
from openimr.adapters.key_ring import KeyRing
from openimr.adapters.master_key import MasterKey

_ID = 16
_BYTES = 32


def wrapped_secret(alias: str, name: str, ring: KeyRing) -> bytes:
    """A secret of 32 bytes: made when first asked for, the same on every machine.

    Args:
        alias: the database.
        name: what it is for.
        ring: has the master key.

    Raises:
        BadInput: when the master key is not there, or is another installation's.
    """
    table = Secret.objects.using(alias).filter(name=name)
    there = attempt(alias, table.exists)
    first = ring.master.keys_or_new(sealed_before=lambda: there or bool(ring.wrapped()))[0]
    kept = kept_secret(alias, name, lambda: _wrapped(first, name, secrets.token_bytes(_BYTES)))
    where, named = f"the key of every {name}", kept[:_ID].decode("ascii", "replace")
    secret = ring.master.key(named, where).open(kept[_ID:], name.encode(), where)
    if named != first.id:
        again = _wrapped(first, name, secret)
        attempt(alias, lambda: table.filter(content=kept).update(content=again))
    return secret


def _wrapped(master: MasterKey, name: str, secret: bytes) -> bytes:
    return master.id.encode() + master.seal(secret, name.encode())
