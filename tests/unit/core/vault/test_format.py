import hashlib
import json
import random
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.vault import format as keyfile
from app.core.vault import keys
from app.core.vault.keys import MINIMUM_COST, Slot
from app.core.vault.profiles import Profiles

HEADER = keyfile.Header(
    vault="0123456789abcdef" * 2,
    name="小林 Lin",
    created=1_700_000_000_000,
    slots=(
        Slot("passphrase", MINIMUM_COST, bytes(16), bytes(12), bytes(48)),
        Slot("recovery", None, b"s" * 16, b"n" * 12, b"w" * 48),
    ),
).sealed(bytes(32))

GOLDEN = Path(__file__).parents[3] / "golden" / "vault-1.json"
GOLDEN_PASSPHRASE = "rain on the window 雨"
GOLDEN_CODE = "M63V-MK7V-VCSQ-VBRY-T8MX-RDS5-XRCK-ZNF8-E2G9"
GOLDEN_JOURNAL_KEY = "60ce0e237d0efb16a1ced0872157e876e6841e8562f584c5e95a71599056f440"


def reason(data: bytes) -> str:
    with pytest.raises(UserFacingError) as caught:
        keyfile.decode(data)
    return caught.value.code


def rewritten(**fields: object) -> bytes:
    """A copy that somebody changed on purpose: its checksum is right again."""
    header = json.loads(keyfile.encode(HEADER))["header"] | fields
    line = json.dumps(header, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(line.encode()).hexdigest()
    whole = {"header": header, "sha256": digest}
    return json.dumps(whole, sort_keys=True, separators=(",", ":")).encode() + b"\n"


def slots(**parameters: object) -> list[dict[str, object]]:
    first, second = json.loads(keyfile.encode(HEADER))["header"]["slots"]
    return [first | parameters, second]


def test_a_header_reads_back(tmp_path):
    keyfile.write(tmp_path, HEADER)
    assert keyfile.read(tmp_path) == keyfile.Reading(HEADER, damaged=False)
    assert rewritten() == keyfile.encode(HEADER)


def test_every_single_bit_of_a_copy_counts():
    data = keyfile.encode(HEADER)
    for bit in range(len(data) * 8):
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        assert reason(bytes(changed)) == "vault_damaged"


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"null", b"[]\n", b"\xff", b"[" * 50_000, keyfile.encode(HEADER)[:-1]]
)
def test_what_is_no_header_is_damaged(data):
    assert reason(data) == "vault_damaged"


def test_a_newer_header_is_told_from_a_damaged_one():
    assert reason(rewritten(format=keyfile.FORMAT + 1, slots="in some new shape")) == "vault_newer"
    assert reason(rewritten(slots=slots(kind="palm"))) == "vault_newer"


@pytest.mark.parametrize(
    "fields",
    [
        {"format": None},
        {"format": "1"},
        {"name": 5},
        {"name": "\ud800"},
        {"created": "today"},
        {"created": float("inf")},
        {"seal": "zz"},
        {"slots": None},
        {"slots": [None]},
        {"surprise": 1},
        {"format": 0},
        {"format": 1},
        {"format": 2.0},
        {"created": 1_700_000_000_000.0},
        {"revision": -1},
        {"revision": True},
        {"number": 1},
        {"number": 1, "name": "", "concealed": "00"},
        {"number": -1, "name": "", "concealed": "00" * keys.CONCEALED_LENGTH},
        {"concealed": "00" * keys.CONCEALED_LENGTH},
        {"slots": slots()[:1] * 2},
        {"slots": slots(memory_kib=8)},
        {"slots": slots(memory_kib=2**31)},
        {"slots": slots(time=2**31)},
        {"slots": slots(lanes=0)},
        {"slots": slots(kdf="md5")},
        {"slots": slots(nonce="")},
        {"slots": slots(nonce="00" * 200)},
        {"slots": slots(salt="00")},
        {"slots": slots(wrapped="00" * 16)},
        {"slots": []},
        {"revision": 10**4000},
        {"number": 10**4000, "name": "", "concealed": "00" * keys.CONCEALED_LENGTH},
        {"vault": ""},
        {"vault": "\ud800" * 32},
        {"vault": "x" * 30_000},
    ],
)
def test_a_header_changed_into_nonsense_is_damaged(fields):
    assert reason(rewritten(**fields)) == "vault_damaged"


def test_the_seal_notices_any_other_change():
    assert HEADER.seal_holds(bytes(32))
    assert not HEADER.seal_holds(b"x" * 32)
    for changed in (
        replace(HEADER, name="Somebody else"),
        replace(HEADER, slots=HEADER.slots[:1]),
        replace(HEADER, created=0),
        replace(HEADER, seal=b""),
    ):
        assert not changed.seal_holds(bytes(32))


@pytest.mark.parametrize("name", keyfile.COPIES)
@pytest.mark.parametrize("damage", [b"", b"garbage", None])
def test_either_copy_stands_in_for_the_other(tmp_path, name, damage):
    keyfile.write(tmp_path, HEADER)
    if damage is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_bytes(damage)
    assert keyfile.read(tmp_path) == keyfile.Reading(HEADER, damaged=True)


@pytest.mark.parametrize("name", keyfile.COPIES)
def test_of_two_whole_copies_the_newer_counts(tmp_path, name):
    """A kill between the two, or somebody who put an old one back."""
    keyfile.write(tmp_path, HEADER)
    newer = replace(HEADER, name="Renamed").revised(bytes(32))
    (tmp_path / name).write_bytes(keyfile.encode(newer))
    assert keyfile.read(tmp_path) == keyfile.Reading(newer, damaged=False)


@pytest.mark.parametrize("name", keyfile.COPIES)
def test_a_copy_of_a_newer_version_is_never_written_over(tmp_path, name):
    keyfile.write(tmp_path, HEADER)
    (tmp_path / name).write_bytes(rewritten(format=keyfile.FORMAT + 1))
    with pytest.raises(UserFacingError) as caught:
        keyfile.read(tmp_path)
    assert caught.value.code == "vault_newer"


def test_the_key_file_of_format_1_opens_and_is_brought_up_to_date(tmp_path):
    """Made by the foundation, before there were revisions, private names and the keyring."""
    folder = tmp_path / "0123456789abcdef"
    folder.mkdir()
    for name in keyfile.COPIES:
        shutil.copy(GOLDEN, folder / name)
    profiles = Profiles(tmp_path, MINIMUM_COST)
    (profile,) = profiles.all()
    assert profile.name == "小林 Lin"
    assert profiles.verify_header(profile) == []
    before = keyfile.read(folder).header
    assert before.format == 1
    with profiles.unlock_with_recovery(profile, GOLDEN_CODE) as vault:
        assert vault.subkey("journal").hex() == GOLDEN_JOURNAL_KEY
    after = keyfile.read(folder)
    assert not after.damaged
    assert (after.header.format, after.header.revision) == (2, 1)
    assert replace(after.header, format=1, revision=0, seal=before.seal) == before
    with profiles.unlock(profile, GOLDEN_PASSPHRASE) as vault:
        assert vault.subkey("journal").hex() == GOLDEN_JOURNAL_KEY
        assert vault.profile.name == "小林 Lin"


def test_damage_to_a_key_file_of_format_1_is_repaired_in_its_format(tmp_path):
    (tmp_path / keyfile.COPIES[1]).write_bytes(GOLDEN.read_bytes())
    keyfile.write(tmp_path, keyfile.read(tmp_path).header)
    assert {(tmp_path / name).read_bytes() for name in keyfile.COPIES} == {GOLDEN.read_bytes()}


def test_random_damage_to_both_copies_is_never_accepted(tmp_path):
    chance = random.Random(7)
    for _ in range(300):
        keyfile.write(tmp_path, HEADER)
        for name in keyfile.COPIES:
            flip(tmp_path / name, chance)
        with pytest.raises(UserFacingError) as caught:
            keyfile.read(tmp_path)
        assert caught.value.code == "vault_damaged"


def flip(file: Path, chance: random.Random) -> None:
    data = bytearray(file.read_bytes())
    bit = chance.randrange(len(data) * 8)
    data[bit // 8] ^= 1 << bit % 8
    file.write_bytes(data)


def test_the_key_file_is_for_this_account_alone_and_nothing_is_left_beside_it(tmp_path):
    keyfile.write(tmp_path, HEADER)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(keyfile.COPIES)
    assert {file.stat().st_mode & 0o777 for file in tmp_path.iterdir()} == {0o600}


def test_a_folder_that_cannot_be_written_is_told_kindly(tmp_path):
    with pytest.raises(UserFacingError) as caught:
        keyfile.write(tmp_path / "nowhere", HEADER)
    assert caught.value.code == "data_home_unwritable"
