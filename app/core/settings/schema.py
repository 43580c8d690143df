"""Every setting, in one typed table; the settings page is drawn from it."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeGuard

from app.core.i18n import LANGUAGES, N_, _

Value = bool | int | str

Form = Literal["plain", "slider", "path", "folder"]
"""How it is asked for, where its type alone does not tell."""


@dataclass(frozen=True)
class Choice:
    """One of the values allowed, and how a person reads it (marked for translation)."""

    value: str
    label: str


@dataclass(frozen=True)
class Setting:
    """One thing a person can choose.

    Attributes:
        key: its name in the settings file.
        default: also tells the type: a switch, a number, or a text.
        name: a few words, marked for translation; empty where hidden.
        meaning: a sentence, marked for translation.
        section: a key of :data:`SECTIONS`, the group it is shown in.
        choices: the only texts allowed, or empty.
        minimum, maximum: bounds of a number, both included, in ``unit``.
        step: from one number offered to the next; others can be typed.
        unit: of a number, marked for translation.
        at_minimum: what the smallest number means, where it is a word ("Never").
        form: how it is asked for.
        needs_restart: takes effect when the journal is opened the next time.
        hidden: kept by the program, not shown to the person.
        systems: the only values of ``sys.platform`` where it does anything, or empty.
    """

    key: str
    default: Value
    name: str = ""
    meaning: str = ""
    section: str = ""
    choices: tuple[Choice, ...] = ()
    minimum: int = 0
    maximum: int = 0
    step: int = 1
    unit: str = ""
    at_minimum: str = ""
    form: Form = "plain"
    needs_restart: bool = False
    hidden: bool = False
    systems: tuple[str, ...] = ()

    @property
    def shown(self) -> bool:
        """Whether a person can choose it here."""
        return not self.hidden and (not self.systems or sys.platform in self.systems)

    def accepts(self, value: object) -> TypeGuard[Value]:
        """Whether ``value`` has the right type and lies within the bounds."""
        if type(value) is not type(self.default):
            return False
        if isinstance(value, str):
            allowed = [choice.value for choice in self.choices]
            return value in allowed if allowed else value.isprintable()
        return isinstance(value, bool) or (
            isinstance(value, int) and self.minimum <= value <= self.maximum
        )

    @property
    def allowed(self) -> str:
        """The allowed values, for a sentence."""
        if isinstance(self.default, bool):
            return "true, false"
        if isinstance(self.default, int):
            return f"{self.minimum}-{self.maximum}"
        return ", ".join(choice.value for choice in self.choices) or _("one line of text")


SECTIONS: Mapping[str, str] = {
    "looks": N_("Language and looks"),
    "privacy": N_("Lock and privacy"),
    "backup": N_("Backups"),
    "help": N_("Help nearby"),
    "listener": N_("The listener"),
}
"""The groups of the settings page, in its order: key, and title marked for translation."""

_AUTO = Choice("auto", N_("As the system"))

_ALL = (
    Setting(
        "language",
        "auto",
        N_("Language"),
        N_("The language of everything the program says."),
        "looks",
        choices=(_AUTO, *(Choice(code, name) for code, name in LANGUAGES.items())),
    ),
    Setting(
        "theme",
        "auto",
        N_("Appearance"),
        N_("Light or dark colours."),
        "looks",
        choices=(_AUTO, Choice("light", N_("Light")), Choice("dark", N_("Dark"))),
    ),
    Setting(
        "text_size",
        100,
        N_("Text size"),
        N_("The size of all words, in percent of the system's."),
        "looks",
        minimum=80,
        maximum=200,
        step=10,
        unit=N_("%"),
        form="slider",
    ),
    Setting(
        "reduced_motion",
        "auto",
        N_("Less motion"),
        N_("Shows every change at once, without sliding or fading."),
        "looks",
        choices=(_AUTO, Choice("on", N_("Always")), Choice("off", N_("Never"))),
    ),
    Setting(
        "auto_lock_minutes",
        10,
        N_("Lock when nobody is there"),
        N_("Locks the journal after this long without a key press or a move of the mouse."),
        "privacy",
        maximum=240,
        unit=N_("min"),
        at_minimum=N_("Never"),
    ),
    Setting(
        "lock_on_sleep",
        True,
        N_("Lock when the computer sleeps"),
        N_("Locks the journal when the computer goes to sleep or its screen is locked."),
        "privacy",
        systems=("linux",),  # elsewhere nobody listens yet
    ),
    Setting(
        "clear_clipboard_seconds",
        60,
        N_("Empty the clipboard"),
        N_("Takes what was copied here out of the clipboard after this long."),
        "privacy",
        maximum=600,
        step=10,
        unit=N_("s"),
        at_minimum=N_("Never"),
    ),
    Setting(
        "backup_every",
        "daily",
        N_("Back up by itself"),
        N_("Keeps sealed copies of the journal: of seven days, and of four weeks."),
        "backup",
        choices=(
            Choice("daily", N_("Every day")),
            Choice("weekly", N_("Every week")),
            Choice("never", N_("Never")),
        ),
    ),
    Setting(
        "backup_folder",
        "",
        N_("Folder for backups"),
        N_("A folder of yours, on another disk or a synced one. Empty: beside the journal."),
        "backup",
        form="folder",
    ),
    Setting(
        "region",
        "auto",
        N_("Region"),
        N_("Where you are, so that the right helplines are shown."),
        "help",
        choices=(
            Choice("auto", N_("Guess from the time zone")),
            Choice("CN", N_("Mainland China")),
            Choice("HK", N_("Hong Kong")),
            Choice("TW", N_("Taiwan")),
            Choice("US", N_("United States")),
            Choice("CA", N_("Canada")),
            Choice("GB", N_("United Kingdom")),
            Choice("IE", N_("Ireland")),
            Choice("AU", N_("Australia")),
            Choice("WORLD", N_("Another place")),
        ),
    ),
    Setting(
        "pause_after_minutes",
        60,
        N_("Suggest a pause"),
        N_("After talking this long without one, a quiet line suggests a pause."),
        "help",
        maximum=240,
        step=5,
        unit=N_("min"),
        at_minimum=N_("Never"),
    ),
    Setting(
        "late_from",
        "23",
        N_("Late in the evening"),
        N_("From this hour on, a quiet line says once that it is late."),
        "help",
        choices=(
            Choice("never", N_("Never")),
            *(Choice(str(hour), f"{hour:02}:00") for hour in (21, 22, 23, 0, 1)),
        ),
    ),
    Setting(
        "weights",
        "demo",
        N_("Weights"),
        N_("What answers you: demo, or the path of a GGUF file."),
        "listener",
        form="path",
    ),
    Setting(
        "download_from",
        "hub",
        N_("Download weights from"),
        N_("Where weights are fetched from; where one hub can't be reached, try another."),
        "listener",
        choices=(
            Choice("hub", "Hugging Face"),
            Choice("modelscope", "ModelScope"),
            Choice("mirror", N_("A mirror of Hugging Face")),
        ),
    ),
    Setting(
        "mirror",
        "",
        N_("Address of the mirror"),
        N_("Begins with https://; your account at the hub is never told to it."),
        "listener",
    ),
    Setting(
        "style",
        "auto",
        N_("Way of listening"),
        N_("How new conversations are listened to; each can be given another one beside it."),
        "listener",
        choices=(
            Choice("auto", N_("As the weights were made for")),
            Choice("listener", N_("Empathic listener")),
            Choice("person_centred", N_("Simply being heard")),
            Choice("rebt", N_("Looking at thoughts together")),
            Choice("wind_down", N_("Winding down before sleep")),
        ),
    ),
    Setting(
        "context_length",
        4096,
        N_("Memory of a conversation"),
        N_("How many tokens the listener can keep in mind; more needs more memory."),
        "listener",
        minimum=512,
        maximum=131_072,
        step=512,
        unit=N_("tokens"),
        needs_restart=True,
    ),
    Setting(
        "threads",
        0,
        N_("Processor threads"),
        N_("How many threads compute the answers; by itself it makes room for other programs."),
        "listener",
        maximum=256,
        at_minimum=N_("As many as are free"),
    ),
    Setting(
        "gpu",
        "auto",
        N_("Graphics card"),
        N_("Computes the answers where this program was built for it and its memory suffices."),
        "listener",
        choices=(Choice("auto", N_("As much as fits")), Choice("off", N_("Never"))),
    ),
    Setting(
        "flash_attention",
        "auto",
        N_("Flash attention"),
        N_("A way to compute that needs less memory in long conversations."),
        "listener",
        choices=(
            Choice("auto", N_("As the engine sees fit")),
            Choice("on", N_("Always")),
            Choice("off", N_("Never")),
        ),
    ),
    Setting(
        "kv_type",
        "f16",
        N_("Numbers of the memory"),
        N_("Half the size leaves room for longer conversations, and costs a little accuracy."),
        "listener",
        choices=(Choice("f16", N_("Full size")), Choice("q8_0", N_("Half the size"))),
    ),
    Setting(
        "read_ahead",
        True,
        N_("Read ahead"),
        N_(
            "While you read or pause in writing, the listener reads what is there already, so "
            "that its answer begins sooner. A draft is forgotten as soon as you change it. Never "
            "on a battery below 30 %."
        ),
        "listener",
    ),
    Setting(
        "condense",
        True,
        N_("Write down what no longer fits"),
        N_(
            "When a conversation grows too long for the listener's memory, it notes the gist of "
            "its beginning while you rest. You can read, change and clear these notes."
        ),
        "listener",
    ),
    Setting(
        "snapshots_mb",
        2048,
        N_("Going on without reading again"),
        N_(
            "How much disk may hold, encrypted, what the listener has read of conversations, so "
            "that it answers at once tomorrow. One that needs more than half of it is left out."
        ),
        "listener",
        maximum=65_536,
        step=256,
        unit=N_("MB"),
        at_minimum=N_("Never"),
        needs_restart=True,
    ),
    Setting("last_profile", "", meaning="The ID of the profile used last.", hidden=True),
    Setting("first_start", "", meaning="The step at which the first start goes on.", hidden=True),
)

SCHEMA: Mapping[str, Setting] = {setting.key: setting for setting in _ALL}
