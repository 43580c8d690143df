"""``soulchat doctor``: can the program do its main job here, and if not, what is missing."""

import argparse
import platform
import shutil
import sys
from contextlib import closing
from importlib import metadata
from typing import Any

import psutil

from app.bootstrap import Program
from app.cli.console import show, show_json
from app.core.errors import UserFacingError
from app.core.i18n import _, language
from app.core.journal.database import cipher_version
from app.core.messages import explain
from app.core.vault.keyring import backend_name

MEBIBYTE = 1024 * 1024
LEAST_DISK = 100 * MEBIBYTE
"""Bytes of free disk below which a journal can't be trusted to grow."""


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
        "sqlcipher": cipher_version(),
        "keyring": backend_name(),
        "home": str(program.home.root),
        "weights": _weights(program, problems),
        "memory_free_mb": psutil.virtual_memory().available // MEBIBYTE,
        "disk_free_mb": _disk(program, problems),
        "problems": problems,
    }
    if options.json:
        show_json(report)
    else:
        _show_table(report)
    return 1 if problems else 0


def _engine(program: Program, problems: list[str]) -> dict[str, Any]:
    try:
        with closing(program.new_engine()) as engine:
            description = engine.describe()
    except UserFacingError as error:
        problems.append(str(explain(error)))
        return {"version": None, "features": "", "devices": []}
    return {
        "version": description.version,
        "features": description.features,
        "devices": list(description.devices),
    }


def _weights(program: Program, problems: list[str]) -> list[str]:
    found = program.weights.all()
    if not found:
        problems.append(_("No weights were found. Give the path of a .gguf file with --weights."))
    return [f"{weights.title(language())} ({weights.path})" for weights in found]


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


def _show_table(report: dict[str, Any]) -> None:
    llama = report["llama"]
    missing = _("missing")
    rows = {
        "Python": f"{report['python']} ({sys.executable})",
        _("System"): report["system"],
        "Qt": report["qt"] or missing,
        "llama.cpp": llama["version"] or missing,
        _("CPU features"): llama["features"] or missing,
        _("Computes on"): ", ".join(llama["devices"]) or missing,
        "SQLCipher": report["sqlcipher"],
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
