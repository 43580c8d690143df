"""Whether the cryptography of this installation does what it says: known answers.

A library that was replaced, miscompiled or mixed up must not touch a journal. Runs
before anything is unlocked, in a few milliseconds.
"""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.core.errors import UserFacingError
from app.core.vault.keys import argon2

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
    """Two of the reference implementation's own, of version 0x13, through what makes our keys.

    https://github.com/P-H-C/phc-winner-argon2/blob/master/src/test.c
    (RFC 9106's own has a key and associated data, which ours never have.)
    """
    return all(
        argon2(b"password", b"somesalt", memory_kib=256, time=2, lanes=lanes) == _h(tag)
        for lanes, tag in (
            (1, "9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe"),
            (2, "6d093c501fd5999645e0ea3bf620d7b8be7fd2db59c20d9fff9539da2bf57037"),
        )
    )
