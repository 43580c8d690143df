"""Every way of listening is whole in both languages and keeps the same limits."""

import shutil
from pathlib import Path

import pytest

from app.core import paths
from app.core.i18n import LANGUAGES
from app.core.prompts.styles import Styles, own_style, read_style, style_names

PROMPTS = paths.resources() / "prompts"
LIMITS = {"en": ("Give no diagnosis", "promise no secrecy"), "zh_CN": ("不下诊断", "不承诺保密")}


def test_the_styles_are_these() -> None:
    assert style_names(PROMPTS) == ["listener", "person_centred", "rebt", "wind_down"]


@pytest.mark.parametrize("name", style_names(PROMPTS))
def test_a_style_is_whole_and_limited_in_both_languages(name: str) -> None:
    style = read_style(PROMPTS, name)
    assert style.name == name
    assert style.version >= 1
    for language in LANGUAGES:
        assert style.titles[language]
        assert all(limit in style.system[language] for limit in LIMITS[language])
        assert len(style.system[language]) > 200


def test_ones_own_words_keep_the_limits() -> None:
    style = own_style(PROMPTS, " Be funny. ")
    assert Styles(PROMPTS).read(style.name, style.version) == style
    assert "funny" not in repr(style)
    for language in LANGUAGES:
        assert style.system[language].startswith("Be funny.\n")
        assert all(limit in style.system[language] for limit in LIMITS[language])


def test_an_older_version_is_still_read(tmp_path: Path) -> None:
    shutil.copytree(PROMPTS, tmp_path, dirs_exist_ok=True)
    now = (tmp_path / "rebt.toml").read_text("utf-8")
    (tmp_path / "rebt.1.toml").write_text(now, "utf-8")
    newer = now.replace("version = 1", "version = 2").replace("calm, warm", "bright")
    (tmp_path / "rebt.toml").write_text(newer, "utf-8")
    assert "bright" in read_style(tmp_path, "rebt").system["en"]
    assert "calm, warm" in read_style(tmp_path, "rebt", 1).system["en"]
    assert read_style(tmp_path, "rebt", 7).version == 2
    assert "rebt" in style_names(tmp_path)
    assert "rebt.1" not in style_names(tmp_path)
