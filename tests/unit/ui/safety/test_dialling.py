"""Numbers are called from the desktop only where something there takes the call."""

from pathlib import Path

import pytest

from app.ui.safety import dialling


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    dialling._has_handler.cache_clear()


def desktop(folder: Path, monkeypatch: pytest.MonkeyPatch, listed: str) -> None:
    (folder / "applications").mkdir()
    (folder / "applications" / "mimeinfo.cache").write_text(f"[MIME Cache]\n{listed}\n")
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    monkeypatch.setenv("XDG_DATA_DIRS", str(folder / "none"))


def test_a_desktop_with_a_telephone_dials_numbers_and_no_addresses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop(tmp_path, monkeypatch, "x-scheme-handler/tel=calls.desktop;")
    assert dialling.can_dial("116 123")
    assert dialling.can_dial("010-82951332")
    assert not dialling.can_dial("findahelpline.com")


def test_a_desktop_without_one_offers_no_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desktop(tmp_path, monkeypatch, "x-scheme-handler/mailto=mail.desktop;")
    assert not dialling.can_dial("988")
