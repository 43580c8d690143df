#!/usr/bin/env python3
"""Unpack the squashfs of the AppImage, look at the program in it, and write down what was seen.

    python3 packaging/linux/verify_appimage.py SQUASHFS [--weights GGUF]

What was verified goes into packaging/VERIFIED.md. The runtime in front of it, which mounts it,
is not looked at here.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import smoke
from console import FaultError, say
from verified import Section, demo_weights


def main(arguments: list[str]) -> int:
    """Verify one squashfs; the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("squashfs", type=Path)
    parser.add_argument("--weights", type=Path, default=demo_weights())
    chosen = parser.parse_args(arguments)
    section = Section("Linux, what the AppImage holds")
    with tempfile.TemporaryDirectory() as folder:
        section.file(chosen.squashfs)
        appdir, account = Path(folder) / "AppDir", Path(folder) / "person"
        account.mkdir()
        subprocess.run(
            ["unsquashfs", "-no-progress", "-quiet", "-dest", appdir, chosen.squashfs], check=True
        )
        try:
            bundle = smoke.HereInstalled(appdir / "AppRun", account)
            smoke.check(bundle, str(chosen.weights), section.fact)
        except FaultError as fault:
            say(f"\nNot verified: {fault}")
            return 1
    section.write()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
