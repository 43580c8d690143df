"""What a person can choose among is told with how things stand."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import Program
from app.core.weights.fit import Needs
from app.core.weights.offers import Choice, Offer
from tests.support.gguf import small, written
from tests.support.hub import FILE, PART, REPOSITORY, Hub, Order

KIND = f"{REPOSITORY}:{FILE}"


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return bootstrap.start(tmp_path / "home")


def look(program: Program) -> Choice:
    return program.offers.look(2048, "en")


def found(program: Program) -> dict[str, list[Offer]]:
    offers: dict[str, list[Offer]] = {}
    for offer in look(program).offers:
        offers.setdefault(offer.id, []).append(offer)
    return offers


def test_each_of_the_catalogue_stands_there_with_its_state(program: Program) -> None:
    states = {id: [offer.state for offer in offers] for id, offers in found(program).items()}
    assert states["demo"] == ["installed"]
    assert states["soulchat-1.0"] == ["cannot_run"]
    assert states["soulchat2.0-qwen2-7b"] == ["no_gguf"]
    assert states["mindchat-qwen2-4b"] == ["available"]
    (mind,) = found(program)["mindchat-qwen2-4b"]
    assert [file.quantization for file, _fit in mind.files] == ["Q4_K_M", "Q5_K_M", "Q3_K_M"]
    needs = [fit.memory for _file, fit in mind.files if fit]
    assert needs[2] < needs[0] < needs[1]


def test_what_is_here_fits_by_its_own_header(program: Program) -> None:
    (demo,) = found(program)["demo"]
    assert demo.fit is not None
    assert demo.fit.context_length == 2048


def test_of_several_files_the_others_can_still_be_had(program: Program, tmp_path: Path) -> None:
    file = written(tmp_path / "mind.gguf")
    record = program.shelf.take_in(file, lambda *_: None, like="mindchat-qwen2-4b")
    assert record.entry == "mindchat-qwen2-4b"
    here, rest = found(program)["mindchat-qwen2-4b"]
    assert (here.state, rest.state) == ("installed", "available")


def test_weights_made_by_oneself_take_the_place_of_what_must_be_made(
    program: Program, tmp_path: Path
) -> None:
    file = written(tmp_path / "soul.gguf")
    program.shelf.take_in(file, lambda *_: None, like="soulchat2.0-qwen2-7b")
    (offer,) = found(program)["soulchat2.0-qwen2-7b"]
    assert offer.state == "installed"
    assert offer.here is not None
    assert offer.here.style == "rebt"


def test_a_strangers_file_never_takes_an_id_of_the_catalogue(
    program: Program, tmp_path: Path
) -> None:
    for name in ("demo", "mindchat-qwen2-4b"):
        record = program.shelf.take_in(written(tmp_path / f"{name}.gguf"), lambda *_: None)
        assert record.id == f"{name}-2"
    assert found(program)["mindchat-qwen2-4b"][0].state == "available"


def test_what_was_begun_and_what_was_put_aside_is_seen(program: Program) -> None:
    file = program.catalogue.find("qwen2.5-0.5b-instruct").file()
    name = file.name
    (program.home.weights / f"{name}.{file.key}.part").write_bytes(bytes(700))
    (program.home.weights / f"{name}.0therkey.part").write_bytes(bytes(800))
    (program.home.weights / f"{name}.wrong").write_bytes(bytes(900))
    (offer,) = found(program)["qwen2.5-0.5b-instruct"]
    assert offer.begun == 700
    assert [file.name for file in look(program).aside] == [f"{name}.wrong"]


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub(small(data=1_500_000)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
        yield hub


def test_what_was_added_is_judged_by_its_header_once_that_was_asked_for(
    program: Program, hub: Hub
) -> None:
    program.downloads.add(KIND)
    assert found(program)["kind"][0].files[0][1] is None
    assert hub.seen == []
    file, needs = program.downloads.look(KIND)
    assert needs == Needs(len(hub.content), 2 * 2 * (16 + 16), 3, 512, 4)
    (offer,) = found(program)["kind"]
    assert offer.files == ((file, program.offers.judge(file, needs, 2048, look(program).hardware)),)
    assert not list(program.home.weights.glob("*.part"))


def test_the_header_tells_as_soon_as_it_is_here(program: Program, hub: Hub) -> None:
    program.downloads.add(KIND)
    download = program.downloads.of(KIND)
    hub.orders.append(Order(stall_after=1_200_000))
    for progress in download.run():
        if progress.done >= 1_100_000:
            download.stop()
    fit = found(program)["kind"][0].files[0][1]
    assert fit is not None
    assert (fit.told_by, fit.context_length) == ("header", 512)


def test_the_disk_must_hold_what_is_still_to_come_and_no_more(program: Program, hub: Hub) -> None:
    file, needs = program.downloads.look(KIND)
    at = replace(look(program).hardware, disk_free=256 * 1024**2 + len(hub.content) - 1)
    assert program.offers.judge(file, needs, 2048, at).lacking == "disk"
    (program.home.weights / PART).write_bytes(bytes(1_000))
    assert program.offers.judge(file, needs, 2048, at).verdict == "fits"


def test_a_memory_of_headers_that_was_damaged_is_as_none(program: Program, hub: Hub) -> None:
    program.downloads.add(KIND)
    for text in ("[needs", "version = 1\nneeds = 3", "version = 1\n[needs.a]\nsize = -1"):
        (program.home.weights / "headers.toml").write_text(text, "utf-8")
        assert found(program)["kind"][0].files[0][1] is None
        program.downloads.look(KIND)
        assert found(program)["kind"][0].files[0][1] is not None


def test_weights_made_by_oneself_are_recommended_like_others(
    program: Program, tmp_path: Path
) -> None:
    program.shelf.take_in(
        written(tmp_path / "soul.gguf"), lambda *_: None, like="soulchat2.0-qwen2-7b"
    )
    assert program.offers.look(2048, "zh_CN").recommended in {
        "soulchat2.0-qwen2-7b",
        "mindchat-qwen2-4b",
    }


def test_a_file_that_is_none_has_no_fit(program: Program) -> None:
    (program.home.weights / "odd.gguf").write_bytes(b"GGUF")
    (offer,) = found(program)["odd.gguf"]
    assert (offer.state, offer.fit, offer.record) == ("installed", None, None)
