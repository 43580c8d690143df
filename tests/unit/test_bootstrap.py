"""Where the program thinks the person is, as the computer tells it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LOOK = """
import sys
from pathlib import Path
from app import bootstrap
program = bootstrap.start(Path(sys.argv[1]))
program.settings.set("language", sys.argv[2])
bootstrap.speak(program.settings)
print(program.place().region)
"""


@pytest.mark.parametrize(
    ("locale", "zone", "language", "region"),
    [
        ("C.UTF-8", "UTC", "zh_CN", "CN"),
        ("C.UTF-8", "UTC", "en", "WORLD"),
        ("C.UTF-8", "Asia/Taipei", "zh_CN", "TW"),
        ("POSIX", "UTC", "zh_CN", "CN"),
    ],
)
def test_a_computer_without_a_locale_is_not_taken_for_an_american_one(
    tmp_path: Path, locale: str, zone: str, language: str, region: str
) -> None:
    environment = {**os.environ, "LC_ALL": locale, "LANG": "", "TZ": zone}
    command = [sys.executable, "-c", LOOK, str(tmp_path), language]
    looked = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert looked.stdout.strip() == region
