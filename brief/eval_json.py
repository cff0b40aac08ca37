"""Evaluations and mutation benchmarks as JSON, for other programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from brief.evals import Evaluation, Result
    from brief.mutations import Count, Mutant, Report
    from brief.scoring import Scores

JSON_VERSION = 1

_RATIOS = ("precision", "recall", "f1", "exact_f1", "actors_f1")


def of_evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """Everything there is to know of an evaluation."""
    return {
        "version": JSON_VERSION,
        "provenance": evaluation.provenance and evaluation.provenance.model_dump(),
        "scores": _scores_json(evaluation.scores),
        "calls": {"asked": evaluation.asked, "stored": evaluation.stored},
        "usage": evaluation.usage.model_dump(),
        "seconds": {
            "articles": len(evaluation.seconds),
            "median": evaluation.median_seconds and round(evaluation.median_seconds, 3),
            "total": round(sum(evaluation.seconds), 3),
        },
        "articles": [_result_json(result) for result in evaluation.results],
    }


def of_report(report: Report) -> dict[str, Any]:
    """The counts of a mutation benchmark, and the false claims that are verified."""

    def counts(count: Count) -> dict[str, int]:
        return {
            "made": count.made,
            "verified": count.verified,
            "review": count.review,
            "unsupported": count.unsupported,
        }

    return {
        "version": JSON_VERSION,
        "kinds": {count.kind: counts(count) for count in report.kinds},
        "mutants": counts(report.mutants),
        "true": counts(report.true),
        "optional": counts(report.optional),
        "accepted": [_mutant_json(mutant) for mutant in report.accepted],
    }


def _result_json(result: Result) -> dict[str, Any]:
    seconds = result.cost.seconds
    return {
        "id": result.id,
        "skipped": result.skipped,
        "scores": _scores_json(result.scores),
        "calls": {"asked": result.cost.asked, "stored": result.cost.stored},
        "usage": result.usage.model_dump(),
        "seconds": None if seconds is None else round(seconds, 3),
        "faults": [
            {
                "what": fault.what,
                "kind": fault.kind,
                "told": fault.told.model_dump(),
                "sentences": [{"number": each.number, "text": each.text} for each in fault.sentences],
            }
            for fault in result.faults
        ],
    }


def _mutant_json(mutant: Mutant) -> dict[str, Any]:
    return {
        "kind": mutant.kind,
        "document": mutant.document,
        "changes": [{"field": field, "true": true, "said": said} for field, true, said in mutant.changes],
        "sentences": [
            {"number": item.sentence, "text": " ".join(item.quote.split())} for item in mutant.claim.evidence
        ],
    }


def _scores_json(scores: Mapping[str, Scores]) -> dict[str, Any]:
    return {
        kind: each.model_dump() | {name: round(getattr(each, name), 4) for name in _RATIOS}
        for kind, each in scores.items()
    }
