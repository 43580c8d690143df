"""SoulChat.app and its disk image: what macOS is told of the program, and how it is signed.

soulchat.spec and build.py ask this module; its own parts need no macOS.
"""

import os
from pathlib import Path
from typing import Any

from bundle import WORKSHOP
from console import run
from environment import cache_folder
from linux.package import APPLICATION
from pictures import make_icns

OLDEST = "13.0"
"""PySide6 6.11's oldest macOS."""
ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")
AGE = "org.age-encryption.age"
_LAYOUT = Path(__file__).with_name("dmg_layout.py")


def info(version: str) -> dict[str, Any]:
    """What Info.plist says beyond what PyInstaller writes."""
    return {
        "CFBundleDisplayName": "SoulChat",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh_CN"],
        "LSApplicationCategoryType": "public.app-category.lifestyle",
        "LSMinimumSystemVersion": OLDEST,
        "NSHighResolutionCapable": True,
        "NSRequiresAquaSystemAppearance": False,
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Sealed file (age)",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
                "LSItemContentTypes": [AGE],
            }
        ],
        "UTImportedTypeDeclarations": [
            {
                "UTTypeIdentifier": AGE,
                "UTTypeDescription": "Sealed file (age)",
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {"public.filename-extension": ["age"]},
            }
        ],
    }


def bundle_options(version: str) -> dict[str, Any]:
    """For PyInstaller's BUNDLE. The icon is made on the way."""
    icon = cache_folder() / "soulchat.icns"
    make_icns(WORKSHOP, icon)
    return {
        "name": "SoulChat.app",
        "icon": str(icon),
        "bundle_identifier": APPLICATION,
        "version": version,
        "info_plist": info(version),
    }


def signing(environment: dict[str, str] | os._Environ[str] = os.environ) -> dict[str, Any]:
    """For PyInstaller's EXE: who signs, if anybody does.

    Everything is signed while it is collected: what is signed afterwards as a whole leaves
    libraries inside unsigned, and notarisation refuses it.
    """
    identity = environment.get("SOULCHAT_SIGN_AS") or None
    return {
        "codesign_identity": identity,
        "entitlements_file": str(ENTITLEMENTS) if identity else None,
    }


def make_image(application: Path, target: Path) -> Path:
    """The disk image: the program beside a link to where programs are.

    Raises:
        FaultError: dmgbuild is missing or failed.
    """
    run(
        [
            *(WORKSHOP.command("dmgbuild"), "-s", _LAYOUT, "-D", f"application={application}"),
            *("SoulChat", target),
        ],
        title="Packing the disk image",
        usual="a minute",
        log=cache_folder() / "build.log",
    )
    return target
