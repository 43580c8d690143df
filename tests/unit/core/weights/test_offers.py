"""What a person can choose among is told with how things stand."""

from pathlib import Path

import pytest

from app import bootstrap
from app.bootstrap import Program
from app.core.weights.offers import Choice, Offer
from tests.support.gguf import written


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


def test_a_file_that_is_none_has_no_fit(program: Program) -> None:
    (program.home.weights / "odd.gguf").write_bytes(b"GGUF")
    (offer,) = found(program)["odd.gguf"]
    assert (offer.state, offer.fit, offer.record) == ("installed", None, None)
