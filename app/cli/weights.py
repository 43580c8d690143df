"""``soulchat weights``: which there are, which are here, one's own."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.bootstrap import Program
from app.cli import weights_fit
from app.cli.console import say, show, show_json
from app.cli.interrupt import interrupt_calls
from app.cli.progress import meter, progress
from app.core.i18n import N_, _, language
from app.core.weights.entry import Entry
from app.core.weights.facts import facts, file_line
from app.core.weights.offers import ABSENT
from app.core.weights.records import Record

_STATES = {
    "installed": N_("here"),
    "available": N_("can be downloaded"),
    "missing": N_("its package is not installed"),
    "no_gguf": N_("no public GGUF known; make it, or point to one"),
    "cannot_run": N_("can't run in llama.cpp"),
}
_POINT = N_("no public GGUF known, and none can be made here; point to one")


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("weights", help=_("find the weights that answer you"))
    actions = parser.add_subparsers(metavar="ACTION", required=True, title=_("actions"))
    listing = actions.add_parser("list", help=_("show which weights there are"))
    listing.add_argument("--json", action="store_true", help=_("print one JSON array"))
    listing.set_defaults(run=_list)
    details = actions.add_parser("show", help=_("show what is known of some weights"))
    details.add_argument("id", metavar="ID")
    details.add_argument("--json", action="store_true", help=_("print one JSON object"))
    details.set_defaults(run=_show)
    weights_fit.add_to(actions)
    fetching = actions.add_parser("download", help=_("fetch weights; goes on where it stopped"))
    fetching.add_argument(
        "what",
        metavar="ID|OWNER/NAME:FILE|URL",
        help=_("an ID of the list, a file on the Hugging Face hub, or an address"),
    )
    weights_fit.add_source(fetching)
    _add_like(fetching)
    fetching.add_argument(
        "--accept-change",
        action="store_true",
        help=_("take the file although it is another one than at the first download"),
    )
    fetching.add_argument("--json", action="store_true", help=_("print JSON, one object a line"))
    fetching.set_defaults(run=_download)
    taking = actions.add_parser("import", help=_("use a GGUF file of your own"))
    taking.add_argument("path", type=Path, metavar="PATH")
    taking.add_argument(
        "--copy", action="store_true", help=_("copy it into the weights folder first")
    )
    _add_like(taking)
    taking.add_argument("--json", action="store_true", help=_("print JSON, one object a line"))
    taking.set_defaults(run=_import)
    checking = actions.add_parser("verify", help=_("read a file again: is it still whole?"))
    checking.add_argument("id", metavar="ID")
    checking.add_argument("--json", action="store_true", help=_("print JSON, one object a line"))
    checking.set_defaults(run=_verify)
    removing = actions.add_parser(
        "remove",
        help=_(
            "delete what was downloaded or copied, forget what was linked; what is not here and"
            " was added by you leaves the list"
        ),
    )
    removing.add_argument("id", metavar="ID")
    removing.set_defaults(run=_remove)


def _add_like(action: argparse.ArgumentParser) -> None:
    action.add_argument(
        "--like",
        default="",
        metavar="ID",
        help=_("the file holds these weights of the list: take over what is known of them"),
    )


def _list(program: Program, options: argparse.Namespace) -> int:
    rows = [_row(program, entry) for entry in program.catalogue.all()]
    rows += _others(program, {row["id"] for row in rows})
    if options.json:
        show_json(rows)
        return 0
    width = max(len(row["id"]) for row in rows)
    said = {entry.id: _said(program, entry) for entry in program.catalogue.all()}
    for row in rows:
        show(
            f"{row['id']:<{width}}  {row['title']}: {_(said.get(row['id'], _STATES[row['state']]))}"
        )
    return 0


def _show(program: Program, options: argparse.Namespace) -> int:
    entry = program.catalogue.find(options.id)
    if options.json:
        show_json(_row(program, entry) | _details(entry))
        return 0
    show(entry.title(language()))
    for line in (
        entry.notice(language()),
        _(_said(program, entry)),
        *facts(entry, language()),
    ):
        if line:
            show(f"  {line}")
    for file in entry.files:
        show(f"  {file_line(file)}")
    return 0


def _others(program: Program, told: set[str]) -> list[dict[str, Any]]:
    """What is here and in no entry of the catalogue, or beside its recommended file."""
    return [
        {
            "id": id,
            "title": weights.title(language()),
            "family": "",
            "state": "installed",
            "parameters": "",
            "languages": [],
            "licence": weights.licence,
            "size": weights.size,
            "path": str(weights.path),
        }
        for id, weights in program.weights.ids().items()
        if id not in told
    ]


def _download(program: Program, options: argparse.Namespace) -> int:
    download = program.downloads.of(
        options.what,
        quantization=options.quant,
        mirror=options.mirror,
        like=options.like,
        accept_change=options.accept_change,
    )
    _tell_licence(program, options.like or options.what)
    with interrupt_calls(download.stop), meter(as_json=options.json) as told:
        for step in download.run():
            told(step)
    record = download.record
    if record is None:
        raise KeyboardInterrupt
    if options.json:
        show_json(_written_down(record))
    else:
        show(_("Ready: {id} ({path})").format(id=record.id, path=record.file))
    return 0


def _tell_licence(program: Program, id: str) -> None:
    """Before anything is fetched, what may be done with it."""
    for entry in program.catalogue.all():
        if entry.id == id and entry.licence:
            say(_("Licence: {licence}").format(licence=f"{entry.licence} {entry.licence_link}"))
            say(entry.allowed(language()))


def _import(program: Program, options: argparse.Namespace) -> int:
    with progress(_("Checking"), as_json=options.json) as told:
        record = program.shelf.take_in(options.path, told, copy=options.copy, like=options.like)
    if options.json:
        show_json(_written_down(record))
    else:
        show(_("Ready: {id} ({path})").format(id=record.id, path=record.file))
    return 0


def _verify(program: Program, options: argparse.Namespace) -> int:
    with progress(_("Checking"), as_json=options.json) as told:
        record = program.shelf.verify(options.id, told)
    if options.json:
        show_json(_written_down(record))
    else:
        show(_("{id} is whole: SHA-256 {sha256}").format(id=record.id, sha256=record.sha256))
    return 0


def _remove(program: Program, options: argparse.Namespace) -> int:
    if not program.shelf.has(options.id) and program.own_entries.remove(options.id):
        show(_("{id} has left the list.").format(id=options.id))
        return 0
    record = program.shelf.remove(options.id)
    if program.shelf.holds(record):
        freed = f"{record.size / 1e9:.2f}"
        show(_("{id} is deleted: {amount} GB.").format(id=record.id, amount=freed))
    else:
        show(_("{id} is forgotten; its file stays: {path}").format(id=record.id, path=record.file))
    return 0


def _written_down(record: Record) -> dict[str, Any]:
    return {**asdict(record), "file": str(record.file)}


def _state(program: Program, entry: Entry) -> str:
    if program.weights.has(entry):
        return "installed"
    return ABSENT[entry.availability]


def _said(program: Program, entry: Entry) -> str:
    """Its state in words, in English."""
    state = _state(program, entry)
    return _POINT if state == "no_gguf" and entry.availability == "point" else _STATES[state]


def _row(program: Program, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title(language()),
        "family": entry.family,
        "state": _state(program, entry),
        "parameters": entry.parameters,
        "languages": list(entry.languages),
        "licence": entry.licence,
        "size": entry.files[0].size if entry.files else None,
    }


def _details(entry: Entry) -> dict[str, Any]:
    return {
        "base": entry.base,
        "notice": entry.notice(language()),
        "licence_link": entry.licence_link,
        "allows": entry.allowed(language()),
        "origin": entry.origin,
        "context_length": entry.context_length,
        "style": entry.style,
        "kv_bytes_per_token": entry.shape.kv_bytes(1) if entry.shape else None,
        "checked": entry.checked.isoformat(),
        "files": [
            {
                "name": file.name,
                "quantization": file.quantization,
                "repository": file.repository or None,
                "revision": file.revision,
                "size": file.size or None,
                "sha256": file.sha256,
            }
            for file in entry.files
        ],
    }
