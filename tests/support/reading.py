"""What is read in a transcript, beneath the looks that Markdown gives it."""

import re


def letters(text: str) -> str:
    """The words alone: half a reply may look otherwise than the whole, where a mark is open."""
    return " ".join(re.findall(r"[^\W\d_]+", text))
