"""Codes of a workshop: short enough to be read aloud, and the only way from a bundle to a person.

The bundle holds no code and no pseudonym. Of each code it holds a handle (under which answers are written down), a
check (whether a code typed in is this one) and that person's own quotes, sealed with the code: all three are made of
one slow, salted derivation (scrypt, RFC 7914), so that whoever finds the bundle cannot try every code.
Standard library only: a machine that serves needs nothing else. The seal is a keystream of HMAC-SHA256 in
counter mode under one key, authenticated with HMAC-SHA256 under another (encrypt, then authenticate).
"""

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.findings.sessions import plain_code

LETTERS = "ABCDEFGHJKMNPQRTUVWXY346789"  # none that looks or sounds like another on a printed card
LENGTH = 8  # 27**8: about 38 bits, behind a derivation that takes 16 MiB and some 50 ms
WORK = 2**14


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What a code and a workshop's salt give."""

    handle: str
    check: str
    seal: bytes
    proof: bytes


def mint() -> str:
    """A fresh code, in two groups of four letters and digits."""
    drawn = "".join(secrets.choice(LETTERS) for _n in range(LENGTH))
    return f"{drawn[:4]}-{drawn[4:]}"


def keys(code: str, salt: str) -> Keys:
    """What follows of a code in this workshop; `salt` is the workshop's, in hexadecimal."""
    made = hashlib.scrypt(plain_code(code).encode(), salt=bytes.fromhex(salt), n=WORK, r=8, p=1, dklen=96)
    return Keys(made[:8].hex(), hashlib.sha256(made[16:32]).hexdigest(), made[32:64], made[64:])


def sealed(value: object, own: Keys) -> str:
    """The value as JSON, readable only with the code; hexadecimal."""
    nonce = secrets.token_bytes(16)
    body = json.dumps(value, ensure_ascii=False).encode()
    hidden = nonce + bytes(a ^ b for a, b in zip(body, _stream(own.seal, nonce, len(body)), strict=True))
    return (hidden + hmac.digest(own.proof, hidden, "sha256")).hex()


def unsealed(closed: str, own: Keys) -> Any:
    """The value sealed with this code; raises ValueError when it was sealed with another or changed."""
    whole = bytes.fromhex(closed)
    hidden, proof = whole[:-32], whole[-32:]
    if not hmac.compare_digest(proof, hmac.digest(own.proof, hidden, "sha256")):
        raise ValueError("not sealed with this code")
    nonce, body = hidden[:16], hidden[16:]
    return json.loads(bytes(a ^ b for a, b in zip(body, _stream(own.seal, nonce, len(body)), strict=True)))


def _stream(key: bytes, nonce: bytes, length: int) -> bytes:
    blocks = -(-length // 32)
    made = b"".join(hmac.digest(key, nonce + n.to_bytes(8, "big"), "sha256") for n in range(blocks))
    return made[:length]


def found(code: str, salt: str, listed: list[dict[str, Any]]) -> tuple[Mapping[str, Any], Keys] | None:
    """The entry of a bundle's list that this code opens, with its keys; None when it opens none."""
    if len(plain_code(code)) != LENGTH:
        return None
    own = keys(code, salt)
    for entry in listed:
        if hmac.compare_digest(str(entry["check"]), own.check):
            return entry, own
    return None
