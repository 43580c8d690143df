"""Ways to load weights, ever more modest: slow is better than not at all."""

from dataclasses import dataclass, replace
from typing import Literal

from app.core.inference.engine import Concession, EngineOptions

Failure = Literal["memory", "context_memory", "crash"]
"""Memory ran out for the weights, or only for the conversation beside them; or the worker died."""

_FEWER_LAYERS = 2
"""How often layers are halved before more is given up."""

_LEAST_CONTEXT = 512


@dataclass(frozen=True)
class Way:
    """One way to load weights.

    Attributes:
        plain: without the kernels made for this CPU's newest instructions, which some drivers
            and compilers get wrong.
        concessions: what was given up, in order.
    """

    options: EngineOptions
    plain: bool = False
    concessions: tuple[Concession, ...] = ()

    def after(self, failure: Failure, layers: int) -> "Way | None":
        """What to try next; None where there is nothing left to give up.

        Args:
            failure: of this way.
            layers: that it had put on a GPU.
        """
        if failure == "crash" and "smaller_context" not in self.concessions:
            return self._after_crash(layers)  # where memory is short, it is what crashes are of
        context = self.options.context_length // 2
        shrinks = context >= _LEAST_CONTEXT
        if layers > 1 and self.concessions.count("fewer_layers") < _FEWER_LAYERS:
            return self._giving("fewer_layers", gpu_layers=layers // 2)
        if layers and shrinks and "smaller_context" not in self.concessions:
            return self._giving("smaller_context", gpu_layers=layers, context_length=context)
        if layers:
            return self._giving("cpu", gpu_layers=0)
        if failure != "memory" and shrinks:
            return self._giving("smaller_context", context_length=context)
        return None

    def _after_crash(self, layers: int) -> "Way | None":
        if layers:
            return self._giving("cpu", gpu_layers=0)
        # Without a GPU too: one that is not even asked for may crash where it is looked for.
        return None if self.plain else self._giving("plain", plain=True, gpu_layers=0)

    def _giving(
        self,
        concession: Concession,
        *,
        plain: bool | None = None,
        gpu_layers: int | None = None,
        context_length: int | None = None,
    ) -> "Way":
        options = replace(
            self.options,
            gpu_layers=self.options.gpu_layers if gpu_layers is None else gpu_layers,
            context_length=context_length or self.options.context_length,
        )
        given = (*self.concessions, concession)
        return Way(options, self.plain if plain is None else plain, given)
