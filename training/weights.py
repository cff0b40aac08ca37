"""The weights of a GGUF file as a torch model, and a low-rank adapter to and from a GGUF file.

The names of llama.cpp's tensors map one to one to those of Qwen2 in transformers, and nothing is permuted.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from gguf import GGMLQuantizationType, GGUFReader, GGUFWriter, dequantize
from transformers import AutoTokenizer, Qwen2Config, Qwen2ForCausalLM

if TYPE_CHECKING:
    from pathlib import Path

    from transformers import PreTrainedTokenizerBase

_LAYER = {
    "attn_norm": "input_layernorm",
    "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_WHOLE = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}
_TENSOR = {ours: theirs for theirs, ours in _LAYER.items()}
PROJECTIONS = tuple(name.rpartition(".")[2] for name in _LAYER.values() if name.endswith("_proj"))


def model_of(path: Path) -> Qwen2ForCausalLM:
    """The model of a Qwen2 GGUF file, in float32. Raises KeyError for another kind."""
    reader = GGUFReader(path)
    field = {name: reader.fields[name].contents() for name in reader.fields if name.startswith("qwen2.")}
    tensors = {tensor.name: tensor for tensor in reader.tensors}
    width, vocabulary = tensors["token_embd.weight"].shape
    config = Qwen2Config(
        vocab_size=int(vocabulary),
        hidden_size=int(width),
        intermediate_size=field["qwen2.feed_forward_length"],
        num_hidden_layers=field["qwen2.block_count"],
        num_attention_heads=field["qwen2.attention.head_count"],
        num_key_value_heads=field["qwen2.attention.head_count_kv"],
        rms_norm_eps=field["qwen2.attention.layer_norm_rms_epsilon"],
        rope_parameters={"rope_type": "default", "rope_theta": field["qwen2.rope.freq_base"]},
        tie_word_embeddings="output.weight" not in tensors,
        attn_implementation="sdpa",
    )
    model = Qwen2ForCausalLM(config)
    state = {
        _torch_name(name): torch.from_numpy(np.array(dequantize(tensor.data, tensor.tensor_type), np.float32))
        for name, tensor in tensors.items()
    }
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or set(missing) - {"lm_head.weight"}:
        raise KeyError(f"{path}: weights that do not fit: {[*missing, *unexpected][:5]}")
    return model.eval()


def tokenizer_of(path: Path) -> PreTrainedTokenizerBase:
    """The tokenizer of a GGUF file."""
    return AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)


def adapter_of(path: Path) -> dict[str, torch.Tensor]:
    """Matrices of an adapter's GGUF file, by the module that each belongs to."""
    reader = GGUFReader(path)
    state = {}
    for tensor in reader.tensors:
        name, _, part = tensor.name.rpartition(".")
        matrix = np.array(dequantize(tensor.data, tensor.tensor_type), np.float32)
        state[f"{_torch_name(name).removesuffix('.weight')}.{_PARTS[part]}"] = torch.from_numpy(matrix)
    return state


def write_adapter(path: Path, state: dict[str, torch.Tensor], alpha: float, about: dict[str, Any]) -> None:
    """Write matrices, named as `adapter_of` gives them, as an adapter that llama.cpp loads, in float16."""
    writer = GGUFWriter(path, "qwen2")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    writer.add_float32("adapter.lora.alpha", alpha)
    for name, value in about.items():
        writer.add_string(f"general.{name}", str(value))
    parts = {ours: theirs for theirs, ours in _PARTS.items()}
    for name, matrix in sorted(state.items()):
        module, _, part = name.rpartition(".")
        writer.add_tensor(
            f"{_gguf_name(module)}.weight.{parts[part]}",
            matrix.detach().to(torch.float16).contiguous().numpy(),
            raw_dtype=GGMLQuantizationType.F16,
        )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


_PARTS = {"lora_a": "lora_A", "lora_b": "lora_B"}


def _torch_name(name: str) -> str:
    """`blk.3.attn_q.weight` as `model.layers.3.self_attn.q_proj.weight`."""
    stem, _, end = name.rpartition(".")
    if not stem.startswith("blk."):
        return f"{_WHOLE[stem]}.{end}"
    _, layer, tensor = stem.split(".")
    return f"model.layers.{layer}.{_LAYER[tensor]}.{end}"


def _gguf_name(module: str) -> str:
    """`model.layers.3.self_attn.q_proj` as `blk.3.attn_q`."""
    _, _, layer, rest = module.split(".", 3)
    return f"blk.{layer}.{_TENSOR[rest]}"
