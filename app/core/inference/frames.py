"""What the engine and its worker say to each other: length-prefixed JSON over two pipes.

A frame is one JSON object: ``command`` (the number of the command it belongs
to), ``kind``, and the fields of that kind. Prompts and replies travel here
and nowhere else: not in arguments, the environment, or files.
"""

import json
import struct
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from app.core.inference.engine import (
    Delta,
    Device,
    EngineDescription,
    EngineOptions,
    EngineStatus,
    Finished,
    GenerationEvent,
    GenerationRequest,
    Loaded,
    LoadEvent,
    Loading,
    Reading,
    Sampling,
    WeightsDescription,
)
from app.core.inference.snapshots import Snapshots

MAX_FRAME = 16 * 1024 * 1024
"""Bytes of a frame's JSON at most; a 128k-token prompt needs about one."""

Frame = dict[str, Any]

_LENGTH = struct.Struct(">I")


class FrameDamaged(Exception):
    """What came through the pipe is no frame; the other side can't be trusted any more."""


def write_frame(stream: IO[bytes], frame: Mapping[str, Any]) -> None:
    """Send one frame at once.

    Raises:
        FrameDamaged: it is larger than :data:`MAX_FRAME`; nothing was sent.
        OSError: the other side is gone.
    """
    body = json.dumps(frame, separators=(",", ":")).encode("ascii")
    if len(body) > MAX_FRAME:
        raise FrameDamaged
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Frame | None:
    """Wait for the next frame; None when the other side closed its end between two.

    Raises:
        FrameDamaged: too large, cut off, not JSON, or not an object.
    """
    prefix = stream.read(_LENGTH.size)
    if not prefix:
        return None
    if len(prefix) < _LENGTH.size:
        raise FrameDamaged
    (length,) = _LENGTH.unpack(prefix)
    if length > MAX_FRAME:
        raise FrameDamaged
    body = stream.read(length)
    if len(body) < length:
        raise FrameDamaged
    try:
        frame = json.loads(body)
    except (ValueError, RecursionError):
        raise FrameDamaged from None
    if not isinstance(frame, dict):
        raise FrameDamaged
    return frame


def fields_of(value: object) -> Frame:
    """A value as the fields of a frame, named by its class under ``kind``."""
    fields = asdict(value)  # type: ignore[call-overload]
    return {"kind": type(value).__name__, **_listed(fields)}


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return sorted(value) if isinstance(value, frozenset) else value


def load_event(frame: Frame) -> LoadEvent:
    """The event of a frame that answers a load."""
    match frame:
        case {"kind": "Loading", "fraction": fraction}:
            return Loading(fraction, frame.get("gpu_layers", 0))
        case {"kind": "Loaded", "weights": weights}:
            tokens = frozenset(weights.pop("control_tokens"))
            devices = tuple(weights.pop("devices"))
            return Loaded(WeightsDescription(**weights, control_tokens=tokens, devices=devices))
    raise FrameDamaged


def generation_event(frame: Frame) -> GenerationEvent:
    """The event of a frame that answers a generation."""
    kinds: dict[str, type[GenerationEvent]] = {
        kind.__name__: kind for kind in (Reading, Delta, Finished)
    }
    return kinds[frame["kind"]](**_without(frame, "command", "kind"))


def engine_description(frame: Frame) -> EngineDescription:
    """The description of a frame that answers ``describe``."""
    devices = tuple(Device(**device) for device in frame["devices"])
    return EngineDescription(frame["version"], frame["features"], devices)


def engine_status(frame: Frame) -> EngineStatus:
    """The status of a frame that answers ``status``."""
    return EngineStatus(**_without(frame, "command", "kind"))


def engine_options(frame: Frame) -> EngineOptions:
    """The options a load was asked for with."""
    return EngineOptions(**frame["options"])


def generation_request(frame: Frame) -> GenerationRequest:
    """The request a generation was asked for with."""
    fields = _without(frame, "command", "kind")
    sampling = Sampling(**fields.pop("sampling"))
    stop, names = tuple(fields.pop("stop")), tuple(fields.pop("names"))
    return GenerationRequest(**fields, sampling=sampling, stop=stop, names=names)


def snapshots(frame: Frame) -> Snapshots:
    """Where snapshots are kept."""
    return Snapshots(Path(frame["folder"]), bytes.fromhex(frame["key"]), frame["limit"])


def _without(frame: Frame, *names: str) -> Frame:
    return {name: value for name, value in frame.items() if name not in names}
