"""llama.cpp's own converter, with its doors to strangers' code shut: a process of its own.

    python llama_converter.py SOURCE [what convert_hf_to_gguf.py takes]

``SOURCE`` is a folder with ``convert_hf_to_gguf.py``, ``conversion`` and ``gguf-py`` of the very
llama.cpp that is pinned. That converter reads tokenizers with ``trust_remote_code=True``; here
transformers can neither fetch code nor load it, whatever a weights folder says.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

os.environ |= {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}  # before transformers

from transformers import dynamic_module_utils


def main(arguments: list[str]) -> None:
    """Convert; ends the process where the converter does."""
    source, *rest = arguments
    _shut_the_door()
    sys.path.insert(0, source)
    import convert_hf_to_gguf as converter  # noqa: PLC0415 - there from the line above on

    _mend_baichuan()
    sys.argv = [str(Path(source) / "convert_hf_to_gguf.py"), *rest]
    converter.main()


def _shut_the_door() -> None:
    """Every way of transformers to run a weights folder's code ends in these two functions."""

    def refuse(*_arguments: object, **_named: object) -> NoReturn:
        raise PermissionError("these weights want code of their own to be run")

    dynamic_module_utils.get_cached_module_file = refuse
    dynamic_module_utils.get_class_in_module = refuse


def _mend_baichuan() -> None:
    """Let Baichuan be converted, and Baichuan2 rightly.

    WORKAROUND: ``BaichuanModel.modify_tensors`` calls itself where it means its parent, so no
    Baichuan can be converted. And Baichuan2's output layer is used with each row scaled to
    length one ("NormHead" in its modelling code), which llama.cpp does not know; its makers
    tell to scale the rows once, and to use it as Baichuan 1 then.
    """
    import torch  # noqa: PLC0415
    from conversion.baichuan import BaichuanModel  # noqa: PLC0415
    from conversion.base import TextModel  # noqa: PLC0415

    whole = BaichuanModel.modify_tensors

    def modify_tensors(
        model: Any, data: Any, name: str, layer: int | None
    ) -> Iterator[tuple[str, Any]]:
        if name.endswith("self_attn.W_pack.weight"):
            yield from whole(model, data, name, layer)
            return
        if name == "lm_head.weight" and "z_loss_weight" in model.hparams:  # Baichuan2's alone
            data = torch.nn.functional.normalize(data.float())
        yield from TextModel.modify_tensors(model, data, name, layer)

    BaichuanModel.modify_tensors = modify_tensors


if __name__ == "__main__":
    main(sys.argv[1:])
