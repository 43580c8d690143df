"""``soulchat``: the window where there is a display, the terminal where there is none."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.core import processor
from app.core.errors import UserFacingError
from app.core.executable import leave_libraries_to_others
from app.core.i18n import _

if TYPE_CHECKING:
    from app.bootstrap import Program
    from app.core.transfer.formats import Format

# Qt is loaded only for the commands that need it, hence the imports inside.


def main() -> int:
    """Run the program; returns its exit code."""
    leave_libraries_to_others()
    try:
        from app.cli import main as cli  # noqa: PLC0415 - in here, for Ctrl+C may come meanwhile
        from app.cli.window import Window  # noqa: PLC0415

        return cli.main(
            sys.argv[1:], Window(_show, _take_over, _time_starts, _show_once, _pdf, _refuse)
        )
    except KeyboardInterrupt:  # before the program was there to say so
        return 1


def _show(program: "Program", offered: Path | None) -> int:
    with _qt_needed():
        from app.ui import launch  # noqa: PLC0415
    return launch.run(program, offered)


def _take_over(program: "Program") -> int:
    with _qt_needed():
        from app.ui import launch  # noqa: PLC0415
    return launch.take_over(program)


def _time_starts(program: "Program", runs: int) -> Sequence[float]:
    with _qt_needed():
        from app.ui import bench  # noqa: PLC0415
    return bench.time_starts(program, runs)


def _show_once(program: "Program") -> int:
    with _qt_needed():
        from app.ui import bench  # noqa: PLC0415
    return bench.show_once(program)


def _pdf() -> "Format":
    with _qt_needed("export_no_qt"):
        from app.ui.export import pdf  # noqa: PLC0415
    return pdf.without_window()


def _refuse(words: str) -> None:
    with suppress(UserFacingError), _qt_needed():
        from app.ui import refusal  # noqa: PLC0415

        refusal.show(words)


@contextmanager
def _qt_needed(code: str = "window_unavailable") -> Iterator[None]:
    """Raise UserFacingError ``code`` where Qt can't be loaded, or would abort the program."""
    if processor.too_old_for_qt():
        reason = _("this computer's processor is too old for it (it lacks SSE4.2).")
        raise UserFacingError(code, reason=reason)
    try:
        yield
    except ImportError as error:
        reason = _("{module} can't be loaded.").format(module=error.name or "PySide6")
        raise UserFacingError(code, reason=reason) from error


if __name__ == "__main__":
    sys.exit(main())
