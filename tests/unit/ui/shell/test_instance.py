import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtNetwork import QLocalSocket
from pytestqt.qtbot import QtBot

from app.core.errors import UserFacingError
from app.ui.shell.instance import Instance, claim, knock

HOLD = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from app.ui.shell.instance import claim
app = QCoreApplication([])
instance = claim(Path(sys.argv[1]))
instance.open()
print("open", flush=True)
app.exec()
"""

KNOCK = """
import sys
from pathlib import Path
from app.ui.shell.instance import knock
sys.exit(not knock(Path(sys.argv[1])))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """With a path longer than any socket's may be, as homes can be."""
    deep = tmp_path / ("a long name " * 10) / "running"
    deep.mkdir(parents=True, mode=0o700)
    return deep


@pytest.fixture
def instance(qtbot: QtBot, folder: Path) -> Iterator[Instance]:
    first = claim(folder)
    assert first
    first.open()
    yield first
    first.close()


def knocked(qtbot: QtBot, folder: Path) -> bool:
    """Whether a knock of another process is answered."""
    process = subprocess.Popen([sys.executable, "-c", KNOCK, str(folder)])
    qtbot.waitUntil(lambda: process.poll() is not None)
    return process.returncode == 0


def test_a_second_start_is_refused_and_its_knock_is_heard(
    qtbot: QtBot, instance: Instance, folder: Path
) -> None:
    assert claim(folder) is None
    with qtbot.waitSignal(instance.knocked):
        assert knocked(qtbot, folder)


@pytest.mark.parametrize("name", ["all.json.age", "夜 里 %41\n.age", "\udcff.age", "a" * 250])
def test_a_file_it_was_started_with_is_handed_on(
    qtbot: QtBot, instance: Instance, folder: Path, name: str
) -> None:
    asked = folder / ("deep " * 40) / name
    program = KNOCK.replace("(sys.argv[1])", "(sys.argv[1]), Path(sys.argv[2])")
    with qtbot.waitSignal(instance.offered) as heard:
        process = subprocess.Popen([sys.executable, "-c", program, str(folder), str(asked)])
    assert heard.args == [asked]
    qtbot.waitUntil(lambda: process.poll() is not None)  # the answer leaves with the next events
    assert process.returncode == 0


def test_nobody_hears_a_knock_before_the_first_start(folder: Path) -> None:
    assert not knock(folder)


def test_nobody_else_of_the_computer_can_knock_or_look(instance: Instance, folder: Path) -> None:
    modes = {file.name: file.stat().st_mode for file in folder.iterdir()}
    assert set(modes) == {"window", "window.lock"}
    assert all(stat.S_IMODE(mode) & 0o077 == 0 for mode in modes.values())


def test_the_first_may_end_and_another_begin(qtbot: QtBot, folder: Path) -> None:
    for _time in range(2):
        first = claim(folder)
        assert first
        first.open()
        assert knocked(qtbot, folder)
        first.close()
        assert not knock(folder)


def test_what_ends_answers_no_more_but_nobody_is_first_yet(qtbot: QtBot, folder: Path) -> None:
    first = claim(folder)
    assert first
    first.open()
    first.fall_silent()
    assert not knocked(qtbot, folder)
    assert claim(folder) is None
    first.close()


def test_a_killed_window_is_in_nobodys_way(qtbot: QtBot, folder: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdout=subprocess.PIPE)
    assert holder.stdout
    with holder.stdout:
        assert holder.stdout.readline() == b"open\n"
        assert claim(folder) is None
        assert knock(folder)
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert (folder / "window").exists()
    assert not knock(folder)
    second = claim(folder)
    assert second
    second.open()
    assert knocked(qtbot, folder)
    second.close()


def test_lock_and_socket_are_handed_on_without_a_moment_between(qtbot: QtBot, folder: Path) -> None:
    first = claim(folder)
    assert first
    first.open()
    descriptors = first.descriptors()
    inherited = [os.dup(each) for each in descriptors if each is not None]
    heir = Instance(folder, *inherited)
    heir.open()
    os.close(descriptors[0])  # the first ends here, without a goodbye
    assert claim(folder) is None
    heard: list[str] = []
    first.knocked.connect(lambda: heard.append("first"))
    heir.knocked.connect(lambda: heard.append("heir"))
    assert knocked(qtbot, folder)
    assert len(heard) == 1
    heir.close()
    assert not (folder / "window").exists()


@pytest.mark.parametrize("said", [b"\n" * 2, b"x" * 5000, b"\xff\xfe\n", b"$(reboot)\n", b""])
def test_whatever_a_visitor_says_the_door_stands(
    qtbot: QtBot, instance: Instance, folder: Path, said: bytes
) -> None:
    opened = os.open(folder, os.O_RDONLY)
    visitor = QLocalSocket()
    visitor.connectToServer(f"/proc/self/fd/{opened}/window")
    visitor.write(said)
    qtbot.wait(50)
    visitor.abort()
    os.close(opened)
    assert knocked(qtbot, folder)


def test_the_desktops_leave_to_take_the_focus_is_passed_on(
    qtbot: QtBot, instance: Instance, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "one-4711")
    seen: list[str] = []
    instance.knocked.connect(lambda: seen.append(os.environ["XDG_ACTIVATION_TOKEN"]))
    assert knocked(qtbot, folder)
    assert seen == ["one-4711"]


def test_a_folder_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError) as caught:
        claim(tmp_path / "nowhere")
    assert caught.value.code == "data_home_unwritable"
