"""The sentence protocol: each sentence that could hold a claim is asked about alone, once for each kind.

Triage says which those are, so that a changed article re-asks only its changed sentences. Requests of one
kind go out together: the server keeps their long common beginning in its cache.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from brief.cues import CUES
from brief.drafts import ANSWERS, Body, Draft, Plain, ThreatAnswer, bodies
from brief.errors import ReplyError
from brief.joining import is_whole, joined
from brief.triage import asked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from brief.asking import Asker
    from brief.records import Document, Kind

# Kept small: a small model that loses its way repeats itself until it is stopped.
MAX_TOKENS: Mapping[Kind, int] = {"meeting": 300, "agreement": 300, "threat": 200}

_AGAINST = re.compile(
    r"\b(?:against|counter(?:ing)?|deter(?:ring)?|combat(?:ing)?|(?:concern|alarm|fear|worr)\w* "
    r"(?:over|about|at)"
    r"|threats? (?:of|from|posed by)|dangers? (?:of|from|posed by))\s+(?P<danger>[^,;.:“”\"]+)",
    re.IGNORECASE,
)


async def drafts(document: Document, plain: Plain, asker: Asker) -> tuple[list[Draft], set[int]]:
    """What is drafted of a document, and the sentences for which no valid answer was had."""
    drafted: list[Draft] = []
    unread: set[int] = set()
    about = asked(document)
    for kind in CUES:
        for sentence in document.sentences:
            found = plain.get((sentence.number, kind), ())
            if kind in about[sentence.number - 1] and not any(map(is_whole, found)):
                try:
                    found = joined(await _asked(kind, sentence.text, asker), found)
                except ReplyError:
                    unread.add(sentence.number)
            drafted += [Draft(sentence.number, body) for body in found]
    return drafted, unread


async def _asked(kind: Kind, text: str, asker: Asker) -> Sequence[Body]:
    answer = await asker.ask(f"{kind}s.j2", ANSWERS[kind], MAX_TOKENS[kind], sentence=text)
    found = bodies(answer)
    return found if found or kind != "threat" else await _dangers(text, asker)


async def _dangers(text: str, asker: Asker) -> list[Body]:
    """A second look at what a sentence is "against": in a long sentence a small model overlooks it."""
    found: list[Body] = []
    for match in _AGAINST.finditer(text):
        if CUES["threat"].search(match["danger"]):
            answer = await asker.ask(
                "threats.j2", ThreatAnswer, MAX_TOKENS["threat"], sentence=match["danger"]
            )
            found += bodies(answer)
    return found
