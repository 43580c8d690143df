"""The families whose vocabulary comes with llama.cpp read exactly these tokens.

The numbers of the marks are those of Qwen2's and Llama 3's own ``tokenizer_config.json``.
"""

from tests.support.chat_formats import FAMILIES, TALK
from tests.support.originals import LLAMA_CPP
from tests.support.token_ids import token_ids

MODELS = LLAMA_CPP / "models"


def test_chatml_with_the_vocabulary_of_qwen2() -> None:
    begin, end, line = 151644, 151645, 198
    prompt = FAMILIES["ChatML"].of().render(TALK)
    assert token_ids(MODELS / "ggml-vocab-qwen2.gguf", prompt) == [
        *(begin, 8948, line, 3430, 3093, 13, end, line),
        *(begin, 872, line, 35946, 100425, 16530, 99164, 1773, end, line),
        *(begin, 77091, line, 40, 6723, 498, 13, end, line),
        *(begin, 872, line, 12658, 256, end, line),
        *(begin, 77091, line),
    ]


def test_llama_3_begins_once() -> None:
    text, of, over, end, lines = 128000, 128006, 128007, 128009, 271
    prompt = FAMILIES["Llama 3"].of(adds_bos=True).render(TALK)
    assert token_ids(MODELS / "ggml-vocab-llama-bpe.gguf", prompt) == [
        text,
        *(of, 9125, over, lines, 3513, 3169, 13, end),
        *(of, 882, over, lines, 37046, 113136, 16937, 100815, 1811, end),
        *(of, 78191, over, lines, 40, 6865, 499, 13, end),
        *(of, 882, over, lines, 12947, end),
        *(of, 78191, over, lines),
    ]
