"""What weights read: the token ids of a text, by the very function that the engine uses.

``python -m tests.support.token_ids FILE`` reads the text from standard input and prints a JSON
list; a process of its own, as everything that loads llama.cpp.
"""

import json
import os
import subprocess
import sys
from pathlib import Path


def token_ids(file: Path, text: str) -> list[int]:
    """The ids of a whole prompt, with a GGUF file's vocabulary."""
    command = [sys.executable, "-m", "tests.support.token_ids", str(file)]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return list(json.loads(done.stdout))


def main() -> None:
    from app.core.inference.worker.binding import MemoryWatch
    from app.core.inference.worker.llama import llama, tokens_of

    _watch = MemoryWatch()  # keeps llama.cpp's log away from standard output
    llama.llama_backend_init()
    parameters = llama.llama_model_default_params()
    parameters.vocab_only = True
    model = llama.llama_model_load_from_file(os.fsencode(sys.argv[1]), parameters)
    vocabulary = llama.llama_model_get_vocab(model)
    text = sys.stdin.buffer.read().decode()
    print(json.dumps(tokens_of(vocabulary, text, whole=True)))


if __name__ == "__main__":
    main()
