"""``soulchat``: the window where there is a display, the terminal where there is none."""

import sys

from app.bootstrap import Program
from app.cli import main as cli
from app.core.errors import UserFacingError
from app.core.i18n import _


def main() -> int:
    """Run the program; returns its exit code."""
    return cli.main(sys.argv[1:], window=_open_window)


def _open_window(program: Program) -> int:
    """Show the window until it is closed.

    Raises:
        UserFacingError: ``window_unavailable``.
    """
    try:
        from app.ui import launch  # noqa: PLC0415 - Qt is loaded only for the window
    except ImportError as error:
        reason = _("{module} can't be loaded.").format(module=error.name or "PySide6")
        raise UserFacingError("window_unavailable", reason=reason) from error
    return launch.run(program)


if __name__ == "__main__":
    sys.exit(main())
