"""Documents a second of each format.

`python -m benchmarks.reading [-n COUNT]`, from the top of the repository. An article of some 400 words is
read again and again, as `brief make` reads it, the process apart included; the first reading of each
format, which imports its library, is told by itself.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time

from brief.sandbox import Sandbox
from brief.sources import contents
from tests.samples import (
    ARTICLE,
    ENTRY,
    FIRST,
    HTML,
    SECOND,
    TITLE,
    archive,
    feed,
    mail,
    mailbox,
    pdf,
    web_archive,
    word,
)

PARAGRAPHS = [FIRST, SECOND] * 10


def articles() -> dict[str, tuple[bytes, int]]:
    """A file of each format, and how many documents it holds."""
    text = "\n\n".join([TITLE, *PARAGRAPHS])
    page = HTML.replace(f"<p>{FIRST}</p>", "".join(f"<p>{words}</p>" for words in PARAGRAPHS))
    entry = ENTRY.replace(FIRST, " ".join(PARAGRAPHS))
    article = {**ARTICLE, "body": text}
    lines = [piece for words in PARAGRAPHS for piece in (words[:70], words[70:], "")]
    message = mail(text, page)
    return {
        ".txt": (text.encode(), 1),
        ".md": (f"# {text}".encode(), 1),
        ".html": (page.encode(), 1),
        ".mhtml": (web_archive(page), 1),
        ".eml": (message, 1),
        ".mbox": (mailbox(*[message] * 20), 20),
        ".xml": (feed(*[entry] * 20), 20),
        ".json": (json.dumps([article] * 20).encode(), 20),
        ".jsonl": ("\n".join([json.dumps(article)] * 20).encode(), 20),
        ".pdf": (pdf(lines[:40], lines[40:]), 1),
        ".docx": (word(*PARAGRAPHS, title=TITLE), 1),
        ".gz": (gzip.compress(text.encode(), mtime=0), 1),
        ".zip": (archive({f"{number}.txt": text for number in range(20)}), 20),
    }


def main() -> None:
    """Print a line for each format."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=100, help="readings of each file")
    count = parser.parse_args().n
    with Sandbox() as sandbox:
        sandbox.read(".gz", b"")
        for kind, (data, documents) in articles().items():
            start = time.perf_counter()
            found = contents(kind, data, sandbox.read)
            first = time.perf_counter() - start
            start = time.perf_counter()
            for _ in range(count):
                contents(kind, data, sandbox.read)
            seconds = time.perf_counter() - start
            if len(found) != documents:
                print(f"{kind}: {len(found)} documents instead of {documents}")
            print(f"{kind:6} {count * documents / seconds:8.0f} documents/s   first {first * 1000:5.0f} ms")


if __name__ == "__main__":
    main()
