"""Web pages: the main text by trafilatura, what a page states of itself, and what it puts around its article.

Precision comes before recall: a line of a menu that became a sentence could carry a claim. Where the strict
extraction keeps little of what the usual one finds, the page is of another build, and the usual one counts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from brief.formats import Content, Refused, stating, titled
from brief.lexicon import table
from brief.outside import OUTSIDE, outside
from brief.page_facts import page_facts
from brief.records import Residue

if TYPE_CHECKING:
    from brief.sentences import Span

SHORT = 0.3
"""Share of the usual extraction that the strict one keeps at least."""
GATE_WORDS = 120
"""Words of the longest page that only says why the article is not shown."""

_GATES, _NOTICES = (
    {reason: re.compile("|".join(patterns), re.IGNORECASE) for reason, patterns in rules.items()}
    for rules in (table("residue.en")["gates"], table("residue.en")["page_notices"])
)


def read_html(data: bytes) -> Content | Refused:
    """The article of a page, its title above it; lines that the site puts around it stand apart.

    A page that asks for a subscription, a check or another address in place of its article is refused.
    """
    found = _extracted(data)
    text = (found.text or "").strip() if found else ""
    title = " ".join((found.title or "").split()) if found else ""
    gate = _gate(title, text)
    if gate:
        return Refused(gate)
    if found is None or not text:
        return Refused("no article text was found in the page")
    from trafilatura import load_html

    tree = load_html(data)
    content = _content(text, outside(tree, f"{title}\n{text}"))
    for name, origin, fact in page_facts(tree, found):
        if name == "title":
            content = titled(content, fact, origin)
        else:
            content = stating(content, origin, **{name: fact})
    return content


def _extracted(data: bytes) -> Any:
    """Trafilatura's document, or None."""
    from trafilatura import bare_extraction

    def read(**how: Any) -> Any:
        return bare_extraction(
            data,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
            **how,
        )

    strict = read(favor_precision=True)
    kept = len(strict.text or "") if strict else 0
    usual = None if kept > GATE_WORDS * 20 else read()
    return usual if usual and kept < SHORT * len(usual.text or "") else strict


def _content(text: str, others: tuple[str, ...]) -> Content:
    """The lines as blocks, those that fit a notice apart, and below them what the page shows besides."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    whole = "\n\n".join(lines)
    blocks: list[Span] = []
    apart: list[Residue] = []
    start = 0
    for line in lines:
        end = start + len(line)
        reason = next((name for name, rule in _NOTICES.items() if rule.match(line)), None)
        if reason:
            apart.append(Residue(start=start, end=end, text=line, reason=reason))
        else:
            blocks.append((start, end))
        start = end + 2
    for other in others:
        apart.append(Residue(start=start, end=start + len(other), text=other, reason=OUTSIDE))
        start += len(other) + 2
    return Content("\n\n".join((whole, *others)), tuple(blocks), tuple(apart))


def _gate(title: str, text: str) -> str | None:
    """Why the page shows no article, if it is short and says so."""
    words = f"{title}\n{text}"
    if len(words.split()) > GATE_WORDS:
        return None
    return next((f"not an article: {reason}" for reason, rule in _GATES.items() if rule.search(words)), None)
