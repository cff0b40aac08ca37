"""Seconds of `brief check` over a day of many documents, as a command: start, reading, checking.

Seconds of the processor stand beside those of the clock, which are longer where other programs run.

Usage: python -m benchmarks.checking [NUMBER...]
The day is that of benchmarks/merging.py, written to a temporary folder with the files that it was made of.
"""

from __future__ import annotations

import hashlib
import resource
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

from benchmarks.merging import day
from brief import resources
from brief.assemble import assemble
from brief.daily import Article, kind_of
from brief.output import write
from brief.records import claim_id
from brief.render import Templates

NUMBERS = (10, 100, 300)
RUNS = 3
COMMAND = (sys.executable, "-m", "brief", "check")


def main(numbers: list[int]) -> None:
    """Print the seconds of the quickest of three runs for each number of documents."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            written(Path(folder), number)
            clock, processor = min(checked(folder) for _ in range(RUNS))
            print(f"{number:6d} documents: {clock:5.2f} s, of the processor {processor:5.2f} s")


def written(folder: Path, number: int) -> None:
    """Write a day of so many documents, and its brief."""
    articles = [on_disk(article, folder) for article in day(number)]
    templates = Templates(partial(resources.text, "templates"))
    brief = assemble("2024-05-03", articles)
    write(folder / "briefs", templates.files(brief, articles))


def on_disk(article: Article, folder: Path) -> Article:
    """The article with its file, and with ids that follow from its evidence."""
    document = article.record.document
    text = "\n".join(article.sentences)
    (folder / document.path).write_text(text, "utf-8")
    claims = [
        claim.model_copy(update={"id": claim_id(document.id, kind_of(claim), claim.evidence, 0)})
        for claim in article.record.claims
    ]
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    changed = {
        "document": document.model_copy(update={"sha256": sha256}),
        **{
            f"{kind}s": tuple(claim for claim in claims if kind_of(claim) == kind)
            for kind in ("meeting", "agreement", "threat")
        },
    }
    return article.model_copy(update={"record": article.record.model_copy(update=changed)})


def checked(folder: str) -> tuple[float, float]:
    """Seconds of one run, by the clock and of the processor.

    Raises CalledProcessError if it finds a fault: then it measured something else.
    """
    root = str(Path(__file__).parents[1])
    start, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(COMMAND, cwd=folder, check=True, capture_output=True, env={"PYTHONPATH": root})
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [*NUMBERS])
