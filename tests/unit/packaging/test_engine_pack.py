"""Packs for graphics, as a release makes them: the program takes its own list."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import engine_library
import engine_pack
import pytest
from environment import ROOT

from app.core.packs.manifest import read_manifest, this_platform

FOLDER = "https://example.org/releases/v1"


def test_the_program_reads_the_list_that_a_release_makes(tmp_path: Path) -> None:
    wheel = tmp_path / "llama.whl"
    with zipfile.ZipFile(wheel, "w") as zipped:
        for name in ("llama_cpp/llama.py", "llama_cpp/lib/libllama.so", "llama_cpp/lib/libggml.so"):
            zipped.writestr(name, name)
    told: list[Path] = []
    for backend in ("cuda", "cpu"):
        made, row = engine_pack.from_wheel(
            wheel, tmp_path, backend=backend, engine="0.3.36", folder=FOLDER
        )
        told.append(row)
        with zipfile.ZipFile(made) as zipped:
            assert zipped.namelist() == ["libggml.so", "libllama.so"]
    script = ROOT / "packaging" / "engine_pack.py"
    listed = subprocess.run([sys.executable, script, *told], stdout=subprocess.PIPE, check=True)
    (tmp_path / "packs.toml").write_bytes(listed.stdout)
    cuda, cpu = read_manifest(tmp_path / "packs.toml")
    assert cuda.url == f"{FOLDER}/soulchat-engine-cuda-{this_platform()}.zip"
    assert cuda.needs["zh_CN"] == json.loads(told[0].read_text())["needs"]["zh_CN"] != ""
    assert cpu.needs == {}
    assert cpu.id != cuda.id


@pytest.mark.parametrize("backend", engine_library.PACKS)
def test_every_pack_runs_on_any_processor_and_falls_back_to_it(backend: str) -> None:
    options = engine_library.PACKS[backend].options
    assert {"GGML_NATIVE=OFF", "GGML_BACKEND_DL=ON", "GGML_CPU_ALL_VARIANTS=ON"} <= set(options)
    keys = {engine_library.cache_key("1", recipe) for recipe in engine_library.PACKS.values()}
    assert len(keys) == len(engine_library.PACKS)
