"""Say what the crisis screen is worth on sentences and talks that nothing was written from.

    python models/making/screen_unseen.py

The files of ``unseen`` were written before the rules were read, by one person, and are measured
with and never trained or tuned on: so only figures are printed, with 95 % intervals, and no
sentence. Who reads those sentences to mend a rule needs a new set.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from app.core.safety.labelled import Rate
from app.core.safety.screen import Kind, Level, Said, assess

_UNSEEN = Path(__file__).resolve().parent / "unseen"


def _lines(name: str) -> list[str]:
    return (_UNSEEN / name).read_text("utf-8").splitlines()


def _show(name: str, hits: Sequence[bool]) -> None:
    rate = Rate(sum(hits), len(hits))
    low, high = rate.interval
    print(f"  {name}: {rate.hits} of {rate.all}, {rate.value:.3f} [{low:.3f}, {high:.3f}]")


def _sentences(language: str) -> None:
    lines = _lines(f"{language}.txt")
    for name, marks in (("risk", "!+"), ("grave", "!"), ("calm, alarms", "-")):
        _heard(name, lines, marks)
    for section in "\n".join(lines).split("\n## ")[1:]:
        title, *lines = section.splitlines()
        _heard(f"{title}, risk", lines, "!+")
        _heard(f"{title}, calm, alarms", lines, "-")


def _heard(name: str, lines: Sequence[str], marks: str) -> None:
    texts = [line[2:] for line in lines if line[0] in marks]
    if texts:
        _show(name, [assess(text).level >= Level.HIGH for text in texts])


def _sections(name: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a file, each with the lines under its ``[name]``."""
    for section in "\n".join(_lines(name)).split("\n[")[1:]:
        title, *lines = section.splitlines()
        yield title.rstrip("]"), lines


def _manners(name: str) -> None:
    """Sentences by how plainly they say it."""
    for manner, lines in _sections(name):
        texts = [line[2:] for line in lines]
        _show(f"{manner}, alarms", [assess(text).level >= Level.HIGH for text in texts])


def _said(talk: Sequence[str]) -> Iterator[Said]:
    asked = ""
    for line in talk:
        if line.startswith(("A: ", "A：")):
            asked = line[2:].strip()
        else:
            yield Said(line.removeprefix("!"), asked)
            asked = ""


def _first_alarm(said: Sequence[Said]) -> int:
    """At which message of a talk; after its last where at none."""
    texts = [one.text for one in said]
    alarms = (
        at
        for at, one in enumerate(said)
        if assess(one.text, texts[:at], asked=one.asked).level >= Level.HIGH
    )
    return next(alarms, len(said))


def _talks(language: str) -> None:
    crises, sorrows = "\n".join(_lines(f"{language}_talks.txt")).split("\n\n= calm\n\n")
    in_time = early = 0
    talks = [block.splitlines() for block in crises.split("\n\n")[1:]]
    for talk in talks:
        noticed = next(at for at, line in enumerate(_own(talk)) if line.startswith("!"))
        first = _first_alarm(list(_said(talk)))
        in_time += first <= noticed
        early += first < noticed
    _show("crises heard by the marked message", [True] * in_time + [False] * (len(talks) - in_time))
    print(f"    of these, before it: {early}")
    calm = [list(_said(block.splitlines())) for block in sorrows.split("\n\n")]
    _show("talks of sorrow, alarms", [_first_alarm(said) < len(said) for said in calm])


def _own(talk: Sequence[str]) -> list[str]:
    return [line for line in talk if not line.startswith(("A: ", "A："))]


def _kinds(name: str) -> None:
    for title, lines in _sections(name):
        kind = Kind(title)
        for what, mark in (("heard", "+"), ("wrongly", "-")):
            texts = [line[2:] for line in lines if line[0] == mark]
            _show(f"{kind} {what}", [kind in assess(text).kinds for text in texts])


def main() -> None:
    for language in ("english", "chinese"):
        print(language)
        _sentences(language)
        _talks(language)
        _kinds(f"{language}_kinds.txt")
    _manners("english_second.txt")
    _kinds("english_kinds_second.txt")


if __name__ == "__main__":
    main()
