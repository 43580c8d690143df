"""Which hub is asked, and what it said about a file."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Hub:
    """Where to ask, and as whom.

    Attributes:
        token: only ever sent to this endpoint.
        modelscope: it speaks ModelScope's language, not the Hugging Face hub's.
    """

    endpoint: str
    token: str | None
    modelscope: bool = False


@dataclass(frozen=True)
class Target:
    """A file as the hub describes it.

    Attributes:
        url: of the file at its commit, or as it was given.
        source: what it is called here: ``owner/name:file``, or the URL.
        size: in bytes; 0 where nobody tells beforehand.
        sha256: or empty where nobody tells.
        told: the hub told it; else it is what came at the first use.
    """

    url: str
    source: str
    name: str
    repository: str
    commit: str
    size: int
    sha256: str
    told: bool = False
