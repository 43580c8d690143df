"""A process that writes in a journal until it is killed: python -m tests.support.writer.

Arguments: folder of the profiles, passphrase (made up for a test). A line of
standard output follows each write, and only once it is durable.
"""

import sys
from pathlib import Path

from app.core.journal.store import Journal
from app.core.vault.keys import MINIMUM_COST
from app.core.vault.profiles import Profiles


def write(folder: Path, passphrase: str) -> None:
    """Messages, replies that grow, and drafts, without end."""
    profiles = Profiles(folder, MINIMUM_COST)
    vault = profiles.unlock(profiles.all()[0], passphrase)
    journal = Journal.open(vault.profile.folder, vault.subkey)
    say("open")
    conversation = journal.start_conversation()
    number = 0
    while True:
        number += 1
        asked = journal.add_message(conversation, "user", f"question {number} " * 20)
        say(conversation, asked.id, asked.text)
        reply = journal.add_message(conversation, "assistant", "", state="streaming")
        for part in range(1, 4):
            text = f"answer {number} part {part} " * part
            journal.update_reply(reply.id, text, "complete" if part == 3 else "streaming")
            say(conversation, reply.id, text)


def say(*words: str) -> None:
    print("\t".join(words), flush=True)


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
