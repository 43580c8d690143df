"""The weights page says which engine packs there are, and fetches, tries and removes one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from app.ui.weights.packs import Packs
from tests.support.hub import Hub
from tests.support.packs import Publisher, broken_at
from tests.unit.ui.weights.conftest import Chooser


@pytest.fixture
def packs(chooser: Chooser) -> Iterator[Chooser]:
    chooser.program.pack_queue.start()
    yield chooser
    chooser.program.pack_queue.stop()
    assert chooser.program.pack_queue.join(60)


def publish(chooser: Chooser, hub: Hub, files: list[Path] | None = None) -> None:
    home = chooser.program.home
    publisher = Publisher(home.packs, home.root)
    hub.content = publisher.publish(f"{hub.storage_url}/pack.zip", files)


def said(chooser: Chooser) -> str:
    (section,) = chooser.person.window.findChildren(Packs)
    labels = section.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisibleTo(section))


def press(chooser: Chooser, name: str) -> None:
    (section,) = chooser.person.window.findChildren(Packs)

    def buttons() -> list[QWidget]:
        found = section.findChildren(QWidget, name)
        return [each for each in found if each.isVisibleTo(section)]

    chooser.until(lambda: bool(buttons()))
    buttons()[0].click()  # type: ignore[attr-defined]


def test_where_none_is_published_the_page_says_so(packs: Chooser) -> None:
    packs.open()
    packs.until(lambda: "None has been published yet" in said(packs))
    (section,) = packs.person.window.findChildren(Packs)
    assert not section.findChildren(QFrame, "card")


def test_a_pack_is_fetched_used_and_removed(packs: Chooser, hub: Hub) -> None:
    publish(packs, hub)
    packs.open()
    packs.until(lambda: "Nothing but this processor." in said(packs))
    assert "For the processor" in said(packs)
    assert "Download: 3 MB." in said(packs)
    press(packs, "pack_get")
    packs.until(lambda: "It computes the answers." in said(packs))
    assert packs.program.packs.in_use()
    assert packs.person.unnamed() == []
    press(packs, "pack_remove")
    assert "can be downloaded again" in packs.answer("question_yes")
    packs.until(lambda: "Download: 3 MB." in said(packs))
    assert packs.program.packs.in_use() is None


def test_a_pack_that_crashes_is_told_of_and_can_be_tried_again(
    packs: Chooser, hub: Hub, tmp_path: Path
) -> None:
    publish(packs, hub, broken_at("llama_sampler_chain_init", tmp_path))
    packs.open()
    press(packs, "pack_get")
    packs.until(lambda: "The engine pack crashed" in said(packs))
    assert "Update the graphics card's driver" in said(packs)
    sent = hub.sent
    states: list[str] = []
    packs.program.pack_queue.watch(lambda job: states.append(job.state))
    press(packs, "weights_go_on")
    packs.until(lambda: states[-1:] == ["failed"])
    assert "running" in states
    packs.until(lambda: "The engine pack crashed" in said(packs))
    assert hub.sent == sent  # tried, not fetched again
    press(packs, "pack_remove")
    packs.answer("question_yes")
    packs.until(lambda: "Download: 3 MB." in said(packs))
    assert "crashed" not in said(packs)
