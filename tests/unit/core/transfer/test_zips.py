"""Zips that want to do harm, and those that are only odd."""

import json
import os
import stat
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.core.errors import UserFacingError
from app.core.transfer.arrive import Key
from app.core.transfer.choice import Choice
from app.core.transfer.export import Parcel, export
from app.core.transfer.formats import FORMATS
from app.core.transfer.sealed import Seal
from tests.unit.core.transfer.test_arrive import PASSPHRASE, bring, chatgpt, refused, said

CHATGPT = json.dumps(chatgpt())


def made(file, **members: str):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, text in members.items():
            opened.writestr(name.replace("__", "."), text)
    return file


def test_a_zip_that_swells(journal, tmp_path):
    swelling = "[" + ("1,\n" + " " * 999_997) * 150 + "1]"
    assert (
        refused(journal, made(tmp_path / "bomb.zip", conversations__json=swelling)) == "import_bomb"
    )


def test_many_files_that_swell_together(journal, tmp_path):
    """Each of them is below the bound, and they may well be one and the same bytes."""
    swelling = "[" + ("1,\n" + " " * 999_997) * 20 + "1]"
    members = {f"{number}__json": swelling for number in range(8)}
    assert refused(journal, made(tmp_path / "bomb.zip", **members)) == "import_bomb"


def test_a_zip_within_a_zip_is_not_opened(journal, tmp_path):
    inner = made(tmp_path / "inner.zip", conversations__json=CHATGPT)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as outer:
        outer.write(inner, "inner.zip")
    assert refused(journal, tmp_path / "outer.zip") == "import_unknown"


def test_names_that_climb_and_links(journal, tmp_path):
    with zipfile.ZipFile(tmp_path / "climb.zip", "w") as opened:
        opened.writestr("../../climbed.md", "a note")
        opened.writestr("/etc/passwd.md", "another")
        opened.writestr("C:\\Windows\\third.md", "a third")
        link = zipfile.ZipInfo("link.md")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        opened.writestr(link, "/etc/passwd")
    outcome = bring(journal, tmp_path / "climb.zip")
    assert outcome.tally.added == {"Note": 3}
    assert outcome.unread == {"other_file": 1}
    assert {file.name for file in tmp_path.rglob("*.md")} == set()


@pytest.mark.parametrize("form", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_forms_that_take_what_memory_they_say(journal, tmp_path, form):
    with zipfile.ZipFile(tmp_path / "odd.zip", "w", form) as opened:
        opened.writestr("conversations.json", CHATGPT)
    assert refused(journal, tmp_path / "odd.zip") == "import_malformed"


def test_a_list_of_files_without_end(journal, tmp_path):
    """The end of a zip says how long the list is; a gigabyte is not read for it."""
    file = tmp_path / "list.zip"
    with file.open("wb") as stream:
        stream.write(b"PK\x03\x04")
        os.truncate(stream.fileno(), 1_000_000_000)
        stream.seek(0, os.SEEK_END)
        stream.write(struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 9, 9, 999_999_000, 4, 0))
    assert refused(journal, file) == "import_too_large"


def test_what_a_mac_puts_into_a_zip(journal, tmp_path):
    with zipfile.ZipFile(tmp_path / "mac.zip", "w") as opened:
        opened.writestr("export/conversations.json", CHATGPT)
        opened.writestr("__MACOSX/export/._conversations.json", b"\0\5\x16\7")
    bring(journal, tmp_path / "mac.zip")
    assert list(said(journal)) == ["Nights"]


def test_an_unknown_file_beside_known_ones_is_left_out(journal, tmp_path):
    mixed = made(tmp_path / "mixed.zip", a__json="1", b__md="a note")
    outcome = bring(journal, mixed)
    assert (outcome.tally.added, outcome.unread) == ({"Note": 1}, {"other_file": 1})
    assert refused(journal, made(tmp_path / "numbers.zip", a__json="1")) == "import_unknown"


def test_an_unpacked_export_of_chatgpt(journal, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "conversations-000.json").write_text(CHATGPT)
    (folder / "conversations-001.json").write_text(json.dumps(chatgpt(conversation_id="c-2")))
    (folder / "user.json").write_text("{}")
    assert bring(journal, folder).tally.added["Conversation"] == 2


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_zip_is_a_bug(journal, elsewhere, talk, tmp_path_factory, data):
    """Whatever bytes are changed in a good zip, sealed or not."""
    folder = tmp_path_factory.mktemp("changed")
    file = folder / "file.zip"
    if data.draw(st.booleans()):
        made(file, conversations__json=CHATGPT, a__md="a note")
    else:
        export(journal, Parcel(Choice(), FORMATS["md"], file, "zip", Seal(PASSPHRASE)))
    good = file.read_bytes()
    at = data.draw(st.integers(4, len(good) - 1))
    put = data.draw(st.binary(max_size=6))
    file.write_bytes(good[:at] + put + good[at + data.draw(st.integers(0, 20)) :])
    try:
        bring(elsewhere, file, dry=True, key=Key(passphrase=PASSPHRASE))
    except UserFacingError as error:
        assert error.code.startswith(("import_", "message_unreadable", "seal_"))
