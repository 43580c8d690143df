"""A person gets an engine pack in the terminal, looks at it, and lets it go."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.hub import Hub
from tests.support.packs import Publisher, broken_at
from tests.support.terminal import Shell


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(b"") as hub:
        yield hub


def test_a_pack_comes_computes_and_goes(home: Path, tmp_path: Path, hub: Hub) -> None:
    shell = Shell(home)
    assert "No engine packs have been published yet" in shell.run("engine", "list").out
    unknown = shell.run("engine", "get", "cuda")
    assert (unknown.code, unknown.out) == (1, "")
    assert "no engine pack named cuda for this computer" in unknown.err
    publisher = Publisher(home / "engines", tmp_path)
    hub.content = publisher.publish(f"{hub.storage_url}/pack.zip")
    assert "second  For the processor: can be downloaded" in shell.run("engine", "list").out
    steps = shell.run("engine", "get", "second", "--json").out.splitlines()
    assert json.loads(steps[-1])["phase"] == "done"
    assert shell.run("doctor", "--json").json["pack"]["state"] == "in_use"
    assert "Engine pack: second (in use)" in shell.run("doctor").out
    removed = shell.run("engine", "remove", "second")
    assert "second is removed" in removed.out
    (row,) = shell.run("engine", "list", "--json").json
    assert row["state"] == "available"
    assert shell.run("doctor", "--json").json["pack"] is None


def test_a_pack_that_crashes_leaves_the_programs_own_engine(
    home: Path, tmp_path: Path, hub: Hub
) -> None:
    shell = Shell(home, LC_ALL="zh_CN.UTF-8")
    publisher = Publisher(home / "engines", tmp_path)
    broken = broken_at("llama_model_load_from_file", tmp_path)
    hub.content = publisher.publish(f"{hub.storage_url}/pack.zip", broken)
    refused = shell.run("engine", "get", "second")
    assert (refused.code, refused.out) == (1, "")
    assert "引擎包崩溃了，因此改由程序自带的引擎计算。" in refused.err
    listed = shell.run("engine", "list").out
    assert "已在这里，但出了故障" in listed
    assert "请更新显卡驱动后再试" in listed
    found = shell.run("doctor", "--json").json
    assert found["llama"]["answers"]
    assert found["problems"] == []
    assert found["pack"]["state"] == "failed"
