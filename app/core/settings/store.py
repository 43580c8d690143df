"""The settings file: TOML, versioned, written atomically, with no private words in it."""

import errno
import os
import tomllib
from pathlib import Path

import tomli_w

from app.core.errors import UserFacingError
from app.core.settings.schema import SCHEMA, Value

VERSION = 1


class SettingsStore:
    """The person's choices, over the defaults of the schema.

    Args:
        file: need not exist yet.

    Raises:
        UserFacingError: ``settings_unreadable`` or ``settings_newer``.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._chosen = self._read()

    def _read(self) -> dict[str, Value]:
        try:
            written = tomllib.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise UserFacingError("settings_unreadable", file=str(self._file)) from error
        version = written.pop("version", VERSION)
        if not isinstance(version, int) or version > VERSION:
            raise UserFacingError("settings_newer", file=str(self._file))
        return {
            key: value
            for key, value in written.items()
            if key in SCHEMA and SCHEMA[key].accepts(value)
        }

    def text(self, key: str) -> str:
        """The value of a setting that is a text."""
        return str(self._chosen.get(key, SCHEMA[key].default))

    def number(self, key: str) -> int:
        """The value of a setting that is a number."""
        return int(self._chosen.get(key, SCHEMA[key].default))

    def set(self, key: str, value: Value) -> None:
        """Choose a value; durable on return.

        Raises:
            UserFacingError: ``setting_refused``.
        """
        setting = SCHEMA[key]
        if not setting.accepts(value):
            raise UserFacingError("setting_refused", key=key, value=value, allowed=setting.allowed)
        if self._chosen.get(key, setting.default) != value:
            self._chosen[key] = value
            self._write()

    def _write(self) -> None:
        content = tomli_w.dumps({"version": VERSION, **self._chosen}).encode()
        fresh = self._file.with_name(".settings.new")
        try:
            with fresh.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(self._file)
        except OSError as error:
            full = error.errno == errno.ENOSPC
            folder = str(self._file.parent)
            raise (
                UserFacingError("disk_full")
                if full
                else UserFacingError("data_home_unwritable", folder=folder)
            ) from error
