"""The sheet that takes in: first only a look at what would come, then all of it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.bootstrap import knows_style
from app.core.i18n import _
from app.core.transfer import words
from app.core.transfer.arrive import Key, Outcome, arrive
from app.core.transfer.sealed import identity_in
from app.ui.export.work import Work
from app.ui.shell import parts
from app.ui.shell.flow import Flow
from app.ui.shell.pages import House
from app.ui.vault.passphrase_field import PassphraseField

_LINES = 4
"""Room for what is told of what would come."""


class ImportSheet(QWidget):
    """Where from; what is new in it; take it in.

    Args:
        source: a file that is looked at to begin with.
    """

    arrived = Signal()
    """Something came."""

    def __init__(
        self, house: House, source: Path | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._house = house
        self._source: Path | None = None
        self._key_of_file = ""
        file = parts.button(_("Choose a file…"), "import_file", "primary")
        folder = parts.button(_("Choose a folder…"), "import_folder")
        file.clicked.connect(
            lambda: house.dialogs.choose_file(_("Bring in"), _("All files (*)"), self._look)
        )
        folder.clicked.connect(lambda: house.dialogs.choose_folder(_("Bring in"), self._look))
        self._passphrase = PassphraseField(
            _("Passphrase of the file, if it is sealed"), "import_passphrase", house.theme
        )
        self._passphrase.entered.connect(self._look_again)
        self._identity = PassphraseField(
            _("Or your secret key: AGE-SECRET-KEY-…"),
            "import_identity",
            house.theme,
        )
        self._identity.entered.connect(self._look_again)
        key_file = parts.button(_("Read the key from a file…"), "import_key_file", "quiet")
        key_file.clicked.connect(
            lambda: house.dialogs.choose_file(
                _("Read the key from a file"), _("All files (*)"), self._read_identity
            )
        )
        self._take = parts.button(_("Take it in"), "import_take", "primary")
        self._take.setEnabled(False)
        self._take.clicked.connect(self._on_take)
        self._work = Work(house.tasks, "import")
        self._work.setMinimumHeight(_LINES * self.fontMetrics().lineSpacing())
        self._work.busy_changed.connect(self._on_busy_changed)
        choose = Flow()
        choose.addWidget(file)
        choose.addWidget(folder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(
            parts.paragraph(
                _(
                    "Exports of SoulChat, ChatGPT, Day One, GPT4All (.chat) and Jan, JSON lines of"
                    " conversations, and folders of Markdown. First you see what would come;"
                    " nothing that is here is ever replaced."
                )
            )
        )
        column.addLayout(choose)
        self._named = parts.remark("")
        self._named.setObjectName("import_named")
        self._named.setVisible(False)
        column.addWidget(self._named)
        column.addWidget(self._passphrase)
        column.addWidget(self._identity)
        column.addWidget(key_file, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._work)
        column.addWidget(self._take, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        if source:
            self._look(source)

    def _look(self, source: Path) -> None:
        self._source = source
        name = "".join(each if each.isprintable() else "�" for each in source.name)
        self._named.setText(_("From {name}").format(name=name))
        self._named.setVisible(True)
        self._take.setEnabled(False)
        self._run(dry=True)

    def _look_again(self) -> None:
        if self._source:
            self._look(self._source)

    def _on_take(self) -> None:
        self._run(dry=False)

    def _run(self, *, dry: bool) -> None:
        source, journal = self._source, self._house.session.journal
        if source is None:
            return
        key = Key(self._passphrase.text(), self._identity.text().strip() or self._key_of_file)

        def finished(outcome: Outcome) -> str:
            self._take.setEnabled(dry and bool(outcome.tally.added))
            if not dry:
                self._forget()
                self.arrived.emit()
            return "\n".join(words.told(outcome, dry=dry))

        self._work.do(
            lambda told, stopped: arrive(
                journal,
                source,
                knows_style=knows_style,
                dry=dry,
                key=key,
                told=told,
                stopped=stopped,
            ),
            finished,
        )

    def _read_identity(self, file: Path) -> None:
        """Into memory alone, and until this sheet is through with it."""

        def read(identity: str) -> None:
            self._identity.clear()
            self._key_of_file = identity
            self._identity.rename(_("The secret key of {name} is used.").format(name=file.name))
            self._look_again()

        self._house.tasks.files.run(self, lambda: identity_in(file), read, self._work.refuse)

    def _forget(self) -> None:
        """Drop the secrets: everything is in."""
        self._passphrase.clear()
        self._identity.clear()
        self._key_of_file = ""

    def _on_busy_changed(self, busy: bool) -> None:
        if busy:
            self._take.setEnabled(False)
