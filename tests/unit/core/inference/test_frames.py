"""The wire: whole frames or none, whatever comes through the pipe."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.inference.engine import (
    Delta,
    Finished,
    GenerationRequest,
    Loaded,
    Loading,
    Reading,
    Sampling,
    WeightsDescription,
)
from app.core.inference.frames import (
    MAX_FRAME,
    FrameDamaged,
    fields_of,
    generation_event,
    generation_request,
    load_event,
    read_frame,
    write_frame,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def sent(frame: object) -> io.BytesIO:
    stream = io.BytesIO()
    write_frame(stream, frame)  # type: ignore[arg-type]
    stream.seek(0)
    return stream


@given(st.lists(st.dictionaries(st.text(), JSON), max_size=5))
def test_frames_arrive_as_they_were_sent(frames: list[dict[str, object]]) -> None:
    stream = io.BytesIO(b"".join(sent(frame).getvalue() for frame in frames))
    assert [read_frame(stream) for _ in frames] == frames
    assert read_frame(stream) is None


@given(st.binary(max_size=200))
def test_noise_is_refused_or_ends(noise: bytes) -> None:
    stream = io.BytesIO(noise)
    try:
        while read_frame(stream) is not None:
            pass
    except FrameDamaged:
        pass
    else:
        assert stream.read() == b""


@given(st.dictionaries(st.text(), JSON), st.data())
def test_a_frame_cut_off_is_refused(frame: dict[str, object], data: st.DataObject) -> None:
    whole = sent(frame).getvalue()
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(FrameDamaged):
        read_frame(io.BytesIO(whole[:cut]))


def test_a_length_beyond_the_bound_is_refused_before_it_is_read() -> None:
    stream = io.BytesIO(struct.pack(">I", MAX_FRAME + 1) + b"rest")
    with pytest.raises(FrameDamaged):
        read_frame(stream)
    assert stream.tell() == 4


def test_what_is_too_large_is_not_sent() -> None:
    stream = io.BytesIO()
    with pytest.raises(FrameDamaged):
        write_frame(stream, {"text": "x" * MAX_FRAME})
    assert stream.getvalue() == b""


def test_values_survive_the_way() -> None:
    weights = WeightsDescription(
        "n", "llama", 512, None, "<s>", "</s>", True, frozenset({"<s>", "</s>"}), ("CPU", "GPU")
    )
    for load in (Loading(0.5), Loaded(weights)):
        assert load_event(read_frame(sent(fields_of(load))) or {}) == load
    for event in (Reading(1, 2, 0), Delta("好🙂"), Finished("end", 1, 2, 3, 4.0, 5.0)):
        assert generation_event(read_frame(sent(fields_of(event))) or {}) == event
    request = GenerationRequest("p", Sampling(seed=7), 5, ("a", "b"))
    assert generation_request(read_frame(sent(fields_of(request))) or {}) == request
