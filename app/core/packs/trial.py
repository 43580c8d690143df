"""Trying an engine pack, in a worker process: does it start, see what it is for, and answer?"""

from contextlib import closing
from pathlib import Path

from app.core.errors import UserFacingError
from app.core.inference.engine import EngineOptions, Finished, GenerationRequest, Loaded
from app.core.inference.library import Library
from app.core.inference.process import ProcessEngine

_OPTIONS = EngineOptions(context_length=512)
_REQUEST = GenerationRequest("Hello", max_tokens=8)


class Trial:
    """One try.

    Args:
        folder: of the pack.
        weights: to answer with; None where there are none yet, then it is only started.
        gpu: the pack is for graphics cards, so that one has to be seen.
    """

    def __init__(self, folder: Path, weights: Path | None, *, gpu: bool) -> None:
        self._folder = folder
        self._weights = weights
        self._gpu = gpu
        self._failed: list[str] = []
        self._engine = ProcessEngine(library=Library(self._place, self._give_up))

    def run(self) -> None:
        """Try it.

        Raises:
            UserFacingError: ``pack_wont_start``, ``pack_no_gpu``, ``pack_crashed``,
                ``pack_stopped``, or what the engine says of the weights or the memory.
        """
        with closing(self._engine) as engine:
            try:
                self._run(engine)
            except UserFacingError:
                if not self._failed:
                    raise
            if self._failed:
                raise UserFacingError(self._failed[0])

    def stop(self) -> None:
        """End it soon, from any thread."""
        self._engine.cancel()

    def _run(self, engine: ProcessEngine) -> None:
        devices = engine.describe().devices
        if self._failed:
            return
        if self._gpu and not any(one.kind in ("gpu", "integrated") for one in devices):
            raise UserFacingError("pack_no_gpu")
        if self._weights is None:
            return
        loaded = any(isinstance(event, Loaded) for event in engine.load(self._weights, _OPTIONS))
        if not loaded or not any(isinstance(one, Finished) for one in engine.generate(_REQUEST)):
            raise UserFacingError("pack_stopped")

    def _place(self) -> Path | None:
        return None if self._failed else self._folder

    def _give_up(self, _folder: Path, failed: str) -> None:
        self._failed.append(failed)
