"""A person finds weights in the terminal."""

import json
import os
import random
import resource
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pexpect
import pytest

from tests.support.gguf import small, written
from tests.support.hub import FILE, PART, REPOSITORY, Hub, Order
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


KIND = f"{REPOSITORY}:{FILE}"


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=24_000_000)) as hub:
        yield hub


def online(home: Path, hub: Hub, **environment: str) -> Shell:
    """A shell whose hub is the one on loopback."""
    place = str(home.parent / "hf")
    return Shell(home, HF_ENDPOINT=hub.url, HF_HOME=place, HF_HUB_CACHE=place, **environment)


def test_weights_are_downloaded_by_repository_and_file(home: Path, hub: Hub) -> None:
    shell = online(home, hub)
    outcome = shell.run("weights", "download", KIND, "--json")
    assert outcome.code == 0, outcome.err
    *steps, record = [json.loads(line) for line in outcome.out.splitlines()]
    assert steps[-1]["phase"] == "done"
    assert record["sha256"] == hub.sha256
    assert Path(record["file"]).read_bytes() == hub.content
    rows = {row["id"]: row for row in shell.run("weights", "list", "--json").json}
    assert rows["kind"]["state"] == "installed"
    assert shell.run("weights", "verify", "kind").code == 0
    removed = shell.run("weights", "remove", "kind")
    assert (removed.code, "is deleted: 0.02 GB" in removed.out) == (0, True)
    assert not Path(record["file"]).exists()
    rows = {row["id"]: row for row in shell.run("weights", "list", "--json").json}
    assert rows["kind"]["state"] == "available"
    shown = shell.run("weights", "show", "kind")
    assert (shown.code, REPOSITORY in shown.out) == (0, True)
    hub.content = small(data=24_000_064)
    hub.commit = "beef" * 10
    changed = shell.run("weights", "download", "kind")
    assert (changed.code, "another file as kind.gguf" in changed.err) == (1, True)
    assert shell.run("weights", "download", "kind", "--accept-change").code == 0
    assert shell.run("weights", "remove", "kind").code == 0
    assert "has left the list" in shell.run("weights", "remove", "kind").out
    assert shell.run("weights", "show", "kind").code == 1


def test_what_was_named_may_be_known_weights_and_come_from_modelscope(home: Path, hub: Hub) -> None:
    shell = online(home, hub, MODELSCOPE_ENDPOINT=hub.url, HF_TOKEN="hf_secret")
    named = ("weights", "download", KIND, "--mirror", "modelscope", "--like")
    told = shell.run(*named, "soulchat2.0-qwen2-7b")
    assert told.code == 0, told.err
    assert "research only" in told.err
    assert {seen.headers.get("authorization") for seen in hub.seen} == {None}
    assert hub.paths("hub")[0].startswith(f"/api/v1/models/{REPOSITORY}/")
    (row,) = [row for row in shell.run("weights", "list", "--json").json if "kind" in row["title"]]
    assert (row["id"], row["state"]) == ("soulchat2.0-qwen2-7b-2", "installed")
    assert shell.run(*named, "nobody").code == 1
    assert shell.run("weights", "download").code == 2


def test_two_processes_never_fetch_one_file(home: Path, hub: Hub) -> None:
    hub.speed = 1_000_000
    shell = online(home, hub)
    first = shell.start("weights", "download", KIND, passphrase=None)
    while hub.sent < 100_000:
        assert first.poll() is None
        time.sleep(0.01)
    second = shell.run("weights", "download", KIND)
    assert (second.code, "by another window or terminal" in second.err) == (1, True)
    hub.speed = 0
    _out, err = first.communicate(timeout=60)
    assert first.returncode == 0, err
    assert hub.sent == len(hub.content)


def test_an_interrupt_keeps_what_is_here(home: Path, hub: Hub) -> None:
    hub.orders.append(Order(stall_after=5_000_000))
    shell = online(home, hub)
    fetching = shell.start("weights", "download", KIND, passphrase=None)
    part = home / "weights" / PART
    while not part.exists() or part.stat().st_size < 5_000_000:
        assert fetching.poll() is None
        time.sleep(0.01)
    interrupted(fetching)
    assert shell.run("weights", "download", KIND).code == 0
    assert hub.ranges()[-1] == "bytes=5000000-"


@pytest.mark.parametrize(
    ("action", "orders"),
    [
        ("download", "api_orders"),
        ("download", "hub_orders"),
        ("download", "orders"),
        ("fit", "api_orders"),
        ("fit", "orders"),
    ],
)
def test_an_interrupt_is_heard_while_an_answer_is_waited_for(
    home: Path, hub: Hub, action: str, orders: str
) -> None:
    getattr(hub, orders).append(Order(silent=True))
    fetching = online(home, hub).start("weights", action, KIND, passphrase=None)
    while not hub.waited:
        assert fetching.poll() is None
        time.sleep(0.01)
    interrupted(fetching)


def test_an_interrupt_is_heard_while_the_next_try_is_waited_for(home: Path, hub: Hub) -> None:
    hub.orders.append(Order(status=429, headers={"Retry-After": "300"}))
    fetching = online(home, hub).start("weights", "download", KIND, "--json", passphrase=None)
    assert fetching.stdout
    while b'"waiting"' not in fetching.stdout.readline():
        assert fetching.poll() is None
    interrupted(fetching)


def test_a_terminal_shows_how_far_it_is_and_hears_control_c(home: Path, hub: Hub) -> None:
    hub.speed = 4_000_000
    program, *rest = online(home, hub).command("weights", "download", KIND)
    place = str(home.parent / "hf")
    surroundings = {**os.environ, "HF_ENDPOINT": hub.url, "HF_HUB_CACHE": place}
    with closing(
        pexpect.spawn(program, rest, encoding="utf-8", timeout=60, env=surroundings)
    ) as terminal:
        terminal.expect(r"Downloading \[#+ *\] \d+%  \d+\.\d MB/s  \d:\d\d:\d\d")
        terminal.sendintr()
        terminal.expect("Stopped.")
        terminal.expect(pexpect.EOF)
        terminal.wait()
        assert terminal.exitstatus == 1
    assert (home / "weights" / PART).stat().st_size


def test_an_interrupt_while_the_program_is_loaded_leaves_no_traceback(home: Path, hub: Hub) -> None:
    hub.api_orders.append(Order(silent=True))
    shell = online(home, hub, PYTHONPROFILEIMPORTTIME="1")
    fetching = shell.start("weights", "download", KIND, passphrase=None)
    assert fetching.stderr
    while not fetching.stderr.readline().endswith(b" sqlalchemy.util\n"):
        assert fetching.poll() is None
    fetching.send_signal(signal.SIGINT)
    _out, err = fetching.communicate(timeout=60)
    assert (fetching.returncode, b"Traceback" in err) == (1, False), err


def interrupted(fetching: "subprocess.Popen[bytes]") -> None:
    """Press Ctrl+C once, and see that it ends as it should."""
    fetching.send_signal(signal.SIGINT)
    _out, err = fetching.communicate(timeout=60)
    assert (fetching.returncode, err.count(b"Stopped.")) == (1, 1), err
    assert b"Traceback" not in err


def test_the_token_goes_to_its_hub_and_to_nobody_else(home: Path, hub: Hub) -> None:
    shell = online(home, hub, HF_TOKEN="hf_secret")
    assert shell.run("weights", "download", KIND).code == 0
    told = {seen.host: seen.headers.get("authorization") for seen in hub.seen}
    assert told == {"hub": "Bearer hf_secret", "storage": None}
    with Hub(hub.content) as mirror:
        assert shell.run("weights", "remove", "kind").code == 0
        assert shell.run("weights", "download", KIND, "--mirror", mirror.url).code == 0
        assert {seen.headers.get("authorization") for seen in mirror.seen} == {None}
        assert mirror.sent == len(hub.content)


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("soulchat2.0-qwen2-7b", "No GGUF file"),
        ("demo", "came with the program"),
        ("nobody", "no weights named"),
        ("nobody/nothing", "not clear"),
        ("nobody/nothing:weights.bin", "not clear"),
        ("nobody/nothing:weights.gguf", "is not on the hub"),
        (KIND, "want to know who downloads"),
    ],
)
def test_what_cannot_be_downloaded_is_said_in_a_sentence(
    home: Path, hub: Hub, what: str, sentence: str
) -> None:
    hub.gated = True
    refused = online(home, hub).run("weights", "download", what)
    assert (refused.code, refused.out) == (1, "")
    assert sentence in refused.err
    assert "Traceback" not in refused.err


def test_what_fits_this_computer_is_said_with_one_to_take(shell: Shell) -> None:
    shell.run("weights", "list")
    (shell.home / "weights" / "broken.gguf").write_bytes(b"GGUF")
    told = shell.run("weights", "fit", "--json", "--context", "2048").json
    rows = {row["id"]: row for row in told["weights"]}
    assert told["hardware"]["memory_total"] > told["hardware"]["memory_free"] > 0
    assert rows["demo"]["memory"] > 98_362_432
    assert rows["demo"]["context_length"] == 2048
    assert "soulchat-1.0" not in rows
    assert told["recommended"] in {*rows, None}
    assert shell.run("weights", "fit").out.startswith(f"{told['hardware']['cores']} cores")


def test_a_file_on_a_hub_is_judged_by_its_own_header(home: Path, hub: Hub) -> None:
    judged = online(home, hub).run("weights", "fit", KIND, "--json").json
    (row,) = judged["weights"]
    assert (row["file"], row["size"], row["verdict"]) == (FILE, len(hub.content), "fits")
    assert row["context_length"] == 512
    assert judged["hardware"]["features"]
    assert not list((home / "weights").glob(f"{FILE}*"))
    (demo,) = Shell(home).run("weights", "fit", "demo", "--json").json["weights"]
    assert (demo["told_by"], demo["size"]) == ("header", 98_362_432)


def test_a_disk_that_fills_up_midway_keeps_what_is_here(home: Path, hub: Hub) -> None:
    shell = online(home, hub)
    limit = 5_000_000
    process = shell.start(
        "weights",
        "download",
        KIND,
        passphrase=None,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, b"")
    assert b"disk is full" in err
    assert (home / "weights" / PART).stat().st_size == limit
    assert shell.run("weights", "download", KIND).code == 0
    assert hub.ranges()[-1] == f"bytes={limit}-"


@pytest.mark.slow
def test_a_download_killed_five_times_arrives_having_fetched_hardly_more(
    home: Path, hub: Hub
) -> None:
    shell = online(home, hub)
    chance = random.Random(time.time_ns())
    hub.speed = 8_000_000
    part = home / "weights" / PART
    for _kill in range(5):
        until = hub.sent + chance.randint(500_000, 4_000_000)
        process = shell.start("weights", "download", KIND, passphrase=None)
        while hub.sent < until:
            assert process.poll() is None
            time.sleep(0.005)
        process.kill()
        process.communicate()
        assert part.stat().st_size > 0
    outcome = shell.run("weights", "download", KIND, "--json")
    assert outcome.code == 0, outcome.err
    record = json.loads(outcome.out.splitlines()[-1])
    assert record["sha256"] == hub.sha256
    assert Path(record["file"]).read_bytes() == hub.content
    assert hub.sent < 1.05 * len(hub.content)
