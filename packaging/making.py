"""The environment in which weights are made: all but Qt, PyTorch, and llama.cpp's converter."""

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import engine_library
from console import run
from environment import ENGINE, ROOT, Environment, calm_environment, pins

CONSTRAINTS = ROOT / "packaging" / "constraints-making.txt"
_PARTS = (
    "LICENSE",
    "convert_hf_to_gguf.py",
    "conversion",
    "gguf-py",
    # Vocabularies alone: the tests make weights around the one, and read prompts with both.
    "models/ggml-vocab-qwen2.gguf",
    "models/ggml-vocab-llama-bpe.gguf",
)


@dataclass(frozen=True)
class MakingEnvironment(Environment):
    """An environment with the packages of constraints-making.txt as well.

    The converter is that of the very llama.cpp that is pinned (decision 095); it lies in the
    folder ``llama.cpp`` of the environment.
    """

    def wanted_stamp(self, engine: str) -> dict[str, str]:
        """As of every environment, and what is added here."""
        recipe = CONSTRAINTS.read_bytes() + Path(__file__).read_bytes()
        return {**super().wanted_stamp(engine), "making": hashlib.sha256(recipe).hexdigest()}

    def _install(self, engine: str, cache: Path, log: Path) -> None:
        super()._install(engine, cache, log)
        python, tools = self.command("python"), calm_environment()
        pip = [python, "-m", "pip", "install", "--no-deps", "--only-binary", ":all:"]
        run(
            [*pip, "-r", CONSTRAINTS],
            title="Installing PyTorch and transformers",
            usual="a minute; the first time some 250 MB are downloaded",
            log=log,
            environment=tools,
        )
        version = pins()[ENGINE]
        parts = hashlib.sha256("\0".join(_PARTS).encode()).hexdigest()[:8]
        kept = cache / "converter" / f"{version}-{parts}"
        if not kept.is_dir():
            source = engine_library.fetch_source(
                version, kept.with_name(f"{kept.name}.work"), python, log, tools
            )
            _lay(source / "vendor" / "llama.cpp", kept)
            shutil.rmtree(kept.with_name(f"{kept.name}.work"))
        shutil.copytree(kept, self.folder / "llama.cpp")


def _lay(source: Path, kept: Path) -> None:
    passing = kept.with_name(f"{kept.name}.new")
    shutil.rmtree(passing, ignore_errors=True)
    for part in _PARTS:
        target = passing / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (source / part).is_dir():
            shutil.copytree(source / part, target)
        else:
            shutil.copy2(source / part, target)
    passing.replace(kept)
