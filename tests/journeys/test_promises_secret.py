"""No plain words on disk, wrong keys open nothing, any change is noticed (VAULT: Promises)."""

import logging
import random
import unicodedata
from pathlib import Path

import pytest

from app import bootstrap
from app.core import log
from app.core.errors import UserFacingError
from app.core.journal.store import JOURNAL_FILE, Journal
from app.core.journal.values import ConversationSettings, SafetyPlan
from app.core.vault import format as keyfile
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import REPAIRED, Profiles
from tests.support.keys import subkey

PASSPHRASE = "Ein Café für Zoë 心事"
NAME = "profilename"
CANARIES = ("kanarienvogel", "金丝雀飞走了", "Kanarinca-7731", "夜半钟声到客船")
FLIPS = 300
SECRET = "no plain words on disk"
SHUT = "wrong keys open nothing"
NOTICED = "any change is noticed"


def present(folder: Path, words: str) -> set[str]:
    """Names of the files in which the words stand, in any encoding a person's system uses."""
    encodings = ("utf-8", "utf-16-le", "utf-16-be", "gbk")
    encoded = {words.encode(encoding, "ignore") for encoding in encodings}
    return {
        file.name
        for file in folder.rglob("*")
        if file.is_file() and any(form in file.read_bytes() for form in encoded)
    }


@pytest.mark.promises(SECRET)
def test_nothing_that_was_said_stands_on_the_disk(tmp_path, promise):
    logs = tmp_path / "logs"
    logs.mkdir()
    before = logging.getLogger("app").handlers[:]
    log.write_to(logs)
    profiles = Profiles(tmp_path / "profiles", MINIMUM_COST)
    created = profiles.create(NAME, PASSPHRASE, bootstrap.furnish)
    said = [*CANARIES, PASSPHRASE, created.recovery_code, created.recovery_code.replace("-", "")]
    with profiles.unlock(created.profile, PASSPHRASE) as vault:
        said.append(vault.subkey("journal").hex())
        with Journal.open(created.profile.folder, vault.subkey) as journal:
            conversation = journal.start_conversation(CANARIES[0])
            for words in CANARIES:
                journal.add_message(conversation, "user", f"Today: {words}!")
                reply = journal.add_message(conversation, "assistant", "", state="streaming")
                journal.update_reply(reply.id, words, "streaming")
                journal.save_draft(conversation, words)
                journal.save_draft(None, words)
                journal.add_note(words, conversation)
                journal.save_check_in(2, words)
                journal.save_summary(conversation, reply.id, words)
                journal.tag(conversation, words)
                journal.save_safety_plan(SafetyPlan(words, words, words, words, words, words))
                journal.save_conversation_settings(
                    conversation, ConversationSettings(f"own:{words}", 1)
                )
                journal.rename_conversation(conversation, words)
                assert journal.search(words)
            journal.back_up()
            with pytest.raises(UserFacingError):
                journal.add_message(conversation, "user", f"{CANARIES[0]} \ud83d")
            assert (created.profile.folder / f"{JOURNAL_FILE}-wal").stat().st_size > 0
            assert present(tmp_path, NAME), "the search itself must be able to find"
            for words in said:
                assert present(tmp_path, words) == set()
    for words in said:
        assert present(tmp_path, words) == set()
    for handler in logging.getLogger("app").handlers:
        handler.close()
    logging.getLogger("app").handlers[:] = before
    promise(SECRET, len(said), "canaries and secrets")
    promise(SECRET, 0, "hits")


def nearly(passphrase: str) -> list[str]:
    """What is close to the passphrase, and what has broken other programs."""
    chance = random.Random(3)
    shuffled = ("".join(chance.sample(passphrase, len(passphrase))) for _ in range(76))
    return [
        "",
        " ",
        "\0",
        "'",
        '"',
        "' OR '1'='1",
        "x'" + "0" * 64 + "'",
        "🌙" * 8,
        "a" * 10_000,
        "%s%n{}",
        passphrase.upper(),
        passphrase.casefold(),
        passphrase + " ",
        " " + passphrase,
        passphrase + "\0",
        passphrase[:-1],
        passphrase[::-1],
        passphrase.replace("é", "e"),
        passphrase.replace("ë", "e\u0307"),
        passphrase.replace(" ", "\u00a0"),
        passphrase.replace("心", "⼼"),
        passphrase.encode().decode("latin-1"),
        unicodedata.normalize("NFKD", passphrase).encode("ascii", "ignore").decode(),
        repr(passphrase),
        *shuffled,
    ]


def try_all(folder: Path, passphrases: list[str]) -> None:
    profiles = Profiles(folder, MINIMUM_COST)
    profile = profiles.create(NAME, PASSPHRASE, bootstrap.furnish).profile
    for wrong in passphrases:
        assert unicodedata.normalize("NFC", wrong) != PASSPHRASE
        with pytest.raises(UserFacingError) as caught:
            profiles.unlock(profile, wrong)
        assert caught.value.code == "passphrase_wrong"
    for form in ("NFC", "NFD"):
        profiles.unlock(profile, unicodedata.normalize(form, PASSPHRASE)).close()


@pytest.mark.promises(SHUT)
def test_wrong_passphrases_open_nothing(tmp_path):
    try_all(tmp_path, nearly(PASSPHRASE)[:24])


@pytest.mark.promises(SHUT)
@pytest.mark.slow
def test_a_hundred_wrong_passphrases_open_nothing(tmp_path, promise):
    wrong = nearly(PASSPHRASE)
    assert len(wrong) == 100
    try_all(tmp_path, wrong)
    promise(SHUT, len(wrong), "wrong passphrases")
    promise(SHUT, 0, "opened")


def flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    bit = chance.randrange(len(data) * 8)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@pytest.mark.promises(NOTICED)
def test_any_bit_that_flips_in_the_journal_is_noticed(tmp_path, promise, soak):
    Journal.create(tmp_path, subkey)
    with Journal.open(tmp_path, subkey) as journal:
        conversation = journal.start_conversation("title")
        for number in range(60):
            journal.add_message(conversation, "user", f"{number} words " * 60)
    file = tmp_path / JOURNAL_FILE
    whole = file.read_bytes()
    chance = random.Random(11)
    refused = reported = 0
    for _ in range(FLIPS * soak):
        file.write_bytes(flipped(whole, chance))
        try:
            with Journal.open(tmp_path, subkey) as journal:
                assert "journal_pages_damaged" in journal.verify()
            reported += 1
        except UserFacingError as error:
            assert error.code in {"journal_damaged", "journal_foreign"}
            refused += 1
    assert refused + reported == FLIPS * soak
    file.write_bytes(whole)
    with Journal.open(tmp_path, subkey) as journal:
        assert journal.verify() == []
    promise(NOTICED, refused + reported, "flips in the journal")
    promise(NOTICED, 0, "silent")


@pytest.mark.promises(NOTICED)
def test_any_bit_that_flips_in_a_key_file_is_repaired_and_said(tmp_path, promise, soak):
    profiles = Profiles(tmp_path, MINIMUM_COST)
    profile = profiles.create(NAME, PASSPHRASE, bootstrap.furnish).profile
    whole = (profile.folder / keyfile.COPIES[0]).read_bytes()
    chance = random.Random(12)
    for number in range(FLIPS * soak):
        file = profile.folder / keyfile.COPIES[number % 2]
        file.write_bytes(flipped(whole, chance))
        assert profiles.verify_header(profile) == [REPAIRED]
        assert file.read_bytes() == whole
    for name in keyfile.COPIES:
        (profile.folder / name).write_bytes(flipped(whole, chance))
    assert profiles.verify_header(profile) == ["vault_damaged"]
    with pytest.raises(UserFacingError) as caught:
        profiles.unlock(profile, PASSPHRASE)
    assert caught.value.code == "vault_damaged"
    promise(NOTICED, FLIPS * soak, "flips in the key file")
