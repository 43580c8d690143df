"""The ways of listening that a conversation can have, without a widget; and the box to choose."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.core import i18n
from app.core.chat.session import ChatSession
from app.core.i18n import _
from app.core.prompts.styles import LONGEST_OWN, OWN, Style
from app.ui.shell import parts
from app.ui.shell.controls import ChoiceBox
from app.ui.shell.tasks import Tasks
from app.ui.shell.theme import Theme
from app.ui.shell.writing import Writing


class Ways(QObject):
    """Of the conversation that is shown, or of the one that is about to begin.

    Args:
        chat: knows and keeps them; asked on the journal's lane.
        tasks: the lanes.
    """

    told = Signal(list, str)
    """Name and title of each way, in the language spoken now, and the name of the one chosen."""
    failed = Signal(object)

    def __init__(self, *, chat: ChatSession, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chat = chat
        self._tasks = tasks
        self._conversation: str | None = None
        self._for_new = ""

    @property
    def for_new(self) -> str:
        """What was chosen for a conversation that has not begun; empty for the default."""
        return self._for_new if self._conversation is None else ""

    def look(self, conversation: str | None, *, anew: bool = False) -> None:
        """Tell the ways for this conversation.

        Args:
            anew: a new page: nothing is chosen for it yet.
        """
        self._conversation = conversation
        if anew:
            self._for_new = ""
        self._tasks.journal.run(self, self._read, self._tell, self.failed.emit)

    def choose(self, name: str) -> None:
        """Listen this way from the next message on."""
        conversation = self._conversation
        if conversation is None:
            self._for_new = name
            self.look(None)
            return
        self._tasks.journal.run(
            self,
            lambda: self._chat.listening.choose_style(conversation, name),
            lambda _chosen: self.look(conversation),
            self.failed.emit,
        )

    def write_own(self, words: str) -> None:
        """Listen as the person describes it."""
        self.choose(f"{OWN}{words.strip()}")

    def end(self) -> None:
        """Forget the person's own words."""
        self._for_new = ""
        self.blockSignals(True)

    def _read(self) -> tuple[list[Style], str]:
        conversation = self._conversation
        listening = self._chat.listening
        style = listening.style_of(conversation) if conversation else listening.style
        return listening.styles(), style.name

    def _tell(self, found: tuple[list[Style], str]) -> None:
        styles, chosen = found
        chosen = self.for_new or chosen
        ways = [(style.name, _title(style)) for style in styles if not style.name.startswith(OWN)]
        own = [chosen] if chosen.startswith(OWN) else [s.name for s in styles if OWN in s.name[:4]]
        self.told.emit([*ways, *((name, _("In your own words")) for name in own)], chosen)


class WaysBox(ChoiceBox):
    """One of the ways.

    Args:
        ways: tells and keeps them.
        name: object name, stable for tests.
        theme: gives the arrow.
    """

    def __init__(self, ways: Ways, name: str, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__([], theme, parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Way of listening"))
        self.chosen.connect(ways.choose)
        ways.told.connect(self._on_told)

    def own_words(self) -> str:
        """The person's own, where they wrote any."""
        names = [str(self.itemData(at)) for at in range(self.count())]
        return next((name.removeprefix(OWN) for name in names if name.startswith(OWN)), "")

    def _on_told(self, ways: list[tuple[str, str]], chosen: str) -> None:
        self.clear()
        for name, title in ways:
            self.addItem(title, name)
        self.show_value(chosen)


class OwnWay(QWidget):
    """Where the person says how they want to be listened to.

    Args:
        words: what they said before.
    """

    chosen = Signal(str)

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = _("How would you like to be listened to?")
        self._field = Writing("own_way", label, least=5, framed=True)
        self._field.setPlaceholderText(
            _("For example: Be brief, ask little, and let me finish my thought.")
        )
        self._field.replace(words)
        self._use = parts.button(_("Listen like this"), "own_way_use", "primary")
        self._use.clicked.connect(lambda: self.chosen.emit(self._field.toPlainText()))
        self._field.textChanged.connect(self._on_written)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(parts.paragraph(label))
        column.addWidget(self._field)
        column.addWidget(
            parts.remark(
                _(
                    "At most {count} characters, kept in your journal. The limits that keep you"
                    " safe hold here, too."
                ).format(count=LONGEST_OWN)
            )
        )
        column.addWidget(self._use, 0, Qt.AlignmentFlag.AlignRight)
        self._on_written()

    def _on_written(self) -> None:
        self._use.setEnabled(0 < len(self._field.toPlainText().strip()) <= LONGEST_OWN)


def _title(style: Style) -> str:
    return style.titles.get(i18n.language()) or style.titles.get("en") or style.name
