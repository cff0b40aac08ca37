"""Claims are counted against gold answers as a careful reader would count them."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from brief import gold, sources
from brief.matching import actors
from brief.records import Document, Meeting, Participant, Threat
from brief.scoring import judge, total

if TYPE_CHECKING:
    from brief.matching import AnyClaim

SHARED = Path(__file__).parents[2] / "shared" / "eval"
ARTICLES = SHARED / "gold"


@pytest.fixture(scope="module")
def referee() -> Any:
    """The other implementation, which finds evidence by its words."""
    if not (SHARED / "score.py").exists():
        pytest.skip("the referee is not here")
    spec = importlib.util.spec_from_file_location("referee", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def documents() -> dict[str, tuple[gold.GoldArticle, Document]]:
    read = {
        article.id: (article, sources.read(gold.text_of(ARTICLES, article), article.id))
        for article in gold.read_gold(ARTICLES)
    }
    return {
        name: (article, document)
        for name, (article, document) in read.items()
        if isinstance(document, Document)
    }


def perturbed(claim: AnyClaim, names: list[str], document: Document, chance: random.Random) -> list[AnyClaim]:
    """What a model might make of a claim: nothing, itself, or one or several with something wrong."""
    how = chance.choice("drop same same twice rename fewer reword elsewhere kind verdict blank".split())
    name = chance.choice(names)
    words = "threat" if isinstance(claim, Threat) else "topic" if isinstance(claim, Meeting) else "commitment"
    text = (getattr(claim, words) or "talks").split()
    if how == "drop":
        return []
    if how == "rename":
        change: dict[str, Any] = {"posed_by": name, "parties": (name,), "participants": ()}
        if isinstance(claim, Meeting):
            change["participants"] = (Participant(name=name), *claim.participants[1:])
    elif how == "fewer":
        people = claim.participants[1:] if isinstance(claim, Meeting) else ()
        change = {"posed_by": None, "parties": (), "participants": people}
    elif how == "reword":
        change = {words: " ".join(text[: max(1, len(text) // 2)])}
    elif how == "elsewhere":
        there = chance.choice([each for each in document.sentences if document.text.count(each.text) == 1])
        moved = claim.evidence[0].model_copy(
            update={"sentence": there.number, "start": there.start, "end": there.end, "quote": there.text}
        )
        change = {"evidence": (moved,)}
    elif how == "blank":
        change = {words: chance.choice(["", "...", "the", "U.S.", "peace"])}
    elif how == "verdict":
        change = {"verdict": chance.choice(["review", "unsupported"])}
    else:
        change = {}
    known = {field: value for field, value in change.items() if field in type(claim).model_fields}
    again = claim.model_copy(update=known)
    return [again, claim] if how == "twice" else [again]


def fields(claims: list[AnyClaim]) -> dict[str, list[dict[str, Any]]]:
    """The claims that a brief states, as a record's JSON has them."""
    lists: dict[str, list[dict[str, Any]]] = {"meetings": [], "agreements": [], "threats": []}
    for claim in claims:
        if claim.verdict != "unsupported":
            lists[f"{type(claim).__name__.lower()}s"].append(claim.model_dump(mode="json"))
    return lists


@pytest.mark.parametrize("seed", range(12))
def test_scores_are_those_of_the_referee(referee, tmp_path, seed):
    """All figures agree by kind and in all, on claims made from the gold with all sorts of faults."""
    chance, judged = random.Random(seed), []  # noqa: S311
    for name, (article, document) in documents().items():
        whole = article.model_copy(
            update={
                kind: tuple(fact.model_copy(update={"optional": False}) for fact in getattr(article, kind))
                for kind in ("meetings", "agreements", "threats")
            }
        )
        right = [claim for claim in gold.claims(whole, document) if claim.evidence]
        names = ["Peru", "the U.S.", "Mr. President", *(name for claim in right for name in actors(claim))]
        claims = [each for claim in right for each in perturbed(claim, names, document, chance)]
        chance.shuffle(claims)
        judged.append(judge(claims, article).scores)
        (tmp_path / f"{name}.json").write_text(json.dumps(fields(claims)))
    theirs, _ = referee.score(ARTICLES, tmp_path, ids=set(documents()))
    ours = total(judged)
    for kind, scores in ours.items():
        exact_precision = scores.exact / scores.predicted if scores.predicted else 0.0
        assert theirs[kind] == {
            "precision": round(scores.precision, 3),
            "recall": round(scores.recall, 3),
            "f1": round(scores.f1, 3),
            "exact_precision": round(exact_precision, 3),
            "exact_recall": round(scores.exact / scores.gold, 3),
            "exact_f1": round(scores.exact_f1, 3),
            "actors_f1": round(scores.actors_f1, 3),
            "gold": scores.gold,
            "predicted": scores.predicted,
            "wrong": scores.wrong,
            "duplicates": scores.duplicates,
        }, kind
