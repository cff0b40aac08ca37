"""How well the main text of web pages is read, beside trafilatura's defaults, in one run.

Usage: python -m benchmarks.reading_html FOLDER
FOLDER has html/ and html_gold/ (pages and their main text), snippet_pages/ and boilerplate_snippets.jsonl
(pages, and strings that must stay or go). F1 is that of the tokens; the gold has no titles, so ours is
counted without. Strings that must stay may stand in the title.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from trafilatura import extract

from brief.formats import Content
from brief.html import read_html
from brief.residue import sift

Read = Callable[[bytes], tuple[str, str]]


def main(folder: Path) -> None:
    """Print the figures of both."""
    for name, read in (("trafilatura", theirs), ("brief", ours)):
        start = time.perf_counter()
        pages = sorted((folder / "html").glob("*.html"))
        found = [
            f1(read(page.read_bytes())[1], (folder / "html_gold" / f"{page.stem}.txt").read_text())
            for page in pages
        ]
        stay, go = snippets(folder, read)
        seconds = time.perf_counter() - start
        print(
            f"{name:12} F1 mean {sum(found) / len(found):.4f}, least {min(found):.3f};"
            f" kept {sum(stay) / len(stay):.1%} of {len(stay)}, gone {sum(go) / len(go):.1%} of {len(go)};"
            f" {seconds:.1f} s"
        )


def snippets(folder: Path, read: Read) -> tuple[list[bool], list[bool]]:
    """For each string, whether it stayed that must stay, and whether it went that must go."""
    stay: list[bool] = []
    go: list[bool] = []
    for row in (folder / "boilerplate_snippets.jsonl").read_text().splitlines():
        case = json.loads(row)
        text = plain(read((folder / "snippet_pages" / case["page"]).read_bytes())[0])
        stay += [plain(words) in text for words in case["main_text_segments"]]
        go += [plain(words) not in text for words in case["boilerplate_segments"]]
    return stay, go


def theirs(data: bytes) -> tuple[str, str]:
    """Text by trafilatura's defaults."""
    text = extract(data) or ""
    return text, text


def ours(data: bytes) -> tuple[str, str]:
    """Text that becomes sentences: with the title, and without."""
    content = read_html(data)
    if not isinstance(content, Content):
        return "", ""
    kept = sift(content.text, content.blocks, content.title).kept
    lines = [(block, content.text[slice(*block)]) for block in kept]
    return "\n".join(line for _, line in lines), "\n".join(
        line for block, line in lines if block != content.title
    )


def f1(found: str, gold: str) -> float:
    """Harmonic mean of the shares of tokens that the two texts have in common."""
    one, other = (Counter(re.findall(r"\w+", text.lower())) for text in (found, gold))
    both = (one & other).total()
    return 2 * both / (one.total() + other.total()) if both else 0.0


def plain(text: str) -> str:
    """Small letters, single spaces."""
    return " ".join(text.split()).lower()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
