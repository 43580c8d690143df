import subprocess
import sys

AN_ORDINARY_PERSON_WITHOUT_DUMPS = """
import os, resource
from app.core.hardening import refuse_core_dumps
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
if os.geteuid() == 0:  # root may raise any limit
    os.setresuid(65534, 65534, 65534)
refuse_core_dumps()
print(*resource.getrlimit(resource.RLIMIT_CORE))
"""


def test_a_system_that_allows_no_core_dump_is_no_hindrance() -> None:
    command = [sys.executable, "-c", AN_ORDINARY_PERSON_WITHOUT_DUMPS]
    tried = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (tried.returncode, tried.stdout.split()) == (0, ["0", "0"]), tried.stderr
