"""The one door to the clipboard: what is copied here is hinted secret, and does not stay.

Clipboard managers keep what is copied, some on the disk or in a cloud. The hints ask
them not to; most obey. On macOS Qt can't give the hint without a converter in C++, so
there only the clearing helps.
"""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

_YES, _NO = (1).to_bytes(4, "little"), (0).to_bytes(4, "little")

_HINT = "x-kde-passwordManagerHint"
_HINTS = {
    # KDE's Klipper, and what follows its example on Linux
    _HINT: b"secret",
    # Windows' history and cloud clipboard: "Clipboard Formats" in Microsoft's reference;
    # the form of the names is how Qt registers a format of Windows'
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': _YES,
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': _NO,
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': _NO,
}


def concealed(text: str) -> QMimeData:
    """A text to copy, with the hints that it is secret."""
    data = QMimeData()
    data.setText(text)
    for name, value in _HINTS.items():
        data.setData(name, value)
    return data


def copy(text: str) -> None:
    """Put a text into the clipboard."""
    QGuiApplication.clipboard().setMimeData(concealed(text))


class ClipboardWatch(QObject):
    """Takes back after a while what was copied here, unless something else was since.

    That holds for :func:`copy` and for whatever a control copies by itself, which gets
    the hints here if it has none.

    Args:
        clipboard: the system's.
        seconds: until it is taken back, asked at each copy; 0 for never.
    """

    def __init__(
        self, clipboard: QClipboard, seconds: Callable[[], int], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._seconds = seconds
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._take_back)
        clipboard.dataChanged.connect(self._on_changed)

    def clear(self) -> None:
        """Take back at once what is still ours, a selection included: lock and quit."""
        self._take_back()
        if self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _take_back(self) -> None:
        self._timer.stop()
        if self._clipboard.ownsClipboard():
            self._clipboard.clear()

    def _on_changed(self) -> None:
        self._timer.stop()
        if not self._clipboard.ownsClipboard():
            return
        if not self._clipboard.mimeData().hasFormat(_HINT):
            copy(self._clipboard.text())  # a label or a line copied: nobody has read it yet
        elif seconds := self._seconds():
            self._timer.start(seconds * 1000)
