"""The release: its workflow, its list of parts, and what the Flatpak is made from."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import build
import bundle
import pytest
import release_tools
from environment import ROOT, pins

WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
PYTHON = Path(sys.executable)


@pytest.mark.slow  # the tools come from the registry
def test_the_workflow_is_sound_and_a_fault_in_one_is_named(tmp_path: Path) -> None:
    assert release_tools.lint(PYTHON, WORKFLOW) == ""
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOW.read_text().replace("needs: packs", "needs: nobody", 1))
    assert "nobody" in release_tools.lint(PYTHON, broken)


def test_every_action_stands_at_a_commit_and_says_which_version_that_is() -> None:
    used = [line.strip() for line in WORKFLOW.read_text().splitlines() if "uses:" in line]
    assert len(used) > 10
    pinned = re.compile(r"(- )?uses: [\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+(\.\d+)*")
    assert [line for line in used if not pinned.fullmatch(line)] == []
    commits: dict[str, set[str]] = {}
    for line in used:
        action, _, rest = line.partition("uses: ")[2].partition("@")
        commits.setdefault(action, set()).add(rest)
    assert {action: each for action, each in commits.items() if len(each) > 1} == {}


def test_no_step_gets_more_rights_or_secrets_than_it_needs() -> None:
    text = WORKFLOW.read_text()
    head, _, publish = text.partition("  publish:\n")
    assert "contents: read" in head
    assert "write" not in re.findall(r": (write|read)\b", head)
    assert set(re.findall(r"([\w-]+): write", publish)) == {
        *("contents", "id-token", "attestations")
    }
    for line in text.splitlines():
        if "secrets." in line:  # never in a command, where it could be printed
            assert re.fullmatch(r"\s+[A-Z]+: \$\{\{ secrets\.\w+( != '')? \}\}", line), line


def test_the_workflow_calls_what_there_is() -> None:
    text = WORKFLOW.read_text()
    for script, rest in re.findall(r"python (packaging/[\w/]+\.py)([^\n]*)", text):
        assert (ROOT / script).is_file(), script
        if script == "packaging/build.py":
            assert rest.split()[0] in build._MAKERS
    for folder in re.findall(r"(?<![\w/])(packaging/[\w./-]+\.(?:txt|json|py))", text):
        assert (ROOT / folder).is_file(), folder


@pytest.mark.slow
def test_the_list_of_parts_names_each_with_its_version(tmp_path: Path) -> None:
    made = subprocess.run(
        [PYTHON, ROOT / "packaging" / "build.py", "sbom", "--out", tmp_path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    (file,) = tmp_path.glob("*.cdx.json")
    bill: dict[str, Any] = json.loads(file.read_text())
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["version"] == bundle.version()
    parts = {part["name"]: part for part in bill["components"]}
    assert parts["sqlcipher3"]["version"] == pins()["sqlcipher3"]
    assert parts["cryptography"]["purl"] == f"pkg:pypi/cryptography@{pins()['cryptography']}"
    assert {"llama.cpp", "OpenSSL", "pyside6-essentials"} <= parts.keys()
    assert all(part["licenses"] for part in parts.values())
    again = (
        "import sys, json; from cyclonedx.model.bom import Bom; Bom.from_json(json.load(sys.stdin))"
    )
    subprocess.run(
        [PYTHON, "-c", again],
        input=file.read_text(),
        env={**os.environ, "PYTHONPATH": str(release_tools.folder(PYTHON))},
        text=True,
        check=True,
    )


def test_the_flatpak_is_made_of_the_appdir_and_sees_no_file_of_the_person(tmp_path: Path) -> None:
    manifest = ROOT / "packaging" / "linux" / "org.soulchat.SoulChat.json"
    told = json.loads(manifest.read_text())
    assert told["id"] == manifest.stem
    allowed = {argument.partition("=")[0] for argument in told["finish-args"]}
    assert allowed == {"--socket", "--share", "--device", "--talk-name", "--system-talk-name"}
    (module,) = told["modules"]
    (source,) = module["sources"]
    assert (manifest.parent / source["path"]).resolve() == ROOT / "dist" / "SoulChat.AppDir"
    appdir = tmp_path / "AppDir"
    for file in ("usr/lib/soulchat/soulchat", "usr/share/applications/a.desktop"):
        (appdir / file).parent.mkdir(parents=True)
        (appdir / file).write_text("")
    for command in module["build-commands"]:
        here = command.replace("/app/", f"{tmp_path}/app/")
        subprocess.run(here, shell=True, cwd=appdir, check=True)
    assert (tmp_path / "app/bin" / told["command"]).resolve().is_file()
    assert (tmp_path / "app/share/applications/a.desktop").is_file()
