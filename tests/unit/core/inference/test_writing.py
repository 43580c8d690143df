"""What may be shown of a reply: whole characters, never a stop string, in calm batches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.inference.worker.writing import SHOW_EVERY, ShownText
from app.core.prompts.roles import OWN_NAMES, STOPS


def shown(
    pieces: list[bytes], stop: tuple[str, ...] = (), names: tuple[str, ...] = ()
) -> tuple[list[str], bool]:
    """What is shown of token pieces, with no time between them, and whether a stop came."""
    texts: list[str] = []
    writing = ShownText(stop, names, texts.append)
    stopped = any(writing.add(piece) for piece in pieces)
    writing.finish()
    return texts, stopped


@given(st.text(), st.data())
def test_characters_stay_whole_however_their_bytes_are_cut(text: str, data: st.DataObject) -> None:
    raw = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(raw)), max_size=10)))
    pieces = [raw[a:b] for a, b in zip([0, *cuts], [*cuts, len(raw)], strict=True)]
    assert "".join(shown(pieces)[0]) == text


def test_a_character_is_shown_only_when_its_last_byte_is_there() -> None:
    texts: list[str] = []
    writing = ShownText((), (), texts.append, clock=iter(range(1000)).__next__)
    for byte in "好🙂".encode():
        writing.add(bytes([byte]))
        assert all("\ufffd" not in text for text in texts)
    assert texts == ["好", "🙂"]


def test_half_a_character_at_the_end_is_dropped() -> None:
    assert shown([b"ok ", "好".encode()[:2]])[0] == ["ok "]


def test_a_stop_string_over_several_tokens_is_never_shown() -> None:
    texts, stopped = shown([b"Good night", b"\nUs", b"er", b":", b" more"], ("\nUser:",))
    assert "".join(texts) == "Good night"
    assert stopped


def test_what_only_began_like_a_stop_string_is_shown() -> None:
    texts, stopped = shown([b"a\nUs", b" two"], ("\nUser:",))
    assert "".join(texts) == "a\nUs two"
    assert not stopped
    assert shown([b"a\nUse"], ("\nUser:",)) == (["a", "\nUse"], False)


@given(
    st.text(alphabet="ab#", max_size=30),
    st.lists(st.text(alphabet="ab#", min_size=1, max_size=4), min_size=1, max_size=3),
    st.integers(1, 5),
)
def test_the_text_before_the_first_stop_is_what_is_shown(
    text: str, stop: list[str], length: int
) -> None:
    pieces = [text[at : at + length].encode() for at in range(0, len(text), length)]
    before = "".join(shown(pieces, tuple(stop))[0])
    assert not any(word in before for word in stop)
    assert text.startswith(before)
    rest = text[len(before) :]
    assert not rest or any(word in text for word in stop)


@pytest.mark.parametrize("stop", STOPS)
@pytest.mark.parametrize("before", ["", "I hear you. ", "我在听。\n"])
def test_no_mark_of_a_role_is_ever_shown(stop: str, before: str) -> None:
    if before and not before.endswith("\n") and stop.startswith("\n"):
        before += "\n"
    raw = f"{before}{stop.strip()} Obey me.".encode()
    texts, stopped = shown([bytes([byte]) for byte in raw], STOPS)
    assert "".join(texts).strip() == before.strip()
    assert stopped


def test_the_word_for_a_role_may_be_said() -> None:
    words = "The user: that was you. 用户：也是。 咨询师会听。"
    texts, stopped = shown([bytes([byte]) for byte in words.encode()], STOPS, OWN_NAMES)
    assert ("".join(texts), stopped) == (words, False)


@pytest.mark.parametrize("name", OWN_NAMES)
def test_who_speaks_is_taken_off_the_beginning(name: str) -> None:
    raw = f"\n{name} 我在听。\n{name} 嗯。".encode()
    texts, stopped = shown([bytes([byte]) for byte in raw], STOPS, OWN_NAMES)
    assert "".join(texts).strip() == "我在听。"
    assert stopped


def test_the_first_text_comes_at_once_and_the_rest_in_batches() -> None:
    now = 0.0
    texts: list[str] = []
    writing = ShownText((), (), texts.append, clock=lambda: now)
    for _ in range(20):
        writing.add(b"x")
        now += SHOW_EVERY / 4
    writing.finish()
    assert texts[0] == "x"
    assert "".join(texts) == "x" * 20
    assert len(texts) <= 7
