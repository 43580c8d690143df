"""What computes the answers, in words for the person."""

from app.core.i18n import N_, _
from app.core.inference.engine import Concession, Loaded

_GIVEN_UP: dict[Concession, str] = {
    "fewer_layers": N_("a part only, since its memory is too small for all"),
    "smaller_context": N_("with a shorter memory of the conversation, since memory ran out"),
    "cpu": N_("without the graphics card, which failed"),
    "plain": N_("in a slower way, since the faster one failed"),
    "own_engine": N_("with the program's own engine, since the engine pack failed"),
}


def in_words(loaded: Loaded) -> str:
    """What computes, and what had to be given up for it."""
    where = ", ".join(dict.fromkeys(loaded.weights.devices))
    given = dict.fromkeys(loaded.concessions)
    return ", ".join([where, *(_(_GIVEN_UP[concession]) for concession in given)])
