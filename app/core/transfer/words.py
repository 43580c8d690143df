"""What a person is told of what came in, or would, and of what leaves unsealed."""

from collections.abc import Callable
from pathlib import Path

from app.core.i18n import N_, _, ngettext
from app.core.journal.values import CheckIn
from app.core.transfer.arrive import Outcome
from app.core.transfer.formats import Format

PLAIN = N_(
    "Whoever gets hold of this file can read it: it is no longer protected by your passphrase."
)
WEAKER = N_(
    "A zip is weaker protection than age: anybody sees how many files are in it and how large "
    "they are, and short passphrases can be guessed quickly."
)

REASONS = {
    "no_person": N_("What tools and programs said was left out."),
    "no_text": N_("What is no text, such as pictures, was left out."),
    "no_utf8": N_("Files that are no UTF-8 text were left out."),
    "no_time": N_("Entries without a date were left out."),
    "no_conversation": N_("What is no conversation was left out."),
    "empty_conversation": N_("Conversations in which nothing is said were left out."),
    "other_file": N_("Other files in it were left out."),
}
"""Why something is not taken in: the whys of ``Unread``."""

_KINDS: dict[str, Callable[[int], str]] = {
    "Conversation": lambda count: ngettext("{count} conversation", "{count} conversations", count),
    "Message": lambda count: ngettext("{count} message", "{count} messages", count),
    "Note": lambda count: ngettext("{count} note", "{count} notes", count),
    "CheckIn": lambda count: ngettext("{count} check-in", "{count} check-ins", count),
    "Summary": lambda count: ngettext("{count} summary", "{count} summaries", count),
    "Rating": lambda count: ngettext("{count} rating", "{count} ratings", count),
    "SafetyPlan": lambda _count: _("the safety plan"),
    "FirstDraft": lambda count: ngettext("{count} draft", "{count} drafts", count),
}


def written(form: Format, count: int, path: Path) -> str:
    """How much of what a form holds is in a file now."""
    sentence = ngettext("{count} message is in {path}.", "{count} messages are in {path}.", count)
    if form.holds == (CheckIn,):
        sentence = ngettext(
            "{count} check-in is in {path}.", "{count} check-ins are in {path}.", count
        )
    return sentence.format(count=count, path=path)


def told(outcome: Outcome, *, dry: bool) -> list[str]:
    """Whole sentences: what is new, what was here, what could not be read."""
    tally = outcome.tally
    new, known = _listed(tally.added), _listed(tally.known)
    lines = []
    if new:
        sentence = _("This would be added: {what}.") if dry else _("Added: {what}.")
        lines.append(sentence.format(what=new))
    else:
        lines.append(_("There is nothing new in it."))
    if known:
        lines.append(_("Already here, and left as it is: {what}.").format(what=known))
    if tally.versions:
        sentence = ngettext(
            "{count} message differs from yours; both are kept, as versions.",
            "{count} messages differ from yours; both are kept, as versions.",
            tally.versions,
        )
        lines.append(sentence.format(count=tally.versions))
    for why, count in outcome.unread.items():
        named = outcome.examples.get(why)
        examples = _(" For example: {names}.").format(names="; ".join(named)) if named else ""
        lines.append(f"{_(REASONS[why])} ({count}){examples}")
    return lines


def _listed(counts: dict[str, int]) -> str:
    said = [
        _KINDS[kind](counts[kind]).format(count=counts[kind]) for kind in _KINDS if counts.get(kind)
    ]
    return _(", ").join(said)
