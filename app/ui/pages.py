"""The pages of the open program, in the order of the navigation."""

from typing import Any

from app.ui.backups.page import KIND as BACKUPS
from app.ui.chat.page import KIND as CHAT
from app.ui.journal.page import KIND as JOURNAL
from app.ui.profile.page import KIND as PROFILE
from app.ui.safety.page import KIND as CARE
from app.ui.settings.page import KIND as SETTINGS
from app.ui.shell.pages import PageKind
from app.ui.weights.page import KIND as WEIGHTS

PAGES: tuple[PageKind[Any], ...] = (
    CHAT,
    JOURNAL,
    WEIGHTS,
    CARE,
    BACKUPS,
    PROFILE,
    SETTINGS,
)
