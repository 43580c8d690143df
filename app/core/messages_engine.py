"""Sentences about faults while the weights answer, and of engine packs: a room of messages.py."""

from app.core.i18n import N_

ENGINE: dict[str, tuple[str, str]] = {
    "summary_in_danger": (
        N_("Looking back can wait: what matters now is that you are safe."),
        N_("The people on the card are there for you; you can keep writing here, too."),
    ),
    "summary_too_long": (
        N_("This is too long to be kept in mind: {tokens} tokens, and {limit} fit."),
        N_("Keep what matters most."),
    ),
    "summary_withheld": (
        N_("The weights wrote something that should not be kept, so it is not shown."),
        N_("You can write your own words here."),
    ),
    "engine_missing": (
        N_("The engine that runs the weights can't be started."),
        N_('"soulchat doctor" shows what is missing.'),
    ),
    "engine_stopped": (
        N_("The engine stopped in the middle of its work."),
        N_("Your message is saved. Send another one, and it starts again."),
    ),
    "bench_rival_failed": (
        N_("What the engine is compared with can't load these weights, or stopped."),
        N_("Try other weights, or install the extra named bench anew."),
    ),
    "engine_memory": (
        N_("There is not enough free memory for these weights."),
        N_("Close other programs, or choose smaller weights."),
    ),
    "packs_unreadable": (
        N_("The list of engine packs {file} can't be understood."),
        N_("Correct it, or move it away."),
    ),
    "packs_unwritable": (
        N_("The folder of the engine packs can't be written."),
        N_("Check its permissions, and the disk it is on."),
    ),
    "packs_busy": (
        N_("Another window or terminal is changing the engine packs."),
        N_("Try again in a moment."),
    ),
    "pack_unknown": (
        N_("There is no engine pack named {name} for this computer and this version."),
        N_("See which there are with: soulchat engine list"),
    ),
    "pack_not_here": (
        N_("No engine pack named {name} is on this computer."),
        N_("See which there are with: soulchat engine list"),
    ),
    "pack_mismatch": (
        N_("The engine pack {name} arrived damaged: its SHA-256 is not the one expected."),
        N_("It was deleted. Download it again; if that happens again, tell whoever published it."),
    ),
    "pack_damaged": (
        N_("The engine pack {name} holds something else than an engine, so it was deleted."),
        N_("Tell whoever published it. The program's own engine goes on."),
    ),
    "pack_untried": (
        N_("The engine pack was never tried to the end."),
        N_("Try it again; until then the program's own engine computes."),
    ),
    "pack_wont_start": (
        N_("The engine pack can't be started here; something that it needs may be missing."),
        N_("See what it needs, such as a driver. The program's own engine computes until then."),
    ),
    "pack_no_gpu": (
        N_("The engine pack finds no graphics card that it can use."),
        N_("Install or update the card's driver and try again; the processor computes until then."),
    ),
    "pack_crashed": (
        N_("The engine pack crashed, so the program's own engine computes instead."),
        N_("Update the graphics card's driver and try again, or remove the pack."),
    ),
    "pack_stopped": (
        N_("The engine pack did not answer when it was tried."),
        N_("Try it again; until then the program's own engine computes."),
    ),
    "pack_other_version": (
        N_("This engine pack is for another version of the program, so it is not used."),
        N_("Get the one for this version, or remove it."),
    ),
    "context_too_large": (
        N_("Keeping {tokens} tokens in mind needs more memory than is free; {fits} fit."),
        N_("Choose a smaller memory of a conversation in the settings, or close other programs."),
    ),
    "snapshot_too_large": (
        N_("What was read of this conversation is too large to be kept: it is read anew tomorrow."),
        N_("In the settings, more room can be given to it."),
    ),
    "message_too_long": (
        N_("This message is too long for the weights: {tokens} tokens, and {limit} fit."),
        N_("Send it in smaller parts."),
    ),
    "reply_empty": (
        N_("The weights had no answer this time."),
        N_("Your message is saved. Say it in other words, or send it again."),
    ),
    "message_empty": (
        N_("There is nothing to send yet."),
        N_("Write something first."),
    ),
}
