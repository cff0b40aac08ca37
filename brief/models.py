"""Weights of the models that `brief` runs itself: found, fetched and checked.

A model is known by its checksum. Weights are fetched once into a cache folder, from the first source that
gives them, and are put in place only when size and SHA-256 are the manifest's: a file in place is a
checked file, and one that has changed since is checked again before it is used.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from brief import manifest
from brief.downloads import Silent
from brief.errors import ConfigError, ModelError
from brief.records import content_hash

if TYPE_CHECKING:
    from collections.abc import Sequence

    from brief.downloads import Progress, Source
    from brief.manifest import Adapter, Model

MAGIC = b"GGUF"
_CHUNK = 1 << 20
_INSTEAD = "give a GGUF file of your own with --model PATH, or another endpoint with --base-url"


class Weights(NamedTuple):
    """A checked file to be run. `name` is the manifest's, or the file's own without its suffix.

    `adapter` is what is to be loaded beside it; None: the weights are run alone.
    """

    name: str
    path: Path
    sha256: str
    adapter: Adapter | None = None


def resolve(choice: str, cache_dir: Path, progress: Progress | None = None) -> Weights:
    """Weights for a name of the manifest, fetched if need be, or for the path of a GGUF file.

    A file that is a model of the manifest, wherever it lies, has that model's adapter.
    Raises ConfigError for a choice that is neither, ModelError when the weights cannot be had.
    """
    path = Path(choice).expanduser()
    if model := manifest.MODELS.get(choice):
        return Weights(model.name, ensure(model, cache_dir, progress), model.sha256, model.adapter)
    if not path.is_file():
        known = ", ".join(manifest.MODELS)
        raise ConfigError(
            f"--model {choice}: neither a file nor a model of the manifest ({known}); {_INSTEAD}"
        )
    digest = weights_sha256(path, cache_dir)
    for model in manifest.MODELS.values():
        if model.sha256 == digest:
            return Weights(model.name, path, digest, model.adapter)
    return Weights(path.stem, path, digest)


def installed(model: Model, cache_dir: Path) -> Path | None:
    """Path of the model's file if it is in the cache folder and has the manifest's checksum."""
    path = cache_dir / model.file
    right = path.is_file() and path.stat().st_size == model.size and _sha256(path, cache_dir) == model.sha256
    return path if right else None


def weights_sha256(path: Path, cache_dir: Path) -> str:
    """SHA-256 of a GGUF file of the user's; remembered while its path, size and time stay as they are.

    Raises ModelError for a file that cannot be read or is no GGUF.
    """
    try:
        with path.open("rb") as file:
            start = file.read(len(MAGIC))
        if start == MAGIC:
            return _sha256(path, cache_dir)
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}; {_INSTEAD}") from error
    raise ModelError(f"{path} is no GGUF file: it starts with {start!r}, not {MAGIC!r}; {_INSTEAD}")


def _sha256(path: Path, cache_dir: Path) -> str:
    memory = _memory(path, cache_dir)
    with suppress(OSError, UnicodeDecodeError):
        remembered = memory.read_text("utf-8")
        if re.fullmatch("[0-9a-f]{64}", remembered):
            return remembered
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    _remember(memory, digest)
    return digest


def _memory(path: Path, cache_dir: Path) -> Path:
    """Where the checksum of `path`, as it is now, is remembered."""
    state = path.stat()
    return cache_dir / "checksums" / content_hash([str(path.resolve()), state.st_size, state.st_mtime_ns])


def _remember(memory: Path, digest: str) -> None:
    """Keep `digest`. A folder that cannot be written costs a second hashing, not the run."""
    partial = memory.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        memory.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(digest, "utf-8")
        partial.replace(memory)


def ensure(model: Model, cache_dir: Path, progress: Progress | None = None) -> Path:
    """Path of the model's checked file in `cache_dir`, fetched now if it is not there.

    Of two runs one fetches and the other waits. A run that was cut off is resumed.
    Raises ModelError that lists each source with its reason.
    """
    progress = progress or Silent()
    target = cache_dir / model.file
    if installed(model, cache_dir):
        return target
    try:
        cache_dir.mkdir(parents=True, exist_ok=True)
        with _locked(target, progress):
            if not installed(model, cache_dir):
                if target.exists():
                    progress.note(f"{target} has not the checksum of {model.name}: removed, fetched anew")
                    target.unlink()
                _fetch(model, target, progress)
    except OSError as error:
        raise ModelError(
            f"{model.name}: cannot use {cache_dir} ({error}): choose another cache folder, {_INSTEAD}"
        ) from error
    return target


def _locked(target: Path, progress: Progress) -> AbstractContextManager[object]:
    from filelock import FileLock, Timeout

    lock = FileLock(f"{target}.lock")
    try:
        return lock.acquire(blocking=False)
    except Timeout:
        progress.note(f"another run is fetching {target.name}: waiting for it")
        return lock.acquire()


def _fetch(model: Model, target: Path, progress: Progress) -> None:
    folder = target.with_name(f"{target.name}.parts")
    _require_space(model, folder)
    failures: list[tuple[Source, Exception]] = []
    for source in model.sources:
        progress.note(f"{model.name}: {source}")
        progress.started(model.size)
        try:
            folder.mkdir(exist_ok=True)
            parts = source.fetch(folder, progress)
            progress.note(f"{model.name}: checking the checksum")
            _assemble(parts, model, target, folder)
        except (ModelError, OSError) as error:
            failures.append((source, error))
        else:
            return
    reasons = "".join(f"\n  {source}: {error}" for source, error in failures)
    raise ModelError(
        f"{model.name}: no source gave the weights ({_gigabytes(model.size)}):{reasons}\n"
        f"Try again later (finished parts are kept), {_INSTEAD}."
    ) from (failures[-1][1] if failures else None)


def _require_space(model: Model, folder: Path) -> None:
    """Raise ModelError unless there is room for the parts that are missing and for the whole."""
    here = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    needed, free = max(2 * model.size - here, model.size), shutil.disk_usage(folder.parent).free
    if free < needed:
        raise ModelError(
            f"{model.name}: fetching needs {_gigabytes(needed)} of disk space in {folder.parent}, "
            f"which has {_gigabytes(free)}. Free some, choose another cache folder, {_INSTEAD}"
        )


def _assemble(parts: Sequence[Path], model: Model, target: Path, folder: Path) -> None:
    """Concatenate `parts` to `target`, which appears only if size and checksum are the model's.

    `folder` is removed in either case: right parts are no longer needed, wrong ones must not be used again.
    """
    partial = target.with_name(f"{target.name}.partial")
    digest, size = hashlib.sha256(), 0
    try:
        with partial.open("wb") as whole:
            for part in parts:
                with part.open("rb") as file:
                    while chunk := file.read(_CHUNK):
                        digest.update(chunk)
                        size += whole.write(chunk)
            whole.flush()
            os.fsync(whole.fileno())
        right = (size, digest.hexdigest()) == (model.size, model.sha256)
        if right:
            partial.replace(target)
            _remember(_memory(target, target.parent), model.sha256)
    finally:
        partial.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    if not right:
        raise ModelError(
            f"gave {size} bytes with SHA-256 {digest.hexdigest()}, "
            f"not {model.size} bytes with {model.sha256}; removed"
        )


def _gigabytes(count: int) -> str:
    return f"{count / 1e9:.2f} GB"
