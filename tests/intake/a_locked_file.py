"""Files locked with a password as office programs and PDF writers lock them, made here from their specifications.

Office: [MS-OFFCRYPTO] standard encryption (AES-128, SHA-1, 50,000 turns) inside a compound file, [MS-CFB].
PDF: ISO 32000-1, 7.6, the standard security handler, RC4 128 bits (V2) or AES 128 bits (V4).
"""

import hashlib
import struct

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

PASSWORD = "sesame"
SECTOR, MINI, CUTOFF = 512, 64, 4096
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SALT = bytes(range(16))
PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


# ---- compound files
def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file with these streams at its root; small ones go into the mini stream, as in real files."""
    mini, mini_fat, places = b"", list[int](), dict[str, int]()
    for name, content in streams.items():
        if len(content) < CUTOFF:
            places[name] = len(mini) // MINI
            mini += _filled(content, MINI)
            mini_fat += _chain(len(mini_fat), -(-len(content) // MINI))
    parts = [_directory_size(len(streams)), len(mini_fat) * 4, len(mini)]
    large = {name: content for name, content in streams.items() if len(content) >= CUTOFF}
    sizes = [-(-size // SECTOR) for size in [*parts, *map(len, large.values())]]
    fats = 1
    while fats * 128 < fats + sum(sizes):
        fats += 1
    table, starts = [FAT] * fats, list[int]()
    for size in sizes:
        starts.append(len(table) if size else END)
        table += _chain(len(table), size)
    places |= dict(zip(large, starts[3:], strict=True))
    table += [FREE] * (fats * 128 - len(table))
    head = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, fats, starts[0], 0, CUTOFF, starts[1], sizes[1], END, 0)
    head += struct.pack("<109I", *range(fats), *[FREE] * (109 - fats))
    body = struct.pack(f"<{len(table)}I", *table) + _directory(streams, places, starts[2], len(mini))
    body += _filled(struct.pack(f"<{len(mini_fat)}I", *mini_fat), SECTOR, b"\xff") + _filled(mini, SECTOR)
    return head + body + b"".join(_filled(content, SECTOR) for content in large.values())


def _filled(content: bytes, unit: int, sign: bytes = b"\0") -> bytes:
    return content + sign * (-len(content) % unit)


def _chain(first: int, size: int) -> list[int]:
    return [*range(first + 1, first + size), END] if size else []


def _directory_size(streams: int) -> int:
    return 128 * (streams + 1)


def _directory(streams: dict[str, bytes], places: dict[str, int], mini: int, mini_size: int) -> bytes:
    # in the order of the specification: shorter names first; each is the right neighbour of the one before
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    rows = [_row("Root Entry", 5, FREE, 1, mini, mini_size)]
    for n, name in enumerate(names, 1):
        after = n + 1 if n < len(names) else FREE
        rows.append(_row(name, 2, after, FREE, places[name], len(streams[name])))
    return _filled(b"".join(rows), SECTOR)


def _row(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    words = name.encode("utf-16-le") + b"\0\0"
    row = _filled(words, 64) + struct.pack("<HBBIII", len(words), kind, 1, FREE, right, child)
    return row + bytes(36) + struct.pack("<IQ", start, size)


# ---- office documents
def locked_office(content: bytes, password: str = PASSWORD) -> bytes:
    """A .docx, .xlsx or .pptx as Office saves it under a password."""
    key = _office_key(password)
    verifier = bytes(range(16, 32))
    proof = _ecb(key, verifier), _ecb(key, _filled(hashlib.sha1(verifier).digest(), 32))
    name = "Microsoft Enhanced RSA and AES Cryptographic Provider".encode("utf-16-le") + b"\0\0"
    header = struct.pack("<IIIIIIII", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + name
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + SALT
    info += proof[0] + struct.pack("<I", 20) + proof[1]
    package = struct.pack("<Q", len(content)) + _ecb(key, _filled(content, 16))
    return compound({"EncryptionInfo": info, "EncryptedPackage": package})


def _office_key(password: str) -> bytes:
    digest = hashlib.sha1(SALT + password.encode("utf-16-le")).digest()
    for n in range(50_000):
        digest = hashlib.sha1(struct.pack("<I", n) + digest).digest()
    digest = hashlib.sha1(digest + bytes(4)).digest()
    return hashlib.sha1(bytes(a ^ 0x36 for a in _filled(digest, 64))).digest()[:16]


def _ecb(key: bytes, content: bytes) -> bytes:
    turn = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    return turn.update(content) + turn.finalize()


# ---- PDF
def locked_pdf(words: str, password: str = PASSWORD, *, aes: bool) -> bytes:
    """One page with these words, that opens with the password alone (an empty one opens for everybody)."""
    user, owner = (_padded(word.encode("cp1252")) for word in (password, "propriétaire"))
    rights, id_ = struct.pack("<i", -4), b"0123456789abcdef"
    o = _rc4_turns(_md5(owner, 51), user)
    key = hashlib.md5(user + o + rights + id_).digest()
    key = _md5(key, 50)
    u = _rc4_turns(key, hashlib.md5(PAD + id_).digest()) + bytes(16)
    content = b"BT /F1 12 Tf 60 700 Td (%s) Tj ET" % words.encode("cp1252")
    sealed = _of_object(key, 4, content, aes=aes)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [5 0 R] /Count 1 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(sealed), sealed),
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 3 0 R >> >> >>",
    ]
    ways = b"/V 2 /R 3 /Length 128"
    if aes:
        filters = b"/CF << /StdCF << /CFM /AESV2 /AuthEvent /DocOpen /Length 16 >> >> /StmF /StdCF /StrF /StdCF"
        ways = b"/V 4 /R 4 /Length 128 " + filters
    lock = b"/Encrypt << /Filter /Standard %s /P -4 /O <%s> /U <%s> >> /ID [<%s> <%s>]"
    hexed = [part.hex().encode() for part in (o, u, id_, id_)]
    return _file(objects, lock % (ways, *hexed))


def _file(objects: list[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.6\n", list[int]()
    for n, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return out + head + b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, trailer, len(out)
    )  # fmt: skip


def _padded(word: bytes) -> bytes:
    return (word + PAD)[:32]


def _md5(start: bytes, times: int) -> bytes:
    for _n in range(times):
        start = hashlib.md5(start).digest()
    return start


def _rc4_turns(key: bytes, content: bytes) -> bytes:
    for n in range(20):
        content = _rc4(bytes(k ^ n for k in key), content)
    return content


def _rc4(key: bytes, content: bytes) -> bytes:
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    i, j, out = 0, 0, bytearray()
    for byte in content:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)


def _of_object(key: bytes, number: int, content: bytes, *, aes: bool) -> bytes:
    salted = key + struct.pack("<I", number)[:3] + bytes(2) + (b"sAlT" if aes else b"")
    own = hashlib.md5(salted).digest()[:16]
    if not aes:
        return _rc4(own, content)
    filler, start = PKCS7(128).padder(), bytes(range(16))
    turn = Cipher(algorithms.AES(own), modes.CBC(start)).encryptor()
    return start + turn.update(filler.update(content) + filler.finalize()) + turn.finalize()
