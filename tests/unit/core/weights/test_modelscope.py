"""A file comes from ModelScope by the two requests of its own client, and by no other."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UserFacingError
from app.core.weights.download import Download, Pace
from app.core.weights.entry import SourceFile
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from tests.support.gguf import small
from tests.support.hub import COMMIT, FILE, REPOSITORY, Hub, Order

HERE = SourceFile(FILE, "Q4_K_M", REPOSITORY, modelscope=REPOSITORY)


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with Hub(small(data=1_500_000)) as hub:
        monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.url)
        monkeypatch.setenv("HF_TOKEN", "hf_secret")
        yield hub


def download(folder: Path, source: SourceFile = HERE, **options: Any) -> Download:
    return Download(
        source,
        folder=folder,
        records=Records(folder / "records"),
        pins=Pins(folder / "pins.toml"),
        mirror="modelscope",
        pace=Pace(stall=0.5, first_wait=0.01),
        **options,
    )


def refusal(folder: Path, source: SourceFile = HERE) -> str:
    with pytest.raises(UserFacingError) as refused:
        list(download(folder, source).run())
    return refused.value.code


def test_the_requests_are_those_of_its_client_without_a_word_more(hub: Hub, tmp_path: Path) -> None:
    hub.orders.append(Order(cut_after=500_000))
    running = download(tmp_path)
    list(running.run())
    assert running.record is not None
    assert (running.record.sha256, running.record.revision) == (hub.sha256, COMMIT)
    ours = {"accept": "*/*", "accept-encoding": "identity", "user-agent": "soulchat-desktop"}
    ours["connection"] = "keep-alive"
    base = f"/api/v1/models/{REPOSITORY}/repo"
    resumed = {"range": "bytes=500000-"}
    hosts = {"hub": hub.url, "storage": hub.storage_url}
    assert [(seen.host, seen.path, seen.headers) for seen in hub.seen] == [
        (host, path, {"host": hosts[host].removeprefix("http://"), **ours, **more})
        for host, path, more in (
            ("hub", f"{base}/files?Revision=master&Recursive=True", {}),
            ("hub", f"{base}?Revision=master&FilePath={FILE}", {}),
            ("storage", "/blob?signature=1", {}),
            ("hub", f"{base}?Revision=master&FilePath={FILE}", resumed),
            ("storage", "/blob?signature=2", {**resumed, "if-range": '"storage-1"'}),
        )
    ]


def test_a_download_begun_at_one_hub_goes_on_at_the_other(hub: Hub, tmp_path: Path) -> None:
    hub.orders.extend([Order(cut_after=700_000)] + [Order(status=500)] * 6)
    assert refusal(tmp_path) == "hub_unreachable"
    other = Download(
        SourceFile(FILE, "", REPOSITORY),
        folder=tmp_path,
        records=Records(tmp_path / "records"),
        pins=Pins(tmp_path / "pins.toml"),
        mirror=hub.url,
    )
    list(other.run())
    assert other.record is not None
    assert hub.ranges()[-1] == "bytes=700000-"
    assert hub.sent == len(hub.content)


@pytest.mark.parametrize(
    ("status", "code"), [(404, "hub_not_found"), (403, "hub_gated"), (418, "hub_refused")]
)
def test_what_it_refuses_is_told(hub: Hub, tmp_path: Path, status: int, code: str) -> None:
    hub.api_orders.append(Order(status=status))
    assert refusal(tmp_path) == code


def test_a_repository_is_never_guessed(hub: Hub, tmp_path: Path) -> None:
    assert refusal(tmp_path, SourceFile(FILE, "", REPOSITORY)) == "modelscope_unknown"
    assert hub.seen == []
    known = SourceFile(FILE, "", REPOSITORY, sha256=hub.sha256)  # then it can be no other file
    running = download(tmp_path, known)
    list(running.run())
    assert running.record is not None


def test_a_file_that_is_not_in_the_listing(hub: Hub, tmp_path: Path) -> None:
    source = SourceFile("docs", "", modelscope=REPOSITORY)
    assert refusal(tmp_path, source) == "hub_not_found"
