"""The keys with which a phone keeps what it could not send yet.

A key is derived (HKDF with SHA-256, RFC 5869) from SECRET_KEY, the user and a random name that the
device gave itself. Nothing is stored here, and the device stores the key beside nothing: whoever
signs in again on the same device gets the same key, and another user gets another one.

When SECRET_KEY changes, the old one in SECRET_KEY_FALLBACKS still opens what was kept before; it
goes out of use by itself, because new rows are made with the first key. Without it those rows
cannot be read any more, and the phone says so.
"""

import hmac
from base64 import b64encode
from hashlib import sha256

from django.conf import settings

_SALT = b"casetrack quick contact 1"
KEY_BYTES = 32


def hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """32 bytes derived from `secret`, as RFC 5869 says; other `info` gives bytes that tell nothing about these."""
    extracted = hmac.digest(salt, secret, sha256)
    return hmac.digest(extracted, info + b"\x01", sha256)[:KEY_BYTES]


def _derived(secret: str, *parts) -> bytes:
    # Each part with its length: no two lists of parts read alike.
    info = b"".join(len(part).to_bytes(4, "big") + part for part in (str(part).encode() for part in parts))
    return hkdf(secret.encode(), _SALT, info)


def who(user) -> str:
    """A mark by which a browser sees that another user signed in; it tells nothing about the user."""
    return _derived(settings.SECRET_KEY, "who", user.pk).hex()[:32]


def keys_of(user, device: str) -> list[dict]:
    """The key of this user on this device, then those of earlier secrets, each with the mark of the rows it opens."""
    return [
        {
            "owner": _derived(secret, "owner", user.pk, device).hex()[:32],
            "key": b64encode(_derived(secret, "key", user.pk, device)).decode(),
        }
        for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
