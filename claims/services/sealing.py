"""Sealing: what must be read again is kept so that the database alone does not tell it."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class UnreadableError(Exception):
    """What was sealed was sealed with a key that is not known here."""


def seal(content: bytes) -> bytes:
    """Encrypt what is to be kept with the site's ``SECRET_KEY``; the result is ASCII."""
    return _keys().encrypt(content)


def unseal(sealed: bytes) -> bytes:
    """Give back what was sealed, also with one of ``SECRET_KEY_FALLBACKS``.

    Raises ``UnreadableError`` where neither fits.
    """
    try:
        return _keys().decrypt(sealed)
    except InvalidToken as error:
        raise UnreadableError(
            "It was sealed with another SECRET_KEY than the site has now."
        ) from error


def _keys() -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key_of(str(secret))) for secret in known])


def _key_of(secret: str) -> bytes:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"claimbook sealing").derive(
        secret.encode()
    )
    return base64.urlsafe_b64encode(derived)
