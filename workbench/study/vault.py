"""The vault of a study: the files people were recorded in and the key from labels to names, under a passphrase.

`identities.vault` in the study's folder. No other part of the workbench opens it, and nothing of it is ever printed.
The file: 8 bytes of name and version, 3 of scrypt's cost (log2 N, r, p), 16 of salt, 16 that tell a wrong passphrase
from a damaged file, 12 of nonce, then AES-256-GCM over deflated JSON, the 55 bytes before it authenticated with it.
scrypt: RFC 7914; its cost: OWASP's recommendation for it (N = 2^17, r = 8, p = 1), 128 MiB and half a second a try.
"""

import errno
import hmac
import json
import os
import unicodedata
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.errors import BadInput, NoVault, PassphraseNeeded, StudyRefused, VaultDamaged, WrongPassphrase
from workbench.messages import _
from workbench.study.files import file_refusal, kept
from workbench.study.vault_contents import Original, Vault, as_json, from_json

__all__ = [
    "VAULT",
    "Original",
    "Vault",
    "change",
    "change_passphrase",
    "create",
    "held",
    "read",
    "sealed",
]

VAULT = "identities.vault"
MAGIC = b"WBVAULT\x01"
COST, R, P = 17, 8, 1
HIGHEST_COST = 20  # a forged file must not make us reserve more than a gibibyte
SALT, CHECK, NONCE = 16, 16, 12
HEAD = len(MAGIC) + 3 + SALT + CHECK + NONCE
SHORTEST = 12


def create(folder: Path, passphrase: str) -> Vault:
    """Makes an empty vault in a study's folder; raises StudyRefused when there is one, BadInput for few characters."""
    _long_enough(passphrase)
    with _locked(folder):
        if (folder / VAULT).exists():
            raise StudyRefused(folder=folder, why=_("it has a vault already"))
        _write(folder, passphrase, Vault())
    return Vault()


def read(folder: Path, passphrase: str) -> Vault:
    """What the vault holds. Raises NoVault, WrongPassphrase or VaultDamaged; the file is never touched."""
    try:
        content = (folder / VAULT).read_bytes()
    except FileNotFoundError as why:
        raise NoVault(folder=folder) from why
    except OSError as why:
        raise file_refusal(why, folder) from why
    return _opened(folder, content, passphrase)


def change(folder: Path, passphrase: str, to: Callable[[Vault], Vault]) -> Vault:
    """Replaces what the vault holds by what `to` makes of it, whole or not at all; two writers wait for each other.

    Raises what `read` raises, and whatever `to` raises; then the vault is as it was.
    """
    with _locked(folder):
        changed = to(read(folder, passphrase))
        _write(folder, passphrase, changed)
    return changed


@contextmanager
def held(folder: Path, passphrase: str | None) -> Iterator[Vault | None]:
    """What the vault holds, with nobody else writing to it meanwhile; None when the study has none.

    Raises PassphraseNeeded when there is a vault and no passphrase, and what `read` raises.
    """
    if not (folder / VAULT).exists():
        yield None
        return
    if passphrase is None:
        raise PassphraseNeeded(folder=folder)
    with _locked(folder):
        yield read(folder, passphrase)


def change_passphrase(folder: Path, old: str, new: str) -> None:
    """Encrypts the vault under a new passphrase. Copies and backups made before still open with the old one."""
    _long_enough(new)
    with _locked(folder):
        _write(folder, new, read(folder, old))


def _long_enough(passphrase: str) -> None:
    if len(_plain(passphrase)) < SHORTEST:
        raise BadInput(why=_("a passphrase has at least {n} characters").format(n=SHORTEST))


def _plain(passphrase: str) -> str:
    # the same words typed on two keyboards must be the same bytes
    return unicodedata.normalize("NFKC", passphrase.strip())


def _keys(passphrase: str, salt: bytes, cost: int, r: int, p: int) -> tuple[bytes, bytes]:
    """The key that encrypts and the key that recognises the passphrase."""
    from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

    made = Scrypt(salt=salt, length=64, n=2**cost, r=r, p=p).derive(_plain(passphrase).encode())
    return made[:32], made[32:]


def sealed(passphrase: str, vault: Vault) -> bytes:
    """The bytes of a vault's file."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = os.urandom(SALT), os.urandom(NONCE)  # both new each time: no nonce is ever used twice with a key
    key, recogniser = _keys(passphrase, salt, COST, R, P)
    front = MAGIC + bytes([COST, R, P]) + salt
    head = front + hmac.digest(recogniser, front, "sha256")[:CHECK] + nonce
    return head + AESGCM(key).encrypt(nonce, zlib.compress(json.dumps(as_json(vault)).encode()), head)


def _write(folder: Path, passphrase: str, vault: Vault) -> None:
    with kept(folder / VAULT, sealed(passphrase, vault), folder):
        pass


def _opened(folder: Path, content: bytes, passphrase: str) -> Vault:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    head = content[:HEAD]
    if len(content) <= HEAD or not head.startswith(MAGIC):
        raise VaultDamaged(folder=folder)
    cost, r, p = head[len(MAGIC) : len(MAGIC) + 3]
    if not 1 <= cost <= HIGHEST_COST or (r, p) != (R, P):
        raise VaultDamaged(folder=folder)
    front, check, nonce = head[: -CHECK - NONCE], head[-CHECK - NONCE : -NONCE], head[-NONCE:]
    key, recogniser = _keys(passphrase, front[-SALT:], cost, r, p)
    if not hmac.compare_digest(hmac.digest(recogniser, front, "sha256")[:CHECK], check):
        raise WrongPassphrase(folder=folder)
    try:
        return from_json(json.loads(zlib.decompress(AESGCM(key).decrypt(nonce, content[HEAD:], head))))
    except (InvalidTag, zlib.error, ValueError, KeyError, TypeError) as why:
        raise VaultDamaged(folder=folder) from why


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Holds the vault for one writer; the lock goes with the process, whatever happens to it."""
    try:
        handle = os.open(folder / f".{VAULT}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    except FileNotFoundError as why:
        raise NoVault(folder=folder) from why
    except OSError as why:
        raise file_refusal(why, folder) from why
    try:
        _wait_for(handle)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        locking, hold = getattr(msvcrt, "locking"), getattr(msvcrt, "LK_LOCK")  # noqa: B009 - known on Windows only
        while True:
            try:
                locking(handle, hold, 1)
                return
            except OSError as why:  # it gives up after ten seconds
                if why.errno != errno.EDEADLK:
                    raise
    import fcntl

    fcntl.flock(handle, fcntl.LOCK_EX)
