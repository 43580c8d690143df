"""Fields of what somebody else wrote: of the kind expected, or refused."""

import json
import re
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

from app.core.errors import UserFacingError

_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)
_ID = re.compile("[0-9a-f]{16}")
_T = TypeVar("_T", bound=str)


class Fields:
    """An object of a file.

    Raises:
        UserFacingError: ``import_malformed`` from every method.
    """

    def __init__(self, value: Any) -> None:
        if not isinstance(value, dict):
            raise malformed()
        self._value = value

    def text(self, key: str, default: str | None = None) -> str:
        """A text."""
        return str(self._of(key, str, default))

    def short_text(self, key: str, longest: int) -> str:
        """A text that stands on one line somewhere."""
        value = self.text(key)
        return value if len(value) <= longest else _refuse()

    def number(self, key: str, least: int, most: int) -> int:
        """A whole number within bounds."""
        value = self._of(key, int, None)
        if isinstance(value, bool) or not least <= value <= most:
            raise malformed()
        return int(value)

    def flag(self, key: str) -> bool:
        """True or false."""
        return bool(self._of(key, bool, None))

    def one_of(self, key: str, words: Collection[_T]) -> _T:
        """One of these words."""
        value = self.text(key)
        if value not in words:
            raise malformed()
        return cast(_T, value)

    def maybe_text(self, key: str) -> str | None:
        """A text or null."""
        return None if self._value.get(key) is None else self.text(key)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        values = self._of(key, list, None)
        if not all(isinstance(value, str) for value in values):
            raise malformed()
        return tuple(values)

    def time(self, key: str) -> datetime:
        """A time with its zone."""
        try:
            moment = datetime.fromisoformat(self.text(key))
        except ValueError:
            raise malformed() from None
        return bounded(moment) if moment.tzinfo else _refuse()

    def identity(self, key: str) -> str:
        """The id of a conversation: it names files, so nothing else will do."""
        value = self.text(key)
        return value if _ID.fullmatch(value) else _refuse()

    def object(self, key: str) -> "Fields":
        """An object within."""
        return Fields(self._value.get(key))

    def json_text(self, key: str, longest: int) -> str:
        """A text that is empty, or JSON of an object."""
        value = self.text(key, "")
        try:
            fits = not value or (len(value) <= longest and isinstance(json.loads(value), dict))
        except (ValueError, RecursionError):
            fits = False
        return value if fits else _refuse()

    def _of(self, key: str, kind: type, default: Any) -> Any:
        value = self._value.get(key, default)
        return value if isinstance(value, kind) else _refuse()


def bounded(moment: datetime) -> datetime:
    """A time that a calendar can show, in UTC, to the millisecond."""
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        raise malformed() from None
    if not _EARLIEST <= utc < _LATEST:
        raise malformed()
    return utc.replace(microsecond=utc.microsecond // 1000 * 1000)


def from_seconds(value: Any, otherwise: datetime) -> datetime:
    """Seconds since 1970, or milliseconds where they are so many; else the other time."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        return otherwise
    try:
        seconds = value / 1000 if value > 1e11 else value
        return bounded(datetime.fromtimestamp(seconds, UTC))
    except (ValueError, OverflowError, OSError, UserFacingError):
        return otherwise


def readable(text: str) -> str:
    """A text of another program, without NULs and half characters."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def malformed() -> UserFacingError:
    """It is not as it must be."""
    return UserFacingError("import_malformed")


def _refuse() -> Any:
    raise malformed()
