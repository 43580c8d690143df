"""How far the first start of each profile has come, so that closing loses nothing."""

from typing import Literal, get_args

from app.core.settings.store import SettingsStore

Step = Literal["welcome", "profile", "recovery", "weights", "ready", "renewal"]
"""The last: a recovery code made anew later on, and not confirmed yet."""

STEPS: tuple[Step, ...] = get_args(Step)

NEWCOMER = "new"
"""Stands for the profile that is not there yet."""

_KEY = "first_start"


class Progress:
    """Keeps the steps in the hidden setting ``first_start``: ``<profile id>=<step> ...``.

    Args:
        settings: where it is kept; may be used from every thread.
    """

    def __init__(self, settings: SettingsStore) -> None:
        self._settings = settings

    def step(self, profile: str) -> Step | None:
        """The step to go on with; None when the first start of that profile is over.

        Args:
            profile: its id, or :data:`NEWCOMER`.
        """
        return self._read().get(profile)

    def keep(self, profile: str, step: Step | None) -> None:
        """Remember a step, or with None that it is over; durable on return.

        Raises:
            UserFacingError: what ``SettingsStore.set`` raises.
        """
        steps = self._read()
        steps.pop(profile, None)
        if step:
            steps[profile] = step
        self._settings.set(_KEY, " ".join(f"{key}={value}" for key, value in steps.items()))

    def _read(self) -> dict[str, Step]:
        pairs = (entry.partition("=") for entry in self._settings.text(_KEY).split())
        return {key: step for key, _, named in pairs for step in STEPS if step == named}
