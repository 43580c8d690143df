"""How the disk image looks when it is opened; read by dmgbuild, which defines ``defines``."""

from pathlib import Path

application = Path(defines["application"])  # type: ignore[name-defined]  # noqa: F821

format = "ULFO"
filesystem = "APFS"
files = [str(application)]
symlinks = {"Applications": "/Applications"}
icon = str(application / "Contents" / "Resources" / "soulchat.icns")
window_rect = ((200, 200), (520, 320))
icon_size = 96
text_size = 13
icon_locations = {application.name: (140, 140), "Applications": (380, 140)}
