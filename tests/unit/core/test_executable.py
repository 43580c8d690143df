import subprocess
import sys

from app.core.executable import command, engine_command


def test_the_same_program_starts_anew_and_takes_nothing_from_the_working_directory() -> None:
    assert command("--successor")[1:] == ["-P", "-m", "app", "--successor"]
    told = subprocess.run(command("--version"), capture_output=True, text=True, check=True)
    assert told.stdout.startswith("soulchat ")


def test_the_engine_starts_and_ends_with_its_pipe() -> None:
    assert engine_command()[0] == sys.executable
    ended = subprocess.run(engine_command(), stdin=subprocess.DEVNULL, timeout=60, check=False)
    assert ended.returncode == 0
