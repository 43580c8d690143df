"""About the program: what it is, its version and licence."""

from app.core.i18n import _
from app.ui.shell import parts
from app.ui.shell.dialogs import Dialogs


def show_about(dialogs: Dialogs) -> None:
    """Show it over whatever is shown."""
    dialogs.show(_("About SoulChat"), parts.paragraph(_("An empathic listener.")))
