"""Secrets as they are kept: encrypted by a key that is made of the service's own secret.

Fernet (AES-128-CBC and HMAC-SHA-256) with a key by HKDF (RFC 5869), so that who reads the records alone, or a
copy of them, learns no secret, and a key of one purpose is no use for another.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from checker.errors import InputError

KEY = 32
"""Bytes of a key."""


class Unsealable(InputError):
    """What was sealed with another secret."""


class Sealer:
    """Encrypts and decrypts with one key."""

    def __init__(self, secret: str, purpose: bytes, what: str) -> None:
        """Make the key.

        Args:
            secret: the service's.
            purpose: what the key is for (RFC 5869, section 3.2).
            what: what is kept with it, for people: `target`.
        """
        derived = HKDF(algorithm=SHA256(), length=KEY, salt=None, info=purpose).derive(secret.encode())
        self._fernet, self._what = Fernet(base64.urlsafe_b64encode(derived)), what

    def seal(self, text: str) -> bytes:
        """Return *text*, encrypted."""
        return self._fernet.encrypt(text.encode())

    def open(self, sealed: bytes) -> str:
        """Return the text that was *sealed*.

        Raises:
            Unsealable: if it was sealed with another secret, or altered.
        """
        try:
            return self._fernet.decrypt(sealed).decode()
        except InvalidToken as error:
            raise Unsealable(
                f"The {self._what} was kept under another BRANDCHECK_SERVICE__SECRET, or was altered. "
                "Enter it anew."
            ) from error
