"""A story's headline and summary in a model's words, and which of them stand."""

from __future__ import annotations

import asyncio
import json

import pytest

from brief.assemble import assemble
from brief.errors import ReplyError
from brief.records import CitedText, Usage
from brief.summaries import basis, drafts_of, faults, worded
from brief.summarise import drafts
from brief.wire import Reply
from tests.claims import agreement, article, at, meeting, person, threat

DAY = "2024-05-03"
SENTENCES = (
    "Ministers of Norland and Sudria met on Friday.",
    "Anna Berg of Norland and Bo Falk of Sudria agreed in Oslo to share the water of the river.",
    "Iran will close the strait if its tankers are stopped, General Ivo Varga said.",
    "It rained.",
)


def said(number):
    """Evidence in a sentence, with its words."""
    return (at(number)[0].model_copy(update={"quote": SENTENCES[number - 1]}),)


CLAIMS = (
    meeting(person("Anna Berg"), person("Bo Falk"), id="m-1", evidence=said(2)),
    agreement("Norland", "Sudria", id="a-1", evidence=said(2)),
    threat("Iran", id="t-1", evidence=said(3)),
    agreement("Norland", id="a-2", evidence=said(4), verdict="review"),
)
LEAD = CitedText(text=SENTENCES[0], sentences=(1,), quoted=True)
OWN = tuple(CitedText(text=SENTENCES[n - 1], sentences=(n,), quoted=True) for n in (2, 3))
TALKS = article("talks", *CLAIMS, sentences=SENTENCES, headline=LEAD, summary=OWN)
WATER = (1, "Norland and Sudria agreed to share water")
GOOD = {
    "headline": WATER,
    "first": (1, "Anna Berg and Bo Falk agreed in Oslo to share the water."),
    "second": (2, "Iran will close the strait if its tankers are stopped, Varga said."),
}


class Scripted:
    """A model that answers with these texts, each on one sentence; an error is raised."""

    def __init__(self, texts: dict[str, tuple[int, str]], error: Exception | None = None) -> None:
        self.error = error
        self.texts = texts
        self.asked: list[str] = []

    async def ask(self, request) -> Reply:
        self.asked.append(request.messages[-1].content)
        if self.error:
            raise self.error
        said = {name: {"sentences": [number], "text": text} for name, (number, text) in self.texts.items()}
        return Reply(content=json.dumps(said), usage=Usage(calls=1), answers="json_schema")


def made(chat, *articles):
    """The brief of a day with what this model has to say."""
    brief = assemble(DAY, articles)
    return worded(brief, articles, asyncio.run(drafts(brief, articles, chat, 2)))


def lines(story):
    return [(line.text, line.quoted) for line in (story.headline, *story.summary)]


def test_a_model_is_shown_the_sentences_of_verified_claims():
    """Each once, in order, numbered from 1; of a story that tells nothing it is not asked."""
    chat = Scripted(GOOD)
    made(chat, TALKS, article("rain", sentences=("It rained in Oslo.", "The rain fell.")))
    assert chat.asked == [f"1. {SENTENCES[1]}\n2. {SENTENCES[2]}"]


def test_what_holds_stands_with_its_citations():
    """Headline and two sentences in the model's words, each with the sentence that it rests on."""
    (story,) = made(Scripted(GOOD), TALKS).stories
    assert lines(story) == [(text, False) for _, text in GOOD.values()]
    assert [line.citations[0].sentence for line in (story.headline, *story.summary)] == [2, 2, 3]


def test_what_does_not_hold_gives_way_to_the_articles_own_sentences():
    """Headline and sentences are judged one by one, and no sentence is told twice."""
    bad = {
        **GOOD,
        "headline": (1, "Norland and Sudria sign peace"),
        "first": (1, "Anna Berg and Bo Falk agreed"),
    }
    (story,) = made(Scripted(bad), TALKS).stories
    assert lines(story) == [(SENTENCES[0], True), (GOOD["second"][1], False), (SENTENCES[1], True)]


@pytest.mark.parametrize(
    "chat",
    [
        Scripted({}, ReplyError("cut off")),
        Scripted({"headline": WATER}),
        Scripted({name: (9, text) for name, (_, text) in GOOD.items()}),
    ],
)
def test_without_a_valid_answer_the_articles_are_quoted(chat):
    """No answer, half an answer, or none that cites a sentence that was shown."""
    (story,) = made(chat, TALKS).stories
    assert lines(story) == [(text, True) for text in SENTENCES[:3]]


def test_lines_of_a_model_hold_when_the_brief_is_made_again():
    """What stands in a brief is checked anew, and an altered line does not come back."""
    brief = made(Scripted(GOOD), TALKS)
    assert worded(assemble(DAY, [TALKS]), [TALKS], drafts_of(brief)) == brief
    (story,) = brief.stories
    altered = story.headline.model_copy(update={"text": "Norland and Sudria refused to share water"})
    forged = brief.model_copy(update={"stories": (story.model_copy(update={"headline": altered}),)})
    (again,) = worded(assemble(DAY, [TALKS]), [TALKS], drafts_of(forged)).stories
    assert again.headline.text == SENTENCES[0]


def test_the_order_of_articles_changes_no_question():
    """The same sentences in the same order make the same request, whichever article comes first."""
    other = article("more", *CLAIMS, sentences=SENTENCES, headline=LEAD)
    first, second = Scripted(GOOD), Scripted(GOOD)
    assert made(first, TALKS, other) == made(second, other, TALKS)
    assert first.asked == second.asked


def test_no_more_than_eight_sentences_are_shown():
    """Those of the claims that matter most."""
    sentences = tuple(f"Norland agreed on matter {n}." for n in range(1, 20))
    many = [agreement("Norland", id=f"a-{n}", commitment=f"matter {n}", evidence=at(n)) for n in range(1, 20)]
    (story,) = assemble(DAY, [article("long", *many, sentences=sentences)]).stories
    assert [citation.sentence for citation in basis(story)] == [1, 2, 3, 4, 5, 6, 7, 8]


STRUCK = "Sudria struck Norland on Friday, after talks in Oslo failed."
MAY = "Norland may leave the treaty, Anna Berg said."


@pytest.mark.parametrize(
    ("text", "cited", "fault"),
    [
        ("Norland struck Sudria", STRUCK, "no cited sentence names norland before sudria"),
        ("Sudria struck Norland on Monday", STRUCK, "date Monday is not in the cited sentence"),
        ("Sudria struck Norland twice, killing 3", STRUCK, "number 3 is not in the cited sentence"),
        ("Sudria invaded Norland", STRUCK, "not the words of the sentence: invad"),
        ("Vessia struck Norland", STRUCK, "Vessia is not in the cited sentences"),
        ("Norland leaves the treaty, Berg said", MAY, "it leaves out that it is open"),
        ("Norland may leave the treaty", MAY, "it does not say who says so"),
        ("Norland will not leave the treaty, Berg said", MAY, "it denies what the sentence does not deny"),
        (
            "Norland may leave the treaty, Anna Norland said",
            MAY,
            "Anna Norland is not in the cited sentences",
        ),
        ('Norland may leave the treaty, Berg said"}', MAY, "it is no plain text"),
    ],
)
def test_a_text_says_no_more_than_its_sentences(text, cited, fault):
    """Another doer, day, number, deed or name, certainty, or a word of somebody's told as fact."""
    assert fault in list(faults(text, [cited], [cited]))


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("Sudria struck Norland after talks failed", STRUCK),
        ("Norland may leave treaty, Berg said", MAY),
        ("Berg and Falk agree to share water", "Bo Falk and Anna Berg agreed to share the water."),
    ],
)
def test_a_text_that_only_says_less_has_no_fault(text, cited):
    """Words left out, other endings, a surname alone, and two sides of one deed in either order."""
    assert list(faults(text, [cited], [cited])) == []
