"""The headline and summary of a story in a model's words: what they may rest on, and whether they hold.

A text is held to the sentences that it cites, mechanically, as a claim is. One in which any check finds
fault gives way to the best sentence of the articles.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from brief import wording
from brief.actors import bare, countries_in, country, country_spans, names_in
from brief.stems import FUNCTION, words
from brief.weight import by_importance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from brief.daily import Article, Brief, Citation, Line, Story

SENTENCES = 8
"""So many sentences of a story a model is shown at most."""
SUMMARY = 2
HEADLINE_CHARS = 120
SENTENCE_CHARS = 320
_AROUND = 3

# Who tells it: a sentence that is somebody's word is not told as the outlet's own.
_SAID = re.compile(
    r"(?i)\b(?:said|says|saying|told|tells|according to|claim(?:s|ed)|alleg\w+|insist(?:s|ed)|report(?:s|ed)"
    r"|quoted)\b"
)
_TOLD = re.compile(
    r"(?i)\b(?:announc\w+|warn\w*|vow\w*|threat\w*|pledg\w+|promis\w+|den(?:y|ies|ied)|declar\w+|accus\w+)\b"
)
# What is only to come, or only may.
_OPEN = re.compile(
    r"(?i)\b(?:may|might|could|would|should|will|shall|if|unless|whether|possib\w*|likely|expect\w*|propos\w*"
    r"|plan\w*|draft|seek\w*|want\w*|consider\w*|offer\w*|hop(?:e|es|ed|ing)|close to|due to|to be)\b"
)
# Of an answer that ran on, or marks of a page.
_MARKS = re.compile(r"[{}\[\]<>|\\]|[\"”’],$|https?:")
_END = re.compile(r"[.!?][\"”’)]?$")
_TOGETHER = re.compile(r"(?i)[\s,]*(?:and|&|with|,)?\s*(?:the\s+)?")


class Draft(NamedTuple):
    """Lines of a model about a story, each with what it cites; None and none where it gave none."""

    headline: Line | None
    summary: tuple[Line, ...]


def basis(story: Story) -> tuple[Citation, ...]:
    """Sentences that carry what matters most in a story, in order of document and number."""
    cited = (citation for told in by_importance(story.claims) for citation in told.citations)
    places = {(citation.document, citation.sentence): citation for citation in cited}
    return tuple(places[place] for place in sorted(list(places)[:SENTENCES]))


def drafts_of(brief: Brief) -> dict[str, Draft]:
    """The model's lines in a brief, by story."""
    return {
        story.id: Draft(
            None if story.headline.quoted else story.headline,
            tuple(line for line in story.summary if not line.quoted),
        )
        for story in brief.stories
    }


def worded(brief: Brief, articles: Iterable[Article], drafts: Mapping[str, Draft]) -> Brief:
    """The brief with those lines of the drafts that hold; elsewhere the articles' own stay."""
    texts = {article.record.document.id: article.sentences for article in articles}
    stories = tuple(
        _worded(story, texts, drafts[story.id]) if story.id in drafts else story for story in brief.stories
    )
    return brief.model_copy(update={"stories": stories})


def _worded(story: Story, texts: Mapping[str, Sequence[str]], draft: Draft) -> Story:
    headline = draft.headline
    if headline is None or not _holds(headline, story, texts, HEADLINE_CHARS):
        headline = story.headline
    summary = [
        line
        for line in draft.summary
        if line.text != headline.text
        and _END.search(line.text)
        and _holds(line, story, texts, SENTENCE_CHARS)
    ]
    told = {headline.text, *(line.text for line in summary)}
    cited = {(item.document, item.sentence) for line in summary for item in line.citations}
    summary += [
        line
        for line in story.summary
        if line.text not in told
        and cited.isdisjoint((item.document, item.sentence) for item in line.citations)
    ]
    return story.model_copy(update={"headline": headline, "summary": tuple(summary[:SUMMARY])})


def _holds(line: Line, story: Story, texts: Mapping[str, Sequence[str]], longest: int) -> bool:
    """Is it the story's own, or a line that cites its sentences and says no more than they?"""
    if line in (story.headline, *story.summary):
        return True
    right = all(
        item.document in story.documents
        and item.sentence <= len(texts[item.document])
        and item.label == f"{story.letters.get(item.document, '')}{item.sentence}"
        for item in line.citations
    )
    if not (right and line.citations and 0 < len(line.text) <= longest and line.text.isprintable()):
        return False
    cited = [texts[item.document][item.sentence - 1] for item in line.citations]
    near = [
        text
        for item in line.citations
        for text in texts[item.document][max(0, item.sentence - 1 - _AROUND) : item.sentence + _AROUND]
    ]
    return not any(faults(line.text, cited, near))


def faults(text: str, cited: Sequence[str], near: Sequence[str]) -> Iterator[str]:
    """What a text says that the cited sentences do not; `near` is what stands around them."""
    evidence = " ".join(cited)
    named = countries_in(evidence)
    said = " ".join(text[start:end] for name, start, end in country_spans(text) if name in named)
    found = (
        *wording.figures(text, "text", evidence),
        *wording.wording(text, "text", f"{evidence} {said}", " ".join(near)),
        *wording.compounds(text, "text", evidence),
        *wording.polarity(text, "text", evidence),
        *wording.affirmation(text, "text", evidence),
    )
    yield from (finding.message for finding in found)
    if _MARKS.search(text) or text.count("“") != text.count("”") or text.count('"') % 2:
        yield "it is no plain text"
    if FUNCTION.intersection(words(text.lower())[-1:]):
        yield "it breaks off"
    yield from _names(text, evidence)
    yield from _order(text, cited)
    if _SAID.search(evidence) and not (_SAID.search(text) or _TOLD.search(text)):
        yield "it does not say who says so"
    if any(_OPEN.search(sentence) for sentence in cited) and not _OPEN.search(text):
        yield "it leaves out that it is open"


def _names(text: str, evidence: str) -> Iterator[str]:
    """Each name of a text is a country, or within one that its sentences name: no name of two people's."""
    known = [set(words(name.lower())) for name in names_in(evidence)]
    countries = countries_in(evidence)
    for name in names_in(text):
        place = country(name)
        if place not in countries and not any(set(words(name.lower())) <= other for other in known):
            yield f"{name} is not in the cited sentences"


def _order(text: str, cited: Sequence[str]) -> Iterator[str]:
    """Who stands before whom in a text does so in a cited sentence: nobody does what was done to them."""
    spans = _spans(text)
    for (one, _, end), (other, start, _) in combinations(spans, 2):
        if one != other and not _TOGETHER.fullmatch(text[end:start]) and not _follows(one, other, cited):
            yield f"no cited sentence names {one} before {other}"


def _follows(one: str, other: str, cited: Sequence[str]) -> bool:
    for sentence in cited:
        starts = {key: start for key, start, _ in reversed(_spans(sentence))}
        ends = {key: start for key, start, _ in _spans(sentence)}
        if one in starts and other in ends and starts[one] < ends[other]:
            return True
    return False


def _spans(text: str) -> list[tuple[str, int, int]]:
    """Actors of a text by a common key, in order: a country by its name, another by the last word of its."""
    places = [(name, start, end) for name, start, end in country_spans(text)]
    taken = [(start, end) for _, start, end in places]
    position = 0
    for name in (part for whole in names_in(text) for part in whole.split(" of ")):
        start = text.find(name, position)
        if start < 0:
            continue
        position = start + len(name)
        if not any(start < end and begin < position for begin, end in taken):
            places.append((words(bare(name).lower())[-1], start, position))
    return sorted(places, key=lambda place: place[1])
