"""What the keyboard can do, in one table: shortcuts and the F1 sheet are drawn from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.core.i18n import N_
from app.ui.shell.pages import PageKind


@dataclass(frozen=True)
class Action:
    """Something a key does wherever one is in the window.

    Attributes:
        key: its name, stable for tests.
        words: what it does, marked with ``N_``.
        keys: as :class:`QKeySequence` reads them; Ctrl is Command on macOS.
        over_questions: also while a question or a sheet is open.
    """

    key: str
    words: str
    keys: str
    over_questions: bool = False


ACTIONS = (
    Action("new", N_("Start a new conversation"), "Ctrl+N"),
    Action("search", N_("Find a conversation"), "Ctrl+F"),
    Action("details", N_("Show or hide the details beside the page"), "F9"),
    Action("next_part", N_("Go on to the next part of the window"), "F6"),
    Action("helplines", N_("Show the helplines"), "Ctrl+Shift+H"),
    Action("hide", N_("Hide every word at once; any key brings all back"), "Ctrl+H", True),
    Action("lock", N_("Lock"), "Ctrl+L", over_questions=True),
    Action("shortcuts", N_("Show these shortcuts"), "F1"),
    Action("quit", N_("Close the program"), "Ctrl+Q", over_questions=True),
)

TOLD_ONLY = (
    Action("send", N_("Send what you wrote"), "Return"),
    Action("line", N_("Begin a new line"), "Shift+Return"),
    Action("message", N_("Go to the message before; with the other arrow, to the next"), "Ctrl+Up"),
    Action("message_menu", N_("Show what can be done with that message"), "Alt+Return"),
    Action("close", N_("Put a question or a sheet away"), "Esc"),
)
"""Keys that a control handles itself; the sheet names them too."""


def page_actions(kinds: Iterable[PageKind[Any]]) -> tuple[Action, ...]:
    """Ctrl and a digit for each page, in the order of the navigation."""
    return tuple(
        Action(f"go_{kind.key}", kind.title, f"Ctrl+{number}")
        for number, kind in enumerate(kinds, start=1)
        if number < 10
    )


def bind(widget: QWidget, actions: Sequence[Action], ask: Callable[[str], None]) -> None:
    """Have every action's keys ask for it, anywhere in this window."""
    for action in actions:
        shortcut = QShortcut(QKeySequence(action.keys), widget)
        shortcut.setAutoRepeat(False)  # a key held down hides once
        shortcut.setObjectName(f"shortcut_{action.key}")
        shortcut.activated.connect(lambda key=action.key: ask(key))


def written(action: Action) -> str:
    """The keys as they stand on this system's keyboards."""
    return QKeySequence(action.keys).toString(QKeySequence.SequenceFormat.NativeText)
