"""Everything secret about a wave, derived from two things that are never stored together.

``RESPONDENT_KEY`` lives in the environment, a wave's salt in the database; together they give
the wave key (HKDF-SHA256, RFC 5869), and from it by HMAC each link, each draft and each ballot.
The database alone yields none of them, and once the salt is erased nobody can derive them again.
"""

import hmac
import os
import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

# Crockford's alphabet: no letter is mistaken for another when read aloud or typed.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
TOKEN_LENGTH = 26  # 130 bits
NONCE_BYTES = 12
LENGTH_BYTES = 4


class KeyMissing(Exception):
    """No RESPONDENT_KEY of this installation opens the wave."""


class BoxError(Exception):
    """A sealed text was altered, or belongs elsewhere."""


def new_salt() -> bytes:
    """Return a wave's salt."""
    return secrets.token_bytes(32)


@dataclass(frozen=True)
class Box:
    """Authenticated encryption to a fixed size, so that a length says nothing."""

    key: bytes

    def seal(self, text: bytes, *, size: int, name: uuid.UUID) -> bytes:
        """Encrypt ``text`` padded to ``size`` bytes, bound to the row that will hold it.

        Raises ValueError if the text does not fit.
        """
        if len(text) + LENGTH_BYTES > size:
            raise ValueError(f"{len(text)} bytes do not fit into {size}.")
        padded = (len(text).to_bytes(LENGTH_BYTES, "big") + text).ljust(size, b"\0")
        nonce = os.urandom(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, padded, name.bytes)

    def open(self, sealed: bytes, *, name: uuid.UUID) -> bytes:
        """Decrypt what ``seal`` returned; raises BoxError if it was altered or moved."""
        nonce, ciphertext = sealed[:NONCE_BYTES], sealed[NONCE_BYTES:]
        try:
            padded = AESGCM(self.key).decrypt(nonce, ciphertext, name.bytes)
        except InvalidTag:
            raise BoxError from None
        length = int.from_bytes(padded[:LENGTH_BYTES], "big")
        return padded[LENGTH_BYTES : LENGTH_BYTES + length]


@dataclass(frozen=True, repr=False)
class WaveKey:
    """The secret of one wave and all that is derived from it."""

    secret: bytes

    def _derive(self, label: str, *parts: bytes) -> bytes:
        # Parts have fixed lengths or stand last, so no two derivations share an input.
        return hmac.digest(self.secret, b"\0".join([label.encode(), *parts]), "sha256")

    @property
    def check(self) -> str:
        """A value stored with the wave, by which the right RESPONDENT_KEY is recognised."""
        return self._derive("check").hex()

    def token(self, invitation: uuid.UUID, generation: int) -> str:
        """Return the secret part of an invitation's link. It is stored nowhere."""
        digest = self._derive("token", invitation.bytes, generation.to_bytes(4, "big"))
        number = int.from_bytes(digest, "big")
        return "".join(ALPHABET[(number >> (5 * i)) & 31] for i in range(TOKEN_LENGTH))

    def lookup(self, token: str) -> str:
        """Return what the database knows of a token: enough to find it, not to make it."""
        return self._derive("lookup", token.encode()).hex()

    def draft_id(self, token: str) -> uuid.UUID:
        """Return the name of the draft behind a link; a replaced link has another."""
        return uuid.UUID(bytes=self._derive("draft id", token.encode())[:16], version=4)

    def draft_box(self, token: str) -> Box:
        """Return the box of the draft behind a link."""
        return Box(self._derive("draft key", token.encode()))

    def ballot_id(self, invitation: uuid.UUID) -> uuid.UUID:
        """Return the one-time name of an invitation's ballot, whatever link it came by."""
        return uuid.UUID(bytes=self._derive("ballot id", invitation.bytes)[:16], version=4)

    @property
    def ballot_box(self) -> Box:
        """The box of all ballots of the wave, opened once, when it is sealed."""
        return Box(self._derive("ballot key"))


def derive(respondent_key: str, salt: bytes) -> WaveKey:
    """Return the wave key for one RESPONDENT_KEY."""
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"centricity wave key 1")
    return WaveKey(hkdf.derive(respondent_key.encode()))


def place(respondent_keys: Sequence[str], salt: bytes, check: str) -> int | None:
    """Return which of the keys a wave was made with, counted from 0; None if it is none of them."""
    for number, respondent_key in enumerate(respondent_keys):
        if hmac.compare_digest(derive(respondent_key, salt).check, check):
            return number
    return None


def find(respondent_keys: Sequence[str], salt: bytes, check: str) -> WaveKey:
    """Return the wave key, whichever of the keys it was made with.

    Keys are listed newest first; an old one stays in the list as long as a wave needs it.
    Raises KeyMissing if none fits.
    """
    number = place(respondent_keys, salt, check)
    if number is not None:
        return derive(respondent_keys[number], salt)
    raise KeyMissing(
        "None of the keys in RESPONDENT_KEY opens this wave. Put the key it was opened with back "
        "into the list; without it, its links and answers cannot be read."
    )
