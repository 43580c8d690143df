"""Reading a prompt before anybody asks for it, while nothing else is to be done."""

from collections.abc import Callable

from app.core.inference.worker.llama import REPLY_ROOM, Llama

STEP = 32
"""Tokens read at once: whoever comes in between lets go of fewer than that."""


class ReadingAhead:
    """A prompt that will probably be asked for; what was read of it is found in the KV cache.

    Args:
        weights: loaded.
        prompt: the rendered prompt, or its certain beginning.
        draft: somebody is still writing its end, so nothing of it may be kept.
        find: looks for tokens in a snapshot.
    """

    def __init__(
        self, weights: Llama, prompt: str, *, draft: bool, find: Callable[[list[int]], None]
    ) -> None:
        self._weights = weights
        self._prompt = prompt
        self._draft = draft
        self._find = find

    def work(self) -> None:
        """Read what the cache does not hold yet; called again, go on from there.

        The last token is left for the request, which must read it in any case. A prompt that
        leaves no room for a reply is not read: its request will be refused.

        Raises:
            Cancelled: somebody waits.
            UserFacingError: what ``Llama.read`` raises.
        """
        tokens = self._weights.tokens(self._prompt, whole=True)
        if len(tokens) > self._weights.context_length - REPLY_ROOM:
            return
        self._find(tokens)
        known = self._weights.keep_prefix(tokens)
        for _ in self._weights.read(tokens[known:-1], step=STEP):
            if not self._draft:
                self._weights.settle()
