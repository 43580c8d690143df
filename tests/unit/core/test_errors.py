from app.core.errors import Bug, UserFacingError, told

SECRET = "what was whispered"


def raised(fault: Exception) -> BaseException:
    try:
        _whisper(SECRET, fault)
    except Exception as caught:  # noqa: BLE001 - whatever it is, to look at it
        return caught
    raise AssertionError


def _whisper(words: str, fault: Exception) -> None:
    assert words
    raise fault


def test_a_fault_of_the_surroundings_keeps_its_code_fields_and_place() -> None:
    kept = told(raised(UserFacingError("weights_not_found", name="a.gguf")))
    assert (kept.code, kept.fields) == ("weights_not_found", {"name": "a.gguf"})
    assert "test_errors.py" in kept.place
    assert kept.place.splitlines()[-1].endswith("_whisper")
    assert kept.__traceback__ is None


def test_anything_else_is_a_bug_that_repeats_no_word() -> None:
    bug = told(raised(ValueError(SECRET)))
    assert isinstance(bug, Bug)
    assert bug.kind == "ValueError"
    assert SECRET not in f"{bug}{bug.place}{bug.kind}{bug.fields}{bug.args}"


def test_the_place_names_no_folder_of_the_person() -> None:
    for line in told(raised(ValueError())).place.splitlines():
        assert not line.startswith("/")
        assert line.count("/") <= 4


def test_what_was_told_once_is_told_the_same_again() -> None:
    kept = told(raised(UserFacingError("disk_full")))
    assert told(kept).place == kept.place
    bug = told(raised(KeyError("x")))
    assert told(bug) is bug
