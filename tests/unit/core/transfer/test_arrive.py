"""What comes in: whole or not at all, of many programs, whatever the file tries."""

import base64
import json
import os
import re
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.bootstrap import knows_style
from app.core.errors import UserFacingError
from app.core.journal.contents import Conversation
from app.core.journal.store import Journal
from app.core.transfer.arrive import Key, Outcome, arrive
from app.core.transfer.choice import Choice
from app.core.transfer.export import Parcel, Stopped, export
from app.core.transfer.formats import FORMATS
from app.core.transfer.sealed import Seal
from tests.support.journals import journals
from tests.support.keys import subkey

PASSPHRASE = "five words of a night"


def bring(journal: Journal, source: Path, **options) -> Outcome:
    return arrive(journal, source, knows_style=knows_style, **options)


def refused(journal: Journal, source: Path, **options) -> str:
    """The code; and nothing is here that was not here before."""
    before = list(journal.contents())
    with pytest.raises(UserFacingError) as caught:
        bring(journal, source, **options)
    assert list(journal.contents()) == before
    assert journal.verify() == []
    assert caught.value.__cause__ is None or "secret" not in str(caught.value.__cause__)
    return caught.value.code


def said(journal: Journal) -> dict[str, list[str]]:
    """The words of the branch shown, by title."""
    return {
        head.title: [message.text for message in journal.messages(head.id)]
        for head in journal.conversations()
    }


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    Journal.create(folder, subkey)
    return folder


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(items=journals())
def test_any_journal_goes_through_a_file_and_is_equal(empty, items):
    with TemporaryDirectory() as place:
        home = Path(place)
        one, two = (shutil.copytree(empty, home / name) for name in ("one", "two"))
        with Journal.open(one, subkey) as first, Journal.open(two, subkey) as second:
            with first.bringing() as arrival:
                for item in items:
                    arrival.add(item)
            if not arrival.tally.added.keys() - {"KnownWeights"}:
                return
            export(first, Parcel(Choice(), FORMATS["json"], home / "a.json"))
            bring(second, home / "a.json")
            export(second, Parcel(Choice(), FORMATS["json"], home / "b.json"))
            assert canonical(home / "b.json") == canonical(home / "a.json")
            assert bring(first, home / "b.json").tally.added == {}


def canonical(file: Path) -> object:
    """The content with messages numbered by place: ids are of one journal."""
    content = json.loads(file.read_bytes())
    del content["written"]
    for home in content.get("conversations", ()):
        places = {message["id"]: at for at, message in enumerate(home["messages"])}
        places[None] = None
        home["leaf"] = places[home["leaf"]]
        for message in home["messages"]:
            message["id"], message["parent"] = places[message["id"]], places[message["parent"]]
        for other in (*home.get("ratings", ()), *home.get("summaries", ())):
            other["message"] = places[other["message"]]
    return content


def test_a_dry_run_changes_nothing(journal, elsewhere, talk, tmp_path):
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "a.json"))
    told = bring(elsewhere, tmp_path / "a.json", dry=True)
    assert list(elsewhere.contents()) == []
    done = bring(elsewhere, tmp_path / "a.json")
    assert told.tally == done.tally
    assert done.tally.added["Message"] == 5
    assert said(elsewhere) == said(journal)


@pytest.mark.parametrize("kind", ["key", "passphrase", "zip"])
def test_what_was_sealed_opens_again(journal, elsewhere, talk, tmp_path, kind):
    target = tmp_path / "sealed"
    secret = tmp_path / "key"
    seal, key = Seal(PASSPHRASE), Key(passphrase=PASSPHRASE)
    if kind == "key":
        subprocess.run(["age-keygen", "-o", secret], capture_output=True, check=True)
        shown = subprocess.run(["age-keygen", "-y", secret], capture_output=True, check=True)
        seal = Seal(recipients=(shown.stdout.decode().strip(),))
        key = Key(identity=secret.read_text())
    container = "zip" if kind == "zip" else "age"
    export(journal, Parcel(Choice(), FORMATS["json"], target, container, seal))
    assert refused(elsewhere, target) == "seal_key_needed"
    wrong = Key(identity=other_key(tmp_path)) if kind == "key" else Key(passphrase="no, not this")
    assert refused(elsewhere, target, key=wrong) == "seal_wrong"
    bring(elsewhere, target, key=key)
    assert said(elsewhere) == said(journal)


def other_key(folder: Path) -> str:
    subprocess.run(["age-keygen", "-o", folder / "other key"], capture_output=True, check=True)
    return (folder / "other key").read_text()


@pytest.mark.parametrize("armoured", [False, True])
def test_a_passphrase_that_costs_all_memory_is_not_tried(journal, tmp_path, armoured):
    header = b"age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 22\n" + bytes(200)
    if armoured:
        begin, end = (b"-----%s AGE ENCRYPTED FILE-----\n" % word for word in (b"BEGIN", b"END"))
        header = begin + base64.encodebytes(header) + end
    (tmp_path / "dear.age").write_bytes(header)
    key = Key(passphrase=PASSPHRASE)
    assert refused(journal, tmp_path / "dear.age", key=key) == "import_too_large"


def test_a_sealed_file_in_letters_opens(journal, elsewhere, talk, tmp_path):
    """As it comes by mail, from age itself."""
    secret = other_key(tmp_path)
    made = subprocess.run(
        ["age-keygen", "-y", tmp_path / "other key"], capture_output=True, check=True
    )
    recipient = made.stdout.decode().strip()
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "a.json"))
    letters = tmp_path / "a.age"
    subprocess.run(["age", "-a", "-r", recipient, "-o", letters, tmp_path / "a.json"], check=True)
    assert refused(elsewhere, letters, key=Key(passphrase=PASSPHRASE)) == "seal_wrong"
    bring(elsewhere, letters, key=Key(identity=secret))
    assert said(elsewhere) == said(journal)
    content = (tmp_path / "a.json").read_bytes()
    letters.write_bytes(pyrage.passphrase.encrypt(content, PASSPHRASE, armored=True))
    assert bring(elsewhere, letters, key=Key(passphrase=PASSPHRASE)).tally.added == {}


@pytest.mark.parametrize("armoured", [False, True])
def test_a_head_that_does_not_end_is_given_up(journal, tmp_path, armoured):
    """The library holds it as a whole, and reads it anew with each of its lines."""
    secret = other_key(tmp_path)
    head = b"age-encryption.org/v1\n" + b"-> X25519 %s\n%s\n" % (b"A" * 43, b"A" * 43) * 20_000
    if armoured:
        lines = re.findall(b".{1,64}", base64.b64encode(head))
        head = b"\n".join([b"-----BEGIN AGE ENCRYPTED FILE-----", *lines])
    (tmp_path / "head.age").write_bytes(head)
    assert refused(journal, tmp_path / "head.age", key=Key(identity=secret)) == "import_too_large"
    assert refused(journal, tmp_path / "head.age", key=Key(passphrase=PASSPHRASE)) == "seal_wrong"


def test_a_sealed_file_that_was_changed(journal, elsewhere, talk, tmp_path):
    """Though its beginning is genuine, and was read already."""
    journal.add_note("long " * 200_000)
    key = tmp_path / "key"
    subprocess.run(["age-keygen", "-o", key], capture_output=True, check=True)
    shown = subprocess.run(["age-keygen", "-y", key], capture_output=True, check=True)
    target = tmp_path / "sealed.age"
    seal = Seal(recipients=(shown.stdout.decode().strip(),))
    export(journal, Parcel(Choice(), FORMATS["json"], target, "age", seal))
    whole = target.read_bytes()
    for changed in (whole[:-1], whole[:-70_000], whole[:-100] + b"x" + whole[-99:]):
        target.write_bytes(changed)
        assert refused(elsewhere, target, key=Key(identity=key.read_text())) == "seal_broken"


def node(parent: str | None, role: str, text: str, **more: object) -> dict[str, object]:
    content = more.pop("content", {"content_type": "text", "parts": [text]})
    return {
        "parent": parent,
        "children": [],
        "message": {
            "author": {"role": role},
            "content": content,
            "create_time": 1700000010.0,
            "metadata": {"model_slug": "gpt-4o"},
            **more,
        },
    }


def chatgpt(**more: object) -> list[dict[str, object]]:
    return [
        {
            "title": "Nights",
            "create_time": 1700000000.5,
            "conversation_id": "c-1",
            "current_node": "d",
            "mapping": {
                "d": node("b", "assistant", "second answer"),  # a child before its parent
                "root": {"parent": None, "children": ["s"], "message": None},
                "s": node("root", "system", "You are helpful"),
                "b": node("s", "user", "I want to die"),
                "c": node("b", "assistant", "first answer"),
                "t": node("d", "tool", "a web page"),
                "p": node(
                    "t", "user", "", content={"content_type": "multimodal_text", "parts": [1]}
                ),
            },
            **more,
        }
    ]


def test_chatgpt_with_its_branches(journal, tmp_path):
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps(chatgpt()))
    outcome = bring(journal, file)
    assert said(journal) == {"Nights": ["I want to die", "second answer"]}
    (head,) = [item for item in journal.contents() if isinstance(item, Conversation)]
    shown = journal.messages(head.id)
    assert {each.text for each in journal.versions(shown[1].id)} == {
        "first answer",
        "second answer",
    }
    assert (head.origin, shown[1].weights) == ("chatgpt", "gpt-4o")
    assert outcome.unread == {"no_person": 1, "no_text": 1}
    assert bring(journal, file).tally.added == {}  # the same file twice


def test_danger_of_the_past_raises_no_card(journal, tmp_path):
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps(chatgpt()))
    bring(journal, file)
    (head,) = journal.conversations()
    assert journal.risk_state(head.id).level == "none"
    assert {message.risk for message in journal.messages(head.id)} == {"none"}


def test_chatgpt_in_its_zip(journal, tmp_path):
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as made:
        made.writestr("user.json", "{}")
        made.writestr("conversations.json", json.dumps(chatgpt()))
        made.writestr("chat.html", "<p>")
    bring(journal, tmp_path / "export.zip")
    assert list(said(journal)) == ["Nights"]


def test_nodes_in_a_ring_are_not_entered(journal, tmp_path):
    ring = {"a": node("b", "user", "round"), "b": node("a", "user", "and round")}
    file = tmp_path / "conversations.json"
    file.write_text(json.dumps(chatgpt(mapping=ring)))
    assert bring(journal, file).unread == {"empty_conversation": 1}


def test_lines_of_messages_and_of_sharegpt(journal, elsewhere, talk, tmp_path):
    for key in ("messages", "sharegpt"):
        export(journal, Parcel(Choice(), FORMATS[key], tmp_path / f"{key}.jsonl"))
        outcome = bring(elsewhere, tmp_path / f"{key}.jsonl")
        assert outcome.tally.added == {"Conversation": 1, "Message": 4}
    assert [len(texts) for texts in said(elsewhere).values()] == [4]  # one title for both


def test_day_one_and_markdown_become_notes(journal, elsewhere, talk, tmp_path):
    export(journal, Parcel(Choice(), FORMATS["dayone"], tmp_path / "dayone.zip"))
    assert bring(elsewhere, tmp_path / "dayone.zip").tally.added == {"Note": 4}
    assert bring(elsewhere, tmp_path / "dayone.zip").tally.added == {}
    with zipfile.ZipFile(tmp_path / "dayone.zip") as made:
        entries = json.loads(made.read("SoulChat.json"))["entries"]
    come = [(note.text, f"{note.time:%Y-%m-%dT%H:%M:%SZ}") for note in elsewhere.notes()]
    assert sorted(come) == sorted((each["text"], each["creationDate"]) for each in entries)
    folder = tmp_path / "notes"
    (folder / "deep").mkdir(parents=True)
    (folder / "2024-02-03 walk.md").write_text("# A walk\n\nIt rained.")
    (folder / "deep" / "b.md").write_text("---\ndate: 2023-01-02\n---\nFront matter.")
    (folder / "latin.md").write_bytes("caf\xe9".encode("latin-1"))
    (folder / "nul.md").write_bytes(b"a\0b")
    (folder / "link.md").symlink_to("/etc/hostname")
    outcome = bring(journal, folder)
    assert outcome.tally.added == {"Note": 2}
    assert outcome.unread == {"no_utf8": 2}
    times = {note.text[:6]: f"{note.time:%Y-%m-%d}" for note in journal.notes()}
    assert (times["# A wa"], times["---\nda"]) == ("2024-02-03", "2023-01-02")


def test_jan(journal, tmp_path):
    thread = tmp_path / "jan" / "threads" / "t1"
    thread.mkdir(parents=True)
    (thread / "thread.json").write_text('{"title": "With Jan"}')
    lines = [
        {"role": "assistant", "created_at": 1700000002, "content": content("And you?")},
        {"role": "user", "created_at": 1700000001, "content": content("Hello")},
    ]
    (thread / "messages.jsonl").write_text("\n".join(map(json.dumps, lines)))
    bring(journal, tmp_path / "jan")
    assert said(journal) == {"With Jan": ["Hello", "And you?"]}


def content(text: str) -> list[object]:
    return [{"type": "text", "text": {"value": text, "annotations": []}}]


def qstring(text: str) -> bytes:
    data = text.encode("utf-16-be")
    return struct.pack(">I", len(data)) + data


def gpt4all(version: int = 12) -> bytes:
    """As GPT4All's program writes it: see reading/gpt4all.py."""
    none = struct.pack(">q", 0)
    prompt = qstring("Prompt: ") + qstring("你好") + qstring("") + bytes(4) + none * 3
    call = qstring("run") + struct.pack(">q", 1) + qstring("code") + struct.pack(">iIB", 0, 10, 0)
    call += qstring("1+1") + qstring("2") + struct.pack(">i", 0) + qstring("")
    parts = (
        qstring("Think: ") + qstring("hm") + struct.pack(">i", 5) + none,
        qstring("ToolCall: ") + qstring("x") + call + none,
        qstring("Text: ") + qstring("I hear ") + none,
        qstring("Response: ") + qstring("you.") + none,
    )
    response = qstring("Response: ") + qstring("") + qstring("") + bytes(5) + none * 2
    response += struct.pack(">q", len(parts)) + b"".join(parts)
    head = struct.pack(">IiQ", 0xF5D553CC, version, 1700000000)
    head += qstring("id") + qstring("Chat") + qstring("夜") + qstring("llama") + bytes(4)
    return head + struct.pack(">i", 2) + prompt + response


def test_gpt4all(journal, tmp_path):
    (tmp_path / "gpt4all-1.chat").write_bytes(gpt4all())
    bring(journal, tmp_path / "gpt4all-1.chat")
    assert said(journal) == {"夜": ["你好", "I hear you."]}
    (tmp_path / "old.chat").write_bytes(gpt4all(11))
    assert refused(journal, tmp_path / "old.chat") == "import_gpt4all_version"
    for size in range(0, len(gpt4all()), 7):
        (tmp_path / "cut.chat").write_bytes(gpt4all()[:size])
        assert refused(journal, tmp_path / "cut.chat").startswith("import_")


def test_hostile_files(journal, talk, tmp_path):
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "good.json"))
    good = (tmp_path / "good.json").read_bytes()
    (first,) = re.findall(rb'{"id": "\d+", "parent": null', good)
    number = first[6:].split(b",")[0]
    hostile = {
        "empty": (b"", "import_unknown"),
        "nuls": (bytes(5000), "import_unknown"),
        "picture": (b"\x89PNG\r\n\x1a\n" + bytes(100), "import_unknown"),
        "nul within": (good.replace(b"Monday", b"Mon\0day"), "import_encoding"),
        "utf16": ("﻿{}".encode("utf-16"), "import_encoding"),
        "latin": (b'[{"title": "caf\xe9"}]', "import_encoding"),
        "latin line": (b'{"messages": [], "title": "caf\xe9"}', "import_encoding"),
        "gbk": ('[{"title": "难过"}]'.encode("gbk"), "import_encoding"),
        "cut": (good[:-20], "import_malformed"),
        "trailing": (good + b"{}", "import_malformed"),
        "list of lists": (b"[" * 100_000, "import_too_deep"),
        "deep": (b'{"format": "soulchat-journal", "x": ' + b"[" * 100_000, "import_too_deep"),
        "deep line": (b'{"messages": ' + b"[" * 500 + b"]" * 500 + b"}", "import_too_deep"),
        "deeper line": (b'{"messages": ' + b"[" * 100_000, "import_line_unreadable"),
        "newer": (good.replace(b'"version": 1,', b'"version": 2,', 1), "import_newer"),
        "another id": (good.replace(talk.encode(), b"../../../etc/cron"), "import_malformed"),
        "a mood of 9": (good.replace(b'"mood": 2', b'"mood": 9'), "import_malformed"),
        "a time": (good.replace(b'"time": "2', b'"time": "9'), "import_malformed"),
        "a version": (good.replace(b'"version": 2,', b'"version": 0,'), "import_malformed"),
        "no such parent": (good.replace(b'"parent": "', b'"parent": "9'), "import_out_of_order"),
        "a number": (b'{"format": "soulchat-journal", "version": 1e999}', "import_malformed"),
        "a list": (b'{"format": "soulchat-journal", "version": [1]}', "import_malformed"),
        "nothing": (b'{"format": "soulchat-journal"}', "import_malformed"),
        "PK": (b"PK\x03\x04" + bytes(100), "import_malformed"),
        "age": (b"age-encryption.org/v1\n-> scrypt x 40\n", "seal_key_needed"),
        "script": (b"#!/bin/sh\n", "import_unknown"),
        "the same id twice": (again(good), "import_out_of_order"),
        "its own parent": (good.replace(first, first.replace(b"null", number)), OUT_OF_ORDER),
        "a distant day": (good.replace(b'"time": "20', b'"time": "22'), "import_malformed"),
        "many parts": (b'[{"a": [' + b"[]," * 1_100_000 + b"0]}]", "import_too_large"),
        "a line of parts": (b'{"a": [' + b"[]," * 1_100_000 + b"0]}\n", "import_too_large"),
        "a long title": (good.replace(b"Mei \xe6", b"M" * 5000 + b"\xe6"), "import_malformed"),
    }
    for name, (data, code) in hostile.items():
        (tmp_path / "file.json").write_bytes(data)
        assert (name, refused(journal, tmp_path / "file.json")) == (name, code)
    assert refused(journal, tmp_path / "none") == "import_unreadable"
    assert refused(journal, Path("/dev/null")) == "import_unreadable"


OUT_OF_ORDER = "import_out_of_order"


def again(good: bytes) -> bytes:
    """The first message twice."""
    begin = good.index(b'"messages": [') + len(b'"messages": [')
    first = good[begin : good.index(b"},", begin) + 2]
    return good[:begin] + first + good[begin:]


def test_numbers_and_days_beyond_any_calendar(journal, tmp_path):
    turn = {"role": "user", "content": "Hello", "created_at": int("9" * 400)}
    (tmp_path / "far.jsonl").write_text(json.dumps({"messages": [turn]}))
    bring(journal, tmp_path / "far.jsonl")
    (head,) = journal.conversations()
    assert head.created.year == 1970
    (tmp_path / "far.md").write_text("a note")
    os.utime(tmp_path / "far.md", (1e11, 1e11))
    bring(journal, tmp_path / "far.md")
    assert [note.time.year for note in journal.notes()] == [1970]


def test_what_is_sealed_is_no_safer(journal, elsewhere, tmp_path):
    """Found while it is opened: the library in between must not hide what was wrong."""
    secret = other_key(tmp_path)
    public = subprocess.run(
        ["age-keygen", "-y", tmp_path / "other key"], capture_output=True, check=True
    )
    hostile = tmp_path / "hostile.json"
    hostile.write_bytes(b'{"format": "soulchat-journal", "x": ' + b"[" * 100_000)
    sealed = tmp_path / "hostile.age"
    subprocess.run(["age", "-r", public.stdout.decode().strip(), "-o", sealed, hostile], check=True)
    assert refused(elsewhere, sealed, key=Key(identity=secret)) == "import_too_deep"
    with pytest.raises(Stopped):
        bring(elsewhere, sealed, key=Key(identity=secret), stopped=lambda: True)
    assert list(elsewhere.contents()) == []


def test_a_line_without_end(journal, tmp_path):
    """Of a gigabyte, most of which is a hole in the file."""
    for begin in (b'{"messages": "', b'[{"title": "', b'{"format": "soulchat-journal", "x": "'):
        file = tmp_path / "long.jsonl"
        with file.open("wb") as stream:
            stream.write(begin + b"x" * 5000)
            for _megabyte in range(17):
                stream.write(b"x" * 1_000_000)
            os.truncate(stream.fileno(), 1_000_000_000)
        assert refused(journal, file) == "import_too_large"


def test_a_style_that_is_a_path_is_not_taken(journal, elsewhere, talk, tmp_path):
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "a.json"))
    text = (tmp_path / "a.json").read_text()
    text = text.replace('"style": ""', '"style": "../../../home/x"', 1)
    (tmp_path / "b.json").write_text(text)
    bring(elsewhere, tmp_path / "b.json")
    assert elsewhere.conversation_settings(talk).style == ""


def test_stopped_in_the_middle_nothing_is_here(journal, elsewhere, tmp_path):
    journal.add_note("long " * 100_000)
    export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "a.json"))
    asked = iter(range(100))
    with pytest.raises(Stopped):
        bring(elsewhere, tmp_path / "a.json", stopped=lambda: next(asked) == 3)
    assert list(elsewhere.contents()) == []


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_file_is_a_bug(elsewhere, tmp_path_factory, data):
    """Whatever bytes are changed in a good file: it is read, or refused in a sentence."""
    good = data.draw(st.sampled_from([json.dumps(chatgpt()).encode(), gpt4all(), GOOD]))
    at = data.draw(st.integers(0, len(good) - 1))
    put = data.draw(st.binary(max_size=6))
    changed = good[:at] + put + good[at + data.draw(st.integers(0, 20)) :]
    file = tmp_path_factory.mktemp("changed") / "file"
    file.write_bytes(changed)
    try:
        bring(elsewhere, file, dry=True)
    except UserFacingError as error:
        assert error.code.startswith(("import_", "message_unreadable"))


GOOD = json.dumps(
    {
        "format": "soulchat-journal",
        "version": 1,
        "conversations": [
            {
                "id": "0" * 16,
                "title": "t",
                "created": "2026-01-01T00:00:00Z",
                "updated": "2026-01-01T00:00:00Z",
                "origin": "",
                "leaf": "1",
                "tags": ["x"],
                "settings": {"style": "", "style_version": 0, "weights": "", "sampling": ""},
                "risk": {"level": "none", "kinds": [], "spoken": 0, "dismissed": "none"},
                "draft": "",
                "messages": [
                    {
                        "id": "1",
                        "parent": None,
                        "role": "user",
                        "text": "x",
                        "state": "complete",
                        "time": "2026-01-01T00:00:00Z",
                        "version": 1,
                        "weights": None,
                        "risk": "none",
                        "reviewed": False,
                        "ending": "",
                    }
                ],
            }
        ],
    }
).encode()
