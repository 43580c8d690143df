"""Train the crisis screen's weights, and say by nested cross-validation what they are worth.

    pip install scikit-learn==1.9.1   # needed here and nowhere else
    python models/making/screen.py --data ../shared/data

Writes ``resources/safety/screen.tsv`` (what the program uses) and ``screen_folds.tsv`` (a model
for each fifth of the labelled texts, trained without it, for ``soulchat bench safety``).

Data, all of them named in the files written:
    psyguard_valid.json: labelled; its fold is the text's SHA-256 modulo five
    smile_sample.jsonl: what clients said in counselling and no rule worries about, as calm
    screen_sentences.txt: our own
"""

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from app.core.safety.labelled import FOLDS, fingerprint, fold_of, read_labelled
from app.core.safety.learned import CLASS_WEIGHT, Weights, scale, signs
from app.core.safety.normalise import spellings
from app.core.safety.rules import unexplained
from app.core.safety.screen import Level, assess

FALSE_ALARMS = 0.065
"""Where the thresholds stand in cross-validation: what is promised is 0.08 on unseen texts."""
COUNT_OF_OWN_RISK, COUNT_OF_CALM, RARE = 0.3, 0.6, 2  # chosen by cross-validation
STRENGTH = 3.0  # inverse of the regularisation

_HERE = Path(__file__).resolve().parent
_SAFETY = _HERE.parents[1] / "resources" / "safety"
_DEAF, _ALERT = Weights({}, -1e9, 0), Weights({}, 1e9, 0)


class Corpus:
    """The texts with what is known about them, and their signs, computed once."""

    def __init__(self, data: Path) -> None:
        labelled = read_labelled(data / "psyguard_valid.json")
        own = (_HERE / "screen_sentences.txt").read_text("utf-8").splitlines()
        own = [line for line in own if line[:2] in ("! ", "+ ", "- ")]
        talks = map(json.loads, (data / "smile_sample.jsonl").read_text("utf-8").splitlines())
        said = {m["content"] for talk in talks for m in talk["messages"] if m["role"] == "user"}
        calm = sorted(text for text in said if assess(text, learned=_DEAF).level is Level.NONE)
        self.labelled = len(labelled)
        self.texts = [one.text for one in labelled] + [line[2:] for line in own] + calm
        self.risk = np.array(
            [one.risk for one in labelled] + [line[0] != "-" for line in own] + [False] * len(calm)
        )
        self.grave = np.array([one.grave for one in labelled])
        self.counts = np.array(
            [1.0] * len(labelled)
            + [1.0 if line[0] == "-" else COUNT_OF_OWN_RISK for line in own]
            + [COUNT_OF_CALM] * len(calm)
        )
        plain = [unexplained(spellings(text)[0]) for text in self.texts]
        self.scales = np.array([scale(text) for text in plain])
        self.signs = [
            {sign: 1.0 for sign in characters if "\t" not in sign}
            | dict.fromkeys(skeleton, CLASS_WEIGHT)
            for characters, skeleton in map(signs, plain)
        ]
        self.folds = np.array([fold_of(one.text) for one in labelled])

    def train(self, held_out: Sequence[int]) -> Weights:
        """Weights from everything but some folds of the labelled texts; threshold 0."""
        kept = [
            at
            for at in range(len(self.texts))
            if at >= self.labelled or self.folds[at] not in held_out
        ]
        seen = Counter(sign for at in kept for sign in self.signs[at])
        order = {sign: at for at, sign in enumerate(sorted(s for s in seen if seen[s] >= RARE))}
        entries = [
            (row, order[sign], weight * self.scales[at])
            for row, at in enumerate(kept)
            for sign, weight in self.signs[at].items()
            if sign in order
        ]
        rows, columns, values = zip(*entries, strict=True)
        matrix = csr_matrix((values, (rows, columns)), shape=(len(kept), len(order)))
        model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=3000)
        model.fit(matrix, self.risk[kept], sample_weight=self.counts[kept])
        coefficients = model.coef_[0]
        return Weights(
            {sign: round(float(coefficients[at]), 3) for sign, at in order.items()},
            round(float(model.intercept_[0]), 3),
            0.0,
        )


def loudness(text: str, weights: Weights) -> float:
    """The threshold below which this text raises an alarm, rules and weights together."""
    if assess(text, learned=_DEAF).level >= Level.HIGH:
        return float("inf")
    low, high = -20.0, 20.0
    while high - low > 0.002:
        middle = (low + high) / 2
        alarm = assess(text, learned=Weights(weights.by_sign, weights.bias, middle)).level
        low, high = (middle, high) if alarm >= Level.HIGH else (low, middle)
    return low


def threshold(corpus: Corpus, held_out: Sequence[int]) -> float:
    """The threshold of :data:`FALSE_ALARMS`, by cross-validation inside the other folds."""
    calm: list[float] = []
    for fold in set(range(FOLDS)) - set(held_out):
        weights = corpus.train([*held_out, fold])
        calm += [
            loudness(corpus.texts[at], weights)
            for at in np.flatnonzero((corpus.folds == fold) & ~corpus.risk[: corpus.labelled])
        ]
    calm.sort(reverse=True)
    return round(calm[int(FALSE_ALARMS * len(calm))], 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, required=True, help="the folder of the data sets")
    corpus = Corpus(parser.parse_args().data)
    models = []
    for held_out in ([], *([fold] for fold in range(FOLDS))):
        raw = corpus.train(held_out)
        models.append(Weights(raw.by_sign, raw.bias, threshold(corpus, held_out)))
        print(held_out, len(raw.by_sign), raw.bias, models[-1].threshold, flush=True)
    about = [
        "Weights of the crisis screen, made by models/making/screen.py on "
        f"{datetime.now(UTC):%Y-%m-%d}. Licence of this file: Apache-2.0.",
        "From PsyGUARD (github.com/qiuhuachuan/PsyGUARD, EMNLP 2024, MIT), psyguard_valid.json;",
        "SMILECHAT (github.com/qiuhuachuan/smile, CC0), smile_sample.jsonl; and our own sentences.",
        "Threshold, bias, then a sign and its weight a line, in thousandths.",
    ]
    _write(_SAFETY / "screen.tsv", about, models[:1])
    seen = [fingerprint(text) for text in corpus.texts[: corpus.labelled]]
    about.append("One column a fold, trained without it. Fingerprints of the labelled texts:")
    about += [" ".join(seen[at : at + 12]) for at in range(0, len(seen), 12)]
    _write(_SAFETY / "screen_folds.tsv", about, models[1:])


def _write(file: Path, about: list[str], models: list[Weights]) -> None:
    names = sorted({sign for model in models for sign in model.by_sign})
    rows = [f"# {line}" for line in about]
    rows.append("\t".join(["threshold", *(_number(model.threshold) for model in models)]))
    rows.append("\t".join(["bias", *(_number(model.bias) for model in models)]))
    for name in names:
        numbers = [_number(model.by_sign.get(name, 0)) for model in models]
        if any(numbers):
            rows.append("\t".join([name.replace("\n", "\\n"), *numbers]))
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _number(value: float) -> str:
    return str(round(value * 1000) or "")


if __name__ == "__main__":
    main()
