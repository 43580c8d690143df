"""The last net under the journeys: a wait that ran out is tried once more (decision 012)."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
RAN_OUT = [
    r"^TimeoutError: (waitUntil timed out|Signal .* not emitted)",  # pytest-qt's
    r"^TIMEOUT: ",  # pexpect's
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=RAN_OUT))
