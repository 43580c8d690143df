"""Ending what llama.cpp computes, without its having to ask Python."""

import ctypes
import sys

from app.core.inference.worker.binding import llama


class Interrupt:
    """A mark that llama.cpp looks at between two matrix products, some 500 times a token.

    A callback into Python cost 3 % of the writing speed of small weights. So the callback is C's
    own ``strlen``, and the mark a text: its length is 0, nothing is to end, or 1.

    Attributes:
        callback, data: for llama.cpp, which uses them for as long as this object must live.
    """

    def __init__(self) -> None:
        self._mark = ctypes.create_string_buffer(2)
        self._library = ctypes.CDLL("msvcrt" if sys.platform == "win32" else None)
        self.callback = ctypes.cast(self._library.strlen, llama.ggml_abort_callback)
        self.data = ctypes.cast(self._mark, ctypes.c_void_p)

    def is_set(self) -> bool:
        """Whether what is computed now is to end."""
        return self._mark[0] != b"\0"

    def set(self, wanted: bool) -> None:
        """Have it end soon, or let it go on; from any thread."""
        self._mark[0] = b"\1" if wanted else b"\0"
