"""The demo weights read exactly these tokens."""

from pathlib import Path

from tests.support.chat_formats import FAMILIES
from tests.support.token_ids import token_ids
from tests.unit.core.inference.test_process import demo

__all__ = ["demo"]

BEGIN, END, LINE = 1, 2, 198  # <|im_start|>, <|im_end|>, a line break
SYSTEM, USER, ASSISTANT = [9690], [4093], [520, 9531]


def test_a_prompt_of_the_demo_weights(demo: Path) -> None:
    assert token_ids(demo, FAMILIES["ChatML"].rendered) == [
        *(BEGIN, *SYSTEM, LINE, 6077, 1942, 30, END, LINE),
        *(BEGIN, *USER, LINE),
        *(19805, 235, 178, 247, 111, 30229, 178, 247, 218, 19076, END, LINE),
        *(BEGIN, *ASSISTANT, LINE, 57, 4875, 346, 30, END, LINE),
        *(BEGIN, *USER, LINE, 16937, 256, END, LINE),
        *(BEGIN, *ASSISTANT, LINE),
    ]
