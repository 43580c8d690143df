"""The pages of the open program, in the order of the navigation."""

from typing import Any

from app.ui.chat.page import KIND as CHAT
from app.ui.settings.page import KIND as SETTINGS
from app.ui.shell.pages import PageKind

PAGES: tuple[PageKind[Any], ...] = (CHAT, SETTINGS)
