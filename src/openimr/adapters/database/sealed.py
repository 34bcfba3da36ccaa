"""Small secrets as they are kept: sealed with a key that is no part of their row."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from openimr.vocabulary.errors import BadInput

_NONCE = 12


class Seal:
    """Seals with AES-256-GCM under a key derived from a secret of the installation.

    Args:
        secret: of the installation.
        purpose: what is sealed; each purpose has a key of its own.
    """

    def __init__(self, secret: bytes, purpose: str) -> None:
        derive = HKDF(SHA256(), 32, salt=None, info=f"openimr {purpose}".encode())
        self._cipher = AESGCM(derive.derive(secret))
        self._purpose = purpose

    def close(self, content: bytes, of: str) -> bytes:
        """Seal something, so that it can be opened as what it is of and nothing else."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, content, of.encode())

    def open(self, sealed: bytes, of: str) -> bytes:
        """What was sealed.

        Raises:
            BadInput: when it was sealed with another key, as another's, or altered since.
        """
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], of.encode())
        except InvalidTag:
            found = "cannot be opened with the key of this installation"
            remedy = "Is the key the one that belongs to this database? Else set it anew."
            raise BadInput(f"the {self._purpose} of {of}", found, remedy) from None
