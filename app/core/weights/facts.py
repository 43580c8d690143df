"""What is known of some weights, in sentences."""

from app.core.i18n import _
from app.core.weights.entry import Entry, SourceFile


def facts(entry: Entry, language: str) -> list[str]:
    """What its makers say, and where and when that was read; nothing that nobody knows."""
    licence = f"{entry.licence} {entry.licence_link}".strip()
    told = [
        _("Base: {base}").format(base=entry.base) if entry.base else "",
        _("Languages: {languages}").format(languages=", ".join(entry.languages))
        if entry.languages
        else "",
        _("Licence: {licence}").format(licence=licence)
        if licence
        else _("Licence: see where it comes from"),
        entry.allowed(language),
        _("Trained for {tokens} tokens").format(tokens=entry.context_length)
        if entry.context_length
        else "",
        _("Made by: {origin}").format(origin=entry.origin),
        _("Looked up on {day}").format(day=entry.checked.isoformat()),
    ]
    return [sentence for sentence in told if sentence]


def file_line(file: SourceFile) -> str:
    """Kind, size and place of one of its files."""
    where = file.repository or file.url
    place = f"{where}: {file.name}" if where else file.name
    about = "" if file.pinned else "~"  # the hub tells the exact size at the download
    size = f"{about}{file.size / 1e9:.2f} GB" if file.size else ""
    return "  ".join(part for part in (file.quantization, size, place) if part)
