"""``soulchat bench engine``, without the server it can be compared with."""

from pathlib import Path

import pytest

from tests.support.terminal import Shell


@pytest.mark.slow
def test_the_engine_is_measured_beside_the_bare_loop(tmp_path: Path) -> None:
    figures = Shell(tmp_path / "home").run("bench", "engine", "--runs", "1", "--json").json
    assert figures["machine"]["cores"] >= 1
    assert "llama.cpp" in figures["llama_cpp"]["ours"]
    for key in ("bare_ratio", "draft_prefill_ratio", "busy_ratio", "engine_overhead_mb"):
        assert set(figures[key]) >= {"value", "runs", "peer"}
        assert figures[key]["value"] == figures[key]["runs"][0]
