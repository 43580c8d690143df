"""Somebody writes Chinese with Debian's fcitx 5, for which Qt's wheels bring no plugin."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.desktop import PATIENCE, Control, Desktop
from tests.support.terminal import COMMAND, PASSPHRASE, Shell

PINYIN_ALONE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""


@pytest.fixture
def desktop(home: Path, tmp_path: Path) -> Iterator[Desktop]:
    """A session with fcitx as Debian sets it up, and pinyin switched on."""
    assert Shell(home).run("profile", "create", "小林", passphrase=PASSPHRASE).code == 0
    desktop = Desktop(tmp_path)
    try:
        settings = desktop.config / "fcitx5"
        settings.mkdir()
        (settings / "profile").write_text(PINYIN_ALONE)
        desktop.start("fcitx5", "--disable", "wayland")
        desktop.wait_for_name("org.freedesktop.portal.IBus")
        yield desktop
    finally:
        desktop.close()


def is_composer(control: Control) -> bool:
    return control.name == "Your message" and control.role == "text"


@pytest.mark.slow
def test_pinyin_becomes_chinese_and_enter_belongs_to_the_input_method(
    desktop: Desktop, home: Path
) -> None:
    session = {"QT_IM_MODULE": "fcitx", "GTK_IM_MODULE": "fcitx", "XMODIFIERS": "@im=fcitx"}
    program = desktop.start(COMMAND, **session)
    desktop.wait_for(program, lambda control: control.role == "password text")
    desktop.type(PASSPHRASE)  # letters stay letters here
    desktop.press("Return")
    desktop.wait_for(program, is_composer)

    desktop.type("nihao")
    desktop.press("space")
    desktop.wait_for(program, lambda control: is_composer(control) and control.text == "你好")

    desktop.type("shijie")
    desktop.press("Return")  # commits the letters as they are, and sends nothing
    desktop.wait_for(program, lambda c: is_composer(c) and c.text == "你好shijie")
    assert "你好" not in "".join(
        control.text or "" for control in desktop.controls(program) if not is_composer(control)
    )

    desktop.press("Return")
    desktop.wait_for(
        program, lambda control: "你好shijie" in (control.text or "") and not is_composer(control)
    )
    program.terminate()
    assert program.wait(PATIENCE) == 0
    (talk,) = Shell(home).opened("journal", "list", "--json").json
    messages = Shell(home).opened("journal", "show", talk["id"], "--json").json["messages"]
    assert [each["text"] for each in messages if each["role"] == "user"] == ["你好shijie"]
