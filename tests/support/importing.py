"""Imports a made-up file into a new journal, and prints how much memory that took.

    python -m tests.support.importing FOLDER KIND MEGABYTES [--dry]

KIND is ``json`` (our own form), ``chatgpt`` or ``lines``. A process of its own: the most memory
a process ever had is all that the system tells.
"""

import json
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

from app.bootstrap import knows_style
from app.core.journal.store import Journal
from app.core.transfer.arrive import arrive
from tests.support.keys import subkey

_TEXT = "最近总是睡不着，nobody notices. " * 50
_TIME = "2026-01-01T00:00:00.000Z"
_TURNS = 40
"""Messages of a conversation."""


def write(file: Path, kind: str, megabytes: int) -> None:
    """Conversations until the file is that large."""
    begin, between, end = {
        "json": ('{"format": "soulchat-journal", "version": 1, "conversations": [\n', ",\n", "]}"),
        "chatgpt": ("[", ",", "]"),
        "lines": ("", "\n", ""),
    }[kind]
    make = {"json": _ours, "chatgpt": _chatgpt, "lines": _line}[kind]
    with file.open("w", encoding="utf-8") as stream:
        stream.write(begin)
        for number, told in enumerate(map(make, _counted())):
            stream.write(between if number else "")
            stream.write(json.dumps(told, ensure_ascii=False))
            if stream.tell() > megabytes * 1_000_000:
                break
        stream.write(end)


def _counted() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1


def _ours(number: int) -> dict[str, object]:
    return {
        "id": f"{number:016x}",
        "title": f"talk {number}",
        "created": _TIME,
        "updated": _TIME,
        "origin": "",
        "leaf": str(_TURNS),
        "tags": [],
        "settings": {"style": "", "style_version": 0, "weights": "", "sampling": ""},
        "risk": {"level": "none", "kinds": [], "spoken": 0, "dismissed": "none"},
        "draft": "",
        "messages": [
            {
                "id": str(turn),
                "parent": str(turn - 1) if turn > 1 else None,
                "role": "user" if turn % 2 else "assistant",
                "text": f"{number} {turn} {_TEXT}",
                "state": "complete",
                "time": _TIME,
                "version": 1,
                "weights": None,
                "risk": "none",
                "reviewed": False,
                "ending": "",
            }
            for turn in range(1, _TURNS + 1)
        ],
    }


def _chatgpt(number: int) -> dict[str, object]:
    return {
        "title": f"talk {number}",
        "conversation_id": str(number),
        "create_time": 1700000000,
        "mapping": {
            str(turn): {
                "parent": str(turn - 1),
                "message": {
                    "author": {"role": "user" if turn % 2 else "assistant"},
                    "content": {"content_type": "text", "parts": [f"{number} {turn} {_TEXT}"]},
                },
            }
            for turn in range(1, _TURNS + 1)
        },
    }


def _line(number: int) -> dict[str, object]:
    turns = range(1, _TURNS + 1)
    roles = ("assistant", "user")
    said = [{"role": roles[turn % 2], "content": f"{number} {turn} {_TEXT}"} for turn in turns]
    return {"messages": said}


def main(folder: Path, kind: str, megabytes: int, *, dry: bool) -> None:
    """Write, read, print megabytes."""
    file = folder / f"{kind}-{megabytes}"
    write(file, kind, megabytes)
    (folder / f"{file.name}-journal").mkdir()
    Journal.create(folder / f"{file.name}-journal", subkey)
    with Journal.open(folder / f"{file.name}-journal", subkey) as journal:
        outcome = arrive(journal, file, knows_style=knows_style, dry=dry)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
    print(json.dumps({"peak_mb": peak, "messages": outcome.tally.added["Message"]}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), dry="--dry" in sys.argv)
