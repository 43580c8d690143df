"""Where things lie: the person's data, and what the program brought along."""

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from app.core.errors import UserFacingError

_PACKAGE = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class DataHome:
    """The one folder that holds everything of the person's (VAULT: Files)."""

    root: Path

    @property
    def settings_file(self) -> Path:
        return self.root / "settings.toml"

    @property
    def profiles(self) -> Path:
        return self.root / "profiles"

    @property
    def weights(self) -> Path:
        return self.root / "weights"

    @property
    def entries(self) -> Path:
        """What the person added to the catalogue."""
        return self.weights / "entries"

    @property
    def records(self) -> Path:
        """What is written down about each weights file."""
        return self.weights / "records"

    @property
    def packs(self) -> Path:
        """Engine packs: llama.cpp for other hardware."""
        return self.root / "engines"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def running(self) -> Path:
        """What a running window leaves for a second start to find."""
        return self.root / "running"

    def prepare(self) -> None:
        """Make the folders, readable by this account alone.

        Raises:
            UserFacingError: ``data_home_unwritable``.
        """
        os.umask(0o077)
        try:
            # A folder that is there already keeps its own permissions; ours inside it don't.
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            for folder in (self.profiles, self.weights, self.entries, self.logs, self.running):
                folder.mkdir(mode=0o700, exist_ok=True)
                folder.chmod(0o700)
        except OSError as error:
            raise UserFacingError("data_home_unwritable", folder=str(self.root)) from error


def data_home(chosen: Path | None = None) -> DataHome:
    """The data home: ``chosen``, else ``SOULCHAT_HOME``, else the system's place for it."""
    named = chosen or os.environ.get("SOULCHAT_HOME")
    root = Path(named) if named else platformdirs.user_data_path("soulchat", appauthor=False)
    with contextlib.suppress(RuntimeError):  # "~nobody": then it is a folder of that name
        root = root.expanduser()
    return DataHome(root.absolute())


def _brought_along(name: str, packaged: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / name
    installed = _PACKAGE / packaged
    return installed if installed.is_dir() else _PACKAGE.parent / name


def resources() -> Path:
    """The folder ``resources`` of the program: frozen, installed, or a checkout."""
    return _brought_along("resources", "_resources")


def catalogue() -> Path:
    """The folder of the weights' catalogue: frozen, installed, or a checkout."""
    return _brought_along("models/catalogue", "_catalogue")


def translations() -> Path:
    """The folder of the compiled translations."""
    return resources() / "translations"
