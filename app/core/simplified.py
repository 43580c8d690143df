"""Traditional Chinese characters as simplified ones, one by one."""

from functools import cached_property
from typing import Any

import opencc


class Simplified(dict[int, str]):
    """A table for ``str.translate``, from traditional to simplified, each looked up once.

    Character by character: converting a whole text by its words takes 1.8 µs a
    character, and neither the screen's rules nor a search mind the words.
    """

    def __init__(self) -> None:
        super().__init__({ord("著"): "着"})  # a particle mostly; OpenCC decides by the word

    @cached_property
    def _converter(self) -> Any:
        return opencc.OpenCC("t2s")

    def __missing__(self, code: int) -> str:
        self[code] = simplified = str(self._converter.convert(chr(code)))
        return simplified
