"""What stands in the composer and is not sent yet: kept in the journal, lost by nothing."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

_AFTER = 800
"""Milliseconds without a key press after which it is kept."""


class Draft(QObject):
    """The unsent text of the conversation that is shown.

    Args:
        keep: saves a text for that conversation, where one can be saved now.
    """

    put = Signal(str)
    """This stands in the composer from now on."""

    def __init__(self, keep: Callable[[str], None], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._text = ""
        self._known = False
        self._pause = QTimer(self, singleShot=True, interval=_AFTER)
        self._pause.timeout.connect(self.keep)

    @property
    def text(self) -> str:
        return self._text

    def tell(self) -> None:
        """Put it again, into a composer newly built."""
        self.put.emit(self._text)

    def write(self, text: str) -> None:
        """The person wrote; a pause in writing keeps it."""
        if text != self._text:
            self._text = text
            self._pause.start()

    def keep(self) -> None:
        """Save it now; an empty page that is still loading forgets no draft."""
        self._pause.stop()
        if self._text or self._known:
            self._keep(self._text)

    def keep_soon(self) -> None:
        """Save it after a pause, if there is any."""
        if self._text:
            self._pause.start()

    def drop(self) -> None:
        """Another conversation comes, and with it another draft."""
        self._put("")
        self._known = False

    def take(self) -> str:
        """The text, which is sent and no draft any more."""
        text = self._text
        self._put("")
        return text

    def give_back(self, text: str) -> None:
        """A text that could not be sent stands before what was written since."""
        self._put(f"{text}\n{self._text}" if self._text else text)
        self._pause.start()

    def find(self, draft: str) -> None:
        """The journal had this for the conversation; what was typed meanwhile stands behind it."""
        if self._known:
            return
        self._known = True
        if draft and self._text:
            self.give_back(draft)
        elif draft:
            self._put(draft)

    def _put(self, text: str) -> None:
        self._text = text
        self._pause.stop()
        self.put.emit(text)
