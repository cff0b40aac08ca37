"""The articles written for training, and the windows that are made of annotated articles."""

from __future__ import annotations

import json
from pathlib import Path

from brief.evaluation import Article, read
from training import windows

DATA = sorted((Path(__file__).parents[1] / "training/data").glob("*.jsonl"))
ARTICLE = Article.model_validate(
    {
        "id": "lake",
        "sentences": [
            "Norland and Sudria agree on a coast guard",
            "Defence ministers Ana Lund of Norland and Rui Mora of Sudria met in Lisbon on Tuesday.",
            "They agreed to open a joint coast guard office.",
            "Lund called the evening pleasant.",
            "The ministers said that the office will be opened.",
        ],
        "claims": {
            "meetings": [],
            "threats": [],
            "agreements": [
                {
                    "parties": ["Norland", "Rui Mora | defence minister | Sudria"],
                    "commitment": "open a joint coast guard office",
                    "status": "agreed",
                    "condition": "once the parliaments of both consent",
                    "stated_by": None,
                    "sentences": [3, 1, 5],
                    "optional": False,
                }
            ],
        },
    }
)


def test_articles_for_training_are_annotated_in_the_form_that_is_measured():
    """Each can be read as gold, which refuses an id that occurs twice; 26 of `noise` have no fact."""
    articles = read(DATA)
    assert len(articles) == 370
    assert sum(not article.facts for article in articles if article.id.startswith("noise")) == 26


def test_no_article_that_is_held_out_is_trained_on():
    """No sentence of ten words and more of the articles held out stands in another file."""
    texts = {path.stem: path.read_text("utf-8").splitlines() for path in DATA}
    sentences = {
        name: {text for line in lines for text in json.loads(line)["sentences"] if text.count(" ") > 8}
        for name, lines in texts.items()
    }
    held_out = sentences.pop("held-out")
    assert held_out.isdisjoint(set().union(*sentences.values()))


def answers(size, monkeypatch):
    """The claims that each window with so many marked sentences is to answer, by its last line."""
    monkeypatch.setattr(windows, "SIZES", (size,))
    return {
        window["question"].splitlines()[-1][:4]: json.loads(window["answer"])["claims"]
        for window in windows.windows(ARTICLE, 1)
    }


def test_a_window_answers_what_it_marks_and_no_more_than_it_shows(monkeypatch):
    """A fact stands where a marked sentence tells it, cited first, without words that the window lacks.

    The same seed gives the same windows.
    """
    first = list(windows.windows(ARTICLE, 7))
    assert list(windows.windows(ARTICLE, 7)) == first != []
    told = answers(1, monkeypatch)
    assert told[">[3]"] == [
        {
            "sentences": [3, 1],
            "kind": "agreement",
            "status": "agreed",
            "actors": ["Norland", "Rui Mora | defence minister | Sudria"],
            "what": "open a joint coast guard office",
        }
    ]
    assert {**told, ">[3]": []} == {f">[{number}]": [] for number in (2, 3, 4)}
