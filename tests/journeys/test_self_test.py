"""Cryptography that was replaced or mixed up touches no journal."""

import shlex
import subprocess
import textwrap
from pathlib import Path

import pytest

from tests.support.terminal import PASSPHRASE, Shell

# What might have been installed in place of the real thing: imported before all else.
REPLACED = {
    "AES-256-GCM": """
        from cryptography.hazmat.primitives.ciphers import aead
        class Careless(aead.AESGCM.__base__):
            def __init__(self, key): self._key = key
            def encrypt(self, nonce, data, beside): return data + bytes(16)
            def decrypt(self, nonce, data, beside): return data[:-16]
        aead.AESGCM = Careless
    """,
    "HKDF-SHA256": """
        from cryptography.hazmat.primitives.kdf import hkdf
        class Constant:
            def __init__(self, length, **_rest): self._length = length
            def derive(self, secret): return bytes(self._length)
        hkdf.HKDF = Constant
    """,
    "Argon2id": """
        from argon2 import low_level
        low_level.hash_secret_raw = lambda *_secret, hash_len, **_cost: bytes(hash_len)
    """,
    "Argon2id ": """
        from argon2 import low_level
        real = low_level.hash_secret_raw
        low_level.hash_secret_raw = lambda *secret, **cost: real(*secret, **cost | {"time_cost": 1})
    """,
    "SQLCipher": """
        import sqlite3, sys, types
        package = types.ModuleType("sqlcipher3")
        package.dbapi2 = sys.modules["sqlcipher3.dbapi2"] = sqlite3
        sys.modules["sqlcipher3"] = package
    """,
}


@pytest.mark.parametrize("part", REPLACED)
def test_nothing_opens_when_the_cryptography_is_not_what_it_says(
    home: Path, tmp_path: Path, part: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(textwrap.dedent(REPLACED[part]))
    shell = Shell(home, PYTHONPATH=str(tmp_path))
    refused = shell.run("profile", "create", "Mei", passphrase=PASSPHRASE)
    assert (refused.code, refused.out) == (1, "")
    assert f"doesn't work as it must ({part.strip()})" in refused.err
    assert list((home / "profiles").iterdir()) == []


def test_no_room_for_the_test_is_no_reason_to_refuse(home: Path) -> None:
    shell = Shell(home)
    shell.run("profile", "create", "Mei", passphrase=PASSPHRASE)
    command = shlex.join(shell.command("profile", "list"))
    done = subprocess.run(
        ["sh", "-c", f"ulimit -f 0; {command}"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Mei ")
