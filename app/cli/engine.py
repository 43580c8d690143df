"""``soulchat engine``: packs that let other hardware compute."""

import argparse
from typing import Any

from app.bootstrap import Program
from app.cli.console import show, show_json
from app.cli.interrupt import interrupt_calls
from app.cli.progress import meter
from app.core.i18n import N_, _, language
from app.core.messages import explain
from app.core.packs.manifest import TITLES
from app.core.packs.shelf import Offer

PACK_STATES = {
    "in_use": N_("in use"),
    "here": N_("here, not in use"),
    "failed": N_("here, but it failed"),
    "available": N_("can be downloaded"),
}


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser(
        "engine", help=_("engine packs, which let a graphics card compute the answers")
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))
    listing = actions.add_parser("list", help=_("show which engine packs there are"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    listing.set_defaults(run=_list)
    getting = actions.add_parser(
        "get", help=_("fetch an engine pack and try it; one that is here is tried anew")
    )
    getting.add_argument("id", metavar="ID")
    getting.add_argument("--json", action="store_true", help=_("print JSON, one object a line"))
    getting.set_defaults(run=_get)
    removing = actions.add_parser(
        "remove", help=_("delete an engine pack; the program's own engine takes over")
    )
    removing.add_argument("id", metavar="ID")
    removing.set_defaults(run=_remove)


def reason(offer: Offer) -> str:
    """Why a pack that is here isn't used, and what to do; or empty."""
    return str(explain(offer.fault)) if offer.fault else ""


def _list(program: Program, options: argparse.Namespace) -> int:
    offers = program.packs.offers()
    if options.json:
        show_json([_row(offer) for offer in offers])
        return 0
    for offer in offers:
        show(f"{offer.id}  {_(TITLES[offer.backend])}: {_(PACK_STATES[offer.state])}")
        for line in (offer.needs(language()), reason(offer)):
            if line:
                show(f"  {line}")
    if not offers:
        show(_("No engine packs have been published yet; the program's own engine computes."))
    return 0


def _get(program: Program, options: argparse.Namespace) -> int:
    download = program.pack_downloads.of(options.id)
    with interrupt_calls(download.stop), meter(as_json=options.json) as told:
        for step in download.run():
            told(step)
    if download.record is None:
        raise KeyboardInterrupt
    if not options.json:
        show(_("The engine pack {id} works, and computes from now on.").format(id=options.id))
    return 0


def _remove(program: Program, options: argparse.Namespace) -> int:
    program.packs.remove(options.id)
    show(_("The engine pack {id} is removed.").format(id=options.id))
    return 0


def _row(offer: Offer) -> dict[str, Any]:
    return {
        "id": offer.id,
        "backend": offer.backend,
        "state": offer.state,
        "failed": offer.fault.code if offer.fault else None,
        "reason": reason(offer) or None,
        "size": offer.pack.size if offer.pack else None,
        "url": offer.pack.url if offer.pack else None,
        "sha256": offer.pack.sha256 if offer.pack else None,
        "needs": offer.needs(language()) or None,
    }
