"""What the screen's speed is measured on."""

from app.cli.bench_safety import hostile_texts


def test_the_hostile_texts_are_long_and_the_same_every_time() -> None:
    texts = hostile_texts()
    assert {len(text) for text in texts.values()} == {2000}
    assert texts == hostile_texts()
