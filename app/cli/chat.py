"""``soulchat chat``: one reply for a script, or a talk in the terminal."""

import argparse
import sys

from app.bootstrap import Program
from app.cli import opening, talk
from app.cli.console import card_text, say, show, show_json, text_argument
from app.core.chat.turn import (
    CareOffered,
    MessageSaved,
    NothingSaid,
    ReplyFacts,
    ReplyReplaced,
    ReplySaved,
    ReplyText,
    TurnFailed,
)
from app.core.errors import UserFacingError
from app.core.i18n import _
from app.core.journal.values import Message
from app.core.messages import explain
from app.session import OpenSession, open_session


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("chat", help=_("talk in the terminal"))
    opening.add_options(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--conversation", metavar="ID", help=_("go on with this one (default: the newest)")
    )
    which.add_argument("--new", action="store_true", help=_("start a new conversation"))
    parser.add_argument(
        "--weights", metavar="ID|PATH", help=_('what answers: "demo" or the path of a GGUF')
    )
    parser.add_argument(
        "--once",
        metavar="TEXT|-",
        help=_(
            "print one reply to this text and exit; - reads the text from standard input, so "
            "that it stands neither in the list of processes nor in your shell's history"
        ),
    )
    parser.add_argument("--seed", type=int, metavar="N", help=_("make the reply repeatable"))
    parser.add_argument(
        "--max-tokens", type=_positive, metavar="N", help=_("end the reply after so many tokens")
    )
    parser.add_argument("--json", action="store_true", help=_("with --once: one JSON object"))
    parser.set_defaults(run=run, parser=parser)


def run(program: Program, options: argparse.Namespace) -> int:
    """Open the journal and talk."""
    if options.json and options.once is None:
        options.parser.error(_("--json goes with --once"))
    newcomer = options.once is None and sys.stdin.isatty() and not program.profiles.all()
    vault = talk.first_start(program) if newcomer else opening.unlock(program, options)
    opened = open_session(program, vault, options.weights, takes_back=False)
    try:
        conversation = _conversation(opened, options)
        if options.once is None:
            return talk.run(program, opened, conversation, options)
        return _once(opened, conversation, options)
    finally:
        if opened.close() == "too_large":
            say(str(explain(UserFacingError("snapshot_too_large"))))


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(_("give a whole number from 1 on"))
    return int(text)


def _conversation(session: OpenSession, options: argparse.Namespace) -> str | None:
    if options.new:
        return None
    if options.conversation is not None:
        return session.journal.conversation(options.conversation).id
    newest = session.journal.conversations()[:1]
    return newest[0].id if newest else None


def _once(session: OpenSession, conversation: str | None, options: argparse.Namespace) -> int:
    text = text_argument(options.once)
    written: Message | None = None
    reply: Message | None = None
    facts = ReplyFacts("cancelled")
    shown = ""
    if not conversation:
        say(talk.bounds())
    with talk.turn(session.chat, conversation, text, options) as events:
        for event in events:
            match event:
                case CareOffered(card):
                    tell = say if options.json else show
                    tell(card_text(card) + "\n")
                case MessageSaved(message):
                    written = message
                case ReplyText(piece) if not options.json:
                    shown += piece
                    show(piece, end="")
                case ReplyReplaced(whole) if not options.json:
                    show(talk.rest_of(whole, shown), end="")
                case ReplySaved(message, facts):
                    reply = message
                case NothingSaid():
                    raise UserFacingError("reply_empty")
                case TurnFailed(error):
                    raise error
    if not (written and reply):
        return 1
    if options.json:
        show_json(_as_json(written, reply, facts))
    else:
        show("")
    return 0


def _as_json(written: Message, reply: Message, facts: ReplyFacts) -> dict[str, object]:
    return {
        "conversation": reply.conversation_id,
        "message": reply.id,
        "reply": reply.text,
        "stop_reason": facts.stop_reason,
        "prompt_tokens": facts.prompt_tokens,
        "reused_tokens": facts.reused_tokens,
        "reply_tokens": facts.reply_tokens,
        "first_token_ms": round(facts.first_token_ms, 1),
        "tokens_per_second": round(facts.tokens_per_second, 1),
        "risk": written.risk,
    }
