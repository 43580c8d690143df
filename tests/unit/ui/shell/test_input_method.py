"""Where fcitx is configured and Qt has no plugin for it, ibus's plugin speaks to fcitx."""

import pytest

from app.ui.shell.input_method import replacing

IBUS = {"QT_IM_MODULES": "ibus", "IBUS_USE_PORTAL": "1"}
SESSION = {"QT_IM_MODULES": "wayland;ibus", "IBUS_USE_PORTAL": "1"}


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"QT_IM_MODULE": "fcitx"}, IBUS),
        ({"QT_IM_MODULE": "fcitx5"}, IBUS),
        ({"QT_IM_MODULE": "fcitx", "GTK_IM_MODULE": "ibus"}, IBUS),
        ({"QT_IM_MODULES": "wayland;fcitx;ibus", "QT_IM_MODULE": "fcitx"}, SESSION),
        ({"QT_IM_MODULES": "fcitx;compose"}, {**IBUS, "QT_IM_MODULES": "ibus;compose"}),
        ({"XMODIFIERS": "@im=fcitx"}, SESSION),
        ({"XMODIFIERS": "@im=fcitx5@x"}, SESSION),
        ({"GTK_IM_MODULE": "fcitx", "QT_IM_MODULE": "xim"}, SESSION),
    ],
)
def test_fcitx_is_reached_through_ibus(
    environment: dict[str, str], expected: dict[str, str]
) -> None:
    assert replacing(environment, lambda: False) == expected
    assert replacing(environment, lambda: True) == {}


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"QT_IM_MODULE": "ibus", "XMODIFIERS": "@im=fcitx"},
        {"QT_IM_MODULES": "wayland;compose", "GTK_IM_MODULE": "fcitx"},
        {"XMODIFIERS": "@im=ibus"},
        {"GTK_IM_MODULE": "gtk-im-context-simple"},
    ],
)
def test_what_the_person_chose_for_qt_stays(environment: dict[str, str]) -> None:
    assert replacing(environment, lambda: False) == {}


def test_what_was_set_once_is_left_alone_by_the_next_process() -> None:
    once = replacing({"QT_IM_MODULE": "fcitx"}, lambda: False)
    assert replacing({"QT_IM_MODULE": "fcitx", **once}, lambda: False) == {}
