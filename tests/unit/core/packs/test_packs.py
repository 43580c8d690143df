"""A pack is fetched, tried and used; whatever is wrong with it, the program's own engine answers.

A second build for the processor plays the pack for a graphics card: its libraries are real, and
so are the hub on loopback, the worker process and its crashes.
"""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.bootstrap import Program, start
from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, Finished, GenerationRequest, Loaded
from app.core.inference.process import ProcessEngine
from app.core.packs.shelf import Offer
from tests.support.gguf import written
from tests.support.hub import Hub, Order
from tests.support.packs import Publisher, broken_at, libraries, zipped

SPEAKING = "llama_sampler_chain_init"
"""What is called when a reply is written, and not before."""

OPTIONS = EngineOptions(context_length=512, threads=2)


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(b"") as hub:
        yield hub


@pytest.fixture
def publisher(home: Path, tmp_path: Path) -> Publisher:
    return Publisher(home / "engines", tmp_path)


@pytest.fixture
def program(home: Path) -> Program:
    return start(home)


def publish(hub: Hub, publisher: Publisher, files: list[Path] | None = None, **row: str) -> None:
    hub.content = publisher.publish(f"{hub.storage_url}/pack.zip", files, **row)


def get(program: Program) -> list[str]:
    return [step.phase for step in program.pack_downloads.of("second").run()]


def refusal(program: Program) -> str:
    with pytest.raises(UserFacingError) as refused:
        get(program)
    return refused.value.code


def offer(program: Program) -> Offer:
    (only,) = program.packs.offers()
    return only


def engine_of(program: Program) -> ProcessEngine:
    engine = program.new_engine()
    assert isinstance(engine, ProcessEngine)
    return engine


def demo(program: Program) -> Path:
    return program.weights.find("demo").path


def load(engine: ProcessEngine, weights: Path) -> Loaded:
    *_before, last = engine.load(weights, OPTIONS)
    assert isinstance(last, Loaded)
    return last


def answers(engine: ProcessEngine) -> bool:
    events = engine.generate(GenerationRequest("Hello", max_tokens=4))
    return any(isinstance(event, Finished) for event in events)


def test_a_good_pack_computes_from_now_on_and_after_a_restart(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    assert offer(program).state == "available"
    assert get(program)[-1] == "done"
    folder = program.packs.in_use()
    assert folder and folder.is_relative_to(home / "engines")
    assert sorted(file.name for file in folder.iterdir()) == [one.name for one in libraries()]
    assert not [each for each in (home / "engines").iterdir() if each.suffix in (".zip", ".part")]
    again = start(home)
    assert (offer(again).state, again.packs.in_use()) == ("in_use", folder)
    engine = engine_of(again)
    loaded = load(engine, demo(again))
    assert loaded.concessions == ()
    assert answers(engine)
    engine.close()


def test_every_library_comes_from_the_folder_of_the_pack(
    hub: Hub, publisher: Publisher, program: Program, tmp_path: Path
) -> None:
    """Though the search path of the system names the program's own, and another folder too."""
    publish(hub, publisher)
    get(program)
    folder = program.packs.in_use()
    script = (
        "from pathlib import Path; import app.core.inference.worker.binding; "
        "print(*{line.split()[-1] for line in Path('/proc/self/maps').read_text().splitlines() "
        "if 'ggml' in line or 'libllama' in line}, sep='\\n')"
    )
    own = libraries()[0].parent
    told = subprocess.run(
        [sys.executable, "-c", script],
        env={"LLAMA_CPP_LIB_PATH": str(folder), "LD_LIBRARY_PATH": f"{own}:{tmp_path}"},
        cwd=Path(__file__).parents[4],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {Path(line) for line in told.stdout.splitlines()}
    assert loaded == {folder / one.name for one in libraries() if folder}


def test_a_pack_is_used_before_there_are_any_weights(
    hub: Hub, publisher: Publisher, program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(hub, publisher)
    monkeypatch.setattr(program.weights, "all", list)
    assert get(program)[-1] == "done"
    assert offer(program).state == "in_use"


@pytest.mark.parametrize("function", ["llama_model_load_from_file", SPEAKING])
def test_a_pack_that_crashes_is_not_used_and_says_why(
    hub: Hub, publisher: Publisher, program: Program, home: Path, function: str
) -> None:
    publish(hub, publisher, broken_at(function, home.parent))
    assert refusal(program) == "pack_crashed"
    for each in (program, start(home)):
        fault = offer(each).fault
        assert fault and fault.code == "pack_crashed"
        assert each.packs.in_use() is None
    assert program.compute().features  # of the program's own engine


def test_a_pack_that_crashes_later_gives_way_and_is_remembered(
    hub: Hub, publisher: Publisher, program: Program, home: Path, tmp_path: Path
) -> None:
    publish(hub, publisher)
    get(program)
    place = program.packs.in_use()
    assert place
    for library in broken_at(SPEAKING, tmp_path):  # as an update of a driver might
        (place / library.name).unlink()
        library.rename(place / library.name)
    engine = engine_of(program)
    load(engine, demo(program))
    with pytest.raises(UserFacingError) as stopped:
        answers(engine)
    assert stopped.value.code == "engine_stopped"
    assert load(engine, demo(program)).concessions == ()
    assert answers(engine)
    engine.close()
    fault = offer(start(home)).fault
    assert fault and fault.code == "pack_crashed"


def test_a_pack_that_can_no_longer_load_gives_way_at_once(
    hub: Hub, publisher: Publisher, program: Program, tmp_path: Path
) -> None:
    publish(hub, publisher)
    get(program)
    place = program.packs.in_use()
    assert place
    (place / "libllama.so").write_bytes(b"\x7fELF and nothing more")
    engine = engine_of(program)
    assert load(engine, demo(program)).concessions == ("own_engine",)
    assert answers(engine)
    engine.close()
    fault = offer(program).fault
    assert fault and fault.code == "pack_wont_start"


def test_bad_weights_are_not_blamed_on_the_pack(
    hub: Hub, publisher: Publisher, program: Program, tmp_path: Path
) -> None:
    publish(hub, publisher)
    get(program)
    engine = engine_of(program)
    with pytest.raises(UserFacingError) as unreadable:
        list(engine.load(written(tmp_path / "bad.gguf"), OPTIONS))
    assert unreadable.value.code == "weights_unreadable"
    engine.close()
    assert offer(program).state == "in_use"


def test_a_pack_that_sees_no_graphics_card_is_not_used(
    hub: Hub, publisher: Publisher, program: Program
) -> None:
    publish(hub, publisher, backend="vulkan")
    assert refusal(program) == "pack_no_gpu"
    assert program.packs.in_use() is None


def test_a_pack_that_arrives_changed_is_never_unpacked(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    hub.content = hub.content[:-1] + b"!"
    assert refusal(program) == "pack_mismatch"
    assert not list((home / "engines").glob("*.wrong"))
    assert not [each for each in (home / "engines").iterdir() if each.is_dir()]
    assert offer(program).state == "available"


def test_a_pack_of_something_else_is_deleted(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    import hashlib

    evil = zipped(("libllama.so", b"\x7fELF"), ("../../settings.toml", b"evil"))
    publish(hub, publisher, sha256=hashlib.sha256(evil).hexdigest())
    hub.content = evil
    manifest = home / "engines" / "manifest.toml"
    lines = manifest.read_text("utf-8").splitlines()
    sizes = [f"size = {len(evil)}" if line.startswith("size") else line for line in lines]
    manifest.write_text("\n".join(sizes), encoding="utf-8")
    assert refusal(program) == "pack_damaged"
    assert {each.name for each in (home / "engines").iterdir()} <= {
        *("manifest.toml", "packs.lock"),
        *(each.name for each in (home / "engines").glob("*.lock")),
    }


def test_a_download_killed_midway_goes_on_where_it_was(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    hub.orders.append(Order(stall_after=1_000_000))
    command = [sys.executable, "-P", "-m", "app", "--home", str(home), "engine", "get", "second"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not any(part.stat().st_size for part in (home / "engines").glob("*.part")):
        assert process.poll() is None
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = hub.sent
    assert offer(program).state == "available"
    assert get(program)[-1] == "done"
    assert hub.sent - before < len(hub.content)
    assert offer(program).state == "in_use"


def test_what_was_cut_off_while_it_was_unpacked_is_swept_and_unpacked_anew(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    pack = program.packs.find("second")
    left = home / "engines" / f"{pack.called}.new"
    left.mkdir()
    (left / "libllama.so").write_bytes(b"half")
    (home / "engines" / f"{pack.called}.zip").write_bytes(hub.content)
    again = start(home)
    assert not left.exists()
    assert get(again)[-1] == "done"
    assert hub.sent == 0  # what was fetched once is not fetched again
    assert offer(again).state == "in_use"


def test_what_was_never_tried_to_its_end_is_not_used(
    hub: Hub, publisher: Publisher, program: Program, home: Path, tmp_path: Path
) -> None:
    publish(hub, publisher)
    archive = tmp_path / "whole.zip"
    archive.write_bytes(hub.content)
    program.packs.take_in(program.packs.find("second"), archive)
    again = start(home)
    fault = offer(again).fault
    assert fault and fault.code == "pack_untried"
    assert again.packs.in_use() is None
    assert get(again)[-1] == "done"
    assert hub.sent == 0
    assert offer(again).state == "in_use"


def test_a_pack_removed_while_it_computes_goes_and_the_talk_goes_on(
    hub: Hub, publisher: Publisher, program: Program
) -> None:
    publish(hub, publisher)
    get(program)
    folder = program.packs.in_use()
    engine = engine_of(program)
    load(engine, demo(program))
    program.packs.remove("second")
    assert folder and not folder.exists()
    assert answers(engine)  # what is loaded stays loaded
    assert load(engine, demo(program)).concessions == ()
    assert answers(engine)
    engine.close()
    assert offer(program).state == "available"
    with pytest.raises(UserFacingError) as gone:
        program.packs.remove("second")
    assert gone.value.code == "pack_not_here"


def test_a_pack_for_another_version_is_not_used(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    get(program)
    state = home / "engines" / "packs.toml"
    engine = program.packs.find("second").engine
    state.write_text(state.read_text("utf-8").replace(engine, "0.0.1"), encoding="utf-8")
    fault = offer(program).fault
    assert fault and fault.code == "pack_other_version"
    assert program.packs.in_use() is None


def test_a_pack_for_cards_rests_while_the_person_wants_no_card(
    hub: Hub, publisher: Publisher, program: Program, home: Path
) -> None:
    publish(hub, publisher)
    get(program)
    state = home / "engines" / "packs.toml"
    state.write_text(state.read_text("utf-8").replace('"cpu"', '"vulkan"'), encoding="utf-8")
    program.settings.set("gpu", "off")
    engine = engine_of(program)
    folder = program.packs.in_use()
    assert folder
    (folder / "libllama.so").write_bytes(b"it would not load")
    assert load(engine, demo(program)).concessions == ()
    engine.close()
    assert offer(program).state == "in_use"


@pytest.mark.parametrize(
    "text",
    ["", "version = 7", 'version = 1\nchosen = "x"\npack = 5', "nonsense ="],
)
def test_a_state_that_cant_be_read_means_the_programs_own_engine(
    program: Program, home: Path, text: str
) -> None:
    (home / "engines").mkdir()
    (home / "engines" / "packs.toml").write_text(text)
    assert program.packs.in_use() is None
    assert program.packs.offers() == []


def test_a_state_cant_name_a_folder_elsewhere(program: Program, home: Path) -> None:
    (home / "engines").mkdir()
    row = 'id = "x"\nbackend = "cpu"\nengine = "1"\nfailed = ""'
    state = f'version = 1\nchosen = "x"\n[[pack]]\nfolder = "../weights"\n{row}\n'
    (home / "engines" / "packs.toml").write_text(state)
    assert program.packs.offers() == []
