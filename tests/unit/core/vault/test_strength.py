import pytest

from app.core.vault.pinyin import SYLLABLES, count_syllables
from app.core.vault.strength import GUESSES_PER_SECOND, estimate
from app.core.vault.suggestion import LEAST_BITS, english_words, suggest

YEAR = 365 * 86_400


@pytest.mark.parametrize(
    "passphrase", ["password1", "12345678", "qwertyuiop", "iloveyou!", "Passw0rd"]
)
def test_what_everybody_uses_is_guessed_at_once(passphrase: str) -> None:
    assert estimate(passphrase).seconds < 10
    assert estimate(passphrase).weak


@pytest.mark.parametrize("passphrase", ["a lantern in the window", "rain-on-9-tin-roofs"])
def test_a_few_words_together_hold_for_a_life(passphrase: str) -> None:
    assert estimate(passphrase).strong


def test_the_own_name_does_not_help() -> None:
    assert estimate("mirabellenbaum").strong or not estimate("mirabellenbaum").weak
    assert estimate("mirabellenbaum", ["Mirabellenbaum"]).weak


@pytest.mark.parametrize("passphrase", ["woaini", "wo ai ni mama", "beijing2008", "xiexienimen"])
def test_pinyin_is_no_secret_writing(passphrase: str) -> None:
    assert estimate(passphrase).weak


def test_the_longest_and_oddest_is_read_in_a_moment() -> None:
    lookalikes = "4@8({[<369&#!1/|0$5+7%2" * 100_000  # the slowest kind there is for zxcvbn
    assert estimate(lookalikes).strong
    assert estimate("").seconds == 0
    assert estimate("😀 \ud800 \x00").seconds > 0


def test_syllables_are_counted_however_they_are_written() -> None:
    assert count_syllables("xian") == 1
    assert count_syllables("xi'an") == 2
    assert count_syllables("Zhuang, shuang 88") == 2
    assert count_syllables("lantern") is None
    assert count_syllables("12 34") is None
    assert count_syllables("") is None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_suggestion_is_new_strong_and_easy_to_type(language: str) -> None:
    offered = [suggest(language) for _ in range(200)]
    assert len({each.text for each in offered}) == 200
    for each in offered:
        assert each.bits >= LEAST_BITS
        assert each.text.isascii() and each.text.replace(" ", "").islower()
        assert len(each.text) <= 48
        assert each.text not in repr(each)
        # A hundred years even for who knows the list; half of all guesses on the average.
        assert 2 ** (each.bits - 1) / GUESSES_PER_SECOND > 100 * YEAR


def test_the_bits_are_those_of_the_lists() -> None:
    assert len(set(SYLLABLES)) == len(SYLLABLES) == 395
    assert len(set(english_words())) == len(english_words()) == 1898
    assert not {"abuse", "alone", "hurt", "suffer"} & set(english_words())
    assert {len(suggest("en").text.split()), suggest("en").bits} == {5, 54}
    assert {len(suggest("zh_CN").text.split()), suggest("zh_CN").bits} == {7, 60}
