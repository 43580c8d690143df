"""The facts of a conversation, for the pane on the right."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.core import dates
from app.core.i18n import _, ngettext
from app.ui.chat.facts import Facts
from app.ui.chat.ways import Ways, WaysBox
from app.ui.shell import parts
from app.ui.shell.theme import Theme


class FactsView(QWidget):
    """A heading, then a quiet name and a line for each fact; the way of listening to choose.

    Args:
        ways: those there are.
        theme: gives the arrow.
    """

    check_in_requested = Signal()
    look_back_requested = Signal()
    along_requested = Signal()
    share_requested = Signal()
    own_way_requested = Signal(str)
    """The person wants to write one; with what they wrote before."""

    def __init__(self, ways: Ways, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 24, 20, 24)
        column.setSpacing(4)
        column.addWidget(parts.title(_("This conversation"), 1.2))
        column.addSpacing(12)
        self._lines = {
            key: _Line(name, column)
            for key, name in (
                ("started", _("Begun")),
                ("messages", _("Messages")),
                ("weights", _("Answered by")),
                ("kept", _("Still in mind")),
            )
        }
        column.addWidget(parts.remark(_("Way of listening")))
        self._way = WaysBox(ways, "details_way", theme)
        self._way.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        column.addWidget(self._way)
        own = parts.button(_("In your own words…"), "own_way_open", "quiet")
        own.clicked.connect(lambda: self.own_way_requested.emit(self._way.own_words()))
        column.addWidget(own, 0, Qt.AlignmentFlag.AlignLeft)
        how = parts.button(_("How are you now?"), "check_in_open", "quiet")
        how.clicked.connect(self.check_in_requested)
        column.addWidget(how, 0, Qt.AlignmentFlag.AlignLeft)
        back = parts.button(_("Look back…"), "look_back_open", "quiet")
        back.clicked.connect(self.look_back_requested)
        column.addWidget(back, 0, Qt.AlignmentFlag.AlignLeft)
        along = parts.button(_("Take along…"), "details_along", "quiet")
        along.clicked.connect(self.along_requested)
        column.addWidget(along, 0, Qt.AlignmentFlag.AlignLeft)
        self._share = parts.button(_("Share with a therapist…"), "details_share", "quiet")
        self._share.clicked.connect(self.share_requested)
        column.addWidget(self._share, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.show_facts(Facts())
        self.hide()  # until the frame takes it into the pane

    def show_facts(self, facts: Facts) -> None:
        """Say them; what is not known is left out.

        Args:
            facts: with the titles of the weights in place of their ids.
        """
        self._lines["started"].say(dates.moment(facts.started) if facts.started else "")
        self._lines["messages"].say(str(facts.messages) if facts.messages else _("None yet"))
        self._share.setEnabled(bool(facts.messages))
        writers = list(facts.weights)
        if facts.reviewed:
            writers.append(_("Texts reviewed by people"))
        self._lines["weights"].say("\n".join(writers))
        self._lines["kept"].say(_kept(facts.left_out))

    def forget(self) -> None:
        """Drop what was said."""
        for line in self._lines.values():
            line.say("")
        self._way.clear()


class _Line:
    def __init__(self, name: str, column: QVBoxLayout) -> None:
        self._name = parts.remark(name)
        self._value = parts.paragraph("")
        self._value.setContentsMargins(0, 0, 0, 10)
        column.addWidget(self._name)
        column.addWidget(self._value)

    def say(self, value: str) -> None:
        self._value.setText(value)
        self._name.setVisible(bool(value))
        self._value.setVisible(bool(value))


def _kept(left_out: int | None) -> str:
    if left_out is None:
        return ""
    if left_out == 0:
        return _("The whole conversation")
    sentence = ngettext(
        "All but {count} message at the beginning",
        "All but {count} messages at the beginning",
        left_out,
    )
    return sentence.format(count=left_out)
