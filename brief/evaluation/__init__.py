"""Evaluation: what a model answers, what grounding makes of it, and how good the whole is."""

from brief.evaluation.articles import Article, Fact, read
from brief.evaluation.floors import below, figures, set_floors
from brief.evaluation.reports import Answers, Grounded, Grounding, Whole, answers, grounding, whole

__all__ = [
    "Answers",
    "Article",
    "Fact",
    "Grounded",
    "Grounding",
    "Whole",
    "answers",
    "below",
    "figures",
    "grounding",
    "read",
    "set_floors",
    "whole",
]
