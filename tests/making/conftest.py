"""Tiny original weights, and the GGUF files made of them by the real command."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.originals import tiny_llama, tiny_qwen2

ROOT = Path(__file__).resolve().parents[2]
CONVERT = ROOT / "models" / "making" / "convert.py"


def convert(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run it as a person does."""
    return run_python(CONVERT, *arguments)


def run_python(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command, changed = [sys.executable, *arguments], {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=changed)


def made(originals: Path, out: Path, kind: str) -> Path:
    done = convert(originals, "--out", out, "--quant", kind)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / f"{originals.name}-{kind}.gguf"


@pytest.fixture(scope="session")
def qwen2(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals") / "tiny-qwen2"
    tiny_qwen2(folder)
    return folder


@pytest.fixture(scope="session")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("originals") / "tiny-llama"
    tiny_llama(folder)
    return folder


@pytest.fixture(scope="session", params=["qwen2", "llama"])
def originals(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(request.param))


@pytest.fixture(scope="session")
def sixteen_bits(originals: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(originals, tmp_path_factory.mktemp("made"), "F16")
