"""brief and langextract with the same model on the same server, article by article in turn.

langextract (Apache-2.0) is the best-known library for grounded extraction. It is no dependency of ours, so it
goes into an environment of its own, beside brief:

    python -m venv side && side/bin/pip install -e . langextract==1.7.1
    PYTHONPATH=. side/bin/python benchmarks/side_by_side.py GOLD [--articles N]

GOLD is a folder of articles with gold answers (docs/gold.md). langextract is used as its documentation
advises: a description, examples with attributes and verbatim extractions, its schema constraints, its own
chunks, and only what it could locate in the text. The sentences that an extraction touches are its evidence.
Both answers are judged by brief.scoring. Prints a Markdown table on stdout, and progress on stderr.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import statistics
import sys
import time
import warnings
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from brief import config, local, models, resources
from brief.articles import gather
from brief.endpoint import Endpoint, OpenAIChat
from brief.extract import extract
from brief.gold import read_gold
from brief.llama import ServerSettings
from brief.manifest import DEFAULT_MODEL
from brief.records import (
    Agreement,
    AgreementStatus,
    Evidence,
    Meeting,
    MeetingStatus,
    Participant,
    Provenance,
    Threat,
    ThreatKind,
    Usage,
)
from brief.scoring import ALL, judge, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.gold import GoldArticle
    from brief.records import Document, Record
    from brief.scoring import Scores

    Claims = Sequence[Meeting | Agreement | Threat]

MAX_TOKENS = 1500  # of an answer; without a bound a small model that repeats itself goes on to the end

DESCRIPTION = """\
From a news article, extract in order of appearance who met, what was agreed and what threats were cited.
meeting: named people, governments or groups that met, talked, phoned or negotiated, or are to, or will not.
agreement: what somebody agreed, signed, pledged, proposed, refused or withdrew from; one for each commitment.
threat: a warning that somebody will do harm (verbal), or weapons, hostile activities, a plot or an armed
group that the article treats as a threat (danger).
Use the exact text of the article for extractions; do not paraphrase or overlap. Name actors in the attributes
in full, also where the text says "they" or "the two sides". Opinion, praise, hope and harm already done are
none of these.
status of a meeting: held, ongoing, planned, cancelled, proposed or refused; of an agreement: agreed, claimed,
proposed, pledged, refused or withdrawn. kind of a threat: verbal or danger."""

MINES = """\
Sea mines were on the table in Lisbon on Tuesday for ministers Ana Lund and Rui Mora.
They agreed to open a joint coast guard office of Norland and Sudria. Lund called the talks useful.
"We will sink any trawler that crosses the line," said General Ivo Varga of Vessia.
"""
VISIT = """\
President Dana Holt has called off a visit to Vessia planned for June.
Sudria turned down an offer to halt its patrols, its envoy Piet Osman said.
Two sailors were killed in clashes last month.
Lund praised the pact to counter the Coral Front's arms smuggling.
"""
EXAMPLES: tuple[tuple[str, tuple[tuple[str, str, dict[str, Any]], ...]], ...] = (
    (
        MINES,
        (
            (
                "meeting",
                "Sea mines were on the table in Lisbon on Tuesday for ministers Ana Lund and Rui Mora",
                {
                    "participants": ["Ana Lund", "Rui Mora"],
                    "status": "held",
                    "place": "Lisbon",
                    "date": "Tuesday",
                    "topic": "sea mines",
                },
            ),
            (
                "agreement",
                "agreed to open a joint coast guard office",
                {
                    "parties": ["Norland", "Sudria"],
                    "commitment": "open a joint coast guard office",
                    "status": "agreed",
                },
            ),
            (
                "threat",
                "We will sink any trawler that crosses the line",
                {
                    "threat": "sink any trawler that crosses the line",
                    "kind": "verbal",
                    "posed_by": "Vessia",
                    "target": "any trawler that crosses the line",
                    "cited_by": "Ivo Varga",
                },
            ),
        ),
    ),
    (
        VISIT,
        (
            (
                "meeting",
                "President Dana Holt has called off a visit to Vessia planned for June",
                {
                    "participants": ["Dana Holt", "Vessia"],
                    "status": "cancelled",
                    "place": "Vessia",
                    "date": "June",
                },
            ),
            (
                "agreement",
                "turned down an offer to halt its patrols",
                {
                    "parties": ["Sudria"],
                    "commitment": "halt its patrols",
                    "status": "refused",
                    "stated_by": "Piet Osman",
                },
            ),
            (
                "threat",
                "the Coral Front's arms smuggling",
                {"threat": "arms smuggling", "kind": "danger", "posed_by": "the Coral Front"},
            ),
        ),
    ),
)


@dataclass
class Side:
    """What one of the two did: scores and seconds of each article, and what all of them took."""

    name: str
    scores: list[Mapping[str, Scores]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    usage: Usage = field(default_factory=Usage)
    failed: int = 0

    def row(self) -> str:
        """Line of the table."""
        sums, count = total(self.scores), len(self.scores)
        every, met = sums[ALL], sums["meetings"]
        tokens = self.usage.input_tokens, self.usage.output_tokens
        return (
            f"| {self.name} | {every.precision:.3f} | {every.recall:.3f} | {every.f1:.3f}"
            f" | {every.exact_f1:.3f} | {met.actors_f1:.3f} | {statistics.median(self.seconds):.1f}"
            f" | {self.usage.calls / count:.1f} | {tokens[0] / count:.0f} | {tokens[1] / count:.0f}"
            f" | {self.failed} |"
        )


class Grounded:
    """langextract with its OpenAI provider on a server."""

    def __init__(self, server: local.Endpoint, model: str) -> None:
        import langextract
        from langextract.factory import ModelConfig, create_model

        def extraction(kind: str, words: str, attributes: dict[str, Any]) -> Any:
            return langextract.data.Extraction(kind, words, attributes=attributes)

        self.usage = Usage()
        self._langextract = langextract
        self._examples = [
            langextract.data.ExampleData(text, [extraction(*item) for item in found])
            for text, found in EXAMPLES
        ]
        chosen = ModelConfig(
            model_id=model,
            provider="OpenAILanguageModel",
            provider_kwargs={
                "api_key": server.api_key,
                "base_url": server.base_url,
                "temperature": 0,
                "max_workers": 1,  # the server has one slot
                "max_output_tokens": MAX_TOKENS,
            },
        )
        self._model = create_model(chosen, examples=self._examples, use_schema_constraints=True)
        completions = self._model._client.chat.completions  # noqa: SLF001 - it does not tell its usage
        completions.create = self._counted(completions.create)

    def claims(self, document: Document) -> Claims:
        """What it finds in a document, as claims."""
        answer = self._langextract.extract(
            document.text,
            prompt_description=DESCRIPTION,
            examples=self._examples,
            model=self._model,
            max_workers=1,
            show_progress=False,
        )
        found = (claim_of(each, document) for each in answer.extractions or ())
        return [claim for claim in found if claim]

    def _counted(self, create: Any) -> Any:
        def counted(**request: Any) -> Any:
            reply = create(**request)
            self.usage += Usage(
                calls=1, input_tokens=reply.usage.prompt_tokens, output_tokens=reply.usage.completion_tokens
            )
            return reply

        return counted


def claim_of(found: Any, document: Document) -> Meeting | Agreement | Threat | None:
    """An extraction as a claim, None if it could not be located; a status that is none is the usual one."""
    place, said = found.char_interval, found.attributes or {}
    if place is None or place.start_pos is None:
        return None
    evidence = tuple(
        Evidence(sentence=each.number, start=each.start, end=each.end, quote=document.quote(each.number))
        for each in document.sentences
        if each.start < place.end_pos and place.start_pos < each.end
    )
    one = {name: ", ".join(listed(value)) or None for name, value in said.items()}
    words: dict[str, Any] = {"id": "", "verdict": "verified", "evidence": evidence}
    if found.extraction_class == "meeting":
        words |= {name: one.get(name) for name in ("place", "date", "topic")}
        people = tuple(Participant(name=name) for name in listed(said.get("participants")))
        return Meeting(participants=people, status=among(MeetingStatus, one.get("status"), "held"), **words)
    if found.extraction_class == "agreement":
        words |= {"commitment": one.get("commitment") or found.extraction_text}
        words |= {"status": among(AgreementStatus, one.get("status"), "agreed")}
        return Agreement(parties=listed(said.get("parties")), stated_by=one.get("stated_by"), **words)
    words |= {name: one.get(name) for name in ("posed_by", "target", "cited_by")}
    words |= {"threat": one.get("threat") or found.extraction_text}
    return Threat(kind=among(ThreatKind, one.get("kind"), "danger"), **words)


def listed(value: Any) -> tuple[str, ...]:
    """An attribute that may hold several."""
    values = value if isinstance(value, list) else [value]
    return tuple(str(each) for each in values if each)


def among(choices: Any, value: str | None, usual: str) -> Any:
    """The value if it is one of the choices, else the usual one."""
    return value if value in get_args(choices) else usual


def compare(
    articles: Sequence[tuple[GoldArticle, Document]], server: local.Endpoint, model: str
) -> tuple[Side, Side]:
    """Both sides over the articles, in turn; of an article that a side fails on it has no claims."""
    ours, theirs = Side("brief"), Side("langextract")
    grounded = Grounded(server, model)

    def read(document: Document) -> Claims:
        record = asyncio.run(record_of(document, server, model))
        ours.usage += record.usage
        return record.claims

    for number, (gold, document) in enumerate(articles, 1):
        for side, claims in ((ours, read), (theirs, grounded.claims)):
            begin = time.monotonic()
            try:
                told = claims(document)
            except Exception as error:  # noqa: BLE001 - whatever it raises, the others go on
                print(f"{gold.id}: {side.name}: {error}", file=sys.stderr)
                told, side.failed = (), side.failed + 1
            side.seconds.append(time.monotonic() - begin)
            side.scores.append(judge(told, gold).scores)
            print(
                f"{number}/{len(articles)} {gold.id}: {side.name} {side.seconds[-1]:.1f} s", file=sys.stderr
            )
    theirs.usage = grounded.usage
    return ours, theirs


async def record_of(document: Document, server: local.Endpoint, model: str) -> Record:
    """The record of a document by the sentence protocol, nothing of it from a store."""
    provenance = Provenance(
        model=model,
        weights_sha256=None,
        prompts_sha256=resources.prompts_sha256(),
        protocol="sentence",
        answers="json_schema",
        brief_version="0",
    )
    chat = OpenAIChat(Endpoint(server.base_url, model, server.api_key), 600.0)
    try:
        return await extract(document, chat, provenance)
    finally:
        await chat.close()


def main() -> None:
    """Print a row for each side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("gold", type=Path)
    parser.add_argument("--articles", type=int)
    arguments = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.getLogger("absl").setLevel(logging.ERROR)
    gold = read_gold(arguments.gold)[: arguments.articles]
    documents = {
        Path(each.path).stem: each
        for each in gather([arguments.gold / "texts"], Path("none"), None).documents
    }
    weights = models.resolve(DEFAULT_MODEL, config.load({}).cache_dir)
    settings = ServerSettings(weights.path, weights.name)
    with local.serve(settings, log=Path(".brief/side_by_side.log")) as server:
        sides = compare([(each, documents[each.id]) for each in gold], server, weights.name)
    print(
        f"{len(gold)} articles, {weights.name}. Calls and tokens are those of an article.\n\n"
        "| | precision | recall | F1 | exact F1 | participants F1 | median s | calls | tokens in | tokens out"
        " | failed |\n|---|---|---|---|---|---|---|---|---|---|---|"
    )
    for side in sides:
        print(side.row())


if __name__ == "__main__":
    main()
