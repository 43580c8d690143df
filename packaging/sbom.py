"""What is in the program, as a software bill of materials (CycloneDX 1.6, JSON).

    PYTHONPATH=<release tools> python packaging/sbom.py FILE

The parts are those whose licences the program shows (resources/licences), at the versions of
constraints.txt; build.py sbom brings the tools.
"""

import datetime
import json
import re
import sys
import uuid
from pathlib import Path

from bundle import version
from cyclonedx.model import ExternalReference, ExternalReferenceType, XsUri
from cyclonedx.model.bom import Bom, BomMetaData
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.dependency import Dependency
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from environment import ROOT, pins
from linux.package import build_time
from packageurl import PackageURL

_SPDX = re.compile(r"[A-Za-z0-9.+-]+( (AND|OR|WITH) [A-Za-z0-9.+-]+)*")


def bill() -> str:
    """All of it; the same source makes the same text."""
    made = datetime.datetime.fromtimestamp(build_time(), datetime.UTC)
    program = Component(
        name="SoulChat",
        version=version(),
        type=ComponentType.APPLICATION,
        bom_ref="soulchat",
        licenses=[LicenseExpression("Apache-2.0")],
    )
    versions = {_plain(name): pinned for name, pinned in pins().items()}
    index = json.loads((ROOT / "resources" / "licences" / "index.json").read_text("utf-8"))
    parts = [_part(entry, versions.get(_plain(entry["name"]))) for entry in index]
    identity = uuid.uuid5(uuid.NAMESPACE_URL, f"soulchat {version()} {build_time()}")
    bom = Bom(
        serial_number=identity,
        metadata=BomMetaData(component=program, timestamp=made),
        components=parts,
        dependencies=[
            Dependency(program.bom_ref, [Dependency(part.bom_ref) for part in parts]),
            *(Dependency(part.bom_ref) for part in parts),
        ],
    )
    return str(JsonV1Dot6(bom).output_as_string(indent=1))


def _part(entry: dict[str, str], pinned: str | None) -> Component:
    """A package of the registry where its version is pinned, else a library inside of one."""
    licence = entry["licence"]
    return Component(
        name=entry["name"],
        version=pinned,
        type=ComponentType.LIBRARY,
        bom_ref=entry["name"],
        purl=PackageURL("pypi", name=_plain(entry["name"]), version=pinned) if pinned else None,
        licenses=[
            LicenseExpression(licence)
            if _SPDX.fullmatch(licence)
            else DisjunctiveLicense(name=licence)
        ],
        external_references=[
            ExternalReference(type=ExternalReferenceType.WEBSITE, url=XsUri(entry["home"]))
        ]
        if entry["home"]
        else [],
    )


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(bill() + "\n", encoding="utf-8")
