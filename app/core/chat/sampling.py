"""How words are drawn in one conversation: as the style says, and as the person changed it."""

import json
from dataclasses import asdict, dataclass, replace

from app.core.inference.engine import Sampling

_BOUNDS = {
    "temperature": (0.0, 2.0),
    "top_p": (0.05, 1.0),
    "min_p": (0.0, 0.5),
    "repeat_penalty": (1.0, 1.5),
    "seed": (0, 2**32 - 1),
}
"""Beyond these, weights say nothing that makes sense."""


@dataclass(frozen=True)
class OwnSampling:
    """What the person chose; None where the style decides.

    Attributes:
        temperature, top_p, min_p, repeat_penalty, seed: see
            :class:`~app.core.inference.engine.Sampling`.

    Raises:
        ValueError: beyond what makes sense.
    """

    temperature: float | None = None
    top_p: float | None = None
    min_p: float | None = None
    repeat_penalty: float | None = None
    seed: int | None = None

    def __post_init__(self) -> None:
        for name, value in self._chosen().items():
            least, most = _BOUNDS[name]
            whole = isinstance(value, int) and not isinstance(value, bool)
            if not (whole or (isinstance(value, float) and name != "seed")):
                raise ValueError(name)
            if not least <= value <= most:
                raise ValueError(name)

    def over(self, defaults: Sampling) -> Sampling:
        """The style's, with what was chosen in its place."""
        return replace(defaults, **self._chosen())  # type: ignore[arg-type]

    def written(self) -> str:
        """As the journal keeps it; "" where nothing was chosen."""
        chosen = self._chosen()
        return json.dumps(chosen, sort_keys=True) if chosen else ""

    def _chosen(self) -> dict[str, float]:
        return {name: value for name, value in asdict(self).items() if value is not None}


def own_sampling(written: str) -> OwnSampling:
    """What :meth:`OwnSampling.written` gave; nothing chosen where it can't be read."""
    try:
        return OwnSampling(**json.loads(written or "{}"))
    except (TypeError, ValueError):
        return OwnSampling()
