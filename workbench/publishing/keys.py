"""Who may read: one password for the readers of what is served, and links that let somebody in for some hours.

Standard library and argon2 only. A password is kept as its argon2 hash; a link is the hour at which it ends, signed.
"""

import hashlib
import hmac
import secrets
import time
from collections import defaultdict, deque
from dataclasses import dataclass, field

TRIES, WITHIN = 5, 300  # wrong passwords of one address in so many seconds; then it waits
ALL_TRIES = 60  # the same for all addresses together: many machines guessing are one guesser
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read for something else


@dataclass(frozen=True, slots=True)
class Keys:
    """What a server needs to know who may come in; it never holds the password itself."""

    hashed: str
    secret: str  # hex; what links are signed with

    def opens(self, password: str) -> bool:
        """Whether this is the password."""
        import argon2
        from argon2.exceptions import InvalidHashError, VerificationError

        try:
            return argon2.PasswordHasher().verify(self.hashed, password)
        except (VerificationError, InvalidHashError):
            return False

    def link(self, hours: float, now: float | None = None) -> str:
        """What a link carries to let somebody in until so many hours from now."""
        until = str(int((time.time() if now is None else now) + hours * 3600))
        return f"{until}.{self._signed(until)}"

    def admits(self, link: str, now: float | None = None) -> bool:
        """Whether a link is one of ours and its hour has not come."""
        until, _dot, signature = link.partition(".")
        if not until.isdecimal() or not hmac.compare_digest(signature.encode(), self._signed(until).encode()):
            return False
        return int(until) > (time.time() if now is None else now)

    def _signed(self, until: str) -> str:
        return hmac.new(bytes.fromhex(self.secret), until.encode(), hashlib.sha256).hexdigest()


def keys_for(password: str) -> Keys:
    """The keys of a server whose readers have this password; links of an earlier start no longer work."""
    import argon2

    return Keys(argon2.PasswordHasher().hash(password), secrets.token_hex(32))


def new_password() -> str:
    """A password that can be read out on the telephone: three groups of four, about 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _letter in range(4)) for _group in range(3))


@dataclass(slots=True)
class Patience:
    """How many wrong passwords came from where, lately."""

    wrong: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def waits(self, address: str, now: float | None = None) -> int:
        """For how many seconds nothing of this address is tried any more; 0 when it may try."""
        at = time.monotonic() if now is None else now
        for key, most in ((address, TRIES), ("", ALL_TRIES)):
            times = self.wrong[key]
            while times and times[0] <= at - WITHIN:
                times.popleft()
            if len(times) >= most:
                return int(times[0] + WITHIN - at) + 1
        return 0

    def failed(self, address: str, now: float | None = None) -> None:
        at = time.monotonic() if now is None else now
        for key in (address, ""):
            self.wrong[key].append(at)
