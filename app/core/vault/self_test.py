"""Whether the cryptography of this installation does what it says: known answers.

A library that was replaced, miscompiled or mixed up must not touch a journal. Runs
before anything is unlocked, in a few milliseconds.
"""

from argon2.low_level import ARGON2_VERSION, Type, core, ffi
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserFacingError

_h = bytes.fromhex


def check() -> None:
    """Refuse to go on with cryptography that gives wrong answers.

    Raises:
        UserFacingError: ``self_test_failed``, with the ``part`` that failed.
    """
    for part, holds in (
        ("AES-256-GCM", _aes_gcm_holds),
        ("HKDF-SHA256", _hkdf_holds),
        ("Argon2id", _argon2_holds),
    ):
        if not holds():
            raise UserFacingError("self_test_failed", part=part)


def _aes_gcm_holds() -> bool:
    """Test Case 16 of McGrew and Viega, The Galois/Counter Mode of Operation, and a forgery.

    https://csrc.nist.gov/groups/ST/toolkit/BCM/documents/proposedmodes/gcm/gcm-spec.pdf
    """
    cipher = AESGCM(_h("feffe9928665731c6d6a8f9467308308") * 2)
    nonce = _h("cafebabefacedbaddecaf888")
    beside = _h("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    plain = _h(
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    sealed = _h(
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    if cipher.encrypt(nonce, plain, beside) != sealed:
        return False
    try:
        cipher.decrypt(nonce, sealed[:-1] + b"\0", beside)
    except InvalidTag:
        return cipher.decrypt(nonce, sealed, beside) == plain
    return False


def _hkdf_holds() -> bool:
    """Test Case 1 of RFC 5869."""
    derivation = HKDF(
        algorithm=SHA256(), length=42, salt=bytes(range(13)), info=bytes(range(0xF0, 0xFA))
    )
    return derivation.derive(b"\x0b" * 22) == _h(
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    )


def _argon2_holds() -> bool:
    """The test vector of RFC 9106, section 5.3: 32 KiB, 3 passes, 4 lanes."""
    tag = ffi.new("uint8_t[]", 32)
    password, salt = ffi.new("uint8_t[]", b"\x01" * 32), ffi.new("uint8_t[]", b"\x02" * 16)
    secret, beside = ffi.new("uint8_t[]", b"\x03" * 8), ffi.new("uint8_t[]", b"\x04" * 12)
    context = ffi.new(
        "argon2_context *",
        {
            "out": tag,
            "outlen": 32,
            "pwd": password,
            "pwdlen": 32,
            "salt": salt,
            "saltlen": 16,
            "secret": secret,
            "secretlen": 8,
            "ad": beside,
            "adlen": 12,
            "t_cost": 3,
            "m_cost": 32,
            "lanes": 4,
            "threads": 4,
            "version": ARGON2_VERSION,
            "allocate_cbk": ffi.NULL,
            "free_cbk": ffi.NULL,
            "flags": 0,
        },
    )
    if core(context, Type.ID.value) != 0:
        return False
    return bytes(ffi.buffer(tag)) == _h(
        "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    )
