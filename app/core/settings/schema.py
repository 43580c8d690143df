"""Every setting, in one typed table; pages and documents are drawn from it."""

from dataclasses import dataclass

from app.core.i18n import N_

Value = str | int


@dataclass(frozen=True)
class Setting:
    """One thing a person can choose.

    Attributes:
        key: its name in the settings file.
        default: also tells the type.
        meaning: a sentence, marked for translation.
        choices: the only values allowed, or empty.
        minimum, maximum: bounds of a number, both included.
        needs_restart: takes effect at the next start only.
        hidden: kept by the program, not shown to the person.
    """

    key: str
    default: Value
    meaning: str
    choices: tuple[str, ...] = ()
    minimum: int = 0
    maximum: int = 0
    needs_restart: bool = False
    hidden: bool = False

    def accepts(self, value: object) -> bool:
        """Whether ``value`` has the right type and lies within the bounds."""
        if isinstance(value, bool) or not isinstance(value, type(self.default)):
            return False
        if isinstance(value, int):
            return self.minimum <= value <= self.maximum
        return not self.choices or value in self.choices

    @property
    def allowed(self) -> str:
        """The allowed values, for a sentence."""
        return ", ".join(self.choices) or f"{self.minimum}-{self.maximum}"


SCHEMA: dict[str, Setting] = {
    setting.key: setting
    for setting in (
        Setting(
            "language",
            "auto",
            N_("The language of the program; auto follows the system."),
            choices=("auto", "en", "zh_CN"),
        ),
        Setting(
            "region",
            "auto",
            N_("Where you are, so that the right helplines are shown; auto guesses."),
            choices=("auto", "CN", "HK", "TW", "US", "CA", "GB", "IE", "AU", "WORLD"),
        ),
        Setting("weights", "demo", N_("The weights that answer: demo, or the path of a GGUF.")),
        Setting(
            "context_length",
            4096,
            N_("How many tokens the listener can keep in mind; more needs more memory."),
            minimum=512,
            maximum=131_072,
        ),
        Setting(
            "threads",
            0,
            N_("How many CPU threads compute; 0 means one for each physical core."),
            maximum=256,
        ),
        Setting("last_profile", "", N_("The ID of the profile used last."), hidden=True),
    )
}
