"""Make a quantized GGUF of Hugging Face weights; models/README.md tells it step by step.

    python3 packaging/dev.py make FOLDER|OWNER/NAME|modelscope:OWNER/NAME --out FOLDER

Converts the original weights with llama.cpp's converter, quantizes them with llama.cpp, reads
the file back as the program does, lets it answer, and writes beside it what the catalogue needs
to know. Nothing that comes with the weights is ever run (originals.py, llama_converter.py).
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from originals import Refused, find, lay_out
from quantize import KINDS

from app.core import paths
from app.core.errors import UserFacingError
from app.core.inference.engine import (
    Delta,
    EngineOptions,
    GenerationRequest,
    Loaded,
    Sampling,
    WeightsDescription,
)
from app.core.inference.process import ProcessEngine
from app.core.messages import explain
from app.core.prompts.template import ChatTemplate, Turn
from app.core.weights.catalogue import Catalogue
from app.core.weights.checksum import sha256_of
from app.core.weights.entry import Entry, Shape, SourceFile
from app.core.weights.gguf_header import Header, read_header
from app.core.weights.own_entries import OwnEntries

CONVERTER = Path(sys.prefix) / "llama.cpp"
"""Where packaging/dev.py lays the part of llama.cpp's source that converts."""

WHOLE = {"F16": "f16", "BF16": "bf16"}
"""Kinds without quantizing, by the converter's name."""

_HERE = Path(__file__).resolve().parent
_QUESTION = "最近总是睡不好，心里很乱。"
_ANSWER_TOKENS = 48


def main(arguments: Sequence[str] | None = None) -> int:
    """Make what the arguments ask for; the exit status."""
    options = _parser().parse_args(arguments)
    out = options.out.expanduser().absolute()
    out.mkdir(parents=True, exist_ok=True)
    try:
        originals = find(options.weights, options.revision, out / "originals")
        made = make(originals, out, options)
    except Refused as refusal:
        print(f"convert: {refusal}", file=sys.stderr)
        return 1
    except subprocess.CalledProcessError as error:
        script = Path(error.cmd[1]).name
        print(f"convert: {script} failed; what it said stands above.", file=sys.stderr)
        return 1
    except OSError as error:  # the disk, and what both hubs' clients raise
        print(f"convert: {error}", file=sys.stderr)
        return 1
    except UserFacingError as fault:
        print(f"convert: {explain(fault)}", file=sys.stderr)
        return 1
    print(f"\nTo use it:\n  soulchat weights import {made}", end="")
    print(f" --like {options.entry}" if options.entry else "")
    return 0


def make(originals: Path, out: Path, options: argparse.Namespace) -> Path:
    """The finished GGUF of a folder of original weights.

    Raises:
        Refused: no such weights, or no room for them.
        subprocess.CalledProcessError: the converter or the quantizer gave up.
        UserFacingError: the program can't read or run the result.
    """
    catalogue = Catalogue(paths.catalogue(), out)
    like = catalogue.find(options.entry) if options.entry else None
    name = options.name or (like.id if like else originals.name)
    target = out / f"{name}-{options.quant}.gguf"
    if target.exists():
        raise Refused(f"{target} is there already.")
    with tempfile.TemporaryDirectory(prefix="making-", dir=out) as place:
        laid = Path(place) / "originals"
        _see_room(lay_out(originals, laid), out)
        whole, file = Path(place) / "whole.gguf", Path(place) / target.name
        title = like.titles["en"] if like else name
        _convert(options, laid, whole, title)
        if options.quant in WHOLE:
            whole.replace(file)
        else:
            _run("quantize.py", str(whole), str(file), options.quant)
            whole.unlink()
        header = read_header(file)
        sha256 = sha256_of(file, lambda _done, _size: None)
        print(f"\nIt answers: {answer(file, like.chat_template if like else '')}")
        file.replace(target)
    source = SourceFile(
        target.name,
        options.quant,
        repository=options.repository,
        size=target.stat().st_size,
        sha256=sha256,
    )
    entry = _entry(source, header, like)
    OwnEntries(out, catalogue).keep(entry)
    print(f"{target}: {source.size} bytes\nsha256 {sha256}\nentry {out / entry.id}.toml")
    return target


def answer(file: Path, chat_template: str = "") -> str:
    """What the finished weights say to a sentence of somebody who sleeps badly.

    Args:
        chat_template: in the place of the file's own.

    Raises:
        Refused: they say nothing.
        UserFacingError: they can't be loaded, have no usable chat format, or stop the engine.
    """
    with closing(ProcessEngine()) as engine:
        (loaded,) = (
            event
            for event in engine.load(file, EngineOptions(context_length=512))
            if isinstance(event, Loaded)
        )
        prompt = _prompt(loaded.weights, chat_template)
        request = GenerationRequest(prompt, Sampling(temperature=0), max_tokens=_ANSWER_TOKENS)
        said = "".join(e.text for e in engine.generate(request) if isinstance(e, Delta))
    if not said.strip():
        raise Refused("The finished weights answer nothing.")
    return said.strip()


def _prompt(weights: WeightsDescription, chat_template: str) -> str:
    if not (source := chat_template or weights.chat_template):
        print("They bring no chat format along: their entry needs a chat_template.")
        return _QUESTION
    template = ChatTemplate(
        source,
        bos=weights.bos_text,
        eos=weights.eos_text,
        adds_bos=weights.adds_bos,
        control_tokens=weights.control_tokens,
        name=weights.name,
    )
    return template.render([Turn("user", _QUESTION)])


def _convert(options: argparse.Namespace, laid: Path, whole: Path, title: str) -> None:
    source = options.converter
    if not (source / "convert_hf_to_gguf.py").is_file():
        raise Refused(f"{source} holds no converter; start this by packaging/dev.py make.")
    kind = WHOLE.get(options.quant, "auto")  # auto: the 16 bits that the originals have
    _run(
        *("llama_converter.py", str(source), "--outtype", kind, "--outfile", str(whole)),
        *("--model-name", title, str(laid)),
    )


def _run(script: str, *arguments: str) -> None:
    subprocess.run([sys.executable, str(_HERE / script), *arguments], check=True)


def _see_room(numbers: int, out: Path) -> None:
    """The 16-bit file and the quantized one lie there at once, beside the originals."""
    needed, free = numbers + numbers * 6 // 10, shutil.disk_usage(out).free
    if free < needed:
        raise Refused(
            f"{needed / 1e9:.1f} GB of disk are needed in {out}, {free / 1e9:.1f} are free."
        )


def _entry(source: SourceFile, header: Header, like: Entry | None) -> Entry:
    """What the catalogue is to know of the file: as of the weights it was made of."""
    heads = header.number("attention.head_count") or 1
    shape = Shape(
        header.number("block_count"),
        header.number("attention.head_count_kv") or heads,
        header.number("attention.key_length") or header.number("embedding_length") // heads,
    )
    known = like or Entry(
        id="",
        titles={"en": Path(source.name).stem},
        family=header.architecture,
        base="",
        parameters="",
        languages=("zh", "en"),
        licence="",
        licence_link="",
        allows={},
        origin="",
        context_length=header.context_length,
        availability="download",
        style="listener",
        checked=datetime.now(UTC).date(),
        notices={},
    )
    return replace(
        known,
        id=Path(source.name).stem.lower(),
        titles=_titles(like, source) if like else known.titles,
        availability="download",
        checked=datetime.now(UTC).date(),
        notices={},
        files=(source,),
        shape=shape,
    )


def _titles(like: Entry, source: SourceFile) -> dict[str, str]:
    return {language: f"{title} {source.quantization}" for language, title in like.titles.items()}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="convert.py", description="Make a quantized GGUF of Hugging Face weights."
    )
    parser.add_argument(
        "weights", help="a folder, OWNER/NAME on the Hugging Face hub, or modelscope:OWNER/NAME"
    )
    parser.add_argument("--out", type=Path, required=True, help="a folder on a disk with room")
    parser.add_argument("--quant", default="Q4_K_M", choices=[*KINDS, *WHOLE])
    parser.add_argument("--entry", default="", metavar="ID", help="of the catalogue: what it is")
    parser.add_argument("--name", default="", help="of the file, without its kind")
    parser.add_argument("--revision", default="", help="branch, tag or commit on the hub")
    parser.add_argument(
        "--repository",
        default="",
        metavar="OWNER/NAME",
        help="on the Hugging Face hub, where you will put the file",
    )
    parser.add_argument(
        "--converter",
        type=Path,
        default=CONVERTER,
        metavar="FOLDER",
        help="another llama.cpp's source, for an architecture that is newer than the pinned one",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
