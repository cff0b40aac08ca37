"""The pipeline's claims against gold answers: how many are right, what was missed, and what it took."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from brief import pipeline
from brief.articles import gather
from brief.gold import GoldArticle, claims, read_gold, text_of
from brief.metering import Cost
from brief.mutations import benchmark
from brief.records import Claim, Document, Provenance, Record, Sentence, Skipped, Usage
from brief.scoring import Judged, Scores, judge, kind_of, total

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from brief.config import Settings
    from brief.matching import AnyClaim, AnyFact
    from brief.mutations import Report


@dataclass(frozen=True)
class Fault:
    """A fact that was missed, a claim that is wrong, or a right one that was left out, where it stands.

    `kind` is that of `brief.scoring.KINDS`.
    """

    what: Literal["missed", "wrong", "left out"]
    kind: str
    told: AnyClaim | AnyFact
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True)
class Result:
    """One article: its scores, its faults in order of sentence, and what it took.

    `skipped` says why there is no record, in which case every fact is missed. `usage` is what is behind the
    record, whenever it was asked for; `cost` what it took in this run.
    """

    id: str
    scores: Mapping[str, Scores]
    faults: tuple[Fault, ...]
    skipped: str | None
    usage: Usage
    cost: Cost


@dataclass(frozen=True)
class Evaluation:
    """All articles of a gold folder in order of id. `provenance` is that of the first record, if any."""

    results: tuple[Result, ...]
    provenance: Provenance | None

    @property
    def scores(self) -> dict[str, Scores]:
        """Sums by kind and over all kinds."""
        return total(result.scores for result in self.results)

    @property
    def skipped(self) -> tuple[Result, ...]:
        """Articles that gave no record."""
        return tuple(result for result in self.results if result.skipped is not None)

    @property
    def usage(self) -> Usage:
        """Calls and tokens behind all records."""
        return sum((result.usage for result in self.results), Usage())

    @property
    def asked(self) -> int:
        """Calls of this run."""
        return sum(result.cost.asked for result in self.results)

    @property
    def stored(self) -> int:
        """Requests of this run whose reply was in the store."""
        return sum(result.cost.stored for result in self.results)

    @property
    def seconds(self) -> tuple[float, ...]:
        """Seconds of each article for which this run made a call. Its stored replies took none."""
        return tuple(result.cost.seconds for result in self.results if result.cost.seconds is not None)

    @property
    def median_seconds(self) -> float | None:
        """Median of `seconds`; None if every reply was in the store."""
        return statistics.median(self.seconds) if self.seconds else None


def evaluate(
    folder: Path,
    settings: Settings,
    progress: pipeline.Progress | None = None,
    *,
    extract: pipeline.Extract | None = None,
    connect: pipeline.Connect | None = None,
) -> Evaluation:
    """Extract the records of a gold folder's texts as `pipeline.make` does, and judge their claims.

    Nothing is written but the store of replies, so the same evaluation again asks nothing. An article that
    gives no record counts as one whose every fact is missed. `extract` and `connect` are those of `make`.

    Raises ConfigError for a folder that holds no gold answers, and what `pipeline.records` raises.
    """
    articles = read_gold(folder)
    texts = [text_of(folder, article) for article in articles]
    extraction = pipeline.records(texts, settings, progress, extract=extract, connect=connect)
    done = zip(extraction.articles.documents, extraction.results, extraction.costs, strict=True)
    known: dict[str, tuple[Record | Skipped, Document | None, Cost]] = {
        _name(document.path): (item, document, cost) for document, item, cost in done
    }
    known |= {_name(item.path): (item, None, Cost()) for _, item in extraction.articles.skipped}
    results = tuple(
        _result(article, *known[text.name]) for article, text in zip(articles, texts, strict=True)
    )
    records = (item for item in extraction.results if isinstance(item, Record))
    return Evaluation(results, next((record.provenance for record in records), None))


def mutated(folder: Path, settings: Settings) -> Report:
    """What verification says of the gold answers, optional ones too, and of false claims made from them.

    No model is asked. Raises ConfigError for a folder that holds no gold answers.
    """
    articles = read_gold(folder)
    texts = [text_of(folder, article) for article in articles]
    documents = gather(texts, settings.output, settings.date).documents
    by_name = {_name(document.path): document for document in documents}
    gold = []
    for article, text in zip(articles, texts, strict=True):
        if document := by_name.get(text.name):
            main, everything = claims(article, document), claims(article, document, optional=True)
            gold.append((document, everything, [claim for claim in everything if claim not in main]))
    return benchmark(gold)


def _name(path: str) -> str:
    return PurePosixPath(path).name


def _result(article: GoldArticle, item: Record | Skipped, document: Document | None, cost: Cost) -> Result:
    if isinstance(item, Record):
        told, usage, reason = item.claims, item.usage, None
    else:
        told, usage, reason = (), Usage(), item.reason
    judged = judge(told, article)
    return Result(article.id, judged.scores, _faults(judged, document), reason, usage, cost)


def _faults(judged: Judged, document: Document | None) -> tuple[Fault, ...]:
    faults = (
        *(Fault("missed", kind_of(fact), fact, _sentences(fact, document)) for fact in judged.missed),
        *(Fault("wrong", kind_of(claim), claim, _sentences(claim, document)) for claim in judged.wrong),
        *(Fault("left out", kind_of(claim), claim, _sentences(claim, document)) for claim in judged.lost),
    )
    return tuple(sorted(faults, key=lambda fault: [sentence.number for sentence in fault.sentences]))


def _sentences(told: AnyClaim | AnyFact, document: Document | None) -> tuple[Sentence, ...]:
    """Sentences of the document that the evidence or the spans touch."""
    spans = [(item.start, item.end) for item in told.evidence] if isinstance(told, Claim) else told.spans
    return tuple(
        sentence
        for sentence in (document.sentences if document else ())
        if any(sentence.start < end and start < sentence.end for start, end in spans)
    )
