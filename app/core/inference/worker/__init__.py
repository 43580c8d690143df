"""The engine's own process: the only place where llama.cpp runs. Started, never imported."""
