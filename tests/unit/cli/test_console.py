"""What the terminal reads where nobody sits at it."""

import os

import pytest

from app.cli.console import line_from
from app.core.errors import UserFacingError
from app.core.messages import explain


def test_one_line_is_read_and_what_follows_stays():
    reading, writing = os.pipe()
    os.write(writing, "rain on the window 雨\r\nnext".encode())
    assert line_from(reading) == "rain on the window 雨"
    assert os.read(reading, 100) == b"next"
    os.close(reading)
    os.close(writing)


def test_a_line_without_end_and_a_closed_descriptor_are_told_with_their_option():
    endless = os.open("/dev/zero", os.O_RDONLY)
    for descriptor in (endless, 1_000_000, 2**80):
        with pytest.raises(UserFacingError) as caught:
            line_from(descriptor, "--recovery-fd")
        assert caught.value.code == "descriptor_unreadable"
        assert f"{descriptor}." in str(explain(caught.value))
        assert "--recovery-fd 3" in str(explain(caught.value))
    os.close(endless)
