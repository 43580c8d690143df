"""What is said in the pictures of the window; invented, and nobody's."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """What is said in one language.

    Attributes:
        said: what the person writes, answered in turn by ``replies``.
        danger: a last message that calls for the care card.
        summary: what is noted in short of a longer conversation.
        earlier: conversations of before, by their first words: how many days ago.
    """

    language: str
    name: str
    region: str
    said: tuple[str, ...]
    replies: tuple[str, ...]
    danger: str
    summary: str
    earlier: tuple[tuple[int, str], ...]


STORIES = (
    Story(
        "en",
        "Mira",
        "US",
        (
            "I can't sleep again.",
            "Mostly work. I give a talk on Thursday, and when I close my eyes"
            " I stand there without a single word and everybody waits.",
        ),
        (
            "I'm glad you wrote. Lying awake while the rest of the house sleeps can feel"
            " very lonely.\n\nWhat goes through your mind when it gets quiet?",
            "Standing there with no words while everybody waits: that is a hard picture to"
            " fall asleep with. It sounds as if the talk **matters** to you, and as if you"
            " carry the worry all alone at night.\n\nWhen you imagine that silence, what do"
            " you fear the others would think?",
        ),
        "I want to kill myself.",
        "A talk on Thursday keeps you awake: you see yourself without a word while everybody"
        " waits. Your sister moved out in spring. You would like to ask Jonas for help.",
        (
            (0, "A walk by the river this morning"),
            (1, "My sister called"),
            (1, "Too much to do"),
            (3, "I said no, for once"),
            (4, "The flat is so quiet since she moved out"),
            (19, "First week in the new team"),
            (40, "Homesick"),
            (41, "What I want from this year"),
        ),
    ),
    Story(
        "zh_CN",
        "小林",
        "CN",
        (
            "最近总是睡不着。",
            "周四有个报告，一闭上眼睛，就看到自己站在台上，一句话也说不出来，大家都在等我。",
        ),
        (
            "谢谢你愿意写下来。夜深人静，只有自己醒着，可能会觉得很孤单。\n\n"
            "安静下来的时候，你心里会想些什么呢？",
            "站在台上说不出话，所有人都在等：带着这样的画面，确实很难入睡。"
            "听得出来，这次报告对你**很重要**，而这份担心，夜里都是你一个人在扛。\n\n"
            "想到那段沉默的时候，你最怕别人怎么看你？",
        ),
        "我不想活了，想自杀。",
        "周四的报告让你睡不着，你总看到自己说不出话。姐姐春天搬走了。你想请小周帮忙。",
        (
            (0, "早上在河边走了走"),
            (1, "妹妹打来了电话"),
            (1, "事情太多了"),
            (3, "这一次，我说了“不”"),
            (4, "她搬走以后，家里好安静"),
            (19, "到新团队的第一周"),
            (40, "想家"),
            (41, "今年我想要的生活"),
        ),
    ),
)
