"""Keys for journals that no vault made."""

import hashlib


def subkey(purpose: str) -> bytes:
    """A key of 32 bytes for each purpose; the journal's own is that of the golden journals."""
    return bytes(range(32)) if purpose == "journal" else hashlib.sha256(purpose.encode()).digest()


def other(purpose: str) -> bytes:
    """Keys of somebody else."""
    return hashlib.sha256(b"other" + purpose.encode()).digest()
