from app.core.vault import self_test


def test_the_cryptography_that_is_installed_here_gives_the_known_answers():
    self_test.check()  # what it refuses is told in tests/journeys/test_self_test.py
