"""The weights page, with the whole window around it: what is here, and what answers."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QObject, QPoint, QPointF, QSettings, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from app.core.weights.installed import InstalledWeights
from app.ui.weights.page import WeightsPage
from tests.support.gguf import small, written
from tests.unit.ui.weights.conftest import Chooser

DEMO = "Demo (SmolLM2 135M)"
SOUL = "SoulChat 2.0 (Qwen2-7B)"


@pytest.fixture
def settled(chooser: Chooser) -> Chooser:
    """With other weights in the weights folder."""
    (chooser.weights / "kind-7b.gguf").write_bytes(b"GGUF" + bytes(2_100_000))
    chooser.open()
    return chooser


def test_everything_known_says_what_it_is(settled: Chooser) -> None:
    demo = settled.says(DEMO)
    for words in ("not very wise", "98 MB", "Licence: Apache-2.0", "In use", "Fits this computer"):
        assert words in demo
    other = settled.says("kind-7b")
    for words in ("2 MB", "see where it comes from", str(settled.weights / "kind-7b.gguf")):
        assert words in other
    soul = settled.says(SOUL)
    assert "research only" in soul
    assert settled.offers(SOUL, "weights_point")
    assert not settled.offers(SOUL, "weights_download")
    old = settled.says("SoulChat 1.0")
    assert "can't run here" in old
    mind = settled.says("MindChat (Qwen2 4B)")
    for words in ("about 2.5 GB", "Q4_K_M", "Chinese, English", "needs about 4", "at 4,096 tokens"):
        assert words in mind


def test_what_is_recommended_stands_first(settled: Chooser) -> None:
    choice = settled.program.offers.look(4096, "en")
    first = settled.cards()[0]
    assert (first.card.section == "recommended") == bool(choice.recommended)
    sections = [card.card.section for card in settled.cards()]
    order = ["recommended", "here", "available", "no_gguf", "cannot_run"]
    assert sections == sorted(sections, key=order.index)


def test_others_answer_from_the_next_message_on(settled: Chooser) -> None:
    person = settled.person
    use = settled.card("kind-7b").findChild(QPushButton, "weights_use")
    assert use.accessibleName() == "Use kind-7b"
    settled.press("kind-7b", "weights_use")
    settled.until(lambda: settled.used() == ["kind-7b"])
    assert person.program.settings.text("weights").endswith("kind-7b.gguf")
    settled.until(lambda: person.chat.weights.title("en") == "kind-7b")
    person.press("go_chat")
    settled.until(lambda: person.find("status").text() == "kind-7b")


def test_a_file_of_ones_own_is_used_where_it_lies(settled: Chooser, tmp_path: Path) -> None:
    own = written(tmp_path / "mine.gguf")
    settled.person.press("weights_own")
    settled.choose_file(own)
    settled.until(lambda: settled.used() == ["Kind one"])
    assert str(own) in settled.says("Kind one")
    settled.press("Kind one", "weights_remove")
    assert "No file is deleted" in settled.answer("question_yes")
    settled.until(lambda: settled.used() == [DEMO])
    assert own.exists()


def test_a_file_that_is_dropped_is_copied_checked_and_deleted_again(
    settled: Chooser, tmp_path: Path
) -> None:
    own = written(tmp_path / "mine.gguf", data=3_000_000)
    (page,) = settled.person.window.findChildren(WeightsPage)
    drop(page, own)
    assert "mine.gguf: how shall it be used?" in settled.person.find("weights_asked").text()
    settled.person.press("weights_copy")
    settled.until(lambda: settled.used() == ["Kind one"])
    copy = settled.weights / "mine.gguf"
    assert copy.read_bytes() == own.read_bytes()
    settled.press("Kind one", "weights_verify")
    settled.until(lambda: "is whole" in settled.person.find("weights_said").text())
    settled.press("Kind one", "weights_remove")
    assert f"3 MB will be deleted: {copy}" in settled.answer("question_yes")
    settled.until(lambda: settled.used() == [DEMO])
    assert not copy.exists()
    assert own.exists()


def test_only_one_gguf_file_can_be_dropped(settled: Chooser, tmp_path: Path) -> None:
    (page,) = settled.person.window.findChildren(WeightsPage)
    for files in ([tmp_path / "notes.txt"], [tmp_path / "a.gguf", tmp_path / "b.gguf"], []):
        assert not drop(page, *files)
    assert not settled.person.sees("weights_asked")


def test_weights_that_were_made_take_their_place(settled: Chooser, tmp_path: Path) -> None:
    settled.press(SOUL, "weights_point")
    settled.choose_file(written(tmp_path / "soul.gguf"))
    settled.until(lambda: settled.used() == [SOUL])
    assert settled.program.weights.find("soulchat2.0-qwen2-7b").style == "rebt"
    assert not settled.offers(SOUL, "weights_point")


def test_it_can_be_said_what_a_file_that_is_dropped_holds(settled: Chooser, tmp_path: Path) -> None:
    (page,) = settled.person.window.findChildren(WeightsPage)
    drop(page, written(tmp_path / "soul.gguf"))
    likes = settled.person.find("weights_taken_like")
    assert likes.currentData() == ""
    likes.setCurrentIndex(likes.findData("soulchat2.0-qwen2-7b"))
    settled.person.press("weights_copy")
    settled.until(lambda: settled.used() == [SOUL])
    assert settled.program.weights.find("soulchat2.0-qwen2-7b").style == "rebt"


def test_what_cannot_be_made_here_is_not_said_to_be(settled: Chooser) -> None:
    glm = settled.says("SoulChat 2.0 (glm-4-9b)")
    assert "none can be made with this program" in glm
    assert settled.offers("SoulChat 2.0 (glm-4-9b)", "weights_point")
    assert "none can be made" not in settled.says(SOUL)


def test_fit_is_judged_for_the_length_that_is_chosen(settled: Chooser) -> None:
    context = settled.person.find("weights_context")
    for tokens, words in (("32768", "32,768 tokens"), ("0", "4,096 tokens")):
        context.setCurrentIndex(context.findData(tokens))
        context.activated.emit(context.currentIndex())
        settled.until(lambda words=words: f"at {words}" in settled.says("MindChat (Qwen2 4B)"))
    assert settled.program.settings.number("context_length") == 4096


def test_where_downloads_come_from_is_said_and_can_be_changed(settled: Chooser) -> None:
    source = settled.person.find("weights_from")
    assert "Hugging Face" in source.text()
    source.click()
    settled.until(lambda: settled.person.sees("setting_download_from"))


def test_the_folder_of_a_file_is_shown(settled: Chooser) -> None:
    shown: list[QUrl] = []

    class Folders(QObject):
        @Slot(QUrl)
        def show(self, address: QUrl) -> None:
            shown.append(address)

    folders = Folders()
    QDesktopServices.setUrlHandler("file", folders, "show")
    settled.press("kind-7b", "weights_show")
    QDesktopServices.unsetUrlHandler("file")
    assert [Path(each.toLocalFile()) for each in shown] == [settled.weights]


def test_an_offer_to_take_a_file_in_can_be_refused(settled: Chooser, tmp_path: Path) -> None:
    settled.person.press("weights_own")
    settled.choose_file(written(tmp_path / "mine.gguf"), how="weights_refuse")
    assert not settled.person.sees("weights_asked")
    assert settled.program.settings.text("weights") == "demo"


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda file: file.write_bytes(b"PK\x03\x04"), "not a GGUF file"),
        (lambda file: file.write_bytes(small()[:90]), "not a GGUF file in good order"),
        (lambda _file: None, "can't be loaded"),
    ],
)
def test_what_is_no_weights_is_refused_before_it_is_chosen(
    settled: Chooser, tmp_path: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    file = tmp_path / "holiday.gguf"
    spoil(file)
    settled.person.press("weights_own")
    settled.choose_file(file)
    assert sentence in settled.fault()
    assert settled.program.settings.text("weights") == "demo"


def test_a_file_that_went_away_is_named_honestly(chooser: Chooser, tmp_path: Path) -> None:
    chooser.open()
    chooser.program.settings.set("weights", str(tmp_path / "gone.gguf"))
    assert "The file is not where it was." in chooser.says("gone")
    assert chooser.used() == ["gone"]


def test_what_was_taken_in_and_went_away_can_leave_the_list(
    chooser: Chooser, tmp_path: Path
) -> None:
    file = written(tmp_path / "mine.gguf")
    chooser.program.shelf.take_in(file, lambda *_: None)
    file.unlink()
    chooser.open()
    assert "not where it was" in chooser.says("Kind one")
    chooser.press("Kind one", "weights_remove")
    assert "No file is deleted" in chooser.answer("question_yes")
    chooser.until(lambda: not chooser.offers("Kind one", "weights_remove"))


def test_what_came_damaged_can_be_deleted(chooser: Chooser) -> None:
    aside = chooser.weights / "kind.gguf.wrong"
    aside.write_bytes(bytes(5_000_000))
    chooser.open()
    button = chooser.person.find("weights_aside")
    assert button.accessibleName() == "Delete: kind.gguf.wrong"
    button.click()
    chooser.until(lambda: not aside.exists() and not chooser.person.sees("weights_aside"))


def test_everything_that_is_known_can_be_read(settled: Chooser) -> None:
    settled.press("MindChat (Qwen2 4B)", "weights_details")
    sheet = settled.person.find("sheet")
    said = "\n".join(label.text() for label in sheet.findChildren(QLabel)).replace("\u200b", "")
    for words in (
        "Base: Qwen1.5-4B",
        "Trained for 32768 tokens",
        "Looked up on 2026-11-21",
        "Q4_K_M  ~2.46 GB  RichardErkhov/X-D-Lab_-_MindChat-Qwen2-4B-gguf: MindChat",
        "Q5_K_M  2.84 GB",
    ):
        assert words in said
    settled.person.press("sheet_close")


def test_the_list_is_narrowed_by_language_and_by_fit(settled: Chooser) -> None:
    everything = len(settled.cards())
    language = settled.person.find("weights_language")
    language.setCurrentIndex(language.findData("zh"))
    language.chosen.emit("zh")
    names = [card.accessibleName() for card in settled.cards()]
    assert "SoulChat 1.0" in names  # and the demo, in English, only while it is in use
    assert DEMO in names
    settled.press("kind-7b", "weights_use")
    settled.until(lambda: settled.used() == ["kind-7b"])
    settled.until(lambda: DEMO not in [card.accessibleName() for card in settled.cards()])
    settled.person.find("weights_fitting").click()
    names = [card.accessibleName() for card in settled.cards()]
    assert "SoulChat 1.0" not in names
    assert len(names) < everything


def test_the_ones_in_use_stay_so_while_a_reply_is_written(settled: Chooser) -> None:
    person = settled.person
    seen: list[InstalledWeights] = []
    person.press("go_chat")
    person.chat.endless = True
    person.say("talk on")
    settled.until(lambda: person.reads("listening."))
    person.press("go_weights")
    settled.press("kind-7b", "weights_use")
    settled.until(lambda: settled.used() == ["kind-7b"])
    seen.append(person.chat.weights)
    assert seen[0].demo
    person.press("go_chat")
    person.press("stop")
    settled.until(lambda: not person.chat.weights.demo)


def test_the_question_for_a_file_begins_at_home_and_is_noted_nowhere(settled: Chooser) -> None:
    settled.person.press("weights_own")
    dialog = settled.person.find("file_question")
    assert isinstance(dialog, QFileDialog)
    begun = Path(dialog.directory().absolutePath())
    assert begun in {Path.home(), Path.home() / "Downloads"}
    dialog.reject()
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    settled.until(lambda: bool(gone))
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    assert not Path(kept.fileName()).exists()
    assert kept.allKeys() == []


def drop(page: WeightsPage, *files: Path) -> bool:
    """Drag files over the page and let them go; whether the page takes them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    button, key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(10, 10), copy, mime, button, key)
    entering.ignore()
    page.dragEnterEvent(entering)
    if entering.isAccepted():
        page.dropEvent(QDropEvent(QPointF(10, 10), copy, mime, button, key))
    return entering.isAccepted()
