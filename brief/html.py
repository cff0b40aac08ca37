"""Web pages: the main text by trafilatura, what a page states of itself, and what it puts around its article.

Precision comes before recall: a line of a menu that became a sentence could carry a claim. Where the strict
extraction keeps little of what the usual one finds, the page is of another build, and the usual one counts.
"""

from __future__ import annotations

import html as entities
import re
from typing import Any

from brief.formats import Content, Refused, stating, titled
from brief.lexicon import table
from brief.outside import OUTSIDE, outside
from brief.page_facts import page_facts
from brief.records import Residue
from brief.sentences import Span, blocks

SHORT = 0.3  # share of the usual extraction that the strict one keeps at least
GATE_WORDS = 120  # words of the longest page that only says why the article is not shown

_ENDS = re.compile(r"<(?:br|/?(?:p|div|li|h[1-6]|blockquote|tr|ul|ol))\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
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
    shown = f"{' '.join((found.title or '').split()) if found else ''}\n{text}"
    gates = _GATES.items() if len(shown.split()) <= GATE_WORDS else ()
    if gate := next((reason for reason, rule in gates if rule.search(shown)), None):
        return Refused(f"not an article: {gate}")
    if not text:
        return Refused("no article text was found in the page")
    from trafilatura import load_html

    tree = load_html(data)
    content = _content(text, outside(tree, shown))
    for name, origin, fact in page_facts(tree, found):
        if name == "title":
            content = titled(content, fact, origin)
        else:
            content = stating(content, origin, **{name: fact})
    return content


def _extracted(data: bytes) -> Any:
    """Trafilatura's document, or None."""
    from trafilatura import bare_extraction

    dates = {"extensive_search": False, "original_date": True}
    how: Any = {"include_comments": False, "with_metadata": True, "date_extraction_params": dates}
    strict: Any = bare_extraction(data, favor_precision=True, **how)
    kept = len(strict.text or "") if strict else 0
    usual: Any = None if kept > GATE_WORDS * 20 else bare_extraction(data, **how)
    return usual if usual and kept < SHORT * len(usual.text or "") else strict


def _content(text: str, others: tuple[str, ...]) -> Content:
    """The lines as blocks, those that fit a notice apart, and below them what the page shows besides."""
    lines = [line for line in (" ".join(line.split()) for line in text.splitlines()) if line]
    reasons = [next((name for name, rule in _NOTICES.items() if rule.match(line)), None) for line in lines]
    kept: list[Span] = []
    apart: list[Residue] = []
    start = 0
    for piece, reason in zip((*lines, *others), (*reasons, *(OUTSIDE for _ in others)), strict=True):
        end = start + len(piece)
        if reason:
            apart.append(Residue(start=start, end=end, text=piece, reason=reason))
        else:
            kept.append((start, end))
        start = end + 2
    return Content("\n\n".join((*lines, *others)), tuple(kept), tuple(apart))


def read_markup(markup: str, title: str) -> Content:
    """A piece of a page as content: as `read_html` reads it, else its bare text."""
    if "<" in markup:
        page = f"<!doctype html><html><head><title>{entities.escape(title)}</title></head><body><article>"
        content = read_html(f"{page}{markup}</article></body></html>".encode("utf-8-sig", "replace"))
        if isinstance(content, Content) and content.text.strip():
            return content
    text = entities.unescape(_TAG.sub("", _ENDS.sub("\n\n", markup))).strip()
    return Content(text, blocks(text))


def plain_words(markup: object) -> str:
    """The words of a piece of a page on one line; "" for None."""
    return " ".join(entities.unescape(_TAG.sub("", str(markup or ""))).split())


def is_markup(text: str) -> bool:
    """Whether the text has tags of paragraphs or other blocks."""
    return _ENDS.search(text) is not None
