"""``soulchat weights fit``: which weights this computer can hold, and which to take."""

import argparse
from contextlib import suppress
from dataclasses import asdict

from app.bootstrap import Program
from app.cli.console import show, show_json
from app.core.errors import UserFacingError
from app.core.i18n import N_, _, language
from app.core.weights.entry import Entry
from app.core.weights.fit import Fit, judge_entry, judge_file, recommended
from app.core.weights.gguf_header import read_header
from app.core.weights.hardware import Hardware, look_around

_VERDICTS = {
    ("fits", ""): N_("fits"),
    ("tight", "memory"): N_("tight: close other programs first"),
    ("won't fit", "memory"): N_("won't fit: too little memory"),
    ("won't fit", "disk"): N_("won't fit: too little space on the disk"),
}


def add_to(actions: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the action and its options."""
    parser = actions.add_parser("fit", help=_("say which weights fit this computer"))
    parser.add_argument(
        "what",
        nargs="?",
        metavar="ID|OWNER/NAME:FILE|URL",
        help=_("ask the hub for the header of this one file, and say how it fits"),
    )
    parser.add_argument(
        "--context",
        type=int,
        metavar="N",
        help=_("tokens the listener is to keep in mind (default: as in the settings)"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(program: Program, options: argparse.Namespace) -> int:
    hardware = look_around(program.home.weights, program.compute())
    kv_type = program.settings.text("kv_type")
    context = max(1, options.context or program.settings.number("context_length"))
    if options.what:
        header, source = program.downloads.header(options.what)
        asked = judge_file(header, source.size, context, hardware, kv_type)
        if options.json:
            row = {"id": options.what, "file": source.name, "size": source.size, **asdict(asked)}
            show_json({"hardware": asdict(hardware), "weights": [row]})
        else:
            show(f"{source.name}: {_line(asked)}")
        return 0
    fits = [
        (entry, fit)
        for entry in program.catalogue.all()
        if (fit := judge_entry(entry, context, hardware, kv_type)) is not None
    ]
    here: dict[str, Fit] = {}
    for id, weights in program.weights.ids().items():
        with suppress(UserFacingError):  # a file that is no weights; "verify" says what it is
            header = read_header(weights.path)
            here[id] = judge_file(header, weights.size, context, hardware, kv_type)
    best = recommended(fits, language())
    if options.json:
        rows = {entry.id: asdict(fit) for entry, fit in fits}
        rows |= {id: asdict(fit) for id, fit in here.items()}
        show_json(
            {
                "hardware": asdict(hardware),
                "recommended": best.id if best else None,
                "weights": [{"id": id, **row} for id, row in rows.items()],
            }
        )
        return 0
    _show_hardware(hardware)
    for id, fit in ({entry.id: fit for entry, fit in fits} | here).items():
        show(f"{id}: {_line(fit)}")
    show(_advice(best))
    return 0


def _show_hardware(hardware: Hardware) -> None:
    show(
        _("{cores} cores; memory: {free} of {total} GB free; disk: {disk} GB free").format(
            cores=hardware.cores,
            free=_gigabytes(hardware.memory_free),
            total=_gigabytes(hardware.memory_total),
            disk=_gigabytes(hardware.disk_free),
        )
    )
    if hardware.features:
        show(_("processor: {features}").format(features=" ".join(hardware.features)))
    for gpu in hardware.gpus:
        show(
            _("graphics card {name}: {free} of {total} GB free").format(
                name=gpu.name,
                free=_gigabytes(gpu.memory_free),
                total=_gigabytes(gpu.memory_total),
            )
        )


def _line(fit: Fit) -> str:
    needs = _("needs {amount} GB at {tokens} tokens").format(
        amount=_gigabytes(fit.memory), tokens=fit.context_length
    )
    if fit.gpu:
        needs = _("{needs}, on {card}").format(needs=needs, card=fit.gpu)
    return f"{_(_VERDICTS[fit.verdict, fit.lacking])} ({needs})"


def _advice(best: Entry | None) -> str:
    if best is None:
        return _("None of them can be recommended for this computer.")
    return _("Recommended: {title} ({id})").format(title=best.title(language()), id=best.id)


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f}"
