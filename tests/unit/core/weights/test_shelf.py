"""Weights are taken in where they lie or copied, looked after, and let go."""

import hashlib
from pathlib import Path

import pytest

from app.core import paths
from app.core.errors import UserFacingError
from app.core.weights.catalogue import Catalogue
from app.core.weights.installed import Installed
from app.core.weights.records import Record, Records
from app.core.weights.shelf import Shelf
from tests.support.gguf import small, written


class Place:
    """A weights folder with all that looks after it."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "weights"
        self.folder.mkdir()
        self.own = self.folder / "entries"
        self.own.mkdir()
        self.catalogue = Catalogue(paths.catalogue(), self.own)
        self.records = Records(self.folder / "records")
        self.shelf = Shelf(self.folder, self.catalogue, self.records)
        self.installed = Installed(self.folder, self.catalogue, self.records)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path / "Kind One.gguf")


def quiet(done: int, size: int) -> None:
    assert 0 < done <= size


def refused(error: pytest.ExceptionInfo[UserFacingError]) -> str:
    return error.value.code


def test_a_file_is_used_where_it_lies(place: Place, file: Path) -> None:
    record = place.shelf.take_in(file, quiet)
    assert record == Record(
        id="kind-one",
        file=file,
        sha256=hashlib.sha256(file.read_bytes()).hexdigest(),
        size=file.stat().st_size,
        title="Kind one",
    )
    assert place.installed.find("kind-one").title("en") == "Kind one"
    assert place.shelf.take_in(file, quiet) == record
    place.shelf.remove("kind-one")
    assert file.exists()
    with pytest.raises(UserFacingError) as gone:
        place.installed.find("kind-one")
    assert refused(gone) == "weights_not_found"


def test_a_copy_goes_when_it_is_removed_and_the_original_stays(place: Place, file: Path) -> None:
    record = place.shelf.take_in(file, quiet, copy=True)
    assert record.file == place.folder / "Kind One.gguf"
    assert record.file.read_bytes() == file.read_bytes()
    with pytest.raises(UserFacingError) as again:
        place.shelf.take_in(file, quiet, copy=True)
    assert refused(again) == "weights_exist"
    place.shelf.remove(record.id)
    assert not record.file.exists()
    assert file.exists()


def test_two_never_copy_to_one_file(place: Place, file: Path) -> None:
    asked: list[str] = []

    def meanwhile(_done: int, _size: int) -> None:
        with pytest.raises(UserFacingError) as busy:
            place.shelf.take_in(file, quiet, copy=True)
        asked.append(refused(busy))

    record = place.shelf.take_in(file, meanwhile, copy=True)
    assert set(asked) == {"import_busy"}
    assert record.file.read_bytes() == file.read_bytes()


def test_what_came_while_it_was_copied_is_not_replaced(place: Place, file: Path) -> None:
    arrived = place.folder / file.name
    with pytest.raises(UserFacingError) as there:
        place.shelf.take_in(file, lambda *_: arrived.write_bytes(b"a download"), copy=True)
    assert refused(there) == "weights_exist"
    assert arrived.read_bytes() == b"a download"
    assert [each.name for each in place.folder.glob("*.copying")] == []
    assert place.records.all() == []


def test_a_copy_that_is_stopped_leaves_nothing(place: Place, file: Path) -> None:
    def stop(_done: int, _size: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        place.shelf.take_in(file, stop, copy=True)
    assert list(place.folder.glob("*.gguf")) + list(place.folder.glob("*.copying")) == []


def test_two_files_of_one_name_get_two_ids(place: Place, file: Path, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    second = written(tmp_path / "other" / file.name, data=600)
    assert [place.shelf.take_in(each, quiet).id for each in (file, second)] == [
        "kind-one",
        "kind-one-2",
    ]


def test_a_name_of_no_letters_gets_an_id_all_the_same(place: Place, tmp_path: Path) -> None:
    record = place.shelf.take_in(written(tmp_path / "倾听.gguf"), quiet)
    assert record.id == "weights"


def test_a_file_the_catalogue_knows_gets_its_title_and_style(place: Place, file: Path) -> None:
    text = (paths.catalogue() / "demo.toml").read_text("utf-8")
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    pinned = text.split('sha256 = "')[0] + f'sha256 = "{sha256}"\n'
    (place.own / "gentle.toml").write_text(pinned.replace('"listener"', '"rebt"'), "utf-8")
    record = place.shelf.take_in(file, quiet)
    assert (record.id, record.entry, record.quantization) == ("gentle", "gentle", "Q4_1")
    assert place.installed.find("gentle").style == "rebt"
    assert place.installed.has(place.catalogue.find("gentle"))


def test_what_is_no_weights_is_not_taken_in(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "notes.gguf"
    file.write_bytes(small()[:80])
    for copy in (False, True):
        with pytest.raises(UserFacingError) as bad:
            place.shelf.take_in(file, quiet, copy=copy)
        assert refused(bad) == "weights_malformed"
    assert place.records.all() == []
    assert list(place.folder.glob("*.gguf*")) == []


def test_a_changed_byte_is_noticed(place: Place, file: Path) -> None:
    record = place.shelf.take_in(file, quiet)
    assert place.shelf.verify(record.id, quiet) == record
    changed = bytearray(file.read_bytes())
    changed[-1] ^= 1
    file.write_bytes(changed)
    with pytest.raises(UserFacingError) as noticed:
        place.shelf.verify(record.id, quiet)
    assert refused(noticed) == "weights_changed"
    file.unlink()
    with pytest.raises(UserFacingError) as missing:
        place.shelf.verify(record.id, quiet)
    assert refused(missing) == "weights_unreadable"
    assert place.installed.all()[1:] == []


def test_the_demo_and_strangers_are_left_alone(place: Place) -> None:
    for act in (lambda id: place.shelf.verify(id, quiet), place.shelf.remove):
        for id, code in (("demo", "weights_packaged"), ("nobody", "weights_not_recorded")):
            with pytest.raises(UserFacingError) as error:
                act(id)
            assert refused(error) == code


def test_a_record_that_was_damaged_keeps_nobody_from_the_rest(place: Place, file: Path) -> None:
    record = place.shelf.take_in(file, quiet)
    for name, text in (("a", "not toml ["), ("b", "version = 9"), ("c", "version = 1\nid = 3")):
        (place.folder / "records" / f"{name}.toml").write_text(text, "utf-8")
    assert place.records.all() == [record]
