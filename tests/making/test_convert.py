"""Weights that are converted and quantized here answer as the original ones do."""

import hashlib
import json
import random
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from transformers import AutoModelForCausalLM, AutoTokenizer

from app.core.weights.entry import read_entry
from app.core.weights.gguf_header import read_header
from tests.making.conftest import ROOT, convert, made
from tests.support.originals import LLAMA_CPP, tiny_baichuan2

Logits = NDArray[np.float32]
POSITIONS = 200
TEXTS = (
    "I can't sleep, and nobody notices. It's 3 a.m. again!",
    "最近总是睡不好，心里很乱。12345，我想哭……",
    "今天 my boss 又说我 not good enough，我回家就 cry 了很久。🙂\n\n  两行",
)


def tokens(originals: Path) -> list[int]:
    """Any ones: what is compared is the arithmetic."""
    vocabulary = json.loads((originals / "config.json").read_text())["vocab_size"]
    return random.Random(6).choices(range(3, vocabulary), k=POSITIONS)


def original_logits(originals: Path) -> Logits:
    """Of transformers, in 32 bits."""
    weights = AutoModelForCausalLM.from_pretrained(
        originals, dtype=torch.float32, attn_implementation="eager"
    )
    with torch.inference_mode():
        answer = weights(torch.tensor([tokens(originals)]), output_attentions=True)
    for layer in answer.attentions:  # else a wrong order of rows would go unseen
        assert layer[0, :, 8:].max(-1).values.mean() > 0.4
    return answer.logits[0].numpy()


def made_logits(file: Path, originals: Path) -> Logits:
    """Of llama.cpp, with a 32-bit cache."""
    from llama_cpp import GGML_TYPE_F32, Llama

    llama = Llama(
        str(file),
        n_ctx=POSITIONS,
        logits_all=True,
        type_k=GGML_TYPE_F32,
        type_v=GGML_TYPE_F32,
        verbose=False,
    )
    llama.eval(tokens(originals))
    return np.array(llama.scores[:POSITIONS])


def distance(one: Logits, other: Logits) -> float:
    return float(np.abs(one - other).max())


def without_permutation(originals: Path, file: Path) -> Path:
    """What the converter makes when it leaves the rows of queries and keys as they are."""
    program = f"""
import sys
sys.path[:0] = [{str(ROOT / "models" / "making")!r}, {str(LLAMA_CPP)!r}]
import llama_converter
from conversion.llama import LlamaModel
LlamaModel.undo_permute = False
llama_converter.main([{str(LLAMA_CPP)!r}, "--outtype", "f16", "--outfile", {str(file)!r},
                      {str(originals)!r}])
"""
    subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return file


def test_sixteen_bits_compute_what_the_originals_do(
    originals: Path, sixteen_bits: Path, tmp_path: Path
) -> None:
    expected = original_logits(originals)
    apart = distance(made_logits(sixteen_bits, originals), expected)
    print(f"{originals.name} F16: {apart:.4f} apart at most; logits spread {expected.std():.2f}")
    assert apart < 1e-2
    if originals.name == "tiny-llama":  # the comparison sees what it is there for
        wrong = made_logits(without_permutation(originals, tmp_path / "wrong.gguf"), originals)
        print(f"without the permutation: {distance(wrong, expected):.4f}")
        assert distance(wrong, expected) > 0.5


def test_baichuan2_computes_what_the_same_llama_does(tmp_path: Path) -> None:
    folder = tmp_path / "tiny-baichuan2"
    llama = tiny_baichuan2(folder)
    file = made(folder, tmp_path, "F16")
    with torch.inference_mode():
        expected = llama(torch.tensor([tokens(folder)])).logits[0].numpy()
    apart = distance(made_logits(file, folder), expected)
    print(f"tiny-baichuan2 F16: {apart:.4f} apart at most; logits spread {expected.std():.2f}")
    assert apart < 0.2  # rounding adds up over 32 layers; a missing step costs more than 1


def test_eight_bits_choose_the_same_token(originals: Path, tmp_path: Path) -> None:
    file = made(originals, tmp_path, "Q8_0")
    expected = original_logits(originals).argmax(-1)
    agreed = float((made_logits(file, originals).argmax(-1) == expected).mean())
    print(f"{originals.name} Q8_0: {agreed:.1%} of the tokens agree")
    assert agreed >= 0.95


def test_four_bits_are_made_by_default_and_described(originals: Path, tmp_path: Path) -> None:
    entry_id = "soulchat2.0-qwen2-7b"
    done = convert(originals, "--out", tmp_path, "--entry", entry_id, "--repository", "me/mine")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "It answers: " in done.stdout
    file = tmp_path / f"{entry_id}-Q4_K_M.gguf"
    assert sorted(tmp_path.iterdir()) == [file, tmp_path / f"{entry_id}-q4_k_m.toml"]
    whole = (originals / "model.safetensors").stat().st_size
    assert read_header(file).tensor_bytes < whole * 0.6
    entry = read_entry(
        tomllib.loads((tmp_path / f"{entry_id}-q4_k_m.toml").read_text("utf-8")), own=True
    )
    (source,) = entry.files
    assert (source.repository, source.name) == ("me/mine", file.name)
    assert source.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert source.size == file.stat().st_size
    assert (entry.style, entry.title("en")) == ("rebt", "SoulChat 2.0 (Qwen2-7B) Q4_K_M")
    assert entry.shape is not None
    assert entry.shape.kv_heads == 2


def test_both_read_texts_alike(originals: Path, sixteen_bits: Path) -> None:
    from llama_cpp import Llama

    llama = Llama(str(sixteen_bits), vocab_only=True, verbose=False)
    tokenizer = AutoTokenizer.from_pretrained(originals)
    for text in TEXTS:
        expected = tokenizer(text, add_special_tokens=False)["input_ids"]
        assert llama.tokenize(text.encode(), add_bos=False, special=True) == expected


def copied(originals: Path, target: Path) -> Path:
    return Path(shutil.copytree(originals, target))


def test_code_that_comes_with_weights_is_never_run(qwen2: Path, tmp_path: Path) -> None:
    """The converter alone runs it: see what a weights folder needs for that."""
    folder, ran = copied(qwen2, tmp_path / "hostile"), tmp_path / "ran"
    code = f"import pathlib; pathlib.Path({str(ran)!r}).touch()\nclass Kind: pass\n"
    (folder / "kind.py").write_text(code)
    hostile = {
        "config.json": {"model_type": "kind", "architectures": ["QWenLMHeadModel"]},
        "tokenizer_config.json": {"tokenizer_class": "Kind"},
    }
    for name, changes in hostile.items():
        content = json.loads((folder / name).read_text()) | changes
        classes = {"AutoConfig": "kind.Kind", "AutoTokenizer": ["kind.Kind", "kind.Kind"]}
        (folder / name).write_text(json.dumps(content | {"auto_map": classes}))

    def vocabulary(*program: str | Path) -> str:
        arguments = ("--vocab-only", "--outfile", tmp_path / "x.gguf", folder)
        command = [sys.executable, *program, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    vocabulary(LLAMA_CPP / "convert_hf_to_gguf.py")
    assert ran.exists()  # else nothing below would prove anything
    ran.unlink()
    ours = vocabulary(ROOT / "models" / "making" / "llama_converter.py", LLAMA_CPP)
    assert "want code of their own" in ours
    assert convert(folder, "--out", tmp_path / "out").returncode == 1
    assert not ran.exists()


def test_what_could_run_code_or_is_missing_is_refused(qwen2: Path, tmp_path: Path) -> None:
    folder = copied(qwen2, tmp_path / "weights")
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    assert "only pickles" in convert(folder, "--out", tmp_path / "out").stderr
    (folder / "config.json").unlink()
    assert "no config.json" in convert(folder, "--out", tmp_path / "out").stderr
    assert "no owner/name" in convert(tmp_path / "nothing", "--out", tmp_path / "out").stderr
    assert [*(tmp_path / "out").iterdir()] == []
