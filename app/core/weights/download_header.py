"""The header of a file on a hub, without the file."""

from app.core.errors import UserFacingError
from app.core.weights.download_client import TIMEOUT, TroubleError
from app.core.weights.download_hub import hub, look_up
from app.core.weights.download_stop import Stop
from app.core.weights.download_transfer import Transfer
from app.core.weights.entry import SourceFile
from app.core.weights.gguf_header import LONGEST_HEADER, Header, usable_header


def remote_header(source: SourceFile, mirror: str, stop: Stop | None = None) -> tuple[Header, int]:
    """What a file says of itself, and its size in bytes; one try.

    Fetches the header alone, at most :data:`LONGEST_HEADER` bytes.

    Args:
        stop: ends it.

    Raises:
        StoppedError: it was ended.
        UserFacingError: ``hub_not_found``, ``hub_gated``, ``hub_refused``, ``hub_unreachable``,
            ``hub_busy``, ``hub_insecure``, ``hub_downgraded``, ``hub_offline``, ``proxy_unusable``,
            ``modelscope_unknown``, ``mirror_refused``, or what ``usable_header`` raises.
    """
    place = hub(mirror)
    stop = stop or Stop()
    transfer = Transfer(place, TIMEOUT, stop)
    try:
        target = stop.during(lambda: look_up(source, place))
        with transfer.beginning(target, LONGEST_HEADER) as (stream, size):
            return usable_header(stream, size, target.name), size
    except TroubleError as trouble:
        passing = ("link_expired", "download_changed")
        code = "hub_unreachable" if trouble.code in passing else trouble.code
        raise UserFacingError(code) from trouble
    finally:
        transfer.close()
