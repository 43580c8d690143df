"""For ``soulchat bench engine``: GPT4All's own Python package, in a process of its own.

The program itself never needs it. Speaks JSON, a line each way, over its standard pipes:
``{"path", "context", "threads"}`` once, then ``{"prompt", "tokens", "seed"}`` for each run. It
can't be told a seed, and each run is a conversation of its own. Its llama.cpp is of 2024: weights
that it does not know are answered with ``{"loaded": false}``.
"""

import json
import os
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any


def main() -> None:
    """Write until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # its log
    os.dup2(nowhere, 2)
    from gpt4all import GPT4All  # noqa: PLC0415 - may print as soon as it is loaded

    options = json.loads(sys.stdin.readline())
    file = Path(options["path"])
    about: dict[str, Any] = {"version": version("gpt4all"), "loaded": True}
    try:
        writer = GPT4All(
            file.name,
            model_path=str(file.parent),
            allow_download=False,
            device="cpu",
            n_ctx=options["context"],
            n_threads=options["threads"],
        )
    except Exception:  # noqa: BLE001 - that is all it says
        about["loaded"] = False
    _answer(answers, about)
    for line in sys.stdin:
        run = json.loads(line)
        _answer(answers, _write(writer, run["prompt"], run["tokens"]))


def _write(writer: Any, prompt: str, count: int) -> dict[str, float]:
    arrivals: list[float] = []

    def hear(_token: int, _text: str) -> bool:
        arrivals.append(time.perf_counter())
        return True

    begun = time.perf_counter()
    writer.generate(
        prompt,
        max_tokens=count,
        temp=0.75,
        top_k=40,
        top_p=0.9,
        min_p=0.0,
        repeat_penalty=1.0,
        n_batch=128,
        callback=hear,
    )
    took = arrivals[-1] - arrivals[0]
    return {
        "first_ms": (arrivals[0] - begun) * 1000,
        "tokens_per_second": (len(arrivals) - 1) / took if took > 0 else 0.0,
    }


def _answer(answers: Any, answer: dict[str, Any]) -> None:
    print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
