"""The program as one file that needs no installation: an AppDir, squashed behind a runtime.

The runtime (https://github.com/AppImage/type2-runtime) is on no package registry: the release
workflow brings it, by its hash. Without it there is the squashfs, which unpacks and starts the
same (verify_appimage.py).
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

from console import FaultError, run
from environment import cache_folder
from linux.package import APPLICATION, build_time, fill_share, needed_libraries

_HERE = Path(__file__).resolve().parent
_BROUGHT = re.compile(r"^libxcb-|^libxkbcommon")
"""Of the system's libraries: small ones that many desktops do without, and Qt does not."""
_KNOWN = re.compile(r"^\s*(\S+) \(.*x86-64.*\) => (\S+)$", re.MULTILINE)


def make_appdir(folder: Path, version: str, target: Path) -> Path:
    """The frozen program, laid out as an AppDir.

    Args:
        folder: the frozen program.
        target: the folder to make, in place of what was there.

    Raises:
        FaultError: this computer lacks one of the libraries.
    """
    shutil.rmtree(target, ignore_errors=True)
    program = target / "usr" / "lib" / "soulchat"
    shutil.copytree(folder, program, symlinks=True)
    told = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True
    ).stdout
    here = dict(_KNOWN.findall(told))
    for name in sorted(filter(_BROUGHT.match, needed_libraries(folder))):
        if name not in here:
            raise FaultError(f"{name} is missing here, and would be in the AppImage.")
        shutil.copy2(here[name], program / "_internal" / name)
    fill_share(target / "usr" / "share", version)
    share = target / "usr" / "share"
    shutil.copy2(share / "applications" / f"{APPLICATION}.desktop", target)
    icon = share / "icons" / "hicolor" / "scalable" / "apps" / f"{APPLICATION}.svg"
    shutil.copy2(icon, target)
    shutil.copy2(icon, target / ".DirIcon")
    shutil.copy2(_HERE / "AppRun", target)
    return target


def squash(appdir: Path, target: Path, runtime: Path | None) -> Path:
    """One file of an AppDir, behind the runtime where there is one.

    Raises:
        FaultError: mksquashfs is missing or failed.
    """
    if not shutil.which("mksquashfs"):
        raise FaultError(
            "mksquashfs is missing. On Debian and Ubuntu this installs it:\n"
            "  sudo apt-get install squashfs-tools"
        )
    target.unlink(missing_ok=True)
    run(
        [
            *("mksquashfs", appdir, target, "-root-owned", "-noappend", "-no-progress"),
            *("-comp", "zstd", "-Xcompression-level", "19"),
        ],
        title="Squashing the AppDir",
        usual="a minute",
        log=cache_folder() / "build.log",
        environment={**os.environ, "SOURCE_DATE_EPOCH": str(build_time())},
    )
    if runtime:
        target.write_bytes(runtime.read_bytes() + target.read_bytes())
        target.chmod(0o755)
    return target
