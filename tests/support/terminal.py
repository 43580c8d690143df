"""The program as a person's shell sees it."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = str(Path(sys.executable).with_name("soulchat"))
PASSPHRASE = "a lantern in the window"


@dataclass(frozen=True)
class Outcome:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.code == 0, self.err
        return json.loads(self.out)


class Shell:
    """Runs ``soulchat`` with a data home and, through a pipe, a passphrase."""

    def __init__(self, home: Path, **environment: str) -> None:
        self.home = home
        self._environment = {**os.environ, "SOULCHAT_HOME": str(home), **environment}

    def command(self, *arguments: str) -> list[str]:
        return [COMMAND, "--home", str(self.home), *arguments]

    def start(
        self,
        *arguments: str,
        passphrase: str | None = PASSPHRASE,
        secrets: Mapping[str, str] | None = None,
        **options: Any,
    ) -> "subprocess.Popen[bytes]":
        """Start a command in a session of its own: no terminal to ask on.

        Args:
            secrets: given as one line each: the option that names the descriptor, the text.
        """
        words, inherited = list(arguments), []
        given = {} if passphrase is None else {"--passphrase-fd": passphrase}
        for option, text in {**given, **(secrets or {})}.items():
            inherited.append(self._line(text))
            words += [option, str(inherited[-1])]
        process = subprocess.Popen(
            self.command(*words),
            env=self._environment,
            pass_fds=inherited,
            start_new_session=True,
            **{
                "stdin": subprocess.DEVNULL,
                "stdout": subprocess.PIPE,
                "stderr": subprocess.PIPE,
                **options,
            },
        )
        for descriptor in inherited:
            os.close(descriptor)
        return process

    def run(
        self,
        *arguments: str,
        passphrase: str | None = None,
        secrets: Mapping[str, str] | None = None,
        stdin: bytes = b"",
    ) -> Outcome:
        """Run a command to its end."""
        process = self.start(
            *arguments, passphrase=passphrase, secrets=secrets, stdin=subprocess.PIPE
        )
        out, err = process.communicate(stdin, timeout=120)
        return Outcome(process.returncode, out.decode(), err.decode())

    def opened(self, *arguments: str, stdin: bytes = b"") -> Outcome:
        """Run a command that opens the journal."""
        return self.run(*arguments, passphrase=PASSPHRASE, stdin=stdin)

    @staticmethod
    def _line(text: str) -> int:
        reading, writing = os.pipe()
        os.write(writing, text.encode() + b"\n")
        os.close(writing)
        return reading
