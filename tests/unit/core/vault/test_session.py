"""What an open vault changes in its own key file."""

import errno
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from app.core.errors import UserFacingError
from app.core.vault import attached, backup_keys, names
from app.core.vault import format as keyfile
from app.core.vault.disk import disk_faults
from app.core.vault.keys import DEFAULT_COST, MINIMUM_COST
from app.core.vault.lock import LOCK_FILE, hold
from app.core.vault.profiles import REPAIRED, NewProfile, Profiles
from app.core.vault.removal import MARK

PASSPHRASE = "rain on the window"
NEW = "seven grey pebbles"


def furnish(folder: Path, subkey: object) -> None:
    (folder / "furnished").touch()


def code_of(action, *arguments) -> str:
    with pytest.raises(UserFacingError) as caught:
        action(*arguments)
    return caught.value.code


def copies(folder: Path) -> set[bytes]:
    return {(folder / name).read_bytes() for name in keyfile.COPIES}


@pytest.fixture
def profiles(tmp_path: Path) -> Profiles:
    return Profiles(tmp_path / "profiles", MINIMUM_COST)


@pytest.fixture
def lin(profiles: Profiles) -> NewProfile:
    return profiles.create("小林 Lin", PASSPHRASE, furnish)


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_nothing(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        key = vault.subkey("journal")
        assert vault.opens_with(PASSPHRASE)
        vault.change_passphrase(NEW)
        assert vault.opens_with(NEW)
        assert not vault.opens_with(PASSPHRASE)
    assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == "passphrase_wrong"
    with profiles.unlock(lin.profile, NEW) as vault:
        assert vault.subkey("journal") == key
    profiles.unlock_with_recovery(lin.profile, lin.recovery_code).close()
    assert len(copies(lin.profile.folder)) == 1


def test_a_renewed_recovery_code_replaces_the_old_one(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        renewed = vault.renew_recovery()
        assert vault.slots() == ("passphrase", "recovery")
    profiles.unlock_with_recovery(lin.profile, renewed).close()
    old = lin.recovery_code
    assert code_of(profiles.unlock_with_recovery, lin.profile, old) == "recovery_code_wrong"


def test_every_way_in_can_go_but_not_the_last(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        vault.remove("recovery")
        assert code_of(vault.remove, "passphrase") == "slot_last"
        assert vault.slots() == ("passphrase",)
        renewed = vault.renew_recovery()
        vault.remove("passphrase")
        assert code_of(vault.remove, "recovery") == "slot_last"
    assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == "passphrase_wrong"
    with profiles.unlock_with_recovery(lin.profile, renewed) as vault:
        vault.change_passphrase(NEW)
    profiles.unlock(lin.profile, NEW).close()


def test_who_knows_a_way_in_is_told_from_who_does_not(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.opened_with == "passphrase"
        assert vault.opens_with(PASSPHRASE)
        assert vault.opens_with(lin.recovery_code)
        assert not vault.opens_with(PASSPHRASE, "recovery")
        assert not vault.opens_with(lin.recovery_code, "passphrase")
        assert vault.opens_with(lin.recovery_code.lower(), "recovery")
        vault.remove("recovery")
        assert not vault.opens_with(lin.recovery_code)
        assert vault.profile.ways == {"passphrase"}
    assert profiles.all() == [vault.profile]


def test_a_new_passphrase_that_protects_nothing_changes_nothing(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        before = copies(lin.profile.folder)
        assert code_of(vault.change_passphrase, "short") == "passphrase_too_short"
        assert code_of(vault.change_passphrase, "long enough \ud83d") == "message_unreadable"
        assert copies(lin.profile.folder) == before


def test_a_closed_vault_changes_nothing(profiles, lin):
    vault = profiles.unlock(lin.profile, PASSPHRASE)
    vault.close()
    for change in (vault.renew_recovery, lambda: vault.change_passphrase(NEW)):
        with pytest.raises(RuntimeError):
            change()


def test_damage_during_a_session_is_mended_by_the_next_change(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        for name in keyfile.COPIES:
            (lin.profile.folder / name).write_bytes(b"damaged")
        vault.change_passphrase(NEW)
    profiles.unlock(lin.profile, NEW).close()
    assert profiles.verify_header(lin.profile) == []


def test_a_full_disk_changes_nothing_and_leaves_nothing(profiles, lin):
    """The second copy finds no room: then the first is not replaced either."""
    before = copies(lin.profile.folder)
    (lin.profile.folder / ".vault.json.bak.new").mkdir()  # as good as a disk that refuses
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert code_of(vault.change_passphrase, NEW) == "data_home_unwritable"
        assert vault.opens_with(PASSPHRASE)
    (lin.profile.folder / ".vault.json.bak.new").rmdir()
    assert copies(lin.profile.folder) == before
    assert {file.name for file in lin.profile.folder.iterdir()} == {
        *keyfile.COPIES,
        LOCK_FILE,
        "furnished",
    }
    profiles.unlock(lin.profile, PASSPHRASE).close()


@pytest.mark.promises("a full disk loses nothing")
def test_the_disk_itself_may_refuse_at_any_byte(profiles, lin, promise):
    """The system lets no file grow past so many bytes; the change is whole or not at all."""
    size = (lin.profile.folder / keyfile.COPIES[0]).stat().st_size
    story = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from app.core.errors import UserFacingError
        from app.core.vault.keys import MINIMUM_COST
        from app.core.vault.profiles import Profiles

        profiles = Profiles(Path(sys.argv[1]), MINIMUM_COST)
        with profiles.unlock(profiles.all()[0], sys.argv[2]) as vault:
            for room in (0, 1, int(sys.argv[3]) // 2, int(sys.argv[3]) - 1):
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
                try:
                    vault.renew_recovery()
                except UserFacingError as error:
                    print(error.code)
    """)
    done = subprocess.run(
        [sys.executable, "-c", story, str(lin.profile.folder.parent), PASSPHRASE, str(size)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.split() == ["disk_full"] * 4, done.stderr
    assert profiles.verify_header(lin.profile) == []
    profiles.unlock_with_recovery(lin.profile, lin.recovery_code).close()
    promise("a full disk loses nothing", 4, "changes of keys refused")


def test_a_private_name_is_read_with_the_key_alone(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        profiles.rename(vault, "Rotkäppchen", private=True)
        assert vault.profile.name == "Rotkäppchen"
    (listed,) = profiles.all()
    assert (listed.name, listed.private) == ("Profile 1", True)
    assert profiles.find("profile 1") == listed
    lengths = {len(copy) for copy in copies(lin.profile.folder)}
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.profile == replace(listed, name="Rotkäppchen")
        profiles.rename(vault, "长" * 64)
        assert {len(copy) for copy in copies(lin.profile.folder)} == lengths, "no length leaks"
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.profile.name == "长" * 64
        profiles.rename(vault, "Lin", private=False)
    assert [profile.name for profile in profiles.all()] == ["Lin"]


def test_private_profiles_are_numbered_and_no_number_is_a_name_twice(profiles, lin):
    profiles.create("Profile 2", PASSPHRASE, furnish)
    made = [profiles.create(name, PASSPHRASE, furnish, private=True) for name in "abc"]
    listed = {profile.id: profile for profile in profiles.all()}
    called = [listed[new.profile.id].name for new in made]
    assert called == ["Profile 1", "Profile 3", "Profile 4"]
    assert code_of(profiles.create, "profile 3", PASSPHRASE, furnish) == "profile_exists"
    with profiles.unlock(made[2].profile, PASSPHRASE) as vault:
        profiles.delete(made[0].profile)
        profiles.rename(vault, "e")
        assert vault.profile.number == 4, "it is called what it was called"
    profiles.delete(made[1].profile)
    profiles.create("Profile 1", PASSPHRASE, furnish)
    again = profiles.create("d", PASSPHRASE, furnish, private=True)
    assert profiles.find("Profile 3").id == again.profile.id


def test_a_private_profile_is_found_in_every_language(profiles, lin):
    from app.core import i18n, paths

    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        profiles.rename(vault, "Lin", private=True)
    i18n.use("zh_CN", paths.translations())
    (listed,) = profiles.all()
    assert listed.name == "个人档案 1"
    assert profiles.find("Profile 1") == profiles.find("个人档案 1") == listed
    assert names.spellings(listed) == {"profile 1", "个人档案 1"}


def test_a_name_moved_from_another_vault_is_damage(profiles, lin):
    other = profiles.create("Mo", PASSPHRASE, furnish, private=True)
    header = keyfile.read(lin.profile.folder).header
    moved = keyfile.read(other.profile.folder).header
    forged = replace(header, name="", number=moved.number, concealed=moved.concealed)
    keyfile.write(lin.profile.folder, forged)
    assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == "vault_damaged"


def test_a_passphrase_that_became_cheap_is_made_dearer_in_silence(tmp_path, profiles, lin):
    dearer = Profiles(tmp_path / "profiles", DEFAULT_COST)
    with dearer.unlock(lin.profile, PASSPHRASE) as vault:
        key = vault.subkey("journal")
    slot = keyfile.read(lin.profile.folder).header.slot("passphrase")
    assert slot.cost == DEFAULT_COST
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert vault.subkey("journal") == key
    assert keyfile.read(lin.profile.folder).header.slot("passphrase") == slot, "never cheaper"


def test_a_profile_that_cannot_be_brought_up_to_date_opens_all_the_same(tmp_path, profiles, lin):
    (lin.profile.folder / ".vault.json.new").mkdir()
    before = copies(lin.profile.folder)
    Profiles(tmp_path / "profiles", DEFAULT_COST).unlock(lin.profile, PASSPHRASE).close()
    assert copies(lin.profile.folder) == before


@pytest.fixture
def backup(lin: NewProfile) -> Path:
    """A backup with the key file inside, as the journal makes it."""
    file = lin.profile.folder / attached.FOLDER / f"one{attached.SUFFIX}"
    file.parent.mkdir(parents=True)
    own = (lin.profile.folder / keyfile.COPIES[0]).read_bytes()
    file.write_bytes(bytes(attached.FIRST) + attached.slots(own) + b"the journal")
    return file


def test_a_passphrase_given_up_opens_no_backup_either(profiles, lin, backup):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert not vault.repaired
        vault.change_passphrase(NEW)
    assert copies(lin.profile.folder) == set(attached.read(backup))
    assert backup.read_bytes()[attached.AFTER :] == b"the journal"
    backup_keys.with_passphrase(backup, NEW)
    assert code_of(backup_keys.with_passphrase, backup, PASSPHRASE) == "passphrase_wrong"
    backup_keys.with_recovery(backup, lin.recovery_code)


def test_the_key_file_of_a_backup_that_is_behind_is_brought_up_at_the_next_unlock(
    profiles, lin, backup
):
    old = backup.read_bytes()
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        vault.change_passphrase(NEW)
    backup.write_bytes(old)
    with profiles.unlock(lin.profile, NEW) as vault:
        assert vault.repaired
    assert copies(lin.profile.folder) == set(attached.read(backup))


def test_the_key_file_of_a_backup_stands_in_for_both_copies(profiles, lin, backup):
    for name in keyfile.COPIES:
        (lin.profile.folder / name).unlink()
    assert profiles.all() == [lin.profile]
    assert profiles.verify_header(lin.profile) == [REPAIRED]
    profiles.unlock(lin.profile, PASSPHRASE).close()
    assert copies(lin.profile.folder) == set(attached.read(backup))


def test_the_backup_of_another_vault_keeps_its_key_file(profiles, lin, backup):
    other = profiles.create("Mo", NEW, furnish).profile
    theirs = (other.folder / keyfile.COPIES[0]).read_bytes()
    backup.write_bytes(bytes(attached.FIRST) + attached.slots(theirs))
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        assert not vault.repaired
        vault.change_passphrase(NEW)
    assert attached.read(backup) == [theirs, theirs]


def test_the_one_who_has_it_open_may_be_writing_so_nobody_else_repairs(profiles, lin):
    (lin.profile.folder / keyfile.COPIES[1]).unlink()
    with profiles.unlock_with_recovery(lin.profile, lin.recovery_code):
        assert code_of(profiles.verify_header, lin.profile) == "profile_in_use"
    (lin.profile.folder / keyfile.COPIES[1]).unlink()
    assert profiles.verify_header(lin.profile) == [REPAIRED]


def test_a_deleted_profile_is_gone_with_every_key_file_in_it(profiles, lin, tmp_path, backup):
    kept, kept_backup = tmp_path / "hard link", tmp_path / "another"
    own = lin.profile.folder / keyfile.COPIES[0]
    before = own.read_bytes()
    os.link(own, kept)
    os.link(backup, kept_backup)
    profiles.delete(lin.profile)
    assert profiles.all() == []
    assert kept.read_bytes() != before, "overwritten, not only unlinked"
    assert attached.read(kept_backup) == [b"", b""]
    assert list(lin.profile.folder.parent.glob("[!.]*")) == []
    assert not list(lin.profile.folder.parent.glob(".gone-*"))
    for use in (profiles.delete, lambda profile: profiles.unlock(profile, PASSPHRASE)):
        assert code_of(use, lin.profile) == "profile_not_found"


def test_a_profile_in_use_or_unreadable_is_deleted_only_when_nobody_has_it(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE):
        assert code_of(profiles.delete, lin.profile) == "profile_in_use"
    profiles.unlock(lin.profile, PASSPHRASE).close()
    for name in keyfile.COPIES:
        (lin.profile.folder / name).write_bytes(b"damaged")
    profiles.delete(profiles.all()[0])
    assert profiles.all() == []


def test_a_deletion_follows_no_link_out_of_the_profiles(profiles, lin, tmp_path):
    elsewhere = tmp_path / "another disk"
    lin.profile.folder.rename(elsewhere)
    lin.profile.folder.symlink_to(elsewhere)
    (elsewhere / "letters").mkdir()
    (elsewhere / "letters" / "vault.json").symlink_to(tmp_path / "precious")
    (tmp_path / "precious").write_bytes(b"not ours")
    profiles.unlock(lin.profile, PASSPHRASE).close()
    profiles.delete(lin.profile)
    assert profiles.all() == []
    assert not lin.profile.folder.is_symlink()
    assert (tmp_path / "precious").read_bytes() == b"not ours"
    assert not any((elsewhere / name).exists() for name in keyfile.COPIES)
    assert (elsewhere / "furnished").exists(), "what can't be read any more is left alone"


def test_a_profile_without_any_key_file_can_be_deleted(profiles, lin):
    for name in keyfile.COPIES:
        (lin.profile.folder / name).unlink()
    profiles.delete(profiles.all()[0])
    assert profiles.all() == []


def test_a_repair_that_the_disk_refuses_is_told_as_such(profiles, lin):
    (lin.profile.folder / keyfile.COPIES[1]).unlink()
    (lin.profile.folder / f".{keyfile.COPIES[1]}.new").mkdir()
    assert code_of(profiles.verify_header, lin.profile) == "data_home_unwritable"


def test_a_deletion_under_way_elsewhere_is_left_to_whom_it_belongs(profiles, lin):
    (lin.profile.folder / keyfile.COPIES[0]).rename(lin.profile.folder / MARK)
    with_it = hold(lin.profile.folder / LOCK_FILE)
    assert profiles.all() == []
    assert (lin.profile.folder / keyfile.COPIES[1]).exists()
    with_it.release()
    assert profiles.all() == []
    assert not lin.profile.folder.exists()


def test_who_deletes_the_lock_file_does_not_open_a_vault_twice(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE):
        (lin.profile.folder / LOCK_FILE).unlink()
        for use in (profiles.delete, lambda profile: profiles.unlock(profile, PASSPHRASE)):
            assert code_of(use, lin.profile) == "profile_in_use"
    profiles.unlock(lin.profile, PASSPHRASE).close()


def test_where_a_folder_takes_no_lock_the_file_alone_is_held(profiles, lin, monkeypatch):
    """A folder over a network, for one."""

    def refuse(*_arguments: int) -> None:
        raise OSError(errno.EBADF, "no locks here")

    monkeypatch.setattr("fcntl.flock", only_on_files(refuse))
    with profiles.unlock(lin.profile, PASSPHRASE):
        assert code_of(profiles.unlock, lin.profile, PASSPHRASE) == "profile_in_use"
    profiles.unlock(lin.profile, PASSPHRASE).close()


def only_on_files(refuse):
    """``flock`` as it is for files, and this for folders."""
    import fcntl
    import stat

    real = fcntl.flock

    def flock(descriptor: int, operation: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        (refuse if is_folder else real)(descriptor, operation)

    return flock


def test_a_creation_under_way_elsewhere_is_not_swept(profiles, lin):
    half = lin.profile.folder.with_name(".new-0123456789abcdef")
    half.mkdir()
    with_it = hold(half.with_name(".creating.lock"))
    assert profiles.all() == [lin.profile]
    assert half.exists()
    with_it.release()
    profiles.all()
    assert not half.exists()


def test_a_private_name_that_does_not_fit_its_key_is_damage(profiles, lin):
    with profiles.unlock(lin.profile, PASSPHRASE) as vault:
        profiles.rename(vault, "Rotkäppchen", private=True)
    header = keyfile.read(lin.profile.folder).header
    assert code_of(header.true_name, bytes(32)) == "vault_damaged"


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EFBIG, "disk_full"),
        (errno.EACCES, "data_home_unwritable"),
        (errno.EROFS, "data_home_unwritable"),
    ],
)
def test_what_the_disk_refuses_is_told_by_its_reason(number, code):
    with pytest.raises(UserFacingError) as caught, disk_faults(Path("/somewhere")):
        raise OSError(number, "no")
    assert caught.value.code == code


def test_a_creation_on_a_full_disk_leaves_nothing(tmp_path):
    """The system lets no file grow past so many bytes: key file, journal, whatever comes."""
    story = textwrap.dedent("""
        import resource, sys
        from pathlib import Path
        from app import bootstrap
        from app.core.errors import UserFacingError
        from app.core.vault.keys import MINIMUM_COST
        from app.core.vault.profiles import Profiles

        profiles = Profiles(Path(sys.argv[1]), MINIMUM_COST)
        for room in (0, 100, 1000, 5000, 50_000):
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
            try:
                profiles.create("Lin", "rain on the window", bootstrap.furnish)
            except UserFacingError as error:
                print(error.code)
    """)
    done = subprocess.run(
        [sys.executable, "-c", story, str(tmp_path / "profiles")],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[4])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert len(done.stdout.split()) == 5, done.stderr
    assert set(done.stdout.split()) <= {"disk_full", "journal_unreachable"}
    assert [file.name for file in (tmp_path / "profiles").iterdir()] == [".creating.lock"]
