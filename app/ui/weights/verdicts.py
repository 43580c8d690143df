"""Whether weights fit, in a sentence."""

from app.core.i18n import N_, _
from app.core.weights.fit import Fit
from app.ui.weights import amounts

_VERDICTS = {
    ("fits", ""): (N_("Fits this computer"), "good"),
    ("tight", "memory"): (N_("Tight: close other programs first"), "quiet"),
    ("won't fit", "memory"): (N_("Won't fit: too little memory"), "fault"),
    ("won't fit", "disk"): (N_("Won't fit: too little space on the disk"), "fault"),
}


def verdict(fit: Fit) -> tuple[str, str]:
    """The sentence, and the role of its label; "about" where the makers told, not the file."""
    words, role = _VERDICTS[fit.verdict, fit.lacking]
    needs = _("needs {amount} of memory at {tokens} tokens")
    if fit.told_by == "makers":
        needs = _("needs about {amount} of memory at {tokens} tokens")
    amount, tokens = amounts.size(fit.memory), amounts.number(fit.context_length)
    return f"{_(words)} · {needs.format(amount=amount, tokens=tokens)}", role
