"""Sentences about faults of weights and their downloads: a room of messages.py."""

from app.core.i18n import N_

WEIGHTS: dict[str, tuple[str, str]] = {
    "weights_not_found": (
        N_("There are no weights named {name}, and no such file."),
        N_('Choose others on the weights page, or from what "soulchat weights list" shows.'),
    ),
    "weights_unknown": (
        N_("The catalogue has no weights named {name}."),
        N_("See the names with: soulchat weights list"),
    ),
    "entry_unreadable": (
        N_("The catalogue's file {name} can't be understood."),
        N_("Correct it, or move it away."),
    ),
    "weights_malformed": (
        N_("{name} is not a GGUF file in good order ({what})."),
        N_("Download it again from where it came, or choose another file."),
    ),
    "weights_architecture": (
        N_("{name} holds weights of a kind that can't hold a conversation here: {kind}."),
        N_("Choose weights that llama.cpp runs and that were made for conversation."),
    ),
    "weights_split": (
        N_("{name} is one of {count} parts that these weights were cut into."),
        N_("Choose weights in one file, or join the parts with llama.cpp's llama-gguf-split."),
    ),
    "weights_exist": (
        N_("There is a file named {name} in the weights folder already."),
        N_("Remove that one first, or give this one another name."),
    ),
    "weights_not_recorded": (
        N_("No weights named {name} were downloaded or imported."),
        N_("See what is here with: soulchat weights list"),
    ),
    "weights_packaged": (
        N_("The demo weights came with the program and stay with it."),
        N_("They are checked and removed together with it."),
    ),
    "weights_changed": (
        N_("{name} is not the file it was: it was changed or damaged."),
        N_("Remove it and get it again."),
    ),
    "weights_folder_unwritable": (
        N_("The weights folder can't be written."),
        N_("Check its permissions, and the disk it is on."),
    ),
    "disk_space": (
        N_("There is too little space on the disk: {megabytes} MB more are needed."),
        N_("Free some space and try again; what was fetched so far is kept."),
    ),
    "weights_no_source": (
        N_("No GGUF file of {name} is known that could be downloaded."),
        N_("See why with: soulchat weights show {name}"),
    ),
    "quantization_unknown": (
        N_("There is no file of the kind {name} among these weights."),
        N_("Known: {known}."),
    ),
    "source_unclear": (
        N_("It is not clear where {name} is to be downloaded from."),
        N_("Give an ID of the catalogue, owner/name:file.gguf, or a https:// address."),
    ),
    "mirror_refused": (
        N_("{url} can't be used in the place of the hub."),
        N_("Give an address that begins with https://."),
    ),
    "hub_not_found": (
        N_("{name} is not on the hub, or not open to everybody."),
        N_("Look at its page there; it may have been renamed or taken away."),
    ),
    "hub_gated": (
        N_("The makers of {name} want to know who downloads it."),
        N_("Ask for access on its page, then sign in with: hf auth login"),
    ),
    "hub_refused": (
        N_("The hub refuses this file (answer {status})."),
        N_("Try again later, or use a mirror."),
    ),
    "hub_unreachable": (
        N_("The hub can't be reached, or the connection breaks again and again."),
        N_("What was fetched is kept. Try again later, or choose a mirror in the settings."),
    ),
    "hub_busy": (
        N_("The hub has too much to do just now."),
        N_("Try again later; what was fetched so far is kept."),
    ),
    "hub_insecure": (
        N_("It can't be told whether the hub is who it says: its certificate is not trusted."),
        N_("Nothing was downloaded. Somebody may be in between; try again in another network."),
    ),
    "hub_downgraded": (
        N_("The hub leads from a protected address to an unprotected one."),
        N_("Nothing was downloaded. Try again in another network, or use another mirror."),
    ),
    "proxy_unusable": (
        N_("The proxy that is set for this computer can't be used for downloads."),
        N_(
            "Give the address of an HTTP proxy in HTTPS_PROXY and HTTP_PROXY. One for SOCKS can't"
            " be used; most proxy programs offer both."
        ),
    ),
    "hub_offline": (
        N_("Downloads are turned off by HF_HUB_OFFLINE."),
        N_("Unset it, or import a file that is here already."),
    ),
    "download_busy": (
        N_("{name} is being downloaded by another window or terminal."),
        N_("Wait for that one, or stop it there first."),
    ),
    "download_changed": (
        N_("The file was changed at its source while it was being downloaded."),
        N_("Start the download again; it begins anew."),
    ),
    "download_mismatch": (
        N_("{name} arrived damaged: its SHA-256 is not the one expected."),
        N_("It was put aside as {aside}. Download it again, perhaps from another source."),
    ),
    "download_not_as_known": (
        N_("The hub offers another file as {name} than the catalogue knows."),
        N_("Nothing was downloaded. If you trust it, name it as owner/name:file.gguf."),
    ),
    "download_not_as_before": (
        N_("The hub offers another file as {name} than when it was first downloaded here."),
        N_("Nothing was downloaded. If its makers say that they changed it, accept the change."),
    ),
    "download_another": (
        N_("{name} is not the file that was first downloaded from there: changed, or damaged."),
        N_(
            "It was put aside as {aside}. If its makers say that they changed it, take the new one."
        ),
    ),
    "modelscope_unknown": (
        N_("It is not known where {name} is on ModelScope, or whether its makers put it there."),
        N_("Fetch it from the hub or a mirror, or name the place there: owner/name:file.gguf."),
    ),
    "import_busy": (
        N_("{name} is being copied by another window or terminal."),
        N_("Wait for that one, or stop it there first."),
    ),
    "reading_already": (
        N_("{name} is still being read."),
        N_("Wait until it is done, or stop it first."),
    ),
    "demo_missing": (
        N_("The demo weights are not installed."),
        N_('Choose others on the weights page, or from what "soulchat weights list" shows.'),
    ),
    "weights_not_gguf": (
        N_("{name} is not a GGUF file."),
        N_("Choose a file that ends in .gguf and was downloaded completely."),
    ),
    "weights_unreadable": (
        N_("{name} can't be loaded; it may be incomplete or of an unknown kind."),
        N_("Download it again, or choose other weights."),
    ),
    "weights_no_template": (
        N_("{name} brings no chat format that can be used."),
        N_("Choose weights that were made for conversation."),
    ),
}
