import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserFacingError
from app.core.vault import recovery

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
secrets = st.binary(min_size=20, max_size=20)


def refused(code: str) -> bool:
    try:
        recovery.read(code)
    except UserFacingError as error:
        return error.code == "recovery_code_malformed"
    return False


@given(secrets)
def test_a_code_reads_back(secret):
    code = recovery.written(secret)
    assert [len(group) for group in code.split("-")] == [4] * 9
    assert recovery.read(code) == secret


@given(secrets, st.data())
def test_one_wrong_character_is_always_noticed(secret, data):
    code = recovery.written(secret).replace("-", "")
    at = data.draw(st.integers(0, 35))
    other = data.draw(st.sampled_from(ALPHABET.replace(code[at], "")))
    assert refused(code[:at] + other + code[at + 1 :])


@given(secrets)
def test_two_swapped_neighbours_are_always_noticed(secret):
    code = recovery.written(secret).replace("-", "")
    for at in range(35):
        if code[at] != code[at + 1]:
            assert refused(code[:at] + code[at + 1] + code[at] + code[at + 2 :])


@given(secrets, st.integers(0, 35))
def test_a_missing_or_doubled_character_is_noticed(secret, at):
    code = recovery.written(secret).replace("-", "")
    assert refused(code[:at] + code[at + 1 :])
    assert refused(code[:at] + code[at] + code[at:])


@given(secrets, st.data())
def test_what_a_hand_or_an_input_method_makes_of_it_is_understood(secret, data):
    lookalikes = {"0": "0Oo０", "1": "1IiLl１", "V": "VvUuＶ"}
    separators = ["", " ", "-", "–", "—", "　", "\n", "\t", "_", "\u200b", "－"]
    typed = ""
    for character in recovery.written(secret).replace("-", ""):
        typed += data.draw(
            st.sampled_from(lookalikes.get(character, character + character.lower()))
        )
        typed += data.draw(st.sampled_from(separators))
    assert recovery.read(typed) == secret


@pytest.mark.parametrize("code", ["", "-", "0" * 35, "0" * 37, "!" * 36, "é" * 36, "\ud800" * 36])
def test_what_is_no_code_is_refused(code):
    assert refused(code)


def test_new_secrets_differ():
    assert len({recovery.new_secret() for _ in range(100)}) == 100
