"""``soulchat weights fit``: which weights this computer can hold, and which to take."""

import argparse
from dataclasses import asdict

from app.bootstrap import Program
from app.cli.console import show, show_json
from app.cli.interrupt import interrupt_calls
from app.core.i18n import N_, _, language
from app.core.weights.download_stop import Stop, StoppedError
from app.core.weights.entry import Entry, SourceFile
from app.core.weights.fit import Fit, Needs
from app.core.weights.gguf_header import read_header
from app.core.weights.hardware import Hardware

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
    add_source(parser)
    parser.add_argument(
        "--context",
        type=int,
        metavar="N",
        help=_("tokens the listener is to keep in mind (default: as in the settings)"),
    )
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def add_source(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which file of which hub is meant."""
    parser.add_argument(
        "--quant", default="", metavar="KIND", help=_("such as Q5_K_M, where there are several")
    )
    parser.add_argument(
        "--mirror",
        default="",
        metavar="URL",
        help=_("a hub in the place of huggingface.co, or modelscope (default: as in the settings)"),
    )


def _run(program: Program, options: argparse.Namespace) -> int:
    context = max(1, options.context or program.settings.number("context_length"))
    return _one(program, options, context) if options.what else _all(program, options, context)


def _one(program: Program, options: argparse.Namespace, context: int) -> int:
    """By its own header: that of the file here, else asked for where it lies."""
    hardware = program.offers.hardware()
    weights = program.weights.ids().get(options.what)
    if weights and not options.quant:
        header = read_header(weights.path)  # says what is wrong with it
        name, size = weights.path.name, weights.size
        fit = program.offers.judge_here(header, size, context, hardware)
    else:
        file, needs = _looked_at(program, options)
        name, size = file.name, needs.size
        fit = program.offers.judge(file, needs, context, hardware)
    if options.json:
        row = {"id": options.what, "file": name, "size": size, **asdict(fit)}
        show_json({"hardware": asdict(hardware), "weights": [row]})
    else:
        show(f"{name}: {_line(fit)}")
    return 0


def _looked_at(program: Program, options: argparse.Namespace) -> tuple[SourceFile, Needs]:
    stop = Stop()
    try:
        with interrupt_calls(stop.set):
            return program.downloads.look(
                options.what, quantization=options.quant, mirror=options.mirror, stop=stop
            )
    except StoppedError as error:
        raise KeyboardInterrupt from error


def _all(program: Program, options: argparse.Namespace, context: int) -> int:
    choice = program.offers.look(context, language())
    rows: dict[str, Fit] = {}
    for offer in choice.offers:
        if fit := offer.fit or (offer.files[0][1] if offer.files else None):
            rows.setdefault(offer.id, fit)
    if options.json:
        show_json(
            {
                "hardware": asdict(choice.hardware),
                "recommended": choice.recommended or None,
                "weights": [{"id": id, **asdict(fit)} for id, fit in rows.items()],
            }
        )
        return 0
    _show_hardware(choice.hardware)
    for id, fit in rows.items():
        show(f"{id}: {_line(fit)}")
    show(_advice(program.catalogue.find(choice.recommended) if choice.recommended else None))
    if any(fit.told_by == "makers" for fit in rows.values()):
        show(
            _(
                'What "about" stands before was judged by what the makers publish; "soulchat'
                ' weights fit ID" asks for the header of the file itself.'
            )
        )
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
    words = _("needs {amount} GB at {tokens} tokens")
    if fit.told_by == "makers":
        words = _("needs about {amount} GB at {tokens} tokens")
    needs = words.format(amount=_gigabytes(fit.memory), tokens=fit.context_length)
    if fit.gpu:
        needs = _("{needs}, on {card}").format(needs=needs, card=fit.gpu)
    return f"{_(_VERDICTS[fit.verdict, fit.lacking])} ({needs})"


def _advice(best: Entry | None) -> str:
    if best is None:
        return _("None of them can be recommended for this computer.")
    return _("Recommended: {title} ({id})").format(title=best.title(language()), id=best.id)


def _gigabytes(size: int) -> str:
    return f"{size / 1e9:.1f}"
