"""The keys keep the promises of VAULT: kills, changes on purpose, headers of elsewhere."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app import bootstrap
from app.core.errors import UserFacingError
from app.core.journal.store import JOURNAL_FILE
from app.core.vault import format as keyfile
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import REPAIRED, NewProfile, Profiles
from tests.support.killing import NEW, OLD, WORKS

KEPT = "nothing acknowledged is lost"
NOTICED = "any change is noticed"
KILLS = 20
CHANGES = 300


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "profiles", MINIMUM_COST)


@pytest.fixture
def lin(profiles: Profiles) -> NewProfile:
    return profiles.create("Lin", OLD, bootstrap.furnish)


def code_of(action: Any, *arguments: Any) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    return caught.value.code


def opens(profiles: Profiles, new: NewProfile, passphrase: str) -> bool:
    try:
        profiles.unlock(new.profile, passphrase).close()
    except UserFacingError as error:
        assert error.code == "passphrase_wrong"
        return False
    return True


def killing(folder: Path, code: str, work: str, step: int) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    story = [str(folder), code, work, str(step)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.killing", *story], env=environment
    )


@pytest.mark.promises(KEPT)
@pytest.mark.slow
@pytest.mark.parametrize("work", WORKS)
def test_a_kill_before_any_step_leaves_all_of_before_or_all_of_after(
    tmp_path: Path, profiles: Profiles, lin: NewProfile, work: str, promise: Any
) -> None:
    """Not at random points but at every one: before each operation on a file in turn."""
    folder, whole = lin.profile.folder.parent, tmp_path / "whole"
    profiles.unlock(lin.profile, OLD).close()
    shutil.copytree(folder, whole)
    journal = (lin.profile.folder / JOURNAL_FILE).read_bytes()
    step = 0
    while True:
        shutil.rmtree(folder)
        shutil.copytree(whole, folder)
        ended = killing(folder, lin.recovery_code, work, step).wait()
        listed = profiles.all()
        assert len(listed) in {"delete": (0, 1), "create": (1, 2)}.get(work, (1,))
        assert len(list(folder.glob("[!.]*"))) == len(listed)
        for profile in listed:
            assert profiles.verify_header(profile) in ([], [REPAIRED])
        if lin.profile.folder.exists():
            assert (lin.profile.folder / JOURNAL_FILE).read_bytes() == journal
            assert opens(profiles, lin, OLD) != (work == "passphrase" and opens(profiles, lin, NEW))
            if work != "recovery":
                profiles.unlock_with_recovery(lin.profile, lin.recovery_code).close()
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
        step += 1
    assert step >= 4, "the work was never killed"
    promise(KEPT, step, f"kills, one at each step ({work})")


@pytest.mark.promises(KEPT)
@pytest.mark.slow
def test_kills_at_random_moments_of_a_passphrase_change_lock_nobody_out(
    profiles: Profiles, lin: NewProfile, promise: Any, soak: int
) -> None:
    chance = random.Random(31)
    passphrases = [f"passphrase number {number}" for number in range(KILLS * soak + 1)]
    now = OLD
    for new in passphrases[1:]:
        story = (
            "import sys; from pathlib import Path;"
            "from app.core.vault.keys import MINIMUM_COST;"
            "from app.core.vault.profiles import Profiles;"
            "ps = Profiles(Path(sys.argv[1]), MINIMUM_COST);"
            "vault = ps.unlock_with_recovery(ps.all()[0], sys.argv[2]);"
            "print('open', flush=True); vault.change_passphrase(sys.argv[3])"
        )
        with subprocess.Popen(
            [sys.executable, "-c", story, str(lin.profile.folder.parent), lin.recovery_code, new],
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdout=subprocess.PIPE,
        ) as child:
            assert child.stdout
            assert child.stdout.readline() == b"open\n"
            time.sleep(chance.uniform(0, 0.4))
            child.kill()
        old_opens, new_opens = opens(profiles, lin, now), opens(profiles, lin, new)
        assert old_opens != new_opens
        now = new if new_opens else now
        profiles.unlock_with_recovery(lin.profile, lin.recovery_code).close()
        assert profiles.verify_header(lin.profile) == []
    promise(KEPT, KILLS * soak, "kills while the passphrase changes")
    promise(KEPT, 0, "lost")


def changed(value: Any, chance: random.Random) -> Any:
    """The value with something small about it changed."""
    if isinstance(value, int):
        return value ^ 1 << chance.randrange(40)
    if isinstance(value, str) and value:
        at = chance.randrange(len(value))
        alphabet = "0123456789abcdef" if set(value) <= set("0123456789abcdef") else "LinMo语 -"
        other = chance.choice([each for each in alphabet if each != value[at]])
        return value[:at] + other + value[at + 1 :]
    return chance.choice([None, True, [], "0", {}])


def forged(folder: Path, fields: dict[str, Any]) -> None:
    """Write both copies as somebody would who knows the format, but not the keys."""
    digest = sha256(keyfile._line(fields)).hexdigest()
    for name in keyfile.COPIES:
        copy = keyfile._line({"header": fields, "sha256": digest}) + b"\n"
        (folder / name).write_bytes(copy)


def tampered(fields: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """One field changed, its checksum made right again afterwards."""
    copy = json.loads(json.dumps(fields))
    place = chance.choice([copy, *copy["slots"]])
    name = chance.choice(sorted(place))
    if name == "slots":
        place[name] = chance.choice(
            [place[name][::-1], place[name][:1], place[name][1:], [*place[name], place[name][0]]]
        )
    else:
        place[name] = changed(place[name], chance)
    return copy


@pytest.mark.promises(NOTICED)
def test_what_somebody_changes_on_purpose_opens_nothing(
    profiles: Profiles, lin: NewProfile, promise: Any, soak: int
) -> None:
    folder = lin.profile.folder
    whole = (folder / keyfile.COPIES[0]).read_bytes()
    fields = json.loads(whole)["header"]
    chance = random.Random(41)
    reasons: dict[str, int] = {}
    for number in range(CHANGES * soak):
        forgery = tampered(fields, chance)
        assert forgery != fields
        forged(folder, forgery)
        if number % 10:
            reason = code_of(profiles.unlock_with_recovery, lin.profile, lin.recovery_code)
        else:
            reason = code_of(profiles.unlock, lin.profile, OLD)
        reasons[reason] = reasons.get(reason, 0) + 1
        assert {(folder / name).read_bytes() for name in keyfile.COPIES} != {whole}
    assert set(reasons) <= {
        "vault_damaged",
        "vault_newer",
        "passphrase_wrong",
        "recovery_code_wrong",
    }
    for name in keyfile.COPIES:
        (folder / name).write_bytes(whole)
    assert opens(profiles, lin, OLD)
    promise(NOTICED, sum(reasons.values()), "changes on purpose in the key file")


@pytest.mark.promises(NOTICED)
def test_the_key_file_of_another_profile_opens_no_journal(
    profiles: Profiles, lin: NewProfile, tmp_path: Path
) -> None:
    mo = profiles.create("Mo", NEW, bootstrap.furnish)
    program = bootstrap.start(tmp_path)
    for name in keyfile.COPIES:
        shutil.copy(mo.profile.folder / name, lin.profile.folder / name)
    assert not opens(profiles, lin, OLD)
    vault = profiles.unlock(lin.profile, NEW)
    assert code_of(bootstrap.open_journal, program, vault) == "journal_foreign"


@pytest.mark.promises(NOTICED)
def test_a_slot_of_another_vault_opens_nothing(profiles: Profiles, lin: NewProfile) -> None:
    mo = profiles.create("Mo", NEW, bootstrap.furnish)
    header, other = (keyfile.read(new.profile.folder).header for new in (lin, mo))
    passphrase = other.slot("passphrase")
    assert passphrase
    keyfile.write(lin.profile.folder, header.with_slot(passphrase))
    assert not opens(profiles, lin, NEW)
    assert code_of(profiles.unlock_with_recovery, lin.profile, lin.recovery_code) == "vault_damaged"


@pytest.mark.promises(NOTICED)
@pytest.mark.parametrize("name", keyfile.COPIES)
def test_an_old_copy_put_back_alone_is_written_over(
    profiles: Profiles, lin: NewProfile, name: str
) -> None:
    old = (lin.profile.folder / name).read_bytes()
    with profiles.unlock(lin.profile, OLD) as vault:
        vault.change_passphrase(NEW)
    (lin.profile.folder / name).write_bytes(old)
    assert profiles.verify_header(lin.profile) == [], "without a key nobody can say which is right"
    assert not opens(profiles, lin, OLD)
    with profiles.unlock(lin.profile, NEW) as vault:
        assert vault.repaired
    assert old not in {(lin.profile.folder / name).read_bytes() for name in keyfile.COPIES}
    with profiles.unlock(lin.profile, NEW) as vault:
        assert not vault.repaired


@pytest.mark.promises(NOTICED)
@pytest.mark.parametrize("kept", [0, 1, 100, -1])
def test_a_key_file_cut_short_is_told_from_a_wrong_passphrase(
    profiles: Profiles, lin: NewProfile, kept: int
) -> None:
    for name in keyfile.COPIES:
        file = lin.profile.folder / name
        file.write_bytes(file.read_bytes()[:kept])
    assert code_of(profiles.unlock, lin.profile, OLD) == "vault_damaged"
    (listed,) = profiles.all()
    assert listed == replace(lin.profile, name="?")


@pytest.mark.promises(NOTICED)
@pytest.mark.parametrize("data", [b"\xff\xfe", "口令".encode("utf-16"), b"{" * 70_000])
def test_what_was_never_a_key_file_is_damage(
    profiles: Profiles, lin: NewProfile, data: bytes
) -> None:
    for name in keyfile.COPIES:
        (lin.profile.folder / name).write_bytes(data)
    assert code_of(profiles.unlock, lin.profile, OLD) == "vault_damaged"


@pytest.mark.promises("no plain words on disk")
def test_everything_of_a_profile_is_for_its_account_alone(
    profiles: Profiles, lin: NewProfile
) -> None:
    with profiles.unlock(lin.profile, OLD) as vault:
        vault.change_passphrase(NEW)
        modes = {file.name: file.stat().st_mode & 0o777 for file in lin.profile.folder.iterdir()}
    assert lin.profile.folder.stat().st_mode & 0o777 == 0o700
    assert {modes[name] for name in (*keyfile.COPIES, "lock")} == {0o600}
