"""The settings file: TOML, versioned, written atomically, with no private words in it."""

import errno
import os
import threading
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import tomli_w

from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.settings.schema import SCHEMA, Setting, Value

VERSION = 1

_VERSION_KEY = "version"


class SettingsStore:
    """The person's choices, over the defaults of the schema.

    May be used from every thread. What another process of this version wrote
    meanwhile is kept, and told, at the next change; of one key the last word wins.

    Args:
        file: need not exist yet.
        schema: the settings there are.

    Raises:
        UserFacingError: ``settings_unreadable`` or ``settings_newer``.
    """

    def __init__(self, file: Path, schema: Mapping[str, Setting] = SCHEMA) -> None:
        self.schema = schema
        self._file = file
        self._lock = threading.RLock()
        self._listeners: list[Callable[[str], None]] = []
        self._written = self._read()

    def _read(self) -> dict[str, Any]:
        try:
            written = tomllib.loads(self._file.read_text("utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise UserFacingError("settings_unreadable", file=str(self._file)) from error
        version = written.pop(_VERSION_KEY, VERSION)
        if not isinstance(version, int) or version > VERSION:
            raise UserFacingError("settings_newer", file=str(self._file))
        return written

    def value(self, key: str) -> Value:
        """The value chosen, else the default; always one that the schema accepts."""
        setting = self.schema[key]
        written = self._written.get(key)
        return written if setting.accepts(written) else setting.default

    def text(self, key: str) -> str:
        """The value of a setting that is a text."""
        return str(self.value(key))

    def number(self, key: str) -> int:
        """The value of a setting that is a number."""
        return int(self.value(key))

    def flag(self, key: str) -> bool:
        """The value of a setting that is a switch."""
        return bool(self.value(key))

    @property
    def ignored(self) -> tuple[str, ...]:
        """Keys whose value in the file is not allowed, so that the default holds instead.

        They leave the list, and the file, when they are set or reset.
        """
        return tuple(
            key
            for key, value in self._written.items()
            if key in self.schema and not self.schema[key].accepts(value)
        )

    def set(self, key: str, value: Value) -> None:
        """Choose a value; durable on return.

        Raises:
            UserFacingError: ``setting_refused``, ``disk_full`` or
                ``data_home_unwritable``; nothing has changed then.
        """
        setting = self.schema[key]
        if not setting.accepts(value):
            raise UserFacingError(
                "setting_refused",
                name=_(setting.name) or key,
                value=value,
                allowed=setting.allowed,
            )
        self._change({key: value})

    def reset(self, key: str) -> None:
        """Go back to the default of one setting; durable on return.

        Raises:
            UserFacingError: as ``set``.
        """
        self._change({key: None})

    def reset_all(self) -> None:
        """Go back to the defaults of all settings a person can see; durable on return.

        Raises:
            UserFacingError: as ``set``.
        """
        self._change({key: None for key, setting in self.schema.items() if not setting.hidden})

    def watch(self, listener: Callable[[str], None]) -> Callable[[], None]:
        """Have a listener called with the key after each change, in the changing thread.

        Returns:
            What stops the watching.
        """
        self._listeners.append(listener)

        def stop() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return stop

    def _change(self, changes: Mapping[str, Value | None]) -> None:
        with self._lock:
            before = {key: self.value(key) for key in self.schema}
            on_disk = self._read()
            wanted = {key: value for key, value in changes.items() if value is not None}
            kept = {key: value for key, value in on_disk.items() if key not in changes}
            if kept | wanted != on_disk:
                self._write(kept | wanted)
            self._written = kept | wanted
            changed = [key for key, value in before.items() if self.value(key) != value]
        for key in changed:
            for listener in tuple(self._listeners):
                listener(key)

    def _write(self, written: Mapping[str, Any]) -> None:
        content = tomli_w.dumps({_VERSION_KEY: VERSION, **written}).encode()
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
