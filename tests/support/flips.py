"""Chance damage."""

import random


def flipped(data: bytes, chance: random.Random) -> bytes:
    """The same with one bit changed."""
    changed = bytearray(data)
    bit = chance.randrange(len(data) * 8)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)
