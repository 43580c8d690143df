"""``soulchat safety``: what the screen makes of a text."""

import argparse
import time

from app.bootstrap import Program
from app.cli.console import show, show_json, text_argument
from app.core.i18n import _
from app.core.safety.screen import assess


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("safety", help=_("try the safety screen"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))
    check = actions.add_parser("check", help=_("say what the screen makes of a text"))
    check.add_argument(
        "text",
        metavar="TEXT|-",
        help=_(
            "the text; - reads it from standard input, so that it stands neither in the "
            "list of processes nor in the history of your shell"
        ),
    )
    check.add_argument("--json", action="store_true", help=_("print one JSON object"))
    check.set_defaults(run=_check)


def _check(program: Program, options: argparse.Namespace) -> int:
    text = text_argument(options.text)
    started = time.perf_counter()
    assessment = assess(text)
    elapsed = (time.perf_counter() - started) * 1000
    if options.json:
        kinds = [str(kind) for kind in assessment.kinds]
        show_json({"level": assessment.level.word, "kinds": kinds, "ms": round(elapsed, 3)})
    else:
        show(" ".join([assessment.level.word, *map(str, assessment.kinds)]))
    return 0
