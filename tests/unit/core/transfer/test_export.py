"""What leaves is what was asked for, whole, for this account alone, and never over another."""

import csv
import io
import json
import os
import re
import resource
import stat
import subprocess
import zipfile
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pexpect
import pytest

from app.core.errors import UserFacingError
from app.core.transfer.choice import Choice, found_by
from app.core.transfer.export import Parcel, Stopped, export
from app.core.transfer.formats import FORMATS
from app.core.transfer.redaction import Redactions, read
from app.core.transfer.sealed import Seal

STEPS = ("signs", "coping", "places", "people", "professionals", "surroundings")
PASSPHRASE = "five words of a night"


@pytest.fixture
def leave(journal, tmp_path):
    """Exports, and gives back where it is."""

    def leave(key, choice=None, **options):
        target = tmp_path / f"out.{key}"
        parcel = Parcel(choice or Choice(), FORMATS[key], target, steps=STEPS, **options)
        export(journal, parcel)
        return target

    return leave


def test_every_form_is_a_file_of_ones_own(leave, talk):
    for key, form in FORMATS.items():
        made = leave(key)
        files = list(made.iterdir()) if form.several else [made]
        assert files
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
        assert form.several or stat.S_IMODE(made.stat().st_mode) == 0o600
        assert not form.several or stat.S_IMODE(made.stat().st_mode) == 0o700


def test_markdown_is_a_file_for_each_conversation(leave, talk):
    made = {file.name: file.read_text() for file in leave("md").iterdir()}
    (named,) = [name for name in made if "Mei 梅" in name]
    text = made[named]
    assert text.startswith(f'---\nsoulchat: 1\nid: "{talk}"\ntitle: "Mei 梅"\n')
    assert 'tags: ["night"]' in text
    assert "第一个" not in text  # a branch that was left
    assert "Since when?" in text
    assert r"\<script>" in text and r"!\[x]" in text
    assert "> a note of Mei" in text and "a note of its own" not in text
    assert "written by an AI (Tiny, SHA-256 abababababababab…)" in text
    (rest,) = [made[name] for name in made if name != named]
    assert "> a note of its own" in rest and "### coping\n\nwalk" in rest


def test_text_and_html_say_the_same(leave, talk):
    class Words(HTMLParser):
        said = ""

        def handle_data(self, data):
            self.said += data

    page, text = leave("html").read_text(), leave("txt").read_text()
    words = Words()
    words.feed(page)
    for said in ("我很难过, Mei doesn't call. <script>alert(1)</script>", "Since Monday", "walk"):
        assert said in words.said
        assert said in text
    assert "<script" not in page and "<img" not in page
    assert "default-src 'none'" in page
    assert not re.search(r"(?:src|href|url)\s*[=(]", page)


def test_lines_for_training(leave, talk):
    (line,) = leave("messages").read_text().splitlines()
    said = json.loads(line)["messages"]
    assert [turn["role"] for turn in said] == ["user", "assistant", "user", "assistant"]
    assert said[1]["content"] == "Since when?"
    (line,) = leave("sharegpt").read_text().splitlines()
    assert [turn["from"] for turn in json.loads(line)["conversations"]][:2] == ["human", "gpt"]


def test_day_one(leave, talk):
    with zipfile.ZipFile(leave("dayone")) as made:
        assert made.namelist() == ["SoulChat.json"]
        content = json.loads(made.read("SoulChat.json"))
    assert content["metadata"] == {"version": "1.0"}
    assert len(content["entries"]) == 4  # the conversation, its note and check-in, another note
    for entry in content["entries"]:
        assert re.fullmatch("[0-9A-F]{32}", entry["uuid"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry["creationDate"])
        assert entry["text"] and entry["tags"][0] == "SoulChat"


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@sum", "\t=1", " =1", "＝1", "\r=1"])
def test_no_cell_is_a_formula(journal, leave, words):
    journal.save_check_in(1, words)
    text = leave("csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[1][2] == "1"
    assert rows[1][3] == f"'{words}"


def test_names_are_replaced_everywhere(leave, talk):
    choice = Choice(redactions=read(["# friends", "Mei -> M.", "梅 → 某", "难过->伤心", ""]))
    for key in ("json", "txt", "html"):
        text = leave(key, choice).read_text()
        assert "Mei" not in text and "梅" not in text and "难过" not in text
        assert "M." in text and "伤心" in text


def test_a_name_within_another_word_stays():
    redactions = Redactions((("Mei", "M."), ("Mei Lin", "L."), ("小梅", "某"), ("梅", "X")))
    assert redactions.apply("mei, MEI; Meine Mei's Mei Lin 我叫Mei小梅梅") == (
        "M., M.; Meine M.'s L. 我叫M.某X"
    )


def test_a_list_that_is_none():
    with pytest.raises(UserFacingError) as caught:
        read(["Mei -> M.", "nothing"])
    assert (caught.value.code, caught.value.fields) == ("redaction_unreadable", {"line": 2})


def test_without_replies_and_notes(leave, talk):
    text = leave("txt", Choice(replies=False, notes=False)).read_text()
    assert "Since Monday" in text
    assert "Since when?" not in text and "Call somebody" not in text
    assert "a note" not in text and "walk" not in text
    assert "Low (2 of 5)" in text and "HYPERLINK" not in text  # how they were, without the words


def test_days(leave, talk):
    today = datetime.now(UTC).astimezone().date()
    assert "Since Monday" in leave("txt", Choice(since=today, until=today)).read_text()
    with pytest.raises(UserFacingError, match="export_empty"):
        leave("html", Choice(until=today - timedelta(days=1)))
    with pytest.raises(UserFacingError, match="export_empty"):
        leave("md", Choice(since=date(2200, 1, 1)))


def test_a_search_result_and_one_message(journal, leave, talk):
    found = json.loads(leave("json", Choice(items=found_by(journal, "Monday"))).read_text())
    (home,) = found["conversations"]
    assert [message["text"][:12] for message in home["messages"]] == ["Since Monday"]
    assert home["messages"][0]["parent"] is None
    assert home["id"] != talk  # a part is never merged into the whole
    assert "notes" not in found and "safety_plan" not in found


def test_what_a_search_finds_leaves_from_a_branch_that_is_not_shown(journal, leave, talk):
    """The search finds all that was ever said, and whoever takes it along means that."""
    found = found_by(journal, "第一个")
    (home,) = json.loads(leave("json", Choice(items=found)).read_text())["conversations"]
    assert [message["text"] for message in home["messages"]] == ["第一个"]
    assert [rating["words"] for rating in home["ratings"]] == ["cold"]
    whole = json.loads(leave("messages", Choice(items=frozenset([talk]))).read_text())
    assert "第一个" not in [message["content"] for message in whole["messages"]]


def test_a_part_tells_no_folder_of_this_computer(leave, talk):
    assert "/home/somebody" in leave("json").read_text()
    for key in ("txt", "md", "html"):
        made = leave(key)
        text = "".join(each.read_text() for each in (made.iterdir() if key == "md" else [made]))
        assert "/home/somebody" not in text


SCOPES = ("message", "conversation", "selection", "days", "search", "everything")


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("key", FORMATS)
def test_every_form_of_every_part(journal, leave, talk, key, scope):
    """What was asked for is in it, and nothing else."""
    other = journal.add_message(None, "user", "Another evening", title="Other").conversation_id
    journal.save_check_in(4, "better", conversation=other)
    home = journal.messages(talk)
    today = datetime.now(UTC).astimezone().date()
    choice = {
        "message": Choice(items=frozenset([home[2].id])),
        "conversation": Choice(conversations=frozenset([talk])),
        "selection": Choice(conversations=frozenset([talk, other])),
        "days": Choice(since=today, until=today),
        "search": Choice(items=found_by(journal, "Monday")),
        "everything": Choice(),
    }[scope]
    if key == "csv" and scope in {"message", "search"}:
        with pytest.raises(UserFacingError, match="export_empty"):
            leave(key, choice)
        return
    target = leave(key, choice)
    if key == "dayone":
        with zipfile.ZipFile(target) as made:
            text = made.read("SoulChat.json").decode()
    else:
        files = sorted(target.iterdir()) if key == "md" else [target]
        text = "".join(file.read_text() for file in files)
    here, there = ("HYPERLINK", "better") if key == "csv" else ("Since Monday", "Another evening")
    assert here in text
    assert (there in text) == (scope in {"selection", "days", "everything"})
    assert ("Since when?" in text) == (key != "csv" and scope not in {"message", "search"})


def test_nothing_is_replaced(leave, talk, tmp_path):
    leave("txt")
    with pytest.raises(UserFacingError, match="export_exists"):
        leave("txt")
    (tmp_path / "out.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UserFacingError, match="export_exists"):
        leave("html")
    (tmp_path / "out.md").mkdir()
    leave("md")  # an empty folder is taken
    with pytest.raises(UserFacingError, match="export_exists"):
        leave("md")


def test_stopped_in_the_middle_nothing_is_left(journal, tmp_path):
    home = journal.add_conversation("long", [("user", f"message {n}") for n in range(300)])
    assert len(journal.messages(home)) == 300
    folder = tmp_path / "place"
    folder.mkdir()
    for key in ("txt", "md", "json", "dayone"):
        asked = iter(range(100))
        parcel = Parcel(Choice(), FORMATS[key], folder / "out")
        with pytest.raises(Stopped):
            export(journal, parcel, stopped=lambda asked=asked: next(asked) == 99)
        assert list(folder.iterdir()) == []


def test_a_folder_that_takes_nothing(journal, talk, tmp_path):
    with pytest.raises(UserFacingError) as caught:
        export(journal, Parcel(Choice(), FORMATS["txt"], tmp_path / "none" / "out.txt"))
    assert caught.value.code == "export_unwritable"


@pytest.mark.parametrize("key", ["txt", "md", "dayone"])
def test_a_disk_that_is_full_half_way(journal, tmp_path, key):
    for _number in range(3):
        journal.add_note("long " * 20_000)
    place = tmp_path / "place"
    place.mkdir()
    _soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(UserFacingError, match="disk_full"):
            export(journal, Parcel(Choice(), FORMATS[key], place / "out"))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert list(place.iterdir()) == []


def test_age_opens_a_passphrase(journal, talk, tmp_path):
    """Debian's age asks on a terminal alone, so it is given one."""
    target = tmp_path / "out.age"
    export(journal, Parcel(Choice(), FORMATS["json"], target, "age", Seal(PASSPHRASE)))
    opened = pexpect.spawn("age", ["-d", "-o", str(tmp_path / "open"), str(target)], timeout=60)
    opened.expect("passphrase")
    opened.sendline(PASSPHRASE)
    opened.expect(pexpect.EOF)
    assert json.loads((tmp_path / "open").read_bytes())["conversations"][0]["id"] == talk


def test_age_opens_what_is_sealed(journal, talk, tmp_path):
    """Debian's age, with a key and with a passphrase."""
    key = tmp_path / "key"
    made = subprocess.run(["age-keygen", "-o", key], capture_output=True, text=True, check=True)
    recipient = re.search("age1[0-9a-z]+", made.stderr)[0]
    target = tmp_path / "out.age"
    seal = Seal(recipients=(recipient,))
    export(journal, Parcel(Choice(), FORMATS["json"], target, "age", seal))
    assert b"Mei" not in target.read_bytes()
    opened = subprocess.run(["age", "-d", "-i", key, target], capture_output=True, check=True)
    assert json.loads(opened.stdout)["conversations"][0]["id"] == talk


@pytest.mark.parametrize(
    ("seal", "code"),
    [
        (Seal(), "passphrase_or_key"),
        (Seal("short"), "passphrase_too_short"),
        (Seal(recipients=("age1nonsense",)), "recipient_unknown"),
        (Seal(recipients=("AGE-SECRET-KEY-1XYZ",)), "recipient_unknown"),
    ],
)
def test_what_can_not_seal_is_told_before(journal, talk, tmp_path, seal, code):
    with pytest.raises(UserFacingError, match=code):
        export(journal, Parcel(Choice(), FORMATS["json"], tmp_path / "out", "age", seal))
    assert not (tmp_path / "out").exists()


def test_seven_zip_opens_the_zip(journal, talk, tmp_path):
    target = tmp_path / "out.zip"
    export(journal, Parcel(Choice(), FORMATS["md"], target, "zip", Seal(PASSPHRASE)))
    assert b"Since Monday" not in target.read_bytes()
    right = subprocess.run(["7z", "t", f"-p{PASSPHRASE}", target], capture_output=True, check=False)
    wrong = subprocess.run(["7z", "t", "-pnothing", target], capture_output=True, check=False)
    assert (right.returncode, wrong.returncode != 0) == (0, True)


def test_unzip_opens_day_one(leave, talk):
    opened = subprocess.run(["unzip", "-p", leave("dayone")], capture_output=True, check=True)
    assert json.loads(opened.stdout)["entries"]


def test_a_pipe_and_a_folder_are_no_target(journal, talk, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(UserFacingError, match="export_exists"):
        export(journal, Parcel(Choice(), FORMATS["txt"], tmp_path / "pipe"))


def test_the_form_is_written_down(leave, talk, journal):
    """Every field of our own form stands in decision 111."""
    told = (Path(__file__).parents[4] / "app/decisions/111-the-form-of-a-journal.md").read_text()
    journal.save_draft(None, "unsent")

    def keys(value: object) -> set[str]:
        if isinstance(value, dict):
            return set(value).union(*map(keys, value.values()))
        return set().union(*map(keys, value)) if isinstance(value, list) else set()

    written = keys(json.loads(leave("json").read_text()))
    assert {"conversations", "messages", "ratings", "check_ins", "safety_plan"} < written
    assert {key for key in written if f"`{key}`" not in told} == set()


def test_what_was_deleted_is_no_empty_turn(journal, leave, talk):
    journal.delete_message(journal.messages(talk)[1].id)
    (line,) = leave("messages").read_text().splitlines()
    assert [turn["role"] for turn in json.loads(line)["messages"]] == ["user", "user", "assistant"]
    assert "Since when?" not in leave("json").read_text()
