"""Titles, dates and residue of articles as scraped.

Usage: python -m benchmarks.reading_stories FOLDER
FOLDER has texts, and index.jsonl with `file`, `title` and `date` of each. A title counts if the text has it.
Lines that do not end as sentences do are printed: they are headings, or residue that no rule knows.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from brief.records import Document
from brief.sandbox import Sandbox
from brief.sentences import ends_sentence
from brief.sources import as_document, items


def main(folder: Path) -> None:
    """Print what is open to doubt, and the figures."""
    rows = [json.loads(line) for line in (folder / "index.jsonl").read_text("utf-8").splitlines()]
    titles = dates = residue = 0
    with Sandbox() as box:
        for row in rows:
            path = folder / row["file"]
            (item,) = items(path, box.read)
            document = as_document(item, path.stem, str(path))
            if not isinstance(document, Document):
                print(f"{path.name}: {document.reason}")
                continue
            stated = plain(row["title"]) in plain(path.read_text("utf-8"))
            titles += not stated or plain(document.title or "") == plain(row["title"])
            dates += document.date == row["date"]
            residue += len(document.residue)
            for sentence in document.sentences:
                if not ends_sentence(sentence.text) and sentence.text != document.title:
                    print(f"{path.stem} {sentence.number}: {sentence.text}")
    print(f"titles {titles}, dates {dates} of {len(rows)}; {residue} lines of residue")


def plain(text: str) -> str:
    """Small letters, single spaces."""
    return " ".join(text.split()).lower()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
