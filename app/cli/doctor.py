"""``soulchat doctor``: can the program do its main job here, and if not, what is missing."""

import argparse
import platform
import shutil
import sys
from contextlib import closing
from dataclasses import asdict
from importlib import metadata
from typing import Any

import psutil

from app.bootstrap import Program
from app.cli.console import show, show_json
from app.cli.engine import PACK_STATES, reason
from app.core.chat.backend import in_words
from app.core.errors import UserFacingError
from app.core.i18n import _, language
from app.core.inference.engine import EngineOptions, Finished, GenerationRequest, Loaded
from app.core.journal.database import cipher_version
from app.core.messages import explain

MEBIBYTE = 1024 * 1024
LEAST_DISK = 100 * MEBIBYTE
"""Bytes of free disk below which a journal can't be trusted to grow."""


LEAST_MEMORY = 400 * MEBIBYTE
"""Bytes of free memory: the demo weights and some room (measured: 235 MiB in the engine)."""


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command and its options."""
    parser = commands.add_parser("doctor", help=_("check this installation"))
    parser.add_argument("--json", action="store_true", help=_("print one JSON object"))
    parser.set_defaults(run=_run)


def _run(program: Program, options: argparse.Namespace) -> int:
    problems: list[str] = []
    report = {
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "qt": _installed("PySide6_Essentials"),
        "llama": _engine(program, problems),
        "pack": _pack(program, problems),
        "sqlcipher": _cipher(problems),
        "keyring": program.keyring.name(),
        "home": str(program.home.root),
        "weights": _weights(program, problems),
        "memory_free_mb": _memory(problems),
        "disk_free_mb": _disk(program, problems),
        "problems": problems,
    }
    if options.json:
        show_json(report)
    else:
        _show_table(report)
    return 1 if problems else 0


def _engine(program: Program, problems: list[str]) -> dict[str, Any]:
    """What computes; proven by one token of the first weights that are here."""
    found: dict[str, Any] = {
        "version": None,
        "features": "",
        "devices": [],
        "backend": "",
        "answers": False,
    }
    try:
        with closing(program.new_engine()) as engine:
            for weights in program.weights.all()[:1]:
                for event in engine.load(weights.path, EngineOptions(context_length=512)):
                    if isinstance(event, Loaded):
                        found["backend"] = in_words(event)
                reply = engine.generate(GenerationRequest("Hello", max_tokens=1))
                found["answers"] = any(isinstance(event, Finished) for event in reply)
            description = engine.describe()
    except UserFacingError as error:
        problems.append(str(explain(error)))
        return found
    return found | asdict(description)


def _pack(program: Program, problems: list[str]) -> dict[str, str] | None:
    """The engine pack in use, or the one that should be and why it is not."""
    try:
        offers = [offer for offer in program.packs.offers() if offer.here]
    except UserFacingError as error:
        problems.append(str(explain(error)))
        return None
    for offer in sorted(offers, key=lambda offer: not offer.in_use):
        return {"id": offer.id, "state": offer.state, "reason": reason(offer)}
    return None


def _weights(program: Program, problems: list[str]) -> list[str]:
    found = program.weights.all()
    if not found:
        problems.append(_("No weights were found. Give the path of a .gguf file with --weights."))
    return [f"{weights.title(language())} ({weights.path})" for weights in found]


def _cipher(problems: list[str]) -> str | None:
    version = cipher_version()
    if not version:
        problems.append(_("SQLCipher is missing, so no journal can be encrypted."))
    return version or None


def _memory(problems: list[str]) -> int:
    free = int(psutil.virtual_memory().available)
    if free < LEAST_MEMORY:
        problems.append(_("There is little free memory. Close other programs before you talk."))
    return free // MEBIBYTE


def _disk(program: Program, problems: list[str]) -> int:
    free = shutil.disk_usage(program.home.root).free
    if free < LEAST_DISK:
        problems.append(_("The disk is almost full. Free some space before you write."))
    return free // MEBIBYTE


def _installed(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _pack_line(pack: dict[str, str] | None) -> str:
    if pack is None:
        return _("none; the program's own engine computes")
    return f"{pack['id']} ({pack['reason'] or _(PACK_STATES[pack['state']])})"


def _device(device: dict[str, Any]) -> str:
    named = f"{device['name']} ({device['description']})" if device["description"] else ""
    return named or str(device["name"])


def _show_table(report: dict[str, Any]) -> None:
    llama = report["llama"]
    missing = _("missing")
    rows = {
        "Python": f"{report['python']} ({sys.executable})",
        _("System"): report["system"],
        "Qt": report["qt"] or missing,
        "llama.cpp": llama["version"] or missing,
        _("Engine pack"): _pack_line(report["pack"]),
        _("CPU features"): llama["features"] or missing,
        _("Devices"): ", ".join(map(_device, llama["devices"])) or missing,
        _("Answers are computed by"): llama["backend"] or missing,
        "SQLCipher": report["sqlcipher"] or missing,
        _("Keyring"): report["keyring"],
        _("Data folder"): report["home"],
        _("Weights"): "; ".join(report["weights"]) or missing,
        _("Free memory"): f"{report['memory_free_mb']} MiB",
        _("Free disk"): f"{report['disk_free_mb']} MiB",
    }
    for name, value in rows.items():
        show(f"{name}: {value}")
    for problem in report["problems"]:
        show(_("Problem: {problem}").format(problem=problem))
    if not report["problems"]:
        show(_("Everything needed for a talk is here."))
