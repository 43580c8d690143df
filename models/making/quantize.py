"""Quantize a GGUF through llama.cpp: a process of its own, for what dies in C++ dies alone.

python quantize.py IN OUT KIND
"""

import sys

KINDS = ("Q3_K_M", "Q4_K_S", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0")


def main(arguments: list[str]) -> int:
    """Quantize; llama.cpp's status."""
    import llama_cpp  # noqa: PLC0415 - not for those who only want the kinds

    source, target, kind = arguments
    parameters = llama_cpp.llama_model_quantize_default_params()
    parameters.ftype = getattr(llama_cpp, f"LLAMA_FTYPE_MOSTLY_{kind}")
    llama_cpp.llama_backend_init()
    return int(llama_cpp.llama_model_quantize(source.encode(), target.encode(), parameters))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
