"""Who hears of a download, and what: the hub that was chosen, and no more than the file needs."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from huggingface_hub import close_session

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.weights import download_hub
from app.core.weights.download import Download, Pace
from app.core.weights.downloads import Downloads
from app.core.weights.entry import SourceFile
from app.core.weights.pins import Pins
from app.core.weights.records import Records
from tests.support import certificate
from tests.support.gguf import small
from tests.support.hub import COMMIT, FILE, REPOSITORY, Hub, Order
from tests.support.proxy import Proxy


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(small(data=300_000)) as hub:
        yield hub


@pytest.fixture(autouse=True)
def _as_in_a_new_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of other programs, and no connection kept that knows an older environment."""
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    close_session()


def run(folder: Path, **options: Any) -> Download:
    download = Download(
        options.pop("source", SourceFile(FILE, "", REPOSITORY)),
        folder=folder,
        records=Records(folder / "records"),
        pins=Pins(folder / "pins.toml"),
        pace=Pace(stall=5, first_wait=0.01),
        **options,
    )
    list(download.run())
    return download


def code_of(folder: Path, **options: Any) -> str:
    with pytest.raises(UserFacingError) as refused:
        run(folder, **options)
    return refused.value.code


def tokens(hub: Hub) -> dict[str, str | None]:
    return {seen.host: seen.headers.get("authorization") for seen in hub.seen}


def test_the_token_of_the_environment_goes_to_the_hub_of_the_environment(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    run(tmp_path)
    assert tokens(hub) == {"hub": "Bearer hf_secret", "storage": None}


def test_the_token_kept_for_the_hub_goes_to_no_other(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "token"
    kept.write_text("hf_kept")
    monkeypatch.setattr("huggingface_hub.constants.HF_TOKEN_PATH", str(kept))
    monkeypatch.delenv("HF_TOKEN", raising=False)
    assert download_hub.hub().token == "hf_kept"
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    run(tmp_path)
    assert tokens(hub) == {"hub": None, "storage": None}


def test_a_hub_that_sends_elsewhere_does_not_send_the_token_along(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with Hub(hub.content) as other:
        place = f"{other.url}/api/models/{REPOSITORY}/revision/main?blobs=true"
        hub.api_orders.append(Order(status=307, headers={"Location": place}))
        file = f"{other.url}/{REPOSITORY}/resolve/{COMMIT}/{FILE}"
        hub.hub_orders.append(Order(status=302, headers={"Location": file}))
        run(tmp_path)
        assert tokens(other) == {"hub": None, "storage": None}
    assert tokens(hub) == {"hub": "Bearer hf_secret"}


def test_a_repository_that_was_renamed_is_found(hub: Hub, tmp_path: Path) -> None:
    place = f"/api/models/{REPOSITORY}/revision/main?blobs=true"
    hub.api_orders.append(Order(status=307, headers={"Location": place}))
    download = run(tmp_path, mirror=hub.url, source=SourceFile(FILE, "", "older/name"))
    assert download.record is not None
    assert f"/{REPOSITORY}/resolve/{COMMIT}/{FILE}" in hub.paths("hub")


def test_a_proxy_is_asked_for_everything(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Proxy() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("NO_PROXY", "")
        monkeypatch.setenv("no_proxy", "")
        run(tmp_path, mirror=hub.url)
    assert proxy.asked == [
        f"{hub.url}/api/models/{REPOSITORY}/revision/main?blobs=true",
        f"{hub.url}/{REPOSITORY}/resolve/{COMMIT}/{FILE}",
        f"{hub.storage_url}/blob?signature=1",
    ]
    assert len(hub.seen) == len(proxy.asked)


def test_a_proxy_carries_what_is_encrypted_and_reads_none_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Hub(small(data=300_000), context) as hub, Proxy() as proxy:
        for name in ("NO_PROXY", "no_proxy"):
            monkeypatch.setenv(name, "")
        for name in ("HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert run(tmp_path, mirror=hub.url).record is not None
        hosts = [url.removeprefix("https://") for url in (hub.url, hub.url, hub.storage_url)]
        assert proxy.asked == hosts
        close_session()


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:9", "gopher://127.0.0.1:9"])
def test_a_proxy_of_another_kind_is_told(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, proxy: str
) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    address = SourceFile(FILE, url=f"{hub.storage_url}/{FILE}")
    for options in ({"mirror": hub.url}, {"source": address}):
        close_session()
        assert code_of(tmp_path, **options) == "proxy_unusable"
    assert hub.seen == []


def test_a_socks_proxy_for_the_rest_spoils_nothing(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As proxy programs say to set them: HTTP for both, SOCKS for all the rest."""
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("all_proxy", "socks5://127.0.0.1:9")
    with Proxy() as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.url)
        assert run(tmp_path, mirror=hub.url).record is not None
    assert len(proxy.asked) == len(hub.seen)


def test_what_other_programs_know_of_the_person_stays_with_them(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login mei password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    hub.api_orders.append(Order(status=503, headers={"Set-Cookie": "who=mei"}))
    run(tmp_path, mirror=hub.url)
    allowed = {"host", "accept", "accept-encoding", "user-agent", "connection"}
    assert {name for seen in hub.seen for name in seen.headers} == allowed


def test_a_certificate_nobody_vouches_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate.made(tmp_path)
    with Hub(small(data=300_000), context) as hub:
        assert hub.url.startswith("https://")
        assert code_of(tmp_path, mirror=hub.url) == "hub_insecure"
        assert hub.seen == []
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        close_session()
        download = run(tmp_path, mirror=hub.url)
        assert download.record is not None


def test_from_a_safe_address_none_leads_to_an_unsafe_one(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Hub(hub.content, context) as safe:
        unsafe = f"{hub.storage_url}/blob"
        safe.hub_orders.append(Order(status=302, headers={"Location": unsafe}))
        assert code_of(tmp_path, mirror=safe.url) == "hub_downgraded"
    assert hub.seen == []


@pytest.mark.parametrize("place", ["api_orders", "hub_orders", "orders"])
def test_no_step_on_the_way_leads_from_a_safe_address_to_an_unsafe_one(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    context, trusted = certificate.made(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    with Hub(hub.content, context) as safe:
        monkeypatch.setenv("HF_ENDPOINT", safe.url)
        monkeypatch.setenv("HF_TOKEN", "hf_secret")
        away = f"{hub.url}/api/models/{REPOSITORY}/revision/main"
        getattr(safe, place).append(Order(status=307, headers={"Location": away}))
        assert code_of(tmp_path) == "hub_downgraded"
    assert hub.seen == []


def test_a_hub_that_sends_elsewhere_for_what_it_knows_takes_no_token_along(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.url)
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with Hub(hub.content) as elsewhere:
        away = f"{elsewhere.url}/api/models/{REPOSITORY}/revision/main"
        hub.api_orders.append(Order(status=307, headers={"Location": away}))
        run(tmp_path)
        assert [seen.path for seen in elsewhere.seen] == [urlsplit(away).path]
        assert "authorization" not in elsewhere.seen[0].headers
    assert hub.seen[0].headers["authorization"] == "Bearer hf_secret"


def test_what_does_not_fit_on_the_disk_is_not_begun(hub: Hub, tmp_path: Path) -> None:
    hub.claimed_size = 10**16
    assert code_of(tmp_path, mirror=hub.url) == "disk_space"
    assert hub.paths("storage") == []


@pytest.mark.parametrize(
    "wait", ["0", "Wed, 21 Oct 2015 07:28:00 GMT", "soon", "-5", "9" * 400, "Wed, 21 Oct 2015"]
)
def test_whatever_is_said_about_waiting_is_survived(hub: Hub, tmp_path: Path, wait: str) -> None:
    hub.orders.append(Order(status=429, headers={"Retry-After": wait}))
    assert run(tmp_path, mirror=hub.url).record is not None


def test_the_settings_choose_the_hub(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    monkeypatch.setenv("MODELSCOPE_ENDPOINT", hub.url)
    program = bootstrap.start(tmp_path / "home")
    kind = f"{REPOSITORY}:{FILE}"
    program.settings.set("download_from", "mirror")
    with pytest.raises(UserFacingError) as nowhere:
        list(program.downloads.of(kind).run())
    assert nowhere.value.code == "mirror_refused"
    program.settings.set("mirror", hub.url)
    list(program.downloads.of(kind).run())
    assert hub.paths("hub")[0].startswith("/api/models/")
    program.shelf.remove("kind")
    program.settings.set("download_from", "modelscope")
    list(program.downloads.of(kind).run())
    assert any(path.startswith("/api/v1/models/") for path in hub.paths("hub"))
    assert {seen.headers.get("authorization") for seen in hub.seen} == {None}


@pytest.mark.parametrize("address", ["http://mirror.example", "mirror", "https://", "https://u@h"])
def test_an_address_that_is_no_mirrors_is_refused_when_it_is_chosen(address: str) -> None:
    Downloads.check_mirror("")
    Downloads.check_mirror("https://mirror.example/hub")
    with pytest.raises(UserFacingError) as refused:
        Downloads.check_mirror(address)
    assert refused.value.code == "mirror_refused"
