"""Three measures: what a model answers, what grounding does to answers, and how good both together are.

Their figures may have floors that they must not fall below, in a file that is committed.
"""

from __future__ import annotations

import json
from collections import Counter
from math import floor
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, TypeAdapter, ValidationError

from brief.errors import ConfigError
from brief.evaluation.articles import Article as Article  # noqa: TC001  # others import it here
from brief.evaluation.articles import Fact as Fact
from brief.evaluation.articles import read as read
from brief.evaluation.mutations import A_READERS, DECIDABLE, falsehoods
from brief.evaluation.scoring import ALL, Scores, judge, likeness, numbers, share, total
from brief.grounding import ground
from brief.output import write
from brief.records import Claim, Counts, Draft, Skipped, Usage, Value
from brief.wire import reasons

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from brief.evaluation.scoring import Judged, Told
    from brief.extraction import Extraction

    Answer = Extraction | Skipped

What = Literal["missed", "wrong", "left out", "let through"]
CHANCES = (0.1, 0.3, 0.5, 0.7, 0.9)  # least chances for which a model's scores are told
_DIGITS = 10_000  # a floor has four places, and lies below its figure
_FLOORS = TypeAdapter(dict[str, Annotated[float, Field(ge=0, le=1)]])


class Fault(Value):
    """What is not right: the article, a statement, and the sentences that it cites.

    missed: a fact that no claim tells; wrong: a claim that tells no fact; left out: a claim that tells one,
    and is unsupported; let through: a falsehood that is verified, of the kind `mutation`.
    """

    article: str
    what: What
    statement: Claim | Draft
    sentences: tuple[tuple[int, str], ...]
    mutation: str | None = None


class Verdicts(Counts):
    """How many claims came out with each verdict."""

    verified: int = 0
    review: int = 0
    unsupported: int = 0

    @property
    def made(self) -> int:
        """All of them."""
        return self.verified + self.review + self.unsupported

    @property
    def share(self) -> float:
        """Part that is verified, from 0 to 1; 0 of none."""
        return share(self.verified, self.made)


class Asked(Value):
    """What a model was asked about: articles, those that it failed on, and what its answers took.

    Triage left `asked` of the `main` facts: the model was asked about the sentence that carries them.
    `unread` are sentences without a valid answer.
    """

    articles: int
    failed: tuple[Skipped, ...]
    main: int
    asked: int
    unread: int
    usage: Usage


class Answers(Value):
    """A model's answers before grounding: scores by kind, and over all kinds by the least chance that counts.

    Where no chance was measured, the second is empty.
    """

    asked: Asked
    scores: dict[str, Scores]
    by_chance: dict[float, Scores]
    faults: tuple[Fault, ...]


class Grounded(Value):
    """Claims after grounding: scores of those not left out, scores of those verified.

    `told` are the verdicts on claims that tell a main fact.
    """

    kept: dict[str, Scores]
    verified: dict[str, Scores]
    told: Verdicts
    faults: tuple[Fault, ...]


class Whole(Grounded):
    """A model's answers after grounding."""

    asked: Asked


class Grounding(Grounded):
    """What grounding does to the main facts of articles, and to falsehoods made of them, by kind.

    `decidable` are kinds that code can tell, `a_readers` those that only a reader can; `decided` and
    `undecided` are their sums.
    """

    articles: int
    decidable: dict[str, Verdicts]
    a_readers: dict[str, Verdicts]
    decided: Verdicts
    undecided: Verdicts


def answers(articles: Sequence[Article], readings: Sequence[Answer]) -> Answers:
    """Score what a model answered about each article; one that it failed on has no claims."""
    drafts = [() if isinstance(one, Skipped) else one.drafts for one in readings]
    chances = CHANCES if any(one.chance is not None for told in drafts for one in told) else ()
    judged = {
        least: [
            judge([one for one in told if one.chance is None or one.chance >= least], article.facts)
            for article, told in zip(articles, drafts, strict=True)
        ]
        for least in (0, *chances)
    }
    return Answers(
        asked=_asked(articles, readings),
        scores=total(judged[0]),
        by_chance={least: total(judged[least])[ALL] for least in chances},
        faults=tuple(_faults(articles, judged[0])),
    )


def whole(articles: Sequence[Article], readings: Sequence[Answer]) -> Whole:
    """Ground what a model answered about each article, and score the claims."""
    claims = [
        ()
        if isinstance(one, Skipped)
        else ground(article.document().model_copy(update={"genre": one.genre}), one.drafts)
        for article, one in zip(articles, readings, strict=True)
    ]
    return Whole(asked=_asked(articles, readings), **dict(_grounded(articles, claims)))


def grounding(articles: Sequence[Article]) -> Grounding:
    """Ground the main facts of articles, and falsehoods made of them; no model is asked."""
    right = _grounded(articles, [ground(article.document(), article.main) for article in articles])
    counts = dict.fromkeys((*DECIDABLE, *A_READERS), Verdicts())
    through: list[Fault] = []
    for article, made in falsehoods(articles):
        document = article.document()
        for kind, drafts in made.items():
            claims = ground(document, drafts)
            counts[kind] += Verdicts(**Counter[str](claim.verdict for claim in claims))
            passed = (claim for claim in claims if claim.verdict == "verified")
            through += (_fault(article, "let through", claim, kind) for claim in passed)
    return Grounding(
        articles=len(articles),
        decidable={kind: counts[kind] for kind in DECIDABLE},
        a_readers={kind: counts[kind] for kind in A_READERS},
        decided=sum((counts[kind] for kind in DECIDABLE), Verdicts()),
        undecided=sum((counts[kind] for kind in A_READERS), Verdicts()),
        **{**dict(right), "faults": (*right.faults, *through)},
    )


def _grounded(articles: Sequence[Article], claims: Sequence[Sequence[Claim]]) -> Grounded:
    pairs = [*zip(articles, claims, strict=True)]
    kept, sure = (
        [judge([one for one in ones if one.verdict in verdicts], each.facts) for each, ones in pairs]
        for verdicts in (("verified", "review"), ("verified",))
    )
    right = [(each, one) for each, ones in pairs for one in ones if any(likeness(one, f) for f in each.main)]
    left_out = (_fault(each, "left out", one) for each, one in right if one.verdict == "unsupported")
    return Grounded(
        kept=total(kept),
        verified=total(sure),
        told=Verdicts(**Counter[str](one.verdict for _, one in right)),
        faults=(*_faults(articles, kept), *left_out),
    )


def _asked(articles: Sequence[Article], readings: Sequence[Answer]) -> Asked:
    pairs = zip(articles, readings, strict=True)
    read = [(article, one) for article, one in pairs if not isinstance(one, Skipped)]
    return Asked(
        articles=len(articles),
        failed=tuple(one for one in readings if isinstance(one, Skipped)),
        main=sum(len(article.main) for article in articles),
        asked=sum(fact.sentences[0] not in one.unasked for article, one in read for fact in article.main),
        unread=sum(len(one.unread) for _, one in read),
        usage=sum((one.usage for _, one in read), Usage()),
    )


def _faults(articles: Sequence[Article], judged: Sequence[Judged]) -> Iterator[Fault]:
    for article, each in zip(articles, judged, strict=True):
        yield from (_fault(article, "missed", fact) for fact in each.missed)
        yield from (_fault(article, "wrong", claim) for claim in each.wrong)


def _fault(article: Article, what: What, statement: Told, mutation: str | None = None) -> Fault:
    cited = tuple((number, article.sentences[number - 1]) for number in sorted(numbers(statement)))
    return Fault(article=article.id, what=what, statement=statement, sentences=cited, mutation=mutation)


def figures(report: Answers | Grounded) -> dict[str, float]:
    """The shares that a report may be held to, from 0 to 1, of which more is better."""
    if isinstance(report, Answers):
        return _named("model", report.scores[ALL])
    if not isinstance(report, Grounding):
        right = report.verified[ALL].shares["precision"]
        return {**_named("whole", report.kept[ALL]), "verified claims right": right}
    return {
        **_named("right answers", report.kept[ALL]),
        "true claims verified": report.told.share,
        "falsehoods not verified": 1 - report.decided.share,
        **{f"{kind} not verified": 1 - each.share for kind, each in report.decidable.items()},
    }


def _named(of: str, scores: Scores) -> dict[str, float]:
    names = {"precision": "precision", "recall": "recall", "f1": "F1", "exact_f1": "exact F1"}
    return {f"{of} {name}": scores.shares[share] for share, name in names.items()}


def below(file: Path, figures: Mapping[str, float]) -> tuple[str, ...]:
    """What is below its floor, a line each: figure, floor, and what to do. One without a floor passes.

    Raises ConfigError for a file that is missing or holds no floors.
    """
    floors = _floors_in(file)
    return tuple(
        f"{file}: {name} is {figures[name]:.4f}, below its floor {floors[name]:.4f}: find out what made it"
        " fall, or if that is meant, set the floors anew with --update-floors"
        for name in figures
        if figures[name] < floors.get(name, 0)
    )


def set_floors(file: Path, figures: Mapping[str, float]) -> None:
    """Make each figure its floor; floors of other figures stay, and a missing file is made.

    Raises ConfigError for a file that holds no floors, RunError if it cannot be written.
    """
    floors = _floors_in(file) if file.exists() else {}
    reached = {name: floor(figure * _DIGITS) / _DIGITS for name, figure in figures.items()}
    write(file.parent, {file.name: json.dumps({**floors, **reached}, indent=2) + "\n"})


def _floors_in(file: Path) -> dict[str, float]:
    try:
        return _FLOORS.validate_json(file.read_bytes())
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror}); --update-floors makes it") from error
    except ValidationError as error:
        raise ConfigError(f"{file}: no floors ({reasons(error)}): figures from 0 to 1 by name") from error
