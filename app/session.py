"""What exists while a profile is unlocked, to talk with: built here, and closed as one."""

from dataclasses import dataclass
from typing import cast

from app.bootstrap import Program, open_journal, snapshots_of, styles
from app.core.chat.session import ChatSession
from app.core.errors import UserFacingError
from app.core.inference import snapshots
from app.core.inference.engine import EngineOptions, FlashAttention, KvType
from app.core.journal.store import Journal
from app.core.prompts.styles import Style
from app.core.vault.profiles import OpenVault
from app.core.weights.installed import InstalledWeights


@dataclass(frozen=True)
class OpenSession:
    """What exists while a profile is unlocked."""

    journal: Journal
    chat: ChatSession
    vault: OpenVault

    @property
    def weights(self) -> InstalledWeights:
        """What answers now."""
        return self.chat.weights

    @property
    def style(self) -> Style:
        """How it listens."""
        return self.chat.listening.style

    def close(self) -> snapshots.Kept:
        """End the engine, close the journal, forget the keys.

        Returns:
            What became of the engine's snapshot.
        """
        kept = self.chat.close()
        self.journal.close()
        self.vault.close()
        return kept


def open_session(
    program: Program,
    vault: OpenVault,
    weights: str | None = None,
    *,
    accept_loss: bool = False,
    takes_back: bool = True,
) -> OpenSession:
    """Everything to talk with: the journal, the weights, an engine not yet started.

    Args:
        weights: ``demo``, a file name or a path; else the settings decide.
        accept_loss: see ``Journal.open``.
        takes_back: see :class:`ChatSession`.

    Raises:
        UserFacingError: what ``open_journal`` and ``Installed.find`` raise.
    """
    try:
        chosen = (
            program.weights.find(weights)
            if weights
            else program.weights.expected(program.settings.text("weights"))
        )
    except UserFacingError:
        vault.close()
        raise
    journal = open_journal(program, vault, accept_loss=accept_loss)
    chat = ChatSession(
        journal=journal,
        engine=program.new_engine(),
        weights=chosen,
        options=_options(program),
        style=_style(program, chosen),
        styles=styles(),
        triage=program.triage,
        place=program.place,
        may_read_ahead=program.may_read_ahead,
        snapshots=_room_for_snapshots(program, vault, journal),
        may_condense=program.may_condense,
        takes_back=takes_back,
    )
    return OpenSession(journal, chat, vault)


def take_weights(program: Program, session: OpenSession) -> None:
    """Answer as the settings say from the next turn on; not while a turn runs."""
    chosen = program.weights.expected(program.settings.text("weights"))
    session.chat.use(chosen, _options(program), _style(program, chosen))


def _room_for_snapshots(
    program: Program, vault: OpenVault, journal: Journal
) -> snapshots.Snapshots | None:
    """Where snapshots are kept, rid of what belongs to nobody; None where the person wants none."""
    folder = snapshots_of(vault)
    limit = program.settings.number("snapshots_mb") * 1024 * 1024
    if folder.is_dir():
        known = [head.id for head in journal.conversations()] if limit else []
        snapshots.forget_others(folder, known)
    return snapshots.Snapshots(folder, vault.subkey("snapshots"), limit) if limit else None


def _style(program: Program, weights: InstalledWeights) -> Style:
    """How new conversations are listened to: as the person chose, else as the weights learned."""
    chosen = program.settings.text("style")
    return styles().read(weights.style if chosen == "auto" else chosen)


def _options(program: Program) -> EngineOptions:
    return EngineOptions(
        context_length=program.settings.number("context_length"),
        threads=program.settings.number("threads") or None,
        gpu_layers=0 if program.settings.text("gpu") == "off" else None,
        flash_attention=cast(FlashAttention, program.settings.text("flash_attention")),
        kv_type=cast(KvType, program.settings.text("kv_type")),
    )
