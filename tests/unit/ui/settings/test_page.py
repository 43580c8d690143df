"""The settings page is drawn from the schema, and everything on it works at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from app.core import i18n, paths
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.settings.schema import SCHEMA, Choice, Setting
from app.core.settings.store import SettingsStore
from app.ui.settings.page import SettingsPage
from app.ui.settings.presenter import SettingsPresenter
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme

FAKE = {
    setting.key: setting
    for setting in (
        Setting("tea", True, "Tea", "Whether there is tea.", "kitchen"),
        Setting("cups", 2, "Cups", "How many cups.", "kitchen", minimum=1, maximum=12, unit="pcs"),
        Setting(
            "kind", "green", "Kind", "Which one.", "kitchen",
            choices=(Choice("green", "Green leaves"), Choice("black", "Black leaves")),
            needs_restart=True,
        ),
        Setting(
            "heat", 80, "Heat", "How hot.", "kitchen",
            minimum=60, maximum=100, step=10, form="slider",
        ),
        Setting("place", "shelf", "Place", "Where it is kept.", "pantry", form="path"),
        Setting("secret", "", meaning="Not for people.", hidden=True),
    )
}  # fmt: skip


def refuse_the_cellar(place: str) -> None:
    if place == "cellar":
        raise UserFacingError("weights_not_found", name=place)


class Visitor:
    """Somebody before the page."""

    def __init__(
        self,
        qtbot: QtBot,
        *,
        settings: SettingsStore,
        tasks: Tasks,
        dialogs: Dialogs,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        self.qtbot = qtbot
        self.settings = settings
        self.parent = parent
        self.presenter = SettingsPresenter(
            settings=settings, tasks=tasks, checks={"place": refuse_the_cellar}
        )
        self.page = SettingsPage(presenter=self.presenter, dialogs=dialogs, theme=theme)
        qtbot.addWidget(self.page)
        self.page.resize(800, 900)
        self.page.show()
        self.presenter.begin()
        qtbot.waitUntil(lambda: self.find("settings_reset_all") is not None)  # the last of it

    def find(self, name: str) -> Any:
        return self.page.findChild(QWidget, name)

    def control(self, key: str) -> Any:
        found = self.find(f"setting_{key}")
        return found.focusProxy() or found

    def shown(self) -> set[str]:
        controls = {key: self.find(f"setting_{key}") for key in self.settings.schema}
        return {key for key, control in controls.items() if control and control.isVisible()}

    def words(self) -> str:
        labels = self.page.findChildren(QLabel)
        return "\n".join(label.text() for label in labels if label.isVisible())

    def becomes(self, key: str, value: object) -> None:
        self.qtbot.waitUntil(lambda: self.settings.value(key) == value)


@pytest.fixture
def meet(
    qtbot: QtBot, tasks: Tasks, dialogs: Dialogs, theme: Theme, window: QWidget
) -> Callable[[SettingsStore], Visitor]:
    return lambda settings: Visitor(
        qtbot, settings=settings, tasks=tasks, dialogs=dialogs, theme=theme, parent=window
    )


@pytest.fixture
def visit(
    tmp_path: Path, meet: Callable[[SettingsStore], Visitor]
) -> Iterator[Callable[..., Visitor]]:
    visitors = []

    def visit(schema: Any = FAKE, written: str = "") -> Visitor:
        file = tmp_path / "settings.toml"
        if written:
            file.write_text(written)
        visitors.append(meet(SettingsStore(file, schema)))
        return visitors[-1]

    yield visit
    for visitor in visitors:
        visitor.presenter.end()


def test_every_setting_that_is_not_hidden_is_on_the_page(visit: Callable[..., Visitor]) -> None:
    visitor = visit(SCHEMA)
    assert visitor.shown() == {key for key, setting in SCHEMA.items() if not setting.hidden}
    for setting in SCHEMA.values():
        assert setting.hidden or (_(setting.name) in visitor.words())
        assert setting.hidden or (_(setting.meaning) in visitor.words())


def test_a_setting_added_to_the_schema_appears_and_works(visit: Callable[..., Visitor]) -> None:
    schema = dict(SCHEMA) | {"tea": FAKE["tea"], "kind": replace(FAKE["kind"], section="looks")}
    visitor = visit(schema)
    assert {"tea", "kind"} <= visitor.shown()
    visitor.qtbot.mouseClick(visitor.control("tea"), Qt.MouseButton.LeftButton)
    visitor.becomes("tea", False)


def test_each_kind_of_setting_has_its_control_and_keeps_what_it_is_told(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit()
    keys = visitor.qtbot.keyClick
    keys(visitor.control("tea"), Qt.Key.Key_Space)
    keys(visitor.control("cups"), Qt.Key.Key_Up)
    keys(visitor.control("heat"), Qt.Key.Key_Right)
    keys(visitor.control("kind"), Qt.Key.Key_Down)
    visitor.control("place").setText("drawer")
    keys(visitor.control("place"), Qt.Key.Key_Return)
    for key, value in (
        ("tea", False), ("cups", 3), ("heat", 90), ("kind", "black"), ("place", "drawer"),
    ):  # fmt: skip
        visitor.becomes(key, value)


def test_what_lies_outside_the_bounds_can_not_be_entered(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    box: QSpinBox = visitor.control("cups")
    box.selectAll()
    visitor.qtbot.keyClicks(box, "99")
    visitor.qtbot.keyClick(box, Qt.Key.Key_Return)
    assert 1 <= box.value() <= 12
    visitor.becomes("cups", box.value())
    slider = visitor.control("heat")
    for _time in range(9):
        visitor.qtbot.keyClick(slider, Qt.Key.Key_Right)
    visitor.becomes("heat", 100)


def test_the_page_is_built_in_rounds_and_first_what_is_seen_first(
    qtbot: QtBot, tmp_path: Path, tasks: Tasks, dialogs: Dialogs, theme: Theme
) -> None:
    many = {
        f"tea_{number}": replace(FAKE["tea"], key=f"tea_{number}", name=f"Tea {number}")
        for number in range(60)
    }
    presenter = SettingsPresenter(
        settings=SettingsStore(tmp_path / "settings.toml", many), tasks=tasks
    )
    page = SettingsPage(presenter=presenter, dialogs=dialogs, theme=theme)
    qtbot.addWidget(page)
    page.show()

    def there(key: str) -> bool:
        return page.findChild(QWidget, f"setting_{key}") is not None

    assert there("tea_0")
    assert not there("tea_59")
    page.findChild(QLineEdit, "settings_search").setText("Tea 59")
    with qtbot.waitSignal(page.completed):
        pass
    assert [key for key in many if page.findChild(QWidget, f"setting_{key}").isVisible()] == [
        "tea_59"
    ]
    presenter.end()


def test_a_wheel_in_passing_changes_nothing(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    for key in ("cups", "kind", "heat"):
        control = visitor.control(key)
        turned = QWheelEvent(
            QPointF(5, 5), QPointF(control.mapToGlobal(QPoint(5, 5))), QPoint(0, -120),
            QPoint(0, -120), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(control, turned)
    assert visitor.control("cups").value() == 2
    assert visitor.control("kind").currentData() == "green"
    assert visitor.control("heat").value() == 80


def test_a_refusal_is_told_beside_what_was_refused(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    line = visitor.control("place")
    line.setText("cellar")
    visitor.qtbot.keyClick(line, Qt.Key.Key_Return)
    told = visitor.find("refused_place")
    visitor.qtbot.waitUntil(told.isVisible)
    assert "cellar" in told.text()
    assert told.accessibleName() == told.text()
    assert (line.text(), visitor.settings.value("place")) == ("cellar", "shelf")
    line.setText("drawer")
    visitor.qtbot.keyClick(line, Qt.Key.Key_Return)
    visitor.qtbot.waitUntil(lambda: not told.isVisible())


def test_a_change_that_can_not_be_saved_is_told_and_undone(
    visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    visitor = visit()
    (tmp_path / ".settings.new").mkdir()
    visitor.qtbot.mouseClick(visitor.control("tea"), Qt.MouseButton.LeftButton)
    visitor.qtbot.waitUntil(visitor.find("refused_tea").isVisible)
    assert visitor.control("tea").isChecked()
    assert visitor.settings.flag("tea")


def test_one_setting_goes_back_to_its_default(visit: Callable[..., Visitor]) -> None:
    visitor = visit(written="version = 1\ncups = 7\n")
    assert not visitor.find("reset_tea").isVisible()
    visitor.page.activateWindow()
    visitor.find("reset_cups").setFocus()
    visitor.qtbot.keyClick(visitor.find("reset_cups"), Qt.Key.Key_Space)
    visitor.becomes("cups", 2)
    visitor.qtbot.waitUntil(lambda: not visitor.find("reset_cups").isVisible())
    assert visitor.control("cups").value() == 2
    assert visitor.control("cups").hasFocus()


def test_all_settings_go_back_once_that_is_confirmed(visit: Callable[..., Visitor]) -> None:
    visitor = visit(written='version = 1\ncups = 7\ntea = false\nsecret = "kept"\n')
    visitor.qtbot.mouseClick(visitor.find("settings_reset_all"), Qt.MouseButton.LeftButton)
    yes: Any = visitor.parent.findChild(QWidget, "question_yes")
    assert visitor.settings.value("cups") == 7
    visitor.qtbot.mouseClick(yes, Qt.MouseButton.LeftButton)
    visitor.becomes("cups", 2)
    visitor.becomes("tea", True)
    assert visitor.settings.value("secret") == "kept"
    visitor.qtbot.waitUntil(lambda: visitor.control("cups").value() == 2)


def test_what_needs_the_next_start_says_so_before_and_after(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    remark = visitor.find("remark_kind")
    assert "next time" in remark.text()
    assert not visitor.find("remark_tea").isVisible()
    visitor.qtbot.keyClick(visitor.control("kind"), Qt.Key.Key_Down)
    visitor.qtbot.waitUntil(lambda: "Chosen." in remark.text())


def test_a_value_spoilt_in_the_file_is_told(visit: Callable[..., Visitor]) -> None:
    visitor = visit(written="version = 1\ncups = 99\n")
    assert visitor.control("cups").value() == 2
    assert "can't be used" in visitor.find("remark_cups").text()
    visitor.qtbot.mouseClick(visitor.find("reset_cups"), Qt.MouseButton.LeftButton)
    visitor.qtbot.waitUntil(lambda: not visitor.find("remark_cups").isVisible())


def test_what_does_nothing_on_this_system_is_not_offered(
    visit: Callable[..., Visitor], monkeypatch: pytest.MonkeyPatch
) -> None:
    for system, offered in (("linux", True), ("win32", False), ("darwin", False)):
        monkeypatch.setattr("app.core.settings.schema.sys.platform", system)
        assert ("lock_on_sleep" in visit(SCHEMA).shown()) is offered, system


@pytest.mark.parametrize(
    ("language", "asked", "found"),
    [
        ("en", "sleep", {"lock_on_sleep", "style"}),
        ("en", "  LOCK   clipboard ", {"clear_clipboard_seconds"}),
        ("en", "Taiwan", {"region"}),
        ("en", "nothing of the kind", set()),
        ("zh_CN", "睡眠", {"lock_on_sleep"}),
        ("zh_CN", "sleep", set()),
    ],
)
def test_the_search_speaks_the_persons_language(
    visit: Callable[..., Visitor], language: str, asked: str, found: set[str]
) -> None:
    i18n.use(language, paths.translations())
    try:
        visitor = visit(SCHEMA)
        visitor.find("settings_search").setText(asked)
        assert visitor.shown() == found
        assert visitor.find("settings_nothing").isVisible() is not bool(found)
        visitor.find("settings_search").clear()
        assert len(visitor.shown()) > len(found)
    finally:
        i18n.use("en", paths.translations())


def test_a_change_from_elsewhere_is_shown(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.settings.set("kind", "black")
    visitor.qtbot.waitUntil(lambda: visitor.control("kind").currentData() == "black")


def test_everything_is_named_and_explained_to_a_screen_reader(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(SCHEMA)
    for key in visitor.shown():
        control = visitor.control(key)
        assert control.accessibleName() == _(SCHEMA[key].name)
        assert control.accessibleDescription() == _(SCHEMA[key].meaning)


def test_a_narrow_page_puts_the_controls_below_and_cuts_nothing(
    visit: Callable[..., Visitor],
) -> None:
    visitor = visit(SCHEMA)
    for width in (900, 460):
        visitor.page.resize(width, 700)
        visitor.qtbot.wait(10)
        area = visitor.find("settings_area")
        assert area.widget().width() == area.viewport().width()
        row = visitor.find("setting_language")
        label = next(w for w in visitor.page.findChildren(QLabel) if w.text() == "Language")
        below = row.mapTo(visitor.page, QPoint()).y() > label.mapTo(visitor.page, QPoint()).y() + 20
        assert below is (width == 460)
