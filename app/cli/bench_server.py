"""For ``soulchat bench engine``: llama.cpp's own server, in a process of its own.

Comes with the package xllamacpp, which the program itself never needs. Speaks JSON, a line each
way, over its standard pipes: ``{"path", "context", "threads"}`` once, then
``{"prompt", "tokens", "seed"}`` for each run. The server's defaults stay as they are.
"""

import json
import os
import sys
import time
from typing import Any


def main() -> None:
    """Serve until standard input ends."""
    answers = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # the server's log
    os.dup2(nowhere, 2)
    import xllamacpp  # noqa: PLC0415 - may print as soon as it is loaded

    options = json.loads(sys.stdin.readline())
    parameters = xllamacpp.CommonParams()
    parameters.model.path = options["path"]
    parameters.n_ctx = options["context"]
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = options["threads"]
    parameters.cpuparams_batch.n_threads = options["threads"]
    server = xllamacpp.Server(parameters)
    features = xllamacpp.get_system_info().strip(" |\n")
    _answer(answers, {"version": xllamacpp.__version__, "features": features})
    for line in sys.stdin:
        run = json.loads(line)
        _answer(answers, _write(server, run["prompt"], run["tokens"], run["seed"]))


def _write(server: Any, prompt: str, count: int, seed: int) -> dict[str, float | int]:
    arrivals: list[float] = []
    last: dict[str, Any] = {}

    def hear(piece: dict[str, Any]) -> None:
        arrivals.append(time.perf_counter())
        last.update(piece)

    begun = time.perf_counter()
    server.handle_completions(
        {
            "prompt": prompt,
            "max_tokens": count,
            "stream": True,
            "cache_prompt": True,
            "samplers": ["top_k", "top_p", "temperature"],
            "temperature": 0.75,
            "top_p": 0.9,
            "top_k": 40,
            "seed": seed,
        },
        hear,
    )
    timings = last["timings"]
    return {
        "first_ms": (arrivals[0] - begun) * 1000,
        "tokens": timings["predicted_n"],
        "tokens_per_second": _rate(timings["predicted_n"], arrivals[-1] - arrivals[0]),
        "reused": timings["cache_n"],
    }


def _rate(tokens: int, seconds: float) -> float:
    return (tokens - 1) / seconds if seconds > 0 else 0.0


def _answer(answers: Any, answer: dict[str, Any]) -> None:
    print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    main()
