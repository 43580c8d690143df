"""``soulchat safety``: what the screen makes of a text, or of many."""

import argparse
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.bootstrap import Program
from app.cli.console import show, show_json, text_argument
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.safety.screen import Said, assess_talk, prepare


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("safety", help=_("try the safety screen"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))
    check = actions.add_parser("check", help=_("say what the screen makes of a text"))
    what = check.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "text",
        nargs="?",
        metavar="TEXT|-",
        help=_(
            "the text; - reads it from standard input, so that it stands neither in the "
            "list of processes nor in the history of your shell"
        ),
    )
    what.add_argument(
        "--file",
        type=Path,
        metavar="FILE.jsonl",
        help=_(
            'many texts, a JSON object a line: {"text": …}, or {"messages": [{"role": …, '
            '"content": …}, …]} for a whole talk, of which what the user wrote is judged'
        ),
    )
    check.add_argument("--json", action="store_true", help=_("print one JSON object a text"))
    check.set_defaults(run=_check)


def _check(program: Program, options: argparse.Namespace) -> int:
    texts = _talks(options.file) if options.file else [[Said(text_argument(options.text))]]
    prepare()
    for messages in texts:
        started = time.perf_counter()
        assessment = assess_talk(messages)
        elapsed = (time.perf_counter() - started) * 1000
        kinds = [str(kind) for kind in assessment.kinds]
        if options.json:
            show_json({"level": assessment.level.word, "kinds": kinds, "ms": round(elapsed, 3)})
        else:
            show(" ".join([assessment.level.word, *kinds]))
    return 0


def _talks(file: Path) -> Iterator[list[Said]]:
    """What was said, line by line; empty lines don't count."""
    try:
        with file.open(encoding="utf-8-sig") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _said(file, number, line)
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UserFacingError("file_unreadable", name=file.name) from error


def _said(file: Path, number: int, line: str) -> list[Said]:
    try:
        entry: Any = json.loads(line)
        if not isinstance(entry, dict):
            raise TypeError
        if "messages" in entry:
            if not isinstance(entry["messages"], list):
                raise TypeError
            said = _of_user(entry["messages"])
        else:
            said = [Said(_words(entry["text"]))]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise UserFacingError("line_unreadable", line=number, name=file.name) from error
    return said


def _of_user(messages: list[Any]) -> list[Said]:
    """What the user said, each with the reply before it."""
    said = []
    asked = ""
    for message in messages:
        if isinstance(message, str) or message["role"] == "user":
            said.append(Said(_words(message), asked))
            asked = ""
        elif message["role"] == "assistant":
            asked = _words(message)
    return said


def _words(message: Any) -> str:
    text = message if isinstance(message, str) else message["content"]
    if not isinstance(text, str):
        raise TypeError
    return text
