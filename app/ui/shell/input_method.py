"""Lets people write Chinese with fcitx although Qt's wheels bring no plugin for it.

fcitx 5 also speaks the protocol of ibus, for which there is a plugin, under the name of
ibus's portal on the session bus (decision 050).
"""

import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QPluginLoader

_FCITX = frozenset({"fcitx", "fcitx5"})
_NOTHING_IN_QT_6 = frozenset({"xim"})
"""Asked for by old session files; Qt 6 has no plugin of that name."""


def make_reachable() -> None:
    """Name Qt a plugin that reaches the person's input method; before QApplication."""
    if sys.platform.startswith("linux"):
        os.environ.update(replacing(os.environ, _fcitx_loads))


def replacing(environment: Mapping[str, str], fcitx_loads: Callable[[], bool]) -> dict[str, str]:
    """What to set of the environment so that fcitx, where it is configured, is reached.

    Args:
        environment: of the process.
        fcitx_loads: whether Qt finds a plugin for fcitx itself.

    Returns:
        Nothing where Qt's own choice is right.
    """
    asked = environment.get("QT_IM_MODULES") or environment.get("QT_IM_MODULE") or ""
    wanted = [name for name in asked.split(";") if name not in {"", *_NOTHING_IN_QT_6}]
    session = [environment.get("GTK_IM_MODULE", ""), _of_x(environment.get("XMODIFIERS", ""))]
    if not _FCITX.intersection(wanted or session) or fcitx_loads():
        return {}
    # Where only the rest of the session names fcitx, Wayland's own protocol comes first, as in Qt.
    found = ["ibus" if name in _FCITX else name for name in wanted] or ["wayland", "ibus"]
    return {"QT_IM_MODULES": ";".join(dict.fromkeys(found)), "IBUS_USE_PORTAL": "1"}


def configured(environment: Mapping[str, str]) -> bool:
    """Whether this session writes through an input method; where it can't be told, no.

    Args:
        environment: of the process.
    """
    names = (
        environment.get("QT_IM_MODULES", ""),
        environment.get("QT_IM_MODULE", ""),
        environment.get("GTK_IM_MODULE", ""),
        _of_x(environment.get("XMODIFIERS", "")),
    )
    return any(name not in {"", "none", "simple", "compose"} for name in names)


def _of_x(modifiers: str) -> str:
    return modifiers.partition("@im=")[2].partition("@")[0]


def _fcitx_loads() -> bool:
    folders = [Path(path, "platforminputcontexts") for path in QCoreApplication.libraryPaths()]
    plugins = [file for folder in folders for file in folder.glob("*fcitx*.so")]
    return any(QPluginLoader(str(plugin)).load() for plugin in plugins)
