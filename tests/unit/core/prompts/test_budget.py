"""What fits: whole turns, a start that stays, room for the reply."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserFacingError
from app.core.prompts.budget import Fitted, fit, summary_room
from app.core.prompts.template import Turn

SYSTEM = Turn("system", "be kind")
CONTEXT = 512


def conversation(lengths: list[int]) -> list[Turn]:
    """A person and the weights in turn, the person last; texts of so many words."""
    roles = ("user", "assistant")
    return [
        Turn(roles[index % 2], " ".join([f"w{index}"] * length))  # type: ignore[arg-type]
        for index, length in enumerate(lengths)
    ]


def fitted(turns: list[Turn], context_length: int = CONTEXT, pinned: str = "") -> Fitted:
    return fit(
        SYSTEM,
        turns,
        render=lambda kept: "\n".join(turn.text for turn in kept),
        count_tokens=lambda text: len(text.split()),
        context_length=context_length,
        pinned=pinned,
    )


def test_a_short_conversation_is_kept_whole() -> None:
    turns = conversation([5] * 7)
    assert fitted(turns).kept == tuple(turns)
    assert fitted(turns).dropped == 0
    assert fitted(turns).text.startswith("be kind\n")


def test_a_long_one_loses_its_oldest_turns_and_starts_with_the_person() -> None:
    turns = conversation([20] * 41)
    result = fitted(turns)
    assert result.dropped > 0
    assert result.kept == tuple(turns[result.dropped :])
    assert result.kept[0].role == "user"
    assert result.text.startswith("be kind\n")
    assert turns[0].text not in result.text


def test_the_start_stays_for_many_turns_and_then_moves_far() -> None:
    turns = conversation([20] * 101)
    starts = [fitted(turns[: end + 1]).dropped for end in range(0, 101, 2)]
    assert starts == sorted(starts)
    moves = [later - earlier for earlier, later in pairwise(starts)]
    assert all(move == 0 or move >= 4 for move in moves)
    assert moves.count(0) > len(moves) / 2


def test_one_message_that_cannot_fit_is_refused_with_numbers() -> None:
    with pytest.raises(UserFacingError) as caught:
        fitted(conversation([5, 5, 1000]))
    assert caught.value.code == "message_too_long"
    assert caught.value.fields["tokens"] == 1000
    assert 0 < int(caught.value.fields["limit"]) < CONTEXT
    fitted(conversation([5, 5, int(caught.value.fields["limit"])]))


def test_a_refused_message_of_the_past_does_no_harm() -> None:
    assert fitted(conversation([1000, 5, 5])).kept == tuple(conversation([1000, 5, 5])[2:])


def test_a_short_message_hardly_ever_makes_the_start_move() -> None:
    """What must go, goes behind a reply: then the rest can be read anew while nobody waits."""
    turns = conversation([20] * 101)
    for end in range(2, 101, 2):
        assert fitted(turns[: end + 1]).dropped == fitted([*turns[:end], Turn("user", "w")]).dropped


def test_a_summary_follows_the_systems_words_and_moves_nothing() -> None:
    turns = conversation([20] * 41)
    plain = fitted(turns)
    with_summary = fitted(turns, pinned="what was said")
    assert with_summary.text.startswith("be kind\n\nwhat was said\n")
    assert (with_summary.kept, with_summary.pinned) == (plain.kept, True)
    too_long = fitted(turns, pinned="word " * (summary_room(CONTEXT) + 1))
    assert (too_long.text, too_long.pinned) == (plain.text, False)


@given(st.lists(st.integers(1, 150), min_size=1, max_size=60))
def test_it_always_fits_with_room_for_a_reply(lengths: list[int]) -> None:
    turns = conversation(lengths if len(lengths) % 2 else lengths[1:] or [1])
    result = fitted(turns)
    assert len(result.text.split()) + 10 * len(result.kept) <= CONTEXT * 3 / 4
    assert result.kept[-1] == turns[-1]
    assert result.kept[0].role == "user"
