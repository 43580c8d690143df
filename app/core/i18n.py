"""The languages of the program: whole sentences through gettext, switched live."""

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = {"en": "English", "zh_CN": "简体中文"}
DOMAIN = "soulchat"

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language = "en"


def use(language: str, folder: Path) -> None:
    """Speak a language from now on.

    The chosen language is the one piece of state of this module: gettext's own
    convention, so that a sentence stands where it is used, as ``_("…")``.

    Args:
        language: a key of :data:`LANGUAGES`; anything else means English.
        folder: holds ``<language>/LC_MESSAGES/soulchat.mo``. English needs no file.
    """
    global _translations, _language  # noqa: PLW0603
    _language = language if language in LANGUAGES else "en"
    _translations = gettext.translation(DOMAIN, folder, [_language], fallback=_language == "en")


def lend_to_argparse(folder: Path) -> None:
    """Let argparse find its own sentences, by the system's language, in our catalogue."""
    gettext.bindtextdomain(DOMAIN, folder)
    gettext.textdomain(DOMAIN)


def language() -> str:
    """The language spoken now, a key of :data:`LANGUAGES`."""
    return _language


def system_language() -> str:
    """The language of :data:`LANGUAGES` nearest to what the system is set to."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "zh_CN" if value.startswith("zh") else "en"
    return "zh_CN" if (locale.getlocale()[0] or "").lower().startswith(("zh", "chinese")) else "en"


def _(text: str) -> str:
    """The sentence in the language spoken now."""
    return _translations.gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The sentence for ``count`` things in the language spoken now."""
    return _translations.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 - gettext's own name
    """Mark a sentence for translation where it is not shown yet."""
    return text


ARGPARSE = (
    N_("usage: "),
    N_("options"),
    N_("positional arguments"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("%(prog)s: error: %(message)s\n"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("not allowed with argument %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("invalid %(type)s value: %(value)r"),
)
"""What argparse says, so that it is translated along (Lib/argparse.py of CPython 3.11)."""
