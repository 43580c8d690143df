"""What this computer's processor can't do, asked before a library would end the program over it."""

import ctypes
import sys

_SSE42_AND_POPCNT = 1 << 20 | 1 << 23
"""In ECX of CPUID's leaf 1."""


def too_old_for_qt() -> bool:
    """Whether Qt would abort: its libraries are made for x86-64-v2, which came in 2008.

    Where the C library can't tell (before glibc 2.33; other systems), it is taken to be new
    enough. The engine, the journal and the terminal run on every x86-64.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        leaf = ctypes.CDLL(None)["__x86_get_cpuid_feature_leaf"]
    except AttributeError:
        return False
    leaf.restype = ctypes.POINTER(ctypes.c_uint * 8)  # struct cpuid_feature; ECX is the third
    return bool(_SSE42_AND_POPCNT & ~leaf(0).contents[2])
