"""Train what the crisis screen learned of English, and say by cross-validation what it adds.

    pip install scikit-learn==1.9.1   # needed here and nowhere else
    python models/making/screen_english.py --data ../shared/data

Writes ``resources/safety/screen_english.tsv``.

Data, all of them named in the file written:
    screen_sentences_english.txt: our own
    screen_patterns_english.txt: sentences with choices in them, some of which are drawn
    talks_english.txt: of the talks of crises what gives them away, of the others all
    counsel_chat.csv: sentences of questions to counsellors about which no rule worries, as calm
"""

import argparse
import csv
import random
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.core.safety.chinese_learned import Opinions
from app.core.safety.labelled import Rate
from app.core.safety.learned import Weights
from app.core.safety.learned_english import scale, score, signs
from app.core.safety.normalise import spellings
from app.core.safety.screen import Level, assess

FALSE_ALARMS = 0.0027
"""Of calm sentences, in cross-validation: a talk has many."""
STRENGTH = 1.0  # inverse of the regularisation
COUNT_OF_CALM, COUNT_OF_DRAWN, RARE, FOLDS = 0.5, 0.5, 3, 8
_DRAWN = 12  # sentences of each pattern
_LIST, _NAME = re.compile(r"([A-Z]+) = (.*)"), re.compile(r"<([A-Z]+)>")
_CHOICE = re.compile(r"\{([^{}<]*)\}")

_HERE = Path(__file__).resolve().parent
_SAFETY = _HERE.parents[1] / "resources" / "safety"
_DEAF = Weights({}, -1e9, 0)


def _own() -> Iterator[tuple[str, str]]:
    """Each sentence of our own with its mark, and the theme it was written under."""
    theme = ""
    for line in (_HERE / "screen_sentences_english.txt").read_text("utf-8").splitlines():
        if line.startswith("## "):
            theme = line
        elif line[:2] in ("! ", "+ ", "- "):
            yield line, theme


def _from_talks() -> Iterator[tuple[str, str]]:
    """What gives a crisis away, and all that is said in other talks."""
    crises, calm = (_HERE / "talks_english.txt").read_text("utf-8").split("\n\n= calm\n\n")
    for talk in crises.split("\n\n")[1:]:
        yield from (("+ " + line[1:], talk) for line in talk.splitlines() if line[0] == "!")
    for talk in calm.split("\n\n"):
        yield from (("- " + line, talk) for line in talk.splitlines() if line[:3] != "A: ")


def _drawn() -> Iterator[tuple[str, str]]:
    """Some sentences of each pattern, the same every time."""
    lists: dict[str, str] = {}
    for line in (_HERE / "screen_patterns_english.txt").read_text("utf-8").splitlines():
        if named := _LIST.fullmatch(line):
            lists[named[1]] = f"{{{named[2]}}}"
        elif line[:2] in ("! ", "+ ", "- "):
            draw = random.Random(zlib.crc32(line.encode()))  # noqa: S311  # nothing is secret
            drawn = {_draw(line, lists, draw): None for _ in range(2 * _DRAWN)}
            yield from ((sentence, f"drawn {line}") for sentence in list(drawn)[:_DRAWN])


def _draw(pattern: str, lists: dict[str, str], draw: random.Random) -> str:
    """A pattern with one of each of its choices."""
    while _NAME.search(pattern) or _CHOICE.search(pattern):
        pattern = _NAME.sub(lambda name: lists[name[1]], pattern)
        pattern = _CHOICE.sub(lambda choice: draw.choice(choice[1].split("|")), pattern)
    return re.sub(" +", " ", pattern)


class Corpus:
    """Sentences with what is known about them, and their signs."""

    def __init__(self, data: Path) -> None:
        own = list(_own())
        added = [*_from_talks(), *_drawn()]
        calm = sorted(set(self._calm(data)))
        self.own, self.calm = len(own), len(own) + len(added)
        said = [line for line, _theme in own + added]
        self.texts = [spellings(line[2:])[0] for line in said] + calm
        self.risk = np.array([line[0] != "-" for line in said] + [False] * len(calm))
        self.grave = np.array([line[0] == "!" for line in said])
        self.counts = np.array(
            [COUNT_OF_DRAWN if theme.startswith("drawn") else 1.0 for _line, theme in own + added]
            + [COUNT_OF_CALM] * len(calm)
        )
        each = [max(text.split("\n"), key=len).strip() for text in self.texts]
        self.signs = [signs(sentence) for sentence in each]
        self.scales = [scale(sentence) for sentence in each]
        together = [theme for _line, theme in own + added] + calm
        self.folds = np.array([zlib.crc32(theme.encode()) % FOLDS for theme in together])

    def _calm(self, data: Path) -> list[str]:
        with (data / "counsel_chat.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["topic"] != "self-harm"]
        questions = sorted({row["questionText"] for row in rows})
        quiet = [text for text in questions if self._level(text) < Level.HIGH]
        sentences = [line.strip() for text in quiet for line in spellings(text)[0].split("\n")]
        return [line for line in sentences if len(line) > 20 and self._level(line) is Level.NONE]

    @staticmethod
    def _level(text: str) -> Level:
        return assess(text, learned=Opinions(_DEAF, _DEAF), learned_english=_DEAF).level

    def train(self, held_out: int | None = None) -> Weights:
        """Weights from all sentences but a fold's; threshold 0."""
        kept = np.flatnonzero(self.folds != held_out)
        seen = Counter(sign for at in kept for sign in self.signs[at])
        order = {sign: at for at, sign in enumerate(sorted(s for s in seen if seen[s] >= RARE))}
        entries = [
            (row, order[sign], count * self.scales[at])
            for row, at in enumerate(kept)
            for sign, count in self.signs[at].items()
            if sign in order
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = csr_matrix((values, (rows, columns)), shape=(len(kept), len(order)))
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000)
        model.fit(matrix, self.risk[kept], sample_weight=self.counts[kept])
        return Weights(
            {sign: round(float(model.coef_[0][at]), 3) for sign, at in order.items()},
            round(float(model.intercept_[0]), 3),
            0.0,
        )

    def loudness(self) -> np.ndarray:
        """Of every sentence, by weights that did not learn from it."""
        models = [self.train(fold) for fold in range(FOLDS)]
        return np.array(
            [
                score(models[fold], text, {})
                for text, fold in zip(self.texts, self.folds, strict=True)
            ]
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    corpus = Corpus(parser.parse_args().data)
    loudness = corpus.loudness()
    calm = np.sort(loudness[corpus.calm :])[::-1]
    threshold = round(float(calm[int(FALSE_ALARMS * len(calm))]), 3)
    heard = loudness[: corpus.own] > threshold
    risk, grave = corpus.risk[: corpus.own], corpus.grave[: corpus.own]
    rules = np.array([Corpus._level(text) >= Level.HIGH for text in corpus.texts[: corpus.own]])
    print(f"threshold {threshold}; of our own sentences, no theme judged by weights that saw it:")
    for name, some in (("risk", risk), ("grave", grave), ("calm, meant to mislead", ~risk)):
        both = Rate(int((heard | rules)[some].sum()), int(some.sum()))
        print(
            f"  {name}: rules {rules[some].mean():.3f}, sum {heard[some].mean():.3f}, "
            f"both {both.value:.3f} [{both.interval[0]:.3f}, {both.interval[1]:.3f}]"
        )
    _write(_SAFETY / "screen_english.tsv", corpus.train(), threshold)


def _write(file: Path, weights: Weights, threshold: float) -> None:
    about: Sequence[str] = [
        "English weights of the crisis screen, made by models/making/screen_english.py on "
        f"{datetime.now(UTC):%Y-%m-%d}. Licence of this file: Apache-2.0.",
        "From sentences of our own, and counsel-chat (github.com/nbertagnolli/counsel-chat, MIT).",
        "Threshold, bias, then a sign and its weight a line, in thousandths.",
    ]
    rows = [f"# {line}" for line in about]
    rows += [f"threshold\t{round(threshold * 1000)}", f"bias\t{round(weights.bias * 1000)}"]
    each = sorted(weights.by_sign.items())
    rows += [f"{sign}\t{round(weight * 1000)}" for sign, weight in each]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
