from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.journal.folding import expression, folded
from app.core.journal.store import Journal
from tests.support.keys import subkey


@pytest.fixture
def journal(tmp_path):
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        yield journal


def texts(journal: Journal, wanted: str) -> list[str]:
    return [found.text for found in journal.search(wanted)]


def test_a_chinese_word_of_two_characters_is_found_inside_a_sentence(journal):
    conversation = journal.start_conversation()
    journal.add_message(conversation, "user", "我最近很难过，睡不着。")
    journal.add_message(conversation, "user", "这很难，我过去不懂。")  # both, but apart
    assert texts(journal, "难过") == ["我最近很难过，睡不着。"]
    journal.add_message(conversation, "user", "很难，过去也难 过")
    assert texts(journal, "难过") == ["我最近很难过，睡不着。"]
    assert texts(journal, "过难") == []
    assert len(texts(journal, "难")) == 3


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Nobody notices.", "NOBODY"),
        ("Ｎｏｂｏｄｙ", "nobody"),
        ("我很難過", "难过"),
        ("我很难过", "難過"),
        ("In the café", "cafe"),
        ("I don't know", "don't"),
        ("今天在café坐了很久", "在CAFE坐"),
        ("ひとりで歩く", "歩く"),
        ("Straße", "strasse"),
        ("孤独\n孤独", "孤独"),
    ],
)
def test_case_width_accents_and_tradition_make_no_difference(journal, written, wanted):
    journal.add_message(None, "user", written)
    assert texts(journal, wanted) == [written]


def test_all_words_must_stand_there_and_quoted_ones_in_a_row(journal):
    journal.add_message(None, "user", "nobody ever notices")
    journal.add_message(None, "user", "nobody notices")
    assert texts(journal, "notices nobody") == ["nobody notices", "nobody ever notices"]
    for quoted in ('"nobody notices"', "“nobody notices”", '"nobody notices'):
        assert texts(journal, quoted) == ["nobody notices"]


def test_the_newest_comes_first_and_only_so_many(journal):
    conversation = journal.start_conversation()
    for number in range(30):
        journal.add_message(conversation, "user", f"word {number}")
    assert [found.text for found in journal.search("word", 3)] == ["word 29", "word 28", "word 27"]


def test_titles_notes_and_every_version_are_found_with_where_they_are(journal):
    conversation = journal.start_conversation("a lantern")
    message = journal.add_message(conversation, "assistant", "lantern one", weights="demo")
    other = journal.add_message(conversation, "assistant", "lantern two", instead_of=message.id)
    note = journal.add_note("the lantern", conversation)
    own = journal.add_note("lantern, my own")
    found = journal.search("lantern")
    assert [(each.kind, each.id, each.conversation_id, each.title) for each in found] == [
        ("note", own.id, None, ""),
        ("note", note.id, conversation, "a lantern"),
        ("message", other.id, conversation, "a lantern"),
        ("message", message.id, conversation, "a lantern"),
        ("conversation", conversation, conversation, "a lantern"),
    ]


def test_a_growing_reply_is_found_once_it_is_whole(journal):
    conversation = journal.start_conversation()
    reply = journal.add_message(conversation, "assistant", "half", state="streaming")
    journal.update_reply(reply.id, "half a", "streaming")
    assert texts(journal, "half") == []
    journal.update_reply(reply.id, "half a word", "complete")
    assert texts(journal, "half") == ["half a word"]


def test_what_changed_is_found_as_it_is_now(journal):
    note = journal.add_note("before")
    journal.change_note(note.id, "after")
    conversation = journal.start_conversation("before")
    journal.rename_conversation(conversation, "after")
    assert texts(journal, "before") == []
    assert texts(journal, "after") == ["after", "after"]


@pytest.mark.parametrize("nothing", ["", "   ", "!?", '""', "🌙", "\0", "*", "'"])
def test_what_holds_no_word_finds_nothing(journal, nothing):
    journal.add_message(None, "user", f"{nothing} here 🌙")
    assert journal.search(nothing) == []


def test_no_operator_of_the_index_can_be_typed(journal):
    journal.add_message(None, "user", "one two")
    for typed in ("one OR three", "NEAR(one two)", "one -two", "text:one*", "one)", "^one", '"'):
        assert isinstance(journal.search(typed), list)
    assert texts(journal, "one OR three") == []


def test_every_stretch_of_characters_is_found_as_a_plain_comparison_finds_it(journal):
    letters = st.text("难过孤独的我一二 ab，", min_size=1, max_size=6)

    @settings(deadline=None, max_examples=80)
    @given(
        st.lists(letters, min_size=1, max_size=5), st.text("难过孤独的我", min_size=1, max_size=3)
    )
    def agrees(written, wanted):
        note = journal.add_note(" / ".join(written))
        found = {each.id for each in journal.search(wanted, 10_000)}
        expected = {each.id for each in journal.notes() if wanted in each.text}
        assert found == expected
        assert (note.id in found) == (wanted in note.text)

    agrees()


def test_folding_is_the_one_that_the_index_was_made_with():
    """When this fails, the index of every journal must be made anew by a migration."""
    ranges = ((0x20, 0x24F), (0x370, 0x4FF), (0x3000, 0x30FF), (0x4E00, 0x9FA5), (0xFF01, 0xFF9F))
    known = "".join(chr(code) for first, last in ranges for code in range(first, last))
    assert sha256(folded(known).encode()).hexdigest()[:16] == "3c1292ea5fc5af64"


def test_an_expression_quotes_every_word():
    assert expression("难过 sleep") == '" 难  过 " "sleep"'


def test_a_nul_in_a_text_leaves_the_index_whole_and_everything_deletable(journal):
    """Weights can write one, and a file read from standard input can hold one."""
    conversation = journal.start_conversation("title \0 rest")
    for number in range(3):
        journal.add_message(conversation, "assistant", f"before{number}\0after\0")
    assert journal.verify() == []
    assert texts(journal, "before1") == ["before1\0after\0"]
    journal.delete_conversation(conversation)
    assert journal.verify() == []
    assert journal.search("before1") == []


@pytest.mark.parametrize("wanted", ["a\0b", '"a\0b"', "\0", "\ud800", "a\ud800b", '"a\udfff b"'])
def test_what_no_text_can_hold_is_looked_for_without_harm(journal, wanted):
    journal.add_message(None, "user", "a b")
    assert isinstance(journal.search(wanted), list)
