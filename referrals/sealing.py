"""The code of a receipt, and what it opens: pure functions, no database.

A reporter gets a code of 130 bits (26 symbols of Crockford's base 32) and a check symbol. The code itself is kept
nowhere: the database holds `lookup(code)`, a keyed hash, and a public key that was derived from the code. 130 random bits
cannot be guessed, so a plain keyed hash is enough (OWASP ASVS 5.0, 6.5.2 and 11.5.1): one indexed look-up, the same work
for a right and a wrong code, and no slow hash with which somebody could keep the server busy.

Words and files are sealed twice (libsodium's sealed boxes): for the reporter, with the key pair that only the code gives,
and for the meldpunt, with a key pair derived from MELDPUNT_KEY and the code of the meldpunt. So staff can write without
the receipt code, the reporter reads everything with it, and the database alone opens nothing.
"""

import hmac
import re
import secrets
import unicodedata

import nacl.bindings
from django.conf import settings
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SYMBOLS = 26  # times 5 bits: 130
LENGTH = RANDOM_SYMBOLS + 1
GROUP = 3  # nine groups of three: short enough to read out and to copy
# The sealed size of a text tells its length to within this many bytes only.
BLOCK = 512

_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
_BETWEEN = re.compile(r"[\s\-\u00ad\u2010-\u2015\u2212_.·]+")
_FIELD = 0b100101  # x^5 + x^2 + 1: the field of 32 elements in which the check symbol is computed


class Unopened(Exception):
    """What was sealed cannot be opened with this key: another key, or it was changed."""


# The code


def new_code() -> str:
    """A new random code: 26 symbols and the check symbol, without groups."""
    random = "".join(secrets.choice(SYMBOLS) for _ in range(RANDOM_SYMBOLS))
    return random + check_symbol(random)


def check_symbol(symbols: str) -> str:
    """The symbol that makes the weighted sum over the field of 32 elements nought.

    Each place has another weight (a power of a generator), so that every single wrong symbol and every two
    symbols that changed places, next to each other or not, are noticed.
    """
    total = 0
    for weighed, symbol in zip(_WEIGHED, symbols, strict=True):
        total ^= weighed[symbol]
    return SYMBOLS[total]


def _times(one: int, other: int) -> int:
    """The product in the field of 32 elements."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one <<= 1
        if one & 0b100000:
            one ^= _FIELD
        other >>= 1
    return product


def _weights():
    """For each place: {symbol: its value times the weight of the place}."""
    weight = 1
    for _place in range(RANDOM_SYMBOLS):
        weight = _times(weight, 2)
        yield {symbol: _times(weight, value) for value, symbol in enumerate(SYMBOLS)}


_WEIGHED = list(_weights())


def read_code(typed: str) -> str:
    """The code as somebody typed it: small letters, spaces, hyphens, I or L for 1 and O for 0 are all read.

    Gives "" for what cannot be a code: another length, a strange symbol, or a check symbol that is not right.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", typed[:200])).upper().translate(_READ_AS)
    if len(plain) != LENGTH or not set(plain) <= set(SYMBOLS):
        return ""
    return plain if check_symbol(plain[:-1]) == plain[-1] else ""


def grouped(code: str) -> str:
    """The code in groups, for people: 7QK-2M0-…"""
    return "-".join(groups(code))


def groups(code: str) -> list[str]:
    """The groups of a code."""
    return [code[at : at + GROUP] for at in range(0, len(code), GROUP)]


# Keys


def _secrets() -> list[str]:
    """The present MELDPUNT_KEY first, then those of before."""
    return [settings.MELDPUNT_KEY, *settings.MELDPUNT_KEY_FALLBACKS]


def _derived(secret: str, *purpose: str) -> bytes:
    return hmac.digest(secret.encode(), "\0".join(("casetrack meldpunt", *purpose)).encode(), "sha256")


def lookup(code: str) -> bytes:
    """The keyed hash under which the mailbox of a code is kept."""
    return lookups(code)[0]


def lookups(code: str) -> list[bytes]:
    """The keyed hashes under which it may be kept: one for the present key and one for each earlier one."""
    return [hmac.digest(_derived(secret, "lookup"), code.encode(), "sha256") for secret in _secrets()]


def public_key_of(code: str) -> bytes:
    """The public key for what only the code opens; kept with the mailbox."""
    return bytes(_key_of_reporter(code).public_key)


def _key_of_reporter(code: str) -> PrivateKey:
    return PrivateKey(_derived(code, "reporter"))


def _keys_of_meldpunt(meldpunt_code: str) -> list[PrivateKey]:
    return [PrivateKey(_derived(secret, "meldpunt", meldpunt_code)) for secret in _secrets()]


# Sealing


def seal_for_reporter(content: bytes, public_key: bytes) -> bytes:
    """Sealed so that only the code opens it."""
    return SealedBox(PublicKey(bytes(public_key))).encrypt(content)


def seal_for_meldpunt(content: bytes, meldpunt_code: str) -> bytes:
    """Sealed so that only MELDPUNT_KEY opens it."""
    return SealedBox(_keys_of_meldpunt(meldpunt_code)[0].public_key).encrypt(content)


def open_as_reporter(sealed: bytes, code: str) -> bytes:
    """What was sealed for the reporter; raises Unopened."""
    return _open(sealed, [_key_of_reporter(code)])


def open_as_meldpunt(sealed: bytes, meldpunt_code: str) -> bytes:
    """What was sealed for the meldpunt, with the present key or an earlier one; raises Unopened."""
    return _open(sealed, _keys_of_meldpunt(meldpunt_code))


def _open(sealed, keys):
    for key in keys:
        try:
            return SealedBox(key).decrypt(bytes(sealed))
        except CryptoError:
            continue
    raise Unopened


def padded(text: str) -> bytes:
    """A text as bytes whose number tells its length only roughly."""
    return nacl.bindings.sodium_pad(text.encode(), BLOCK)


def unpadded(content: bytes) -> str:
    """The text again."""
    return nacl.bindings.sodium_unpad(content, BLOCK).decode()
