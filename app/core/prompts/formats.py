"""Chat formats of our own, for weights whose files bring none, or a wrong one.

An entry of the catalogue names one as its ``chat_template``, or holds a template itself.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Format:
    """A chat format.

    Attributes:
        template: in Jinja, as a GGUF would bring it.
        marks: what tells the sides apart; broken up where a person writes it.
    """

    template: str
    marks: tuple[str, ...]


def _plain(person: str, listener: str, system: str) -> Format:
    template = (
        "{% for message in messages %}"
        f"{system}"
        "{% if message.role == 'user' %}"
        f"{person}：{{{{ message.content }}}}\n{listener}："
        "{% elif message.role == 'assistant' %}{{ message.content }}\n{% endif %}"
        "{% endfor %}"
    )
    return Format(template, (f"{person}：", f"{listener}："))


FORMATS = {
    # As its makers join them (huggingface.co/baichuan-inc/Baichuan2-7B-Chat,
    # generation_utils.py: build_chat_input with user_token_id 195 and assistant_token_id 196 of
    # generation_config.json): the system's words first, bare; no mark ends a turn.
    "baichuan2": Format(
        "{% for message in messages %}"
        "{% if message.role == 'user' %}<reserved_106>"
        "{% elif message.role == 'assistant' %}<reserved_107>{% endif %}"
        "{{ message.content }}"
        "{% endfor %}"
        "{% if add_generation_prompt %}<reserved_107>{% endif %}",
        ("<reserved_106>", "<reserved_107>"),
    ),
    # As the paper's own demo joins them (github.com/scutcyr/SoulChat, soulchat_app.py): no
    # system turn, which so goes to the front of the first message.
    "soulchat-1": _plain("用户", "心理咨询师", ""),
    # An instruction to listen, then the talk (github.com/qiuhuachuan/smile): the style's words
    # stand where its own instruction stood.
    "mechat": _plain(
        "来访者",
        "咨询师",
        "{% if message.role == 'system' %}{{ message.content }}\n\n{% endif %}",
    ),
}


def format_of(chosen: str, own: str | None) -> tuple[str | None, tuple[str, ...]]:
    """The template to render with, and the marks to break up.

    Args:
        chosen: what the catalogue says: a name of :data:`FORMATS`, a template, or "".
        own: the template of the GGUF.
    """
    if known := FORMATS.get(chosen):
        return known.template, known.marks
    return chosen or own, ()
