"""The Setup's parts that need no Windows."""

from pathlib import Path

import pictures
import pytest
from environment import Environment
from windows import package


def test_braces_name_each_of_several() -> None:
    assert package.braces("a/{b,c}.dll") == ["a/b.dll", "a/c.dll"]
    assert package.braces("bin") == ["bin"]


def test_the_icon_holds_every_size_windows_asks_for(
    tmp_path: Path, environment: Environment
) -> None:
    icon = tmp_path / "soulchat.ico"
    pictures.make_ico(environment, icon)
    data = icon.read_bytes()
    assert data[:4] == b"\x00\x00\x01\x00"
    assert [data[6 + 16 * row] for row in range(data[4])] == [16, 24, 32, 48, 64, 0]
    assert data.count(b"\x89PNG") == data[4]
    assert list(tmp_path.iterdir()) == [icon]


@pytest.fixture
def environment() -> Environment:
    import dev

    return dev.MAIN
