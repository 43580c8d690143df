"""Weights are fetched in the window, whatever the hub does."""

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QProgressBar, QPushButton

from app.ui.shell.controls import ChoiceBox
from tests.support.hub import FILE, PART, Order
from tests.unit.ui.weights.conftest import KIND, Chooser

NAME = "kind"
MIND = "MindChat (Qwen2 4B)"


@pytest.fixture
def adder(chooser: Chooser) -> Chooser:
    """With a file of the hub on the list."""
    chooser.open()
    where = chooser.person.find("weights_where")
    assert isinstance(where, QLineEdit)
    where.setText(KIND)
    chooser.person.press("weights_add")
    chooser.card(NAME)
    return chooser


def status(chooser: Chooser) -> str:
    labels = chooser.card(NAME).findChildren(QLabel, "weights_status")
    return " ".join(label.text() for label in labels if label.isVisible())


def begin(chooser: Chooser) -> str:
    """Ask for the download and accept the licence; what the question said."""
    chooser.press(NAME, "weights_download")
    return chooser.answer("question_yes")


def test_a_download_from_the_question_to_the_first_use(adder: Chooser) -> None:
    adder.hub.speed = 600_000
    assert "Do you accept the licence of kind?" in begin(adder)
    adder.until(lambda: "MB of" in status(adder))
    bar = adder.card(NAME).findChild(QProgressBar)
    assert bar.accessibleName() == "Download of kind"
    focus = QApplication.focusWidget()
    assert focus is None or focus.isVisible()
    adder.press(NAME, "weights_pause")
    adder.until(lambda: "Paused" in status(adder))
    adder.hub.speed = 0
    adder.press(NAME, "weights_go_on")
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    assert adder.hub.sent < 1.05 * len(adder.hub.content) + 200_000
    adder.press(NAME, "weights_use")
    adder.until(lambda: adder.used() == [NAME])
    assert adder.program.settings.text("weights").endswith(FILE)


def test_a_licence_is_asked_for_once(adder: Chooser) -> None:
    begin(adder)
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    adder.press(NAME, "weights_remove")
    assert "Its file of 2 MB will be deleted" in adder.answer("question_yes")
    adder.press(NAME, "weights_download")
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    assert not adder.person.sees("question")


def test_nothing_is_fetched_before_a_licence_is_accepted(chooser: Chooser) -> None:
    opened: list[str] = []

    class Browser(QObject):
        @Slot(QUrl)
        def show(self, address: QUrl) -> None:
            opened.append(address.toString())

    browser = Browser()
    QDesktopServices.setUrlHandler("https", browser, "show")
    chooser.open()
    chooser.press(MIND, "weights_download")
    assert "X-D-Lab" in chooser.person.find("question_address").accessibleName()
    chooser.person.press("question_link")
    QDesktopServices.unsetUrlHandler("https")
    said = chooser.answer("question_no")
    assert "read the page of its makers" in said
    assert opened == ["https://huggingface.co/X-D-Lab/MindChat-Qwen2-4B"]
    assert chooser.program.queue.jobs() == []
    assert chooser.hub.seen == []


def test_the_hub_is_chosen_in_the_settings_for_what_comes_next(
    adder: Chooser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", adder.hub.url)
    adder.person.press("weights_from")
    adder.until(lambda: adder.person.sees("setting_download_from"))
    choice = adder.person.find("setting_download_from")
    assert isinstance(choice, ChoiceBox)
    choice.show_value("modelscope")
    choice.activated.emit(choice.currentIndex())
    adder.until(lambda: adder.program.settings.text("download_from") == "modelscope")
    adder.person.press("go_weights")
    adder.until(lambda: "ModelScope" in adder.person.find("weights_from").text())
    begin(adder)
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    assert {path.split("/")[2] for path in adder.hub.paths("hub")} == {"v1"}


def test_one_of_several_files_can_be_chosen(chooser: Chooser) -> None:
    chooser.program.queue.stop()
    chooser.open()
    kinds = chooser.card(MIND).findChild(ChoiceBox)
    kinds.setCurrentIndex(1)
    assert "Q5_K_M" in chooser.says(MIND)
    assert "2.8 GB" in chooser.says(MIND)
    chooser.press(MIND, "weights_download")
    chooser.answer("question_yes")
    chooser.until(lambda: bool(chooser.program.queue.jobs()))
    (job,) = chooser.program.queue.jobs()
    assert (job.what, job.quantization) == ("mindchat-qwen2-4b", "Q5_K_M")


def test_a_gated_repository_says_what_to_do_and_can_be_tried_again(adder: Chooser) -> None:
    adder.hub.gated = True
    begin(adder)
    adder.until(lambda: "want to know who downloads it" in adder.says(NAME))
    adder.hub.gated = False
    adder.press(NAME, "weights_go_on")
    adder.until(lambda: adder.offers(NAME, "weights_use"))


def test_cancelling_names_what_is_deleted(adder: Chooser) -> None:
    adder.hub.orders.append(Order(stall_after=1_000_000))
    begin(adder)
    part = adder.weights / PART
    adder.until(lambda: "1 MB of" in status(adder))
    adder.press(NAME, "weights_cancel")
    assert "1 MB that are here" in adder.answer("question_yes")
    adder.until(lambda: not part.exists())
    adder.until(lambda: adder.offers(NAME, "weights_download"))


def test_another_file_than_the_first_is_taken_only_when_asked_for(adder: Chooser) -> None:
    begin(adder)
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    adder.press(NAME, "weights_remove")
    adder.answer("question_yes")
    adder.hub.content = adder.hub.content + bytes(32)
    adder.hub.commit = "beef" * 10
    adder.press(NAME, "weights_download")
    adder.until(lambda: "another file as kind.gguf" in adder.says(NAME))
    adder.press(NAME, "weights_go_on")
    adder.until(lambda: adder.offers(NAME, "weights_use"))
    assert (adder.weights / FILE).read_bytes() == adder.hub.content


def test_a_changed_file_of_an_address_is_taken_only_when_asked_for(chooser: Chooser) -> None:
    hub, address = chooser.hub, f"{chooser.hub.storage_url}/{FILE}"
    chooser.open()
    chooser.person.find("weights_where").setText(address)
    chooser.person.press("weights_add")
    begin(chooser)
    chooser.until(lambda: chooser.offers(NAME, "weights_use"))
    chooser.press(NAME, "weights_remove")
    chooser.answer("question_yes")
    hub.content = hub.content + bytes(32)
    chooser.press(NAME, "weights_download")
    chooser.until(lambda: "changed, or damaged" in chooser.says(NAME))
    again = chooser.card(NAME).findChild(QPushButton, "weights_go_on")
    assert again.text() == "Take the new file"
    chooser.press(NAME, "weights_go_on")
    chooser.until(lambda: chooser.offers(NAME, "weights_use"))
    assert (chooser.weights / FILE).read_bytes() == hub.content


def test_what_was_added_can_leave_the_list_again(adder: Chooser) -> None:
    adder.press(NAME, "weights_remove")
    adder.answer("question_yes")
    adder.until(lambda: NAME not in [card.accessibleName() for card in adder.cards()])


def test_a_place_that_is_none_is_refused_in_a_sentence(chooser: Chooser) -> None:
    chooser.open()
    chooser.person.find("weights_where").setText("somewhere nice")
    chooser.person.press("weights_add")
    assert "not clear where" in chooser.fault()


def test_a_place_can_be_named_for_weights_that_must_be_made(chooser: Chooser) -> None:
    chooser.open()
    chooser.press("SoulChat 2.0 (Qwen2-7B)", "weights_place")
    chooser.person.find("weights_where").setText(KIND)
    chooser.person.press("weights_add")
    assert "research only" in chooser.says("SoulChat 2.0 (Qwen2-7B) · kind")


def test_it_can_be_said_what_a_place_holds_when_it_is_added(chooser: Chooser) -> None:
    chooser.open()
    likes = chooser.person.find("weights_like")
    assert isinstance(likes, ChoiceBox)
    assert "The same as MindChat (Qwen2 4B)" in [likes.itemText(at) for at in range(likes.count())]
    assert "demo" not in [likes.itemData(at) for at in range(likes.count())]
    chooser.person.find("weights_where").setText(KIND)
    likes.setCurrentIndex(likes.findData("mindchat-qwen2-4b"))
    chooser.person.press("weights_add")
    assert "Licence: other" in chooser.says("MindChat (Qwen2 4B) · kind")
    assert likes.currentData() == ""


def test_whether_a_place_would_fit_is_asked_without_adding_it(chooser: Chooser) -> None:
    chooser.open()
    chooser.person.find("weights_where").setText(KIND)
    chooser.person.press("weights_fit")
    said = chooser.person.find("weights_judged")
    chooser.until(lambda: "kind.gguf: Fits this computer · needs" in said.text())
    assert chooser.hub.ranges() == ["bytes=0-67108863"]
    assert chooser.program.queue.jobs() == []
    assert NAME not in [card.accessibleName() for card in chooser.cards()]
    chooser.person.find("weights_where").setText("nobody/nothing:weights.gguf")
    assert not said.isVisible()
    chooser.person.press("weights_fit")
    assert "is not on the hub" in chooser.fault()


def test_a_look_at_a_place_can_be_stopped(chooser: Chooser) -> None:
    chooser.hub.orders.append(Order(silent=True))
    chooser.open()
    chooser.person.find("weights_where").setText(KIND)
    chooser.person.press("weights_fit")
    chooser.until(lambda: chooser.hub.waited == 1)
    assert "Asking for the header" in chooser.person.find("weights_read").text()
    chooser.person.press("weights_stop")
    chooser.until(lambda: not chooser.person.sees("weights_read"))
    assert not chooser.person.sees("weights_judged")


def test_a_card_is_judged_by_the_header_of_its_file_when_that_was_asked_for(
    adder: Chooser,
) -> None:
    assert "Whether it fits is seen when it is here." in adder.says(NAME)
    adder.press(NAME, "weights_look")
    adder.until(lambda: "Fits this computer · needs" in adder.says(NAME))
    assert "512 tokens" in adder.says(NAME)
    assert not adder.offers(NAME, "weights_look")
