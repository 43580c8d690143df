from app.cli.bench_journal import measure, percentile95
from app.core.journal.synthetic import CHINESE_SHARE, Corpus


def test_the_benchmark_leaves_its_figures_and_nothing_else(tmp_path):
    runs = measure(tmp_path, 1200)
    assert set(runs) == {
        "unlock_extra_ms",
        "list_ms",
        "open_ms",
        "search_p95_ms",
        "commit_ms",
        "bytes_ratio",
    }
    assert all(run > 0 for made in runs.values() for run in made)
    assert list(tmp_path.iterdir()) == []


def test_the_corpus_is_what_the_target_speaks_of():
    texts = [text for _role, text in Corpus().conversation(20_000)]
    assert abs(sum(len(text.encode()) for text in texts) / len(texts) - 280) < 10
    chinese = sum(any("\u4e00" <= letter <= "\u9fff" for letter in text) for text in texts)
    assert abs(chinese / len(texts) - CHINESE_SHARE) < 0.02
    assert texts == [text for _role, text in Corpus().conversation(20_000)]


def test_the_95th_percentile_leaves_out_the_slowest_twentieth():
    assert percentile95([1.0] * 96 + [100.0] * 4) == 1.0
