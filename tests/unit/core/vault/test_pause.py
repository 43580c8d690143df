from app.core.vault.pause import Pause


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_pause_grows_after_the_third_wrong_try_up_to_half_a_minute():
    clock = Clock()
    pause = Pause(clock)
    pauses = []
    for _ in range(10):
        pause.wrong("lin")
        pauses.append(pause.seconds("lin"))
    assert pauses == [0, 0, 1, 2, 4, 8, 16, 30, 30, 30]


def test_a_pause_passes_and_ends_with_the_right_secret():
    clock = Clock()
    pause = Pause(clock)
    for _ in range(4):
        pause.wrong("lin")
    clock.now += 1.5
    assert pause.seconds("lin") == 0.5
    clock.now += 100
    assert pause.seconds("lin") == 0
    pause.wrong("lin")
    assert pause.seconds("lin") == 4
    assert pause.seconds("mo") == 0
    pause.right("lin")
    pause.right("mo")
    assert pause.seconds("lin") == 0
