"""The compiled llama.cpp: kept under a name that tells all, found again, opened once."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import engine_library
import pytest
from console import FaultError


def test_the_name_of_a_compile_tells_what_shaped_it() -> None:
    recipe = replace(engine_library.NATIVE, options=("A=ON",))
    name = engine_library.cache_key("1.0", recipe, "avx2 fma")
    assert name == engine_library.cache_key("1.0", recipe, "avx2 fma")
    assert name.startswith("1.0-")
    others = {
        engine_library.cache_key("1.1", recipe, "avx2 fma"),
        engine_library.cache_key("1.0", replace(recipe, options=("A=OFF",)), "avx2 fma"),
        engine_library.cache_key("1.0", replace(recipe, options=("A=ON", "B=ON")), "avx2 fma"),
        engine_library.cache_key("1.0", recipe, "avx2"),
    }
    assert len(others) == 4
    assert name not in others


def test_a_pack_for_all_processors_is_the_same_on_each() -> None:
    pack = engine_library.CPU_PACK
    assert engine_library.cache_key("1.0", pack) == engine_library.cache_key("1.0", pack, "")
    assert engine_library.cache_key("1.0", pack) != engine_library.cache_key("1.0")


def test_the_features_of_this_processor_are_known_and_stable() -> None:
    assert engine_library.cpu_features() == engine_library.cpu_features()
    assert engine_library.cpu_features().strip()


def test_a_compile_in_the_making_is_not_found(tmp_path: Path) -> None:
    kept = tmp_path / engine_library.cache_key("1.0")
    half_made = kept / "work" / "wheel" / "engine-1.0-py3-none-any.whl"
    half_made.parent.mkdir(parents=True)
    half_made.touch()
    assert engine_library.find("1.0", tmp_path) is None
    made = half_made.rename(kept / half_made.name)
    assert engine_library.find("1.0", tmp_path) == made
    assert engine_library.find("1.1", tmp_path) is None


def test_without_a_compiler_it_says_how_to_get_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("CXX", raising=False)
    with pytest.raises(FaultError, match="apt-get install g\\+\\+") as fault:
        engine_library.build("1.0", tmp_path, Path(sys.executable), tmp_path / "log", os.environ)
    assert "SOULCHAT_LLAMA_WHEEL" in str(fault.value)


def test_the_installed_engine_opens_each_library_once() -> None:
    # llama_cpp._ggml opens libggml by itself: a second copy would not know libllama's backends.
    program = """
import llama_cpp, llama_cpp._ggml
mapped = {line.split()[-1] for line in open("/proc/self/maps") if "ggml" in line}
print(*sorted(mapped), sep="\\n")
"""
    answer = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    names = [Path(line).name for line in answer.stdout.splitlines()]
    assert names == ["libggml-base.so", "libggml-cpu.so", "libggml.so"], answer.stderr


def test_the_installed_engine_reads_the_demo_weights_on_this_processor() -> None:
    trial = Path(engine_library.__file__).with_name("try_engine.py")
    answer = subprocess.run([sys.executable, trial], capture_output=True, text=True, check=False)
    assert answer.returncode == 0, answer.stderr[-2000:]
