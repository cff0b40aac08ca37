"""Annotated articles for tests of the evaluation, as short as they can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from brief.evaluation import Article, Fact

OWN = Path(__file__).parent / "gold"

SENTENCES = (
    "Norway and Denmark settle ferry dispute",
    "Ingrid Dahl met Mads Holm in Oslo on Monday, and they agreed to reopen 2 night ferries.",
    "“If the crews strike, we will sue them,” Dahl warned.",
    "Sweden looked on, and its minister Elsa Lind said that the weather had been fine for the season.",
    "Nothing else was said about it in the harbour of Kiel that long and quiet evening.",
)


def meeting(*participants: str, **fields: Any) -> dict[str, Any]:
    return {"participants": participants, "status": "held", "sentences": [2], **fields}


def agreement(*parties: str, **fields: Any) -> dict[str, Any]:
    default = {"commitment": "reopen 2 night ferries", "status": "agreed", "sentences": [2]}
    return default | {"parties": parties, **fields}


def threat(poser: str | None, **fields: Any) -> dict[str, Any]:
    return {"threat": "sue", "kind": "verbal", "posed_by": poser, "sentences": [3], **fields}


def article(name: str = "ferry", sentences: tuple[str, ...] = SENTENCES, **claims: Any) -> Article:
    """An article with lists of claims, of which those not given are empty; `genre` may be given as well."""
    genre = claims.pop("genre", None)
    lists = {"meetings": [], "agreements": [], "threats": [], **claims}
    return Article.model_validate({"id": name, "sentences": sentences, "claims": lists, "genre": genre})


def facts(**claims: Any) -> tuple[Fact, ...]:
    return article(**claims).facts
