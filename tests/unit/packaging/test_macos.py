"""The .app: what macOS is told of it, and how it is signed; none of it needs a Mac."""

import plistlib
import runpy
import struct
from pathlib import Path

import bundle
import pytest
from environment import ROOT
from macos import application


def test_macos_is_told_the_version_the_languages_and_what_it_opens() -> None:
    info = application.info("1.2.3")
    assert plistlib.loads(plistlib.dumps(info)) == info
    assert info["CFBundleShortVersionString"] == "1.2.3"
    assert info["CFBundleLocalizations"] == ["en", "zh_CN"]
    (kind,) = info["CFBundleDocumentTypes"]
    (declared,) = info["UTImportedTypeDeclarations"]
    assert kind["LSItemContentTypes"] == [declared["UTTypeIdentifier"]]
    assert declared["UTTypeTagSpecification"]["public.filename-extension"] == ["age"]
    assert kind["LSHandlerRank"] == "Alternate"  # files of others stay theirs
    assert "LSBackgroundOnly" not in info


def test_it_asks_for_no_more_than_python_needs() -> None:
    asked = plistlib.loads(application.ENTITLEMENTS.read_bytes())
    assert asked == {"com.apple.security.cs.allow-unsigned-executable-memory": True}


def test_it_is_signed_only_by_who_is_named() -> None:
    assert application.signing({}) == {"codesign_identity": None, "entitlements_file": None}
    assert application.signing({"SOULCHAT_SIGN_AS": ""})["codesign_identity"] is None
    signed = application.signing({"SOULCHAT_SIGN_AS": "Developer ID Application: Somebody"})
    assert signed["codesign_identity"] == "Developer ID Application: Somebody"
    assert Path(signed["entitlements_file"]).is_file()


def test_the_bundle_has_a_picture_in_every_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import dev

    monkeypatch.setattr(application, "WORKSHOP", dev.MAIN)
    monkeypatch.setattr(application, "cache_folder", lambda: tmp_path)
    options = application.bundle_options(bundle.version())
    assert options["version"] == bundle.version()
    assert options["bundle_identifier"] == "org.soulchat.SoulChat"
    data = Path(options["icon"]).read_bytes()
    assert data[:4] == b"icns"
    assert struct.unpack(">I", data[4:8])[0] == len(data)
    widths, at = set(), 8
    while at < len(data):
        length = struct.unpack(">I", data[at + 4 : at + 8])[0]
        picture = data[at + 8 : at + length]
        assert picture.startswith(b"\x89PNG")
        widths.add(struct.unpack(">I", picture[16:20])[0])
        at += length
    assert widths == {16, 32, 128, 256, 512, 1024}


def test_the_disk_image_shows_the_program_beside_the_folder_of_programs() -> None:
    layout = runpy.run_path(
        str(ROOT / "packaging/macos/dmg_layout.py"), {"defines": {"application": "d/SoulChat.app"}}
    )
    assert layout["files"] == ["d/SoulChat.app"]
    assert layout["symlinks"] == {"Applications": "/Applications"}
    assert layout["icon_locations"].keys() == {"SoulChat.app", "Applications"}
    left, right = (layout["icon_locations"][name] for name in ("SoulChat.app", "Applications"))
    width, height = layout["window_rect"][1]
    assert 0 < left[0] < right[0] < width
    assert 0 < left[1] == right[1] < height


def test_the_spec_makes_an_app_of_it_on_a_mac_and_a_folder_elsewhere() -> None:
    spec = (ROOT / "packaging/soulchat.spec").read_text()
    compile(spec, "soulchat.spec", "exec")
    assert 'if sys.platform == "darwin":\n    BUNDLE(collected' in spec
