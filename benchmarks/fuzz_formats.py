"""Malformed files, made from sound ones by a fixed rule, and what reading them costs.

`python -m benchmarks.fuzz_formats [-n COUNT] [--from FIRST] [SUFFIX ...]`, from the top of the repository.
Each file goes through what `brief make` reads with. A crash is a process that died, a hang one that was
ended for its time, a leak one that was ended for its memory; `peak` is the most memory that a process of
readers held, read from its status. Bars: none of these, no file over 20 s, under 512 MB.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import resource
import sys
import time
import zipfile

from brief.formats import Overrun, Refused
from brief.sandbox import Sandbox
from brief.sources import contents
from tests.samples import TEXT, archive, pdf, samples, word_bomb

BAR_SECONDS = 20.0
BAR_MB = 512
TOKENS = (
    b"\x00", b"\xff\xff\xff\xff", b"<", b">", b"&#x0;", b"]]>", b"%PDF-", b"PK\x03\x04", b"endstream",
    b"\n\n", b"From ", b"--cut", b"--cut--", b"=?utf-8?b?", b'{"text":', b"[" * 200, b"<div>" * 200,
    b"<!DOCTYPE x [", b"charset=utf-7", b"charset=\xff", b"Content-Type: multipart/mixed; boundary=\n",
    b"/Kids [1 0 R]", b"-1",
    b"99999999999", b"\xed\xa0\x80", b"\r", b"w:p", b"/Length 0",
)  # fmt: skip

INSIDE = ("word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels")


class Dice:
    """Numbers that look thrown and are the same each time."""

    def __init__(self, seed: str) -> None:
        self._state = hashlib.sha256(seed.encode()).digest()

    def upto(self, limit: int) -> int:
        """A number from 0 to `limit`, which is left out."""
        self._state = hashlib.sha256(self._state).digest()
        return int.from_bytes(self._state[:6], "big") % max(limit, 1)


def malformed(sound: bytes, dice: Dice) -> bytes:
    """The file with one to six changes."""
    data = bytearray(sound)
    for _ in range(1 + dice.upto(6)):
        at, length = dice.upto(len(data)), 1 + dice.upto(40)
        match dice.upto(7):
            case 0:
                data[at : at + 1] = bytes([dice.upto(256)])
            case 1:
                del data[at : at + length]
            case 2:
                data[at:at] = TOKENS[dice.upto(len(TOKENS))]
            case 3:
                data[at:at] = data[at : at + length] * (1 + dice.upto(60))
            case 4:
                del data[at:]
            case 5:
                other = dice.upto(len(data))
                data[at : at + length] = data[other : other + length]
            case _:
                data[at:at] = bytes(dice.upto(256) for _ in range(length))
    return bytes(data)


def changed(kind: str, sound: bytes, number: int) -> bytes:
    """The file of this number; every other packed one is changed inside, where no checksum catches it."""
    dice = Dice(f"{kind} {number}")
    if number % 2 == 0 or kind not in {".docx", ".zip", ".gz"}:
        return malformed(sound, dice)
    if kind == ".gz":
        return gzip.compress(malformed(gzip.decompress(sound), dice), mtime=0)
    with zipfile.ZipFile(io.BytesIO(sound)) as packed:
        files = {name: packed.read(name) for name in packed.namelist()}
    texts = [name for name in files if name in INSIDE or kind == ".zip"]
    name = texts[dice.upto(len(texts))]
    return archive({**files, name: malformed(files[name], dice)})


def peak_mb() -> float:
    """Most memory that a process of readers held so far, of those that have ended."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit / 1e6


def fuzz(kind: str, sound: bytes, first: int, count: int) -> bool:
    """Read the files of one format, and print what came of it. Whether it holds the bars."""
    bad: list[str] = []
    read = refused = 0
    slowest = 0.0
    began = time.monotonic()
    with Sandbox() as sandbox:
        for number in range(first, first + count):
            data = changed(kind, sound, number)
            start = time.monotonic()
            try:
                found = contents(kind, data, sandbox.read)
            except Exception as error:  # noqa: BLE001  # this is what the run is for
                bad.append(f"#{number}: {type(error).__name__}: {error}")
                continue
            slowest = max(slowest, time.monotonic() - start)
            for item in found:
                bad += [f"#{number}: {item.content.reason}"] if isinstance(item.content, Overrun) else []
                refused += isinstance(item.content, Refused)
                read += not isinstance(item.content, Refused)
    seconds = time.monotonic() - began
    print(
        f"{kind:7} {count:6} files  {read:6} read  {refused:6} refused  {len(bad):3} bad  "
        f"slowest {slowest:5.2f} s  {count / seconds:6.0f} files/s  peak {peak_mb():4.0f} MB"
    )
    for line in bad[:10]:
        print(f"        {line}")
    return not bad and slowest < BAR_SECONDS and peak_mb() < BAR_MB


def main() -> None:
    """Fuzz the formats that are named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=300, help="files of each format")
    parser.add_argument("--from", dest="first", type=int, default=0, help="number of the first file")
    parser.add_argument("kinds", nargs="*", help="suffixes; none: all")
    given = parser.parse_args()
    sound = {**samples(), ".txt": TEXT.encode(), ".md": f"---\ndate: 2023-12-10\n---\n# {TEXT}".encode()}
    fine = [fuzz(kind, sound[kind], given.first, given.n) for kind in given.kinds or sound]
    for name, kind, bomb in (
        ("Word", ".docx", word_bomb(100_000_000)),
        ("gzip", ".gz", gzip.compress(b"\0" * 500_000_000)),
        ("PDF", ".pdf", pdf(["x"], padding=400_000_000)),
        ("JSON", ".json", b"[" * 5_000_000),
        ("mail", ".eml", b"Subject: " + b"=?utf-8?q?a?= " * 300_000 + b"\n\nThey met."),
        ("feed", ".xml", b"<rss>" + b"<a>" * 1_000_000),
    ):
        start = time.monotonic()
        with Sandbox() as sandbox:
            (item,) = contents(kind, bomb, sandbox.read)
        said = item.content.reason if isinstance(item.content, Refused) else "read"
        print(f"{name} bomb, {len(bomb):,} bytes: {time.monotonic() - start:.2f} s: {said}")
    sys.exit(not all(fine))


if __name__ == "__main__":
    main()
