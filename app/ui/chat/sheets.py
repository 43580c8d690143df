"""The sheets over a conversation: a look back, a check-in, what is remembered, a rating."""

from app.core.chat.memory import InMind
from app.core.i18n import _
from app.core.journal.values import Message, Rating
from app.ui.chat.look_back import LookBack
from app.ui.chat.memory_view import MemoryView
from app.ui.chat.presenter import ChatPresenter
from app.ui.chat.rating_form import RatingForm
from app.ui.chat.ways import OwnWay
from app.ui.safety.check_in_view import CheckInForm
from app.ui.shell.dialogs import Dialogs
from app.ui.shell.theme import Theme


class ChatSheets:
    """Shows them, and hands on what is kept.

    Args:
        presenter: keeps it.
        dialogs: the door to sheets.
        theme: colours and icons.
    """

    def __init__(self, presenter: ChatPresenter, dialogs: Dialogs, theme: Theme) -> None:
        self._presenter = presenter
        self._dialogs = dialogs
        self._theme = theme

    def check_in(self) -> None:
        """How the person is."""
        form = CheckInForm(self._theme)
        form.kept.connect(self._presenter.beside.check_in)
        form.kept.connect(self._dialogs.close_all)
        self._dialogs.show(_("How are you now?"), form)

    def look_back(self) -> None:
        """What the conversation was about."""
        content = LookBack()
        content.draft_requested.connect(self._presenter.beside.look_back)
        content.kept.connect(self._presenter.beside.keep_note)
        content.kept.connect(self._dialogs.close_all)
        self._presenter.beside.draft_written.connect(content.show_draft)
        self._presenter.beside.draft_refused.connect(content.refuse)
        self._dialogs.show(_("Looking back"), content)

    def memory(self, found: InMind) -> None:
        """What of it the weights still know."""
        content = MemoryView(found)
        content.kept.connect(self._presenter.remember)
        self._presenter.memory_refused.connect(content.refuse)
        self._presenter.in_mind_changed.connect(content.follow)
        content.done.connect(self._dialogs.close_all)
        self._dialogs.show(_("What I still remember"), content)

    def own_way(self, words: str) -> None:
        """How the person wants to be listened to."""
        content = OwnWay(words)
        content.chosen.connect(self._presenter.ways.write_own)
        content.chosen.connect(self._dialogs.close_all)
        self._dialogs.show(_("In your own words"), content)

    def rating(self, message: Message, rating: Rating | None) -> None:
        """What the person thinks of a reply."""
        form = RatingForm(rating, self._theme)
        form.kept.connect(lambda value, words: self._presenter.one.rate(message, value, words))
        form.kept.connect(self._dialogs.close_all)
        self._dialogs.show(_("How was this reply?"), form)
