"""The security page says the same in both languages, and of promises only what tests keep."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGES = [ROOT / "resources" / "docs" / f"security.{tag}.md" for tag in ("en", "zh_CN")]


def rows(page: Path) -> list[list[str]]:
    lines = page.read_text(encoding="utf-8").splitlines()
    return [line.strip("|").split("|") for line in lines if line.startswith("| ")][1:]


def test_both_languages_have_the_same_parts_and_figures():
    english, chinese = (page.read_text(encoding="utf-8") for page in PAGES)
    for mark in ("\n## ", "\n- **", "\n| "):
        assert english.count(mark) == chinese.count(mark)
    for one, other in zip(*map(rows, PAGES), strict=True):
        numbers = [re.findall(r"\d[\d,]*\d|\d", row[2]) for row in (one, other)]
        assert sorted(numbers[0]) == sorted(numbers[1])


def test_every_promise_of_the_page_is_kept_by_a_test():
    told = "".join(file.read_text(encoding="utf-8") for file in ROOT.glob("tests/**/test_*.py"))
    for row in rows(PAGES[0]):
        assert f'"{row[0].strip()}"' in told, row[0]


def test_the_readme_leads_there():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert f"({page.relative_to(ROOT)})" in readme
