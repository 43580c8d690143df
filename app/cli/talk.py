"""A talk in the terminal: streaming, stoppable, and with the helplines at hand."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from app import bootstrap
from app.bootstrap import Program
from app.cli.console import (
    ask,
    ask_new_passphrase,
    card_text,
    helpline_text,
    message_text,
    say,
    show,
)
from app.cli.interrupt import interrupt_calls
from app.cli.profile import recovery_words
from app.core.chat.sampling import OwnSampling
from app.core.chat.session import ChatSession
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    ReplyFacts,
    ReplyReplaced,
    ReplySaved,
    ReplyText,
    TurnEvent,
    TurnFailed,
    WeightsLoading,
)
from app.core.errors import UserFacingError
from app.core.i18n import N_, _, language
from app.core.journal.values import Message
from app.core.messages import explain
from app.core.safety.boundaries import SUGGESTIONS, Sitting
from app.core.safety.triage import CareCard
from app.core.vault.profiles import OpenVault
from app.session import OpenSession

SHOWN_AGAIN = 4
"""Messages of an earlier talk that are shown when it goes on."""

_BOUNDS = N_(
    "I am an AI listener, not a therapist. Everything stays on this computer. "
    "In danger, call an emergency number; /helplines shows whom you can talk to right now."
)
_KEYS = N_(
    "Enter sends. Ctrl+C stops a reply. /new starts a new conversation, /quit or Ctrl+D leaves."
)


def run(
    program: Program, session: OpenSession, conversation: str | None, options: argparse.Namespace
) -> int:
    """Talk until the person leaves.

    Args:
        conversation: the one to go on with, or None for a new one.
        options: ``seed`` and ``max_tokens`` of the command line.
    """
    _greet(session, conversation)
    sitting = Sitting()
    offered: list[CareCard] = []  # the card that was said last: not again at every message
    if card := session.chat.care.card_of(conversation):
        offered.append(card)
        show(card_text(card) + "\n")
    for text in _lines():
        match text.strip():
            case "":
                continue
            case "/quit":
                break
            case "/new":
                conversation = None
                say(_("A new conversation begins. {bounds}").format(bounds=_(_BOUNDS)))
            case "/help":
                say(_(_KEYS))
            case "/helplines":
                place = program.place()
                show(helpline_text(program.helplines.for_region(place.region, place.language)))
            case "/sampling" if not conversation:
                say(_("Write something first: this is chosen for each conversation."))
            case command if conversation and command.partition(" ")[0] == "/sampling":
                _choose_sampling(session.chat, conversation, command.split()[1:])
            case _other:
                conversation, danger = _say(session.chat, conversation, text, options, offered)
                now = datetime.now().astimezone()
                sitting, suggestion = sitting.after_message(now, program.pauses(), danger=danger)
                if suggestion:
                    say(_(SUGGESTIONS[suggestion]))
    return 0


def _choose_sampling(chat: ChatSession, conversation: str, words: list[str]) -> None:
    """Take ``temperature=0.6 seed=7``; without words all is as the way of listening says."""
    try:
        pairs = [word.split("=") for word in words]
        chosen = OwnSampling(**{name: json.loads(value) for name, value in pairs})
    except (TypeError, ValueError):
        say(_("For example: /sampling temperature=0.6 top_p=0.9 seed=7"))
        return
    chat.listening.choose_sampling(conversation, chosen)
    say(_("From the next reply on: {sampling}").format(sampling=chosen.written() or _("as usual")))


def first_start(program: Program) -> OpenVault:
    """Make a newcomer's profile, and open it.

    Raises:
        UserFacingError: ``passphrase_needed`` where there is no terminal to ask on.
    """
    say(_("Welcome to SoulChat. {bounds}").format(bounds=_(_BOUNDS)))
    while True:
        name = ask(_("What may I call you here? "))
        passphrase = ask_new_passphrase()
        try:
            new = bootstrap.create_profile(program, name, passphrase)
            break
        except UserFacingError as error:
            say(str(explain(error)))
    say(recovery_words())
    show(new.recovery_code)
    ask(_("Press Enter when you have written it down. "))
    return program.profiles.unlock(new.profile, passphrase)


def _greet(session: OpenSession, conversation: str | None) -> None:
    say(_(_BOUNDS))
    say(_(_KEYS))
    say(_("Answering: {title}.").format(title=session.weights.title(language())))
    if notice := session.weights.notice(language()):
        say(notice)
    if conversation:
        say(
            _("Going on with: {title}").format(
                title=session.journal.conversation(conversation).title
            )
        )
        for message in session.journal.messages(conversation)[-SHOWN_AGAIN:]:
            show(f"{message_text(message)}\n")


def _lines() -> Iterator[str]:
    """What the person writes, message by message."""
    if not sys.stdin.isatty():
        yield from (line.rstrip("\n") for line in sys.stdin)
        return
    from prompt_toolkit import PromptSession  # noqa: PLC0415 - only where somebody types
    from prompt_toolkit.output import create_output  # noqa: PLC0415

    prompt: PromptSession[str] = PromptSession(output=create_output(sys.stderr))
    unsent = ""
    while True:
        try:
            text = prompt.prompt("> ", default=unsent)
            unsent = ""
            yield text
        except KeyboardInterrupt:
            unsent = prompt.default_buffer.text  # Ctrl+C is for stopping, not for losing words
            say(_("Ctrl+D leaves."))
        except EOFError:
            return


@contextmanager
def turn(
    chat: ChatSession, conversation: str | None, text: str, options: argparse.Namespace
) -> Iterator[Iterator[TurnEvent]]:
    """The events of one turn; Ctrl+C stops the reply, leaving early keeps what was written."""
    events = chat.send(conversation, text, seed=options.seed, max_tokens=options.max_tokens)
    with interrupt_calls(chat.stop, again=chat.stop), closing(events):
        yield events


def _say(
    chat: ChatSession,
    conversation: str | None,
    text: str,
    options: argparse.Namespace,
    offered: list[CareCard],
) -> tuple[str | None, bool]:
    """One turn; returns the id of its conversation, or what it was, and whether in danger."""
    loading, danger, shown = False, False, ""
    with turn(chat, conversation, text, options) as events:
        for event in events:
            match event:
                case CareOffered(card) if card not in offered:
                    offered[:] = [card]
                    show(card_text(card) + "\n")
                case MessageSaved(message, danger):
                    conversation = message.conversation_id
                case WeightsLoading() if not loading:
                    loading = True
                    say(_("Loading the weights…"))
                case ReplyText(piece):
                    shown += piece
                    show(piece, end="")
                case ReplyReplaced(whole):
                    show(rest_of(whole, shown), end="")
                case ReplySaved(reply, facts):
                    show(_ending(reply, facts) + "\n")
                case NothingSaid(facts):
                    say(_("Stopped.") if facts.stop_reason == "cancelled" else _nothing())
                case TurnFailed(error):
                    say(f"\n{explain(error)}")
    return conversation, danger


def rest_of(whole: str, shown: str) -> str:
    """What a terminal still has to show of a reply that was replaced: it can't take words back."""
    before = shown.rstrip()
    return whole.removeprefix(before) if before and whole.startswith(before) else f"\n\n{whole}"


def bounds() -> str:
    """What is said where a conversation begins."""
    return _(_BOUNDS)


def _ending(reply: Message, facts: ReplyFacts) -> str:
    """What is said behind a reply that did not end by itself."""
    if facts.stop_reason == "repeated":
        return _(" … (stopped, because it began to repeat itself)")
    if reply.state == "complete" or facts.stop_reason == "screened":
        return ""
    return _(" … (stopped)")


def _nothing() -> str:
    return str(explain(UserFacingError("reply_empty")))
