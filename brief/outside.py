"""What a page shows beside its article: every line of it that the main text does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

OUTSIDE = "outside the main text"
"""Reason for which the rest of a page is set apart."""

_UNSEEN = frozenset({"script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select"})
_WORDS = 3
"""Words of a line that may stand in an article by chance, and be a line of a menu all the same."""
_SEARCHED = 2_000_000_000  # characters of main text that are searched for lines, each time anew
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark nobr output q s samp"
    " small span strike strong sub sup time tt u var wbr".split()
)


def outside(tree: HtmlElement, text: str) -> tuple[str, ...]:
    """Runs of lines, in the order of the page, that stand in none of the lines of its main text; each once.

    Marks and spaces are of no account. On a page of very many lines beside a very long text, the last ones
    count as outside unless a whole line of the text is the same.
    """
    whole = _folded(text)
    searches = _SEARCHED // max(len(whole), 1)
    short = {_folded(line) for line in text.splitlines()}
    runs: list[list[str]] = [[]]
    seen: set[str] = set()
    for line in _lines(tree):
        folded = _folded(line)
        if not folded or folded in seen:
            continue
        inside = folded in short
        if not inside and searches > 0 and len(line.split()) > _WORDS:
            searches -= 1
            inside = folded in whole
        if inside:
            runs.append([])
        else:
            seen.add(folded)
            runs[-1].append(line)
    return tuple("\n".join(run) for run in runs if run)


def _lines(tree: HtmlElement) -> Iterator[str]:
    """What the page shows, a line for each block."""
    body = tree.find(".//body")
    pieces: list[str] = []
    # Depth first by hand, for a page may be deeper than Python's stack.
    stack: list[tuple[HtmlElement, bool]] = [(tree if body is None else body, False)]
    while stack:
        node, done = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else None
        if done or tag is None or tag in _UNSEEN:
            pieces += ["" if tag in _INLINE or tag is None else "\n", node.tail or ""]
            continue
        pieces += ["" if tag in _INLINE else "\n", node.text or ""]
        stack.append((node, True))
        stack += [(child, False) for child in reversed(node)]
    return filter(None, (" ".join(line.split()) for line in "".join(pieces).splitlines()))


def _folded(words: str) -> str:
    return re.sub(r"[\W_]+", "", words).casefold()
