"""Somebody on the weights page, with a hub on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.ui.weights.offer_card import OfferCard
from tests.support.gguf import small
from tests.support.hub import FILE, REPOSITORY, Hub
from tests.support.person import Person

KIND = f"{REPOSITORY}:{FILE}"


class Chooser:
    """A person on the weights page, who sees cards and reads what they say."""

    def __init__(self, person: Person, hub: Hub) -> None:
        self.person = person
        self.hub = hub
        self.program = person.program
        self.weights = person.program.home.weights

    def open(self) -> None:
        self.person.begin()
        self.person.press("go_weights")
        self.until(lambda: bool(self.cards()))

    def until(self, reached: object) -> None:
        self.person.qtbot.waitUntil(reached)

    def cards(self) -> list[OfferCard]:
        """Those that are shown, from top to bottom."""
        found = [card for card in self.person.window.findChildren(OfferCard) if card.isVisible()]
        return sorted(found, key=lambda card: card.mapTo(self.person.window, card.pos()).y())

    def card(self, title: str) -> OfferCard:
        def shown() -> list[OfferCard]:
            return [card for card in self.cards() if card.accessibleName() == title]

        self.until(lambda: bool(shown()))
        return shown()[0]

    def says(self, title: str) -> str:
        labels = self.card(title).findChildren(QLabel)
        said = "\n".join(label.text() for label in labels if label.isVisible())
        return said.replace("\u200b", "")

    def used(self) -> list[str]:
        return [
            card.accessibleName()
            for card in self.cards()
            if any(label.text() == "In use" for label in card.findChildren(QLabel))
        ]

    def offers(self, title: str, name: str) -> bool:
        return any(
            each.isVisible()
            for card in self.cards()
            if card.accessibleName() == title
            for each in card.findChildren(QWidget, name)
        )

    def press(self, title: str, name: str) -> None:
        self.until(lambda: self.offers(title, name))
        for button in self.card(title).findChildren(QWidget, name):
            if button.isVisible():
                button.click()  # type: ignore[attr-defined]
                return

    def answer(self, name: str) -> str:
        """Press a button of the question that is asked; what it said."""
        question = self.person.find("question")
        said = "\n".join(label.text() for label in question.findChildren(QLabel))
        self.person.press(name)
        self.until(lambda: not self.person.sees("question"))
        return said

    def choose_file(self, file: Path, *, how: str = "weights_link") -> None:
        dialog = self.person.find("file_question")
        assert isinstance(dialog, QFileDialog)
        dialog.fileSelected.emit(str(file))
        dialog.reject()
        self.person.press(how)

    def fault(self) -> str:
        return str(self.person.find("notice_words").text())


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    with Hub(small(data=1_500_000)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
        yield hub


@pytest.fixture
def chooser(person: Person, hub: Hub) -> Iterator[Chooser]:
    person.program.queue.start()
    yield Chooser(person, hub)
    person.program.queue.stop()
    assert person.program.queue.join(60)
