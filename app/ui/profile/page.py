"""The profile page: name, passphrase, recovery code, quick unlock, the end."""

from functools import partial

from app import upkeep
from app.core.errors import UserFacingError
from app.core.i18n import N_, _
from app.ui.profile import sections
from app.ui.profile.presenter import Facts, ProfilePresenter
from app.ui.shell import clipboard
from app.ui.shell.notices import explain_any
from app.ui.shell.pages import House, PageKind
from app.ui.shell.reading import ReadingPage, card
from app.ui.shell.theme import Theme


class ProfilePage(ReadingPage):
    """A card for each thing that can be changed.

    Args:
        presenter: does everything that is not a widget.
        theme: gives the icons.
    """

    def __init__(self, *, presenter: ProfilePresenter, theme: Theme) -> None:
        super().__init__(_("Your profile"), "profile_area")
        self._presenter = presenter
        self._name = sections.NameSection(theme)
        self._passphrase = sections.PassphraseSection(
            advice=presenter.advice, theme=theme, owner=presenter.name
        )
        self._recovery = sections.RecoverySection(theme)
        self._quick = sections.QuickUnlockSection(theme)
        self._key = sections.KeySection(theme)
        self._delete = sections.DeleteSection()
        self._sections: dict[str, sections.Section] = {
            "name": self._name,
            "passphrase": self._passphrase,
            "recovery": self._recovery,
            "quick_unlock": self._quick,
            "key": self._key,
            "delete": self._delete,
        }
        for section in self._sections.values():
            frame, inside = card()
            inside.addWidget(section)
            self.column.addWidget(frame)
        self._connect()

    def forget(self) -> None:
        for section in self._sections.values():
            section.begin()
        self._recovery.show_code("")

    def _connect(self) -> None:
        presenter = self._presenter
        presenter.told.connect(self._on_told)
        presenter.saved.connect(self._on_saved)
        presenter.failed.connect(self._on_failed)
        presenter.busy_changed.connect(self._on_busy_changed)
        presenter.code_shown.connect(self._recovery.show_code)
        presenter.groups_asked.connect(self._recovery.ask)
        self._name.submitted.connect(self._on_name_submitted)
        self._passphrase.submitted.connect(presenter.change_passphrase)
        self._passphrase.removal.confirmed.connect(partial(presenter.remove, "passphrase"))
        self._recovery.removal.confirmed.connect(partial(presenter.remove, "recovery"))
        self._recovery.requested.connect(presenter.renew_recovery)
        self._recovery.code.copy_requested.connect(clipboard.copy)
        self._recovery.code.written_down.connect(presenter.written_down)
        self._recovery.confirm.submitted.connect(presenter.confirm)
        self._recovery.back_requested.connect(presenter.show_again)
        self._quick.chosen.connect(presenter.set_quick_unlock)
        self._key.requested.connect(presenter.renew_key)
        self._delete.typed.connect(self._on_name_typed)
        self._delete.submitted.connect(presenter.delete)

    def _on_told(self, facts: Facts) -> None:
        for section in self._sections.values():
            section.show_facts(facts)

    def _on_saved(self, section: str, words: str) -> None:
        self._sections[section].tell_done(words)

    def _on_failed(self, section: str, error: UserFacingError | None) -> None:
        self._sections[section].tell(str(explain_any(error)))
        self._sections[section].try_again()

    def _on_busy_changed(self, busy: bool) -> None:
        for section in self._sections.values():
            section.setEnabled(not busy)

    def _on_name_submitted(self, name: str, private: bool) -> None:
        self._presenter.rename(name, private=private)

    def _on_name_typed(self, typed: str) -> None:
        self._delete.allow(self._presenter.is_the_name(typed))


def _present(house: House) -> ProfilePresenter:
    return ProfilePresenter(
        vault=house.session.vault,
        profiles=house.program.profiles,
        keyring=house.program.keyring,
        settings=house.program.settings,
        tasks=house.tasks,
        delete_profile=house.delete_profile,
        renew_keys=partial(upkeep.renew_keys, house.program),
        while_closed=house.while_closed,
    )


def _build(presenter: ProfilePresenter, house: House) -> ProfilePage:
    return ProfilePage(presenter=presenter, theme=house.theme)


KIND = PageKind("profile", N_("Profile"), "person", _present, _build)
"""For :data:`app.ui.pages.PAGES`."""
