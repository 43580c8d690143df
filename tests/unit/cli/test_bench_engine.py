"""What ``soulchat bench engine`` says of its figures, and of the peers that are there or not."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli.bench_engine import BARS, Compared, _listed, _show_table
from app.cli.bench_rivals import gpt4all

FACTS: dict[str, Any] = {
    "machine": {"processor": "Some processor", "cores": 2, "system": "Linux x86_64"},
    "llama_cpp": {"ours": "llama.cpp 1"},
    "weights": {"name": "demo.gguf"},
}
ASKED = {"path": "/somewhere/weights.gguf", "context": 512, "threads": 1}


def test_the_bars_are_those_of_the_issue() -> None:
    assert {key: (bar.limit, bar.least) for key, bar in BARS.items()} == {
        "decode_ratio": (0.97, True),
        "gpt4all_ratio": (0.97, True),
        "bare_ratio": (0.97, True),
        "next_turn_ratio": (1.05, False),
        "history_growth": (1.05, False),
        "snapshot_ratio": (0.05, False),
        "draft_prefill_ratio": (0.10, False),
        "yield_ms": (100, False),
        "busy_ratio": (0.5, True),
        "engine_overhead_mb": (150, False),
    }


def test_the_table_says_what_was_kept_and_what_was_missed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    decode = Compared.of("xllamacpp", "tokens/s", [50.0, 60.0, 58.0], [50.0, 50.0, 60.0])
    _show_table(FACTS, {"decode_ratio": decode, "engine_overhead_mb": Compared((200.0,))})
    *_facts, first, second = capsys.readouterr().out.splitlines()
    assert first.split()[:5] == ["decode_ratio", "1.000", "≥", "0.97", "kept"]
    assert first.endswith("58.0 / 50.0 tokens/s")
    assert second.split()[:5] == ["engine_overhead_mb", "200.000", "≤", "150", "missed"]


def test_a_figure_tells_its_runs_and_its_peer() -> None:
    figure = Compared.of("xllamacpp", "ms", [10.0, 30.0, 20.0], [20.0, 20.0, 20.0])
    told = _listed(figure)
    assert (told["value"], told["runs"], told["peer"]) == (1.0, [0.5, 1.5, 1.0], "xllamacpp")


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes a package of GPT4All's name and kind."""

    def make(body: str) -> None:
        (tmp_path / "gpt4all.py").write_text(f"class GPT4All:\n{body}")
        (tmp_path / "gpt4all-2.8.2.dist-info").mkdir()
        facts = "Metadata-Version: 2.1\nName: gpt4all\nVersion: 2.8.2\n"
        (tmp_path / "gpt4all-2.8.2.dist-info" / "METADATA").write_text(facts)
        monkeypatch.setenv("PYTHONPATH", str(tmp_path))
        monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])

    return make


def test_weights_that_gpt4all_does_not_know_are_told(package: Callable[[str], None]) -> None:
    package("    def __init__(self, *_a, **_k): raise Exception('Model not loaded')\n")
    peer = gpt4all(ASKED)
    assert peer
    peer.close()
    assert peer.about == {"version": "2.8.2", "loaded": False}


def test_gpt4all_is_timed_by_its_tokens(package: Callable[[str], None]) -> None:
    package("""
    def __init__(self, name, *, model_path, allow_download, device, n_ctx, n_threads):
        assert (name, model_path) == ("weights.gguf", "/somewhere")
        assert (allow_download, device, n_ctx, n_threads) == (False, "cpu", 512, 1)
    def generate(self, prompt, *, max_tokens, callback, **_drawing):
        print("a log that is no answer")
        for number in range(max_tokens):
            callback(number, "word")
""")
    peer = gpt4all(ASKED)
    assert peer
    written = peer.write("Once", 8, 0)
    peer.close()
    assert peer.about["loaded"]
    assert written.first_ms > 0
    assert written.tokens_per_second > 0
