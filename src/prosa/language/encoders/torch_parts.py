"""PyTorch and transformers, which only those who export or tune have: found, or said how to get."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any, NamedTuple

from prosa.language.encoders.errors import EncoderUnusable
from prosa.language.encoders.huggingface import TransformerFolder

INSTALL = "pip install 'prosa[transformers]'"


class TorchParts(NamedTuple):
    """The libraries. Their types do not follow them here: they may not be installed."""

    torch: Any
    transformers: Any
    quantization: Any


def torch_parts() -> TorchParts:
    """The libraries, or `EncoderUnusable` with what to install."""
    needed = ("torch", "transformers", "onnx", "onnxscript", "onnxruntime")
    if missing := [name for name in needed if find_spec(name) is None]:
        raise EncoderUnusable(f"Exportar ou afinar um transformer precisa de {', '.join(missing)}: {INSTALL}")
    transformers: Any = import_module("transformers")
    # Its warnings speak of heads without weights, which is what an encoder is; its bars would break ours.
    transformers.logging.set_verbosity_error()
    transformers.logging.disable_progress_bar()
    return TorchParts(import_module("torch"), transformers, import_module("onnxruntime.quantization"))


def load_transformer(folder: TransformerFolder, parts: TorchParts) -> tuple[Any, Any]:
    """The transformer and its tokenizer (a `tokenizers.Tokenizer`). Runs no code of the folder."""
    if folder.weights is None:
        raise EncoderUnusable(f"Faltam os pesos (model.safetensors) em {folder.path}.")
    try:
        model = parts.transformers.AutoModel.from_pretrained(
            folder.path,
            attn_implementation="eager",
            trust_remote_code=False,
            local_files_only=True,
            dtype=parts.torch.float32,
        )
        read = parts.transformers.AutoTokenizer.from_pretrained(
            folder.path, trust_remote_code=False, local_files_only=True
        )
        return model.eval(), read.backend_tokenizer
    except Exception as error:  # whatever they raise: the folder is at fault
        raise EncoderUnusable(f"O transformer em {folder.path} não pode ser lido: {error}") from error
