"""A person finds weights in the terminal."""

import json
from pathlib import Path

import pytest

from tests.support.gguf import small, written
from tests.support.terminal import Shell


@pytest.fixture
def shell(home: Path) -> Shell:
    return Shell(home)


def test_the_list_says_what_is_here_and_what_is_not(shell: Shell) -> None:
    rows = {row["id"]: row for row in shell.run("weights", "list", "--json").json}
    assert rows["demo"]["state"] == "installed"
    assert rows["soulchat-1.0"]["state"] == "cannot_run"
    assert rows["soulchat2.0-qwen2-7b"]["state"] == "no_gguf"
    assert rows["mindchat-qwen2-4b"]["state"] == "available"
    assert {"id", "title", "family", "state"} <= set(rows["qwen2.5-0.5b-instruct"])
    lines = shell.run("weights", "list").out.splitlines()
    assert len(lines) == len(rows)
    assert any(line.startswith("soulchat-1.0 ") and "can't run" in line for line in lines)


def test_what_is_known_of_weights_is_shown_in_the_persons_language(home: Path) -> None:
    shown = Shell(home, LC_ALL="zh_CN.UTF-8").run("weights", "show", "mindchat-qwen2-4b")
    assert shown.code == 0
    assert "近亲" in shown.out
    assert "RichardErkhov/X-D-Lab_-_MindChat-Qwen2-4B-gguf" in shown.out
    details = Shell(home).run("weights", "show", "mindchat-qwen2-4b", "--json").json
    assert [file["quantization"] for file in details["files"]] == ["Q4_K_M", "Q5_K_M", "Q3_K_M"]
    assert details["files"][0]["sha256"] == "unpinned"
    assert details["kv_bytes_per_token"] == 409_600


def test_unknown_weights_are_refused_in_a_sentence(shell: Shell) -> None:
    refused = shell.run("weights", "show", "soulchat-13b")
    assert (refused.code, refused.out) == (1, "")
    assert "no weights named soulchat-13b" in refused.err


@pytest.mark.parametrize("copy", [(), ("--copy",)])
def test_a_file_of_ones_own_is_imported_verified_and_let_go(
    shell: Shell, tmp_path: Path, copy: tuple[str, ...]
) -> None:
    file = written(tmp_path / "Kind One.gguf")
    told = shell.run("weights", "import", str(file), *copy, "--json").out.splitlines()
    record = json.loads(told[-1])
    assert record["id"] == "kind-one"
    assert (record["file"] == str(file)) is not bool(copy)
    rows = {row["id"]: row for row in shell.run("weights", "list", "--json").json}
    assert rows["kind-one"]["state"] == "installed"
    whole = shell.run("weights", "verify", "kind-one")
    assert (whole.code, record["sha256"] in whole.out) == (0, True)
    if copy:
        Path(record["file"]).write_bytes(small(data=511))
        changed = shell.run("weights", "verify", "kind-one")
        assert changed.code == 1
    assert shell.run("weights", "remove", "kind-one").code == 0
    assert file.exists()
    assert not copy or not Path(record["file"]).exists()
    assert shell.run("weights", "remove", "kind-one").code == 1


def test_a_file_that_lies_is_refused_before_anything_is_kept(shell: Shell, tmp_path: Path) -> None:
    file = written(tmp_path / "evil.gguf", tensors=(("w", (2**63, 4), 0, 0),))
    refused = shell.run("weights", "import", str(file))
    assert (refused.code, refused.out) == (1, "")
    assert "evil.gguf" in refused.err
    assert "Traceback" not in refused.err
    assert not list((shell.home / "weights").glob("records/*"))
