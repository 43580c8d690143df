"""The one door to modal questions. Nothing waits: the answer comes as a call."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.core.i18n import _
from app.ui.shell import parts, text_size

_SHARE = 0.7
"""Part of the window's height that what a sheet shows may take; what is more scrolls."""


class Dialogs:
    """Asks the person over the window.

    Args:
        parent: what the questions are about; they end with it.
        bind: gives each of them the keys that work over it.
    """

    def __init__(self, parent: QWidget, bind: Callable[[QDialog], None] | None = None) -> None:
        # Qt's own dialogs note in a file of every Qt program which folders the person was in.
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, os.devnull)
        self._parent = parent
        self._bind = bind

    def close_all(self) -> None:
        """Take every question and sheet away: lock and quit."""
        for dialog in self._parent.findChildren(QDialog):
            dialog.reject()

    def confirm(
        self,
        question: str,
        details: str,
        yes: str,
        then: Callable[[], None],
        *,
        link: str = "",
        harm: bool = False,
    ) -> None:
        """Ask whether to go on; ``then`` is called on yes alone.

        Args:
            question: one whole sentence.
            details: what to look at before answering; shown as plain text.
            yes: the words on the button that goes on.
            then: what going on means.
            link: an address to look at first; shown whole, opened only when clicked.
            harm: whether it can't be taken back.
        """
        dialog, layout = self._dialog("question", question)
        details_shown = parts.paragraph(details)
        details_shown.setObjectName("question_details")
        agree = parts.button(yes, "question_yes", "danger" if harm else "plain")
        refuse = parts.button(_("Cancel"), "question_no")
        refuse.setDefault(True)
        agree.clicked.connect(dialog.accept)
        refuse.clicked.connect(dialog.reject)
        dialog.accepted.connect(then)
        dialog.setAccessibleDescription(details)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(refuse)
        row.addWidget(agree)
        layout.addWidget(details_shown)
        if link:
            address = parts.breakable(link)
            address.setObjectName("question_address")
            look = parts.button(_("Open in your browser"), "question_link")
            look.clicked.connect(lambda: QDesktopServices.openUrl(QUrl(link)))
            layout.addWidget(address)
            layout.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(row)
        self._open(dialog)
        refuse.setFocus()

    def choose_file(self, title: str, kinds: str, then: Callable[[Path], None]) -> None:
        """Ask for a file that is there already; ``then`` gets it, unless nothing is chosen.

        Args:
            kinds: which files are shown, such as ``Pictures (*.png)``.
        """
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        self._ask_for(dialog, then)

    def choose_folder(self, title: str, then: Callable[[Path], None]) -> None:
        """Ask for a folder that is there already, as :meth:`choose_file` does."""
        dialog = QFileDialog(self._parent, title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        self._ask_for(dialog, then)

    def choose_new(self, title: str, name: str, then: Callable[[Path], None]) -> None:
        """Ask where something new is to be written; whoever writes refuses what is there.

        Args:
            name: what it is called unless the person says otherwise.
        """
        dialog = QFileDialog(self._parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setFileMode(QFileDialog.FileMode.AnyFile)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.selectFile(name)
        self._ask_for(dialog, then)

    def _ask_for(self, dialog: QFileDialog, then: Callable[[Path], None]) -> None:
        dialog.setObjectName("file_question")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if sys.platform == "linux":  # a portal may not look into a process that refuses core dumps
            dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
            _begin_at_home(dialog)
        dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
        self._open(dialog)

    def print(self, title: str, document: QTextDocument) -> None:
        """Let the person choose a printer, or a file, for a document.

        Args:
            title: names it in the printer's queue: nothing private.
        """
        printer = QPrinter()
        printer.setDocName(title)
        dialog = QPrintDialog(printer, self._parent)
        dialog.setObjectName("print_question")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.accepted.connect(lambda: document.print_(printer))
        self._open(dialog)

    def show(self, title: str, content: QWidget) -> None:
        """Show something to read, with a button that closes it."""
        dialog, layout = self._dialog("sheet", title)
        close = parts.button(_("Close"), "sheet_close")
        close.clicked.connect(dialog.accept)
        layout.addWidget(self._scrolled(title, content, text_size.px(parts.FORM_WIDTH)), 1)
        layout.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self._open(dialog)

    def _dialog(self, name: str, title: str) -> tuple[QDialog, QVBoxLayout]:
        dialog = QDialog(self._parent)
        dialog.setObjectName(name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(title)
        dialog.setMinimumWidth(text_size.px(parts.FORM_WIDTH) + 40)
        layout = QVBoxLayout(dialog)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(16)
        layout.addWidget(parts.title(title, 1.3))
        return dialog, layout

    def _scrolled(self, title: str, content: QWidget, width: int) -> QScrollArea:
        """As high as the content needs at that width, where the window has room for it."""
        area = QScrollArea()
        area.setAccessibleName(title)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        content.ensurePolished()
        needed = max(content.heightForWidth(width), content.sizeHint().height())
        area.setMinimumHeight(min(needed, round(self._parent.height() * _SHARE)))
        return area

    def _open(self, dialog: QDialog) -> None:
        if self._bind:
            self._bind(dialog)
        QDialog.open(dialog)  # a QPrintDialog has another open of its own


def _begin_at_home(dialog: QFileDialog) -> None:
    """Where one's own files are, not where the program was started; a system's dialog knows."""
    home = QStandardPaths.StandardLocation.HomeLocation
    downloads = QStandardPaths.StandardLocation.DownloadLocation
    places = [QStandardPaths.writableLocation(each) for each in (home, downloads)]
    there = [place for place in dict.fromkeys(places) if Path(place).is_dir()]
    dialog.setSidebarUrls([QUrl.fromLocalFile(place) for place in there])
    dialog.setDirectory(there[-1] if there else "")
    dialog.resize(text_size.px(720), text_size.px(480))
