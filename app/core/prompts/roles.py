"""Where weights begin to speak for somebody else: there their reply is over.

Weights that were tuned badly, or read in a format not their own, go on after their reply and
write the person's next words as well. The marks are those of the formats in formats.py and of
the templates of the families that the catalogue knows.
"""

_MARKS = (
    *("<|im_start|>", "<|im_end|>", "<|endoftext|>"),  # ChatML: Qwen, InternLM2, Yi
    *("<|start_header_id|>", "<|end_header_id|>", "<|eot_id|>"),  # Llama 3
    *("<|user|>", "<|assistant|>", "<|system|>", "<|observation|>"),  # GLM-4
    *("<reserved_106>", "<reserved_107>"),  # Baichuan 2
    *("<start_of_turn>", "<end_of_turn>"),  # Gemma
    *("[INST]", "[/INST]", "<<SYS>>"),  # Mistral, Llama 2
)

_PERSON = ("用户", "来访者", "求助者", "User", "Human", "Client")
_LISTENER = ("心理咨询师", "咨询师", "倾听者", "Assistant", "Counsellor", "Counselor", "Listener")
_COLONS = ("：", ":")

OWN_NAMES = tuple(name + colon for name in _LISTENER for colon in _COLONS)
"""What a reply may begin with to say who speaks; it is taken off."""

STOPS = (
    *_MARKS,
    *(f"\n{name}{colon}" for name in (*_PERSON, *_LISTENER) for colon in _COLONS),
)
"""What ends a reply; a name only at the beginning of a line."""
