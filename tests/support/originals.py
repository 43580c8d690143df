"""Tiny weights as Hugging Face keeps them, drawn at random: a Qwen2 and a Llama.

Attention is peaked: each token looks at few others. With flat attention, weights whose query
and key rows lie in the wrong order would answer like the right ones.
"""

import io
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import sentencepiece
import torch
from safetensors.torch import save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import (
    LlamaConfig,
    LlamaForCausalLM,
    PreTrainedModel,
    PreTrainedTokenizerFast,
    Qwen2Config,
    Qwen2ForCausalLM,
)

ROOT = Path(__file__).resolve().parents[2]
LLAMA_CPP = Path(sys.prefix) / "llama.cpp"
PEAK = 2.0
"""How much larger than usual the query and key weights are."""

CHATML = (
    "{% for message in messages %}<|im_start|>{{ message.role }}\n{{ message.content }}"
    "<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)

# How Qwen2 cuts a text before its tokens are looked for: the ``pre_tokenizer`` of its
# tokenizer.json, and ``LLAMA_VOCAB_PRE_TYPE_QWEN2`` in llama.cpp.
_QWEN2_CUTS = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}|"
    r" ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_NORMAL, _CONTROL = 1, 3


def tiny_qwen2(folder: Path) -> None:
    """A Qwen2 with the whole vocabulary, which llama.cpp's source brings along."""
    size = _qwen2_tokenizer(folder)
    config = Qwen2Config(
        vocab_size=size,
        hidden_size=128,
        intermediate_size=256,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        rope_parameters={"rope_type": "default", "rope_theta": 1_000_000.0},
        bos_token_id=None,
        eos_token_id=151_645,
    )
    _drawn(Qwen2ForCausalLM(config)).save_pretrained(folder)


def tiny_llama(folder: Path) -> None:
    """A Llama with a SentencePiece vocabulary trained on this program's own texts."""
    _sentencepiece_tokenizer(folder)
    config = LlamaConfig(
        vocab_size=3000,
        hidden_size=256,
        intermediate_size=512,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=512,
        bos_token_id=1,
        eos_token_id=2,
    )
    _drawn(LlamaForCausalLM(config)).save_pretrained(folder)


def tiny_baichuan2(folder: Path) -> LlamaForCausalLM:
    """A Baichuan2, and the Llama that computes the same.

    It differs in three things: query, key and value rows lie in one tensor, the output rows
    count with length one, and llama.cpp knows it by its 32 layers.
    """
    _sentencepiece_tokenizer(folder)
    config = LlamaConfig(
        vocab_size=3000,
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=32,
        num_attention_heads=4,
        max_position_embeddings=512,
        bos_token_id=1,
        eos_token_id=2,
    )
    llama = _drawn(LlamaForCausalLM(config))
    packed = {}
    for name, numbers in llama.state_dict().items():
        if "q_proj" in name:
            parts = [llama.state_dict()[name.replace("q_", f"{part}_")] for part in "qkv"]
            packed[name.replace("q_proj", "W_pack")] = torch.cat(parts)
        elif "k_proj" not in name and "v_proj" not in name:
            packed[name] = numbers.contiguous()
    save_file(packed, folder / "model.safetensors", {"format": "pt"})
    described = {
        **config.to_dict(),
        "architectures": ["BaichuanForCausalLM"],
        "model_type": "baichuan",
        "z_loss_weight": 0,
    }
    (folder / "config.json").write_text(json.dumps(described))
    with torch.no_grad():
        llama.lm_head.weight.copy_(torch.nn.functional.normalize(llama.lm_head.weight.float()))
    return llama.float()


def _sentencepiece_tokenizer(folder: Path) -> None:
    folder.mkdir()
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(_texts()),
        model_writer=out,
        vocab_size=3000,
        model_type="bpe",
        byte_fallback=True,
        character_coverage=0.98,
        normalization_rule_name="identity",
        minloglevel=2,
    )
    (folder / "tokenizer.model").write_bytes(out.getvalue())
    tokenizer = {
        "tokenizer_class": "LlamaTokenizer",
        "add_bos_token": True,
        "bos_token": "<s>",
        "eos_token": "</s>",
        "unk_token": "<unk>",
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(tokenizer))


def _qwen2_tokenizer(folder: Path) -> int:
    """Write the tokenizer; gives the number of its tokens."""
    sys.path.insert(0, str(LLAMA_CPP / "gguf-py"))
    try:
        from gguf import GGUFReader
    finally:
        sys.path.pop(0)
    fields = GGUFReader(LLAMA_CPP / "models" / "ggml-vocab-qwen2.gguf").fields
    tokens, kinds, merges = (
        fields[f"tokenizer.ggml.{name}"].contents() for name in ("tokens", "token_type", "merges")
    )
    numbered = list(enumerate(zip(tokens, kinds, strict=True)))
    tokenizer = Tokenizer(
        models.BPE(
            vocab={token: number for number, (token, kind) in numbered if kind == _NORMAL},
            merges=[tuple(merge.split(" ")) for merge in merges],
        )
    )
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(_QWEN2_CUTS), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(
        [
            AddedToken(token, special=True, normalized=False)
            for _number, (token, kind) in numbered
            if kind == _CONTROL
        ]
    )
    whole = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|endoftext|>"
    )
    whole.chat_template = CHATML
    whole.save_pretrained(folder)
    return len(tokens)


def _texts() -> Iterable[str]:
    for file in [*ROOT.glob("app/decisions/*.md"), *ROOT.glob("resources/safety/*.toml")]:
        yield from file.read_text("utf-8").splitlines()


def _drawn(weights: PreTrainedModel) -> PreTrainedModel:
    """With random numbers, in 16 bits.

    Tokens are loud beside what the layers add, and some likelier than others, as in weights
    that were trained; else rounding alone would decide which of many equal tokens comes first.
    """
    chance = torch.Generator().manual_seed(6)
    with torch.no_grad():
        for name, numbers in weights.named_parameters():
            drawn = torch.randn(numbers.shape, generator=chance)
            if "norm" in name:
                numbers.copy_(1 + drawn / 10)
            elif numbers.dim() == 1:
                numbers.copy_(drawn / 10)
            elif "embed_tokens" in name:
                numbers.copy_(4 * drawn)
            else:
                drawn /= numbers.shape[-1] ** 0.5
                if "q_proj" in name or "k_proj" in name:
                    drawn *= PEAK
                if "lm_head" in name:
                    drawn *= torch.exp(torch.randn(len(drawn), 1, generator=chance) / 3)
                numbers.copy_(drawn)
    return weights.half()
