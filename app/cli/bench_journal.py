"""``soulchat bench journal``: how fast a journal of any length is, and how large."""

import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import TypeVar

from app.cli.console import say
from app.core.i18n import _
from app.core.journal.store import Journal
from app.core.journal.synthetic import CHINESE_WORD, ENGLISH_WORD, PHRASE, Corpus

CONVERSATIONS = 1_000
"""In the list, and the messages in the one that is opened: the figures of the target."""

_RUNS = 20
_COMMITS = 100
_T = TypeVar("_T")


def measure(home: Path, messages: int) -> dict[str, tuple[float, ...]]:
    """Make a journal of made-up conversations in the data home, measure it, remove it.

    Returns:
        The runs behind each figure; ``bytes_ratio`` is the size of all files over that
        of the plain texts.
    """
    with tempfile.TemporaryDirectory(prefix="bench-", dir=home) as place:
        folder, subkey = Path(place), keys()
        Journal.create(folder, subkey)
        plain, long = fill(folder, subkey, messages)
        size = sum(file.stat().st_size for file in folder.iterdir())
        runs: dict[str, tuple[float, ...]] = {"bytes_ratio": (size / plain,)}
        opened, listed = [], []
        for _run in range(_RUNS):
            took, journal = _timed(partial(Journal.open, folder, subkey))
            with journal:
                opened.append(took)
                listed.append(_timed(journal.conversations)[0])
        with Journal.open(folder, subkey) as journal:
            runs |= {
                "unlock_extra_ms": tuple(opened),
                "list_ms": tuple(listed),
                "open_ms": _times(partial(journal.messages, long)),
                "search_p95_ms": tuple(_searches(journal)),
                "commit_ms": _times(partial(_say_something, journal, long), _COMMITS),
            }
    return runs


def percentile95(runs: Sequence[float]) -> float:
    """What 95 of a hundred runs stay below."""
    return quantiles(runs, n=20, method="inclusive")[-1]


def fill(folder: Path, subkey: Callable[[str], bytes], messages: int) -> tuple[int, str]:
    """Conversations of equal length, and a long one; gives the bytes of all texts, and its id."""
    corpus, plain = Corpus(), 0
    lengths = list(_lengths(messages))
    long = ""
    with Journal.open(folder, subkey) as journal:
        for number, length in enumerate(lengths):
            said = corpus.conversation(length)
            plain += sum(len(text.encode()) for _role, text in said)
            identity = journal.add_conversation(f"conversation {number}", said)
            long = long or identity
            if number % 100 == 99:
                say(_("{done} of {all} conversations").format(done=number + 1, all=len(lengths)))
    return plain, long


def _lengths(messages: int) -> Iterator[int]:
    """One of 1,000 messages first, the others sharing the rest."""
    first = min(messages, CONVERSATIONS)
    yield first
    rest, others = messages - first, CONVERSATIONS - 1
    yield from (rest * (n + 1) // others - rest * n // others for n in range(others))


def _searches(journal: Journal) -> Iterator[float]:
    for _run in range(_RUNS):
        for wanted in (ENGLISH_WORD, CHINESE_WORD, f'"{PHRASE}"'):
            yield _timed(partial(journal.search, wanted))[0]


def _say_something(journal: Journal, conversation: str) -> None:
    journal.add_message(conversation, "user", "最近總是睡不著。 And nobody notices. " * 5)


def _times(action: Callable[[], object], runs: int = _RUNS) -> tuple[float, ...]:
    return tuple(_timed(action)[0] for _run in range(runs))


def _timed(action: Callable[[], _T]) -> tuple[float, _T]:
    """Milliseconds that it took, and what it gave."""
    begun = perf_counter()
    result = action()
    return (perf_counter() - begun) * 1000, result


def keys() -> Callable[[str], bytes]:
    """Random ones, for a journal that no vault made."""
    made = {purpose: secrets.token_bytes(32) for purpose in ("journal", "chain", "anchor")}
    return made.__getitem__
