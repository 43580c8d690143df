"""What a set-up says while it works: a few calm lines on standard error.

Standard output belongs to the program that is started in the end.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_TAIL = 12  # lines of a failed command that are shown; the log has all of them


class FaultError(Exception):
    """The work can't go on. The text is for the person: what happened and what to do next."""


class CommandError(FaultError):
    """A command failed.

    Attributes:
        output: what it printed, standard error included.
    """

    def __init__(self, title: str, output: str) -> None:
        self.output = output
        last = "\n".join(f"    {line}" for line in output.splitlines()[-_TAIL:])
        super().__init__(f"{title}: this failed. Its last lines were:\n{last}")


def say(text: str) -> None:
    """Print one line for the person."""
    print(text, file=sys.stderr, flush=True)


class Step:
    """One piece of work: what is done, how long it usually takes, how far it is."""

    def __init__(self, title: str, usual: str) -> None:
        self._title = title
        self._line = f"  {title} ({usual})"
        self._shown = 0
        self._begun = time.monotonic()
        self._live = sys.stderr.isatty()
        print(self._line, end="" if self._live else "\n", file=sys.stderr, flush=True)

    def reached(self, done: int, total: int) -> None:
        """Show how far the work is: in place on a terminal, else at each quarter."""
        quarter = done * 4 // max(total, 1)
        if self._live:
            self._rewrite(f"{self._line}  {done} of {total}")
        elif self._shown < quarter < 4:
            say(f"    {done} of {total}")
        self._shown = max(self._shown, quarter)

    def close(self) -> None:
        """The work is done."""
        took = f"{time.monotonic() - self._begun:.0f} s"
        if self._live:
            self._rewrite(f"{self._line}  done in {took}\n")
        else:
            say(f"    done in {took}")

    def _rewrite(self, text: str) -> None:
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def run(
    command: Sequence[str | Path],
    *,
    title: str,
    usual: str,
    log: Path,
    environment: Mapping[str, str] | None = None,
    progress: re.Pattern[str] | None = None,
    total: int = 0,
) -> None:
    """Run a command as a step; its output goes to the log.

    Args:
        command: the program and its arguments.
        title: what is being done, for the person.
        usual: how long that usually takes, for the person.
        log: file to append the output to.
        environment: the child's environment; ours, if left out.
        progress: matches the lines that tell how far the command is. Its groups are the done
            and the total count; without groups each match counts as one of ``total``.
        total: how many matches are expected.

    Raises:
        CommandError: the command ended with another status than 0.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    step = Step(title, usual)
    output: list[str] = []
    with (
        log.open("a", encoding="utf-8") as copy,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            env=dict(environment or os.environ),
        ) as child,
    ):
        assert child.stdout  # it is a pipe: see above
        matches = 0
        for line in child.stdout:
            copy.write(line)
            output.append(line)
            if found := progress and progress.match(line):
                matches += 1
                done, of = map(int, found.groups() or (matches, total))
                step.reached(done, of)
    if child.returncode:
        if sys.stderr.isatty():
            say("")
        raise CommandError(title, "".join(output))
    step.close()
