"""For ``soulchat bench engine``: llama.cpp alone, in the shortest loop that writes a text.

The same library, context and samplers, no pipe and no text: what the engine adds to this is its
cost. Speaks JSON, a line each way, over its standard pipes: ``{"path", "context", "threads"}``
once, then ``{"prompt", "tokens", "seed"}`` for each run.
"""

import json
import os
import sys
import time
from typing import Any

from app.core.inference.engine import EngineOptions, Sampling
from app.core.inference.worker.binding import MemoryWatch, llama
from app.core.inference.worker.interrupt import Interrupt
from app.core.inference.worker.llama import CHUNK
from app.core.inference.worker.opening import open_context
from app.core.inference.worker.sampling import drawing


def main() -> None:
    """Load, then write until standard input ends."""
    options = json.loads(sys.stdin.readline())
    _watch = MemoryWatch()  # keeps llama.cpp's log away from standard output
    llama.llama_backend_init()
    path = os.fsencode(options["path"])
    model = llama.llama_model_load_from_file(path, llama.llama_model_default_params())
    asked = EngineOptions(context_length=options["context"])
    interrupt = Interrupt()  # never set
    context = open_context(model, asked, 0, chunk=CHUNK, interrupt=interrupt)
    llama.llama_set_n_threads(context, options["threads"], options["threads"])
    print(json.dumps({"loaded": bool(context)}), flush=True)
    for line in sys.stdin:
        run = json.loads(line)
        rate = _write(model, context, run["prompt"].encode(), run["tokens"], run["seed"])
        print(json.dumps({"tokens_per_second": rate}), flush=True)


def _write(model: Any, context: Any, prompt: bytes, count: int, seed: int) -> float:
    """Tokens a second of the loop, the reading of the prompt left out."""
    vocab = llama.llama_model_get_vocab(model)
    llama.llama_memory_clear(llama.llama_get_memory(context), True)
    tokens = (llama.llama_token * len(prompt))()
    length = llama.llama_tokenize(vocab, prompt, len(prompt), tokens, len(tokens), True, True)
    batch = llama.llama_batch_get_one(tokens, length)
    one = (llama.llama_token * 1)()
    begun = 0.0
    size = llama.llama_vocab_n_tokens(vocab)
    with drawing(context, size, Sampling(seed=seed)) as draw:
        for drawn in range(count):
            llama.llama_decode(context, batch)
            one[0] = draw()
            if drawn == 0:
                begun = time.perf_counter()
                batch = llama.llama_batch_get_one(one, 1)
    return (count - 1) / (time.perf_counter() - begun)


if __name__ == "__main__":
    main()
