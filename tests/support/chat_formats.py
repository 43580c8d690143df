"""Chat templates of the families that people use, written anew from their specifications.

A conversation of two turns stands beside each as those specifications say it must look.
"""

from dataclasses import dataclass

from app.core.prompts.template import ChatTemplate, Turn

TALK = (
    Turn("system", "Be kind."),
    Turn("user", "我睡不着。"),
    Turn("assistant", "I hear you."),
    Turn("user", "Thanks  "),
)


@dataclass(frozen=True)
class Family:
    """One family.

    Attributes:
        source: who says that it looks so.
        template: in Jinja.
        bos, eos: texts of the tokens.
        rendered: the whole prompt of :data:`TALK`.
    """

    source: str
    template: str
    bos: str
    eos: str
    rendered: str

    def of(self, **options: object) -> ChatTemplate:
        return ChatTemplate(self.template, bos=self.bos, eos=self.eos, **options)  # type: ignore[arg-type]


_CHATML = """{% for message in messages -%}
<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}"""

FAMILIES = {
    "ChatML": Family(
        "github.com/openai/openai-python, chatml.md; Qwen2's tokenizer_config.json",
        _CHATML,
        "",
        "<|im_end|>",
        "<|im_start|>system\nBe kind.<|im_end|>\n"
        "<|im_start|>user\n我睡不着。<|im_end|>\n"
        "<|im_start|>assistant\nI hear you.<|im_end|>\n"
        "<|im_start|>user\nThanks  <|im_end|>\n"
        "<|im_start|>assistant\n",
    ),
    "Llama 3": Family(
        "llama.com/docs/model-cards-and-prompt-formats/meta-llama-3",
        """{{ bos_token }}{% for message in messages -%}
<|start_header_id|>{{ message.role }}<|end_header_id|>

{{ message.content | trim }}<|eot_id|>{% endfor %}
{%- if add_generation_prompt %}<|start_header_id|>assistant<|end_header_id|>

{% endif %}""",
        "<|begin_of_text|>",
        "<|eot_id|>",
        "<|begin_of_text|><|start_header_id|>system<|end_header_id|>\n\nBe kind.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\n我睡不着。<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\nI hear you.<|eot_id|>"
        "<|start_header_id|>user<|end_header_id|>\n\nThanks<|eot_id|>"
        "<|start_header_id|>assistant<|end_header_id|>\n\n",
    ),
    "InternLM2": Family(
        "github.com/InternLM/InternLM, chat/chat_format.md",
        "{{ bos_token }}" + _CHATML,
        "<s>",
        "</s>",
        "<s><|im_start|>system\nBe kind.<|im_end|>\n"
        "<|im_start|>user\n我睡不着。<|im_end|>\n"
        "<|im_start|>assistant\nI hear you.<|im_end|>\n"
        "<|im_start|>user\nThanks  <|im_end|>\n"
        "<|im_start|>assistant\n",
    ),
    "GLM-4": Family(
        "github.com/THUDM/GLM-4, finetune_demo; llama.cpp's src/llama-chat.cpp (chatglm4)",
        """[gMASK]<sop>{% for message in messages %}<|{{ message.role }}|>
{{ message.content }}{% endfor %}{% if add_generation_prompt %}<|assistant|>
{% endif %}""",
        "",
        "<|endoftext|>",
        "[gMASK]<sop><|system|>\nBe kind.<|user|>\n我睡不着。<|assistant|>\nI hear you."
        "<|user|>\nThanks  <|assistant|>\n",
    ),
    "Baichuan 2": Family(
        "github.com/baichuan-inc/Baichuan2, generation_utils.py: build_chat_input",
        """{% for message in messages %}
{%- if message.role == 'user' %}<reserved_106>{% elif message.role == 'assistant' -%}
<reserved_107>{% endif %}{{ message.content }}{% endfor %}
{%- if add_generation_prompt %}<reserved_107>{% endif %}""",
        "<s>",
        "</s>",
        "Be kind.<reserved_106>我睡不着。<reserved_107>I hear you."
        "<reserved_106>Thanks  <reserved_107>",
    ),
    "Yi 1.5": Family(
        "github.com/01-ai/Yi: the system turn stands bare, the rest is ChatML",
        """{% for message in messages %}{% if message.role == 'system' %}{{ message.content }}
{%- else %}<|im_start|>{{ message.role }}
{{ message.content }}<|im_end|>
{% endif %}{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
{% endif %}""",
        "<|startoftext|>",
        "<|im_end|>",
        "Be kind.<|im_start|>user\n我睡不着。<|im_end|>\n"
        "<|im_start|>assistant\nI hear you.<|im_end|>\n"
        "<|im_start|>user\nThanks  <|im_end|>\n"
        "<|im_start|>assistant\n",
    ),
    "Gemma": Family(
        "ai.google.dev/gemma/docs/core/prompt-structure: two roles, and no system turn",
        """{{ bos_token }}{% if messages[0].role == 'system' %}
{{- raise_exception('System role not supported') }}{% endif %}
{%- for message in messages %}
{%- if (message.role == 'user') != (loop.index0 % 2 == 0) %}
{{- raise_exception('Roles must alternate') }}{% endif %}<start_of_turn>
{{- 'model' if message.role == 'assistant' else 'user' }}
{{ message.content | trim }}<end_of_turn>
{% endfor %}{% if add_generation_prompt %}<start_of_turn>model
{% endif %}""",
        "<bos>",
        "<eos>",
        "<bos><start_of_turn>user\nBe kind.\n\n我睡不着。<end_of_turn>\n"
        "<start_of_turn>model\nI hear you.<end_of_turn>\n"
        "<start_of_turn>user\nThanks<end_of_turn>\n<start_of_turn>model\n",
    ),
    "Mistral": Family(
        "docs.mistral.ai, guides/tokenization, V1: no system turn",
        """{{ bos_token }}{% for message in messages %}
{%- if message.role == 'system' %}{{ raise_exception('Only user and assistant roles') }}
{%- elif message.role == 'user' %} [INST] {{ message.content }} [/INST]
{%- else %} {{ message.content }}{{ eos_token }}{% endif %}{% endfor %}""",
        "<s>",
        "</s>",
        "<s> [INST] Be kind.\n\n我睡不着。 [/INST] I hear you.</s> [INST] Thanks   [/INST]",
    ),
}
