"""The look at a bundle: it passes what is whole, and names what is not."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import smoke
from bundle import version
from console import FaultError
from verified import demo_weights


@pytest.mark.slow
def test_the_real_program_is_whole(tmp_path: Path) -> None:
    told: dict[str, str] = {}
    bundle = smoke.HereInstalled(Path(sys.executable).with_name("soulchat"), tmp_path)
    smoke.check(bundle, str(demo_weights()), told.__setitem__)
    assert told["Version"] == f"soulchat {version()}"
    assert "Noto Sans CJK SC" in told["Letters"]
    assert told["Keyring"]
    assert int(told["Memory of the window's process"].split()[0]) < 250  # MB


class Scripted:
    """Answers as a whole program does, and leaves what one leaves."""

    def __init__(self, folder: Path) -> None:
        self.places = [folder]
        self.home = folder / "home"
        self.journal = self.home / "profiles" / "1" / "journal.db"
        self.journal.parent.mkdir(parents=True)
        self.journal.write_bytes(b"\x17" * 64)
        spoken = {"ours": "Close", "qt": "Close", "face": "DejaVu Sans"}
        chinese = {"ours": "关闭", "qt": "关闭", "face": "Noto Sans CJK SC"}
        llama = {"answers": True, "version": "llama.cpp", "features": "haswell: AVX2"}
        self.doctor: dict[str, Any] = {
            **{"problems": [], "llama": llama, "qt": "6", "sqlcipher": "4", "keyring": "none"},
        }
        self.window: dict[str, Any] = {
            "memory": 1,
            "spoken": {"en": spoken, "zh_CN": chinese},
        }
        self.said: dict[tuple[str, ...], str] = {
            ("--version",): f"soulchat {version()}\n",
            ("chat", "--once"): "I hear you.\n",
            ("journal", "list"): f"today  {smoke.WORDS}\n",
            ("bench", "ui"): '{"window_visible_ms": {"value": 900}}',
        }

    def run(self, *arguments: str, typed: str = "") -> str:
        if arguments[:1] == ("doctor",):
            return json.dumps(self.doctor)
        if "--once" in arguments and arguments[0] == "bench":
            return json.dumps(self.window)
        if arguments[:2] == ("chat", "--once"):
            (self.home / "settings.toml").write_text("")
        return self.said.get(arguments[:2], "")


def test_a_whole_one_passes(tmp_path: Path) -> None:
    told: list[str] = []
    smoke.check(Scripted(tmp_path), "demo.gguf", lambda name, _seen: told.append(name))
    assert {"Engine", "Keyring", "Letters", "Written outside the data home"} <= set(told)


def _write_elsewhere(bundle: Scripted) -> None:
    before = bundle.run

    def run(*arguments: str, typed: str = "") -> str:
        (bundle.places[0] / "stray.tmp").write_text("")
        return before(*arguments, typed=typed)

    bundle.run = run  # type: ignore[method-assign]


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda one: one.said.update({("--version",): "soulchat 0"}), "calls itself"),
        (lambda one: one.doctor.update(problems=["no engine"]), "no engine"),
        (lambda one: one.doctor["llama"].update(answers=False), "does not answer"),
        (lambda one: one.doctor.update(keyring=""), "keyring"),
        (lambda one: one.said.update({("chat", "--once"): ""}), "no reply"),
        (lambda one: one.said.update({("journal", "list"): ""}), "not in the journal"),
        (lambda one: one.journal.write_bytes(smoke.WORDS.encode()), "tells"),
        (lambda one: one.journal.write_bytes(smoke.PASSPHRASE.encode("utf-16-le")), "tells"),
        (lambda one: one.journal.write_bytes(b"SQLite format 3\0"), "plain"),
        (lambda one: one.window["spoken"]["zh_CN"].update(qt="Close"), "Chinese words, qt"),
        (lambda one: one.window["spoken"]["zh_CN"].update(face=""), "no letters for zh_CN"),
        (_write_elsewhere, "stray.tmp"),
    ],
)
def test_what_is_not_whole_is_named(
    tmp_path: Path, harm: Callable[[Scripted], None], named: str
) -> None:
    bundle = Scripted(tmp_path)
    harm(bundle)
    with pytest.raises(FaultError, match=named):
        smoke.check(bundle, "demo.gguf", lambda _name, _seen: None)


def test_on_a_processor_without_avx_there_are_kernels_and_a_reply(tmp_path: Path) -> None:
    bundle = Scripted(tmp_path)
    bundle.doctor["llama"]["features"] = "sse42: CPU : SSE3 = 1 | SSSE3 = 1"
    told: dict[str, str] = {}
    smoke.check_without_avx(bundle, "demo.gguf", told.__setitem__)
    (kernels,) = told.values()
    assert kernels.startswith("sse42; a reply of 11 characters")
    for features in ("haswell: AVX2", ""):
        bundle.doctor["llama"]["features"] = features
        with pytest.raises(FaultError, match="AVX is in use"):
            smoke.check_without_avx(bundle, "demo.gguf", told.__setitem__)


def test_an_emulated_processor_without_avx_stops_at_avx_wherever_it_is(tmp_path: Path) -> None:
    source, program = tmp_path / "avx.c", tmp_path / "avx"
    source.write_text('int main(void) { __asm__("vzeroall"); return 0; }')
    subprocess.run(["gcc", source, "-o", program], check=True)

    def ends(*command: str | Path) -> int:
        emulated = [*smoke.WITHOUT_AVX, *command]
        return subprocess.run(emulated, env=os.environ | smoke.EMULATE_ALL, check=False).returncode

    assert ends(program)
    assert not ends("sh", "-c", f"! {program}")
