"""The weights page, with the whole window around it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QPushButton

from app.core.weights.installed import InstalledWeights
from tests.support.gguf import written
from tests.support.person import Person


@pytest.fixture
def chooser(person: Person) -> Person:
    """Somebody with other weights in the weights folder, on the weights page."""
    (person.program.home.weights / "kind-7b.gguf").write_bytes(b"GGUF" + bytes(2_100_000))
    person.begin()
    person.press("go_weights")
    person.qtbot.waitUntil(lambda: len(cards(person)) == 2)
    return person


def cards(person: Person) -> list[str]:
    """What each card says."""
    return [
        "\n".join(label.text() for label in card.findChildren(QLabel))
        for card in person.window.findChildren(QFrame, "card")
        if card.isVisible()
    ]


def used(person: Person) -> list[str]:
    return [card for card in cards(person) if "In use" in card]


def choose_file(person: Person, file: Path) -> None:
    person.press("weights_own")
    dialog = person.find("file_question")
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(file))
    dialog.reject()


def test_what_is_installed_says_what_it_is(chooser: Person) -> None:
    demo, other = cards(chooser)
    assert "Demo (SmolLM2 135M)" in demo
    assert "not very wise" in demo
    assert "98 MB" in demo
    assert "Licence: Apache-2.0" in demo
    assert "In use" in demo
    assert "kind-7b" in other
    assert "2 MB" in other
    assert "see where it comes from" in other


def test_others_answer_from_the_next_message_on(chooser: Person) -> None:
    button = chooser.find("weights_use")
    assert isinstance(button, QPushButton)
    assert button.accessibleName() == "Use kind-7b"
    chooser.press("weights_use")
    chooser.qtbot.waitUntil(lambda: any("kind-7b" in card for card in used(chooser)))
    assert chooser.program.settings.text("weights").endswith("kind-7b.gguf")
    chooser.qtbot.waitUntil(lambda: chooser.chat.weights.title("en") == "kind-7b")
    chooser.press("go_chat")
    chooser.qtbot.waitUntil(lambda: chooser.find("status").text() == "kind-7b")


def test_a_file_of_ones_own(chooser: Person, tmp_path: Path) -> None:
    own = tmp_path / "elsewhere" / "mine.gguf"
    own.parent.mkdir()
    written(own)
    choose_file(chooser, own)
    chooser.qtbot.waitUntil(lambda: any("mine" in card for card in used(chooser)))
    assert any(str(own) in card for card in cards(chooser))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_bytes(b"PK\x03\x04"), "not a GGUF file"),
        (lambda _file: None, "no such file"),
    ],
)
def test_what_is_no_weights_is_refused_before_it_is_chosen(
    chooser: Person, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    file = tmp_path / "holiday.gguf"
    spoil(file)
    choose_file(chooser, file)
    assert sentence in chooser.find("notice_words").text()
    assert chooser.program.settings.text("weights") == "demo"


def test_a_file_that_went_away_is_named_honestly(person: Person, tmp_path: Path) -> None:
    person.begin()
    person.program.settings.set("weights", str(tmp_path / "gone.gguf"))
    person.press("go_weights")
    person.qtbot.waitUntil(lambda: bool(cards(person)))
    (gone,) = used(person)
    assert "The file is not where it was." in gone


def test_the_ones_in_use_stay_so_while_a_reply_is_written(chooser: Person) -> None:
    seen: list[InstalledWeights] = []
    chooser.press("go_chat")
    chooser.chat.endless = True
    chooser.say("talk on")
    chooser.qtbot.waitUntil(lambda: chooser.reads("listening."))
    chooser.press("go_weights")
    chooser.press("weights_use")
    chooser.qtbot.waitUntil(lambda: any("kind-7b" in card for card in used(chooser)))
    seen.append(chooser.chat.weights)
    assert seen[0].demo
    chooser.press("go_chat")
    chooser.press("stop")
    chooser.qtbot.waitUntil(lambda: not chooser.chat.weights.demo)


def test_the_question_for_a_file_begins_at_home_and_is_noted_nowhere(chooser: Person) -> None:
    chooser.press("weights_own")
    dialog = chooser.find("file_question")
    assert isinstance(dialog, QFileDialog)
    begun = Path(dialog.directory().absolutePath())
    assert begun in {Path.home(), Path.home() / "Downloads"}
    dialog.reject()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    chooser.qtbot.waitUntil(lambda: bool(gone))
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not Path(kept.fileName()).exists()
    assert kept.allKeys() == []
