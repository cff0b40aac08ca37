"""A day for those who would rather look, as a page: its claims on one side, its sources on the other.

Text of articles and words of reviewers are anybody's: text is escaped as it is printed, and Markdown becomes
emphasis, code and links to the web, never markup of its author's. Should something slip through, the page's
policy has the browser run no script but ours, and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup, escape

from brief import markdown
from brief.quotes import quotes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from brief.daily import Article, Brief, Told
    from brief.records import Span
    from brief.render import Templates


class Page(NamedTuple):
    """A page, and the Content-Security-Policy that it is to be sent with; it holds that itself, too."""

    html: str
    policy: str


class _Marked(NamedTuple):
    """A cited sentence as HTML, with the words of the claim marked."""

    document: str
    sentence: int
    html: Markup


def page(brief: Brief, articles: Iterable[Article], templates: Templates, *, live: bool) -> Page:
    """The page of a day. One that is not `live` has no server to tell a decision to: it is for reading."""
    style, script = templates.verbatim("review.css"), templates.verbatim("review.js")
    policy = (
        f"default-src 'none'; style-src '{_checksum(style)}'; script-src '{_checksum(script)}'; "
        f"connect-src '{'self' if live else 'none'}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
    texts = {article.record.document.id: article.sentences for article in articles}
    html = templates.html(
        "review.html.j2",
        **_context(brief, templates, live=live),
        texts=texts,
        cited=_cited(brief),
        style=style,
        script=script,
        policy=policy,
    )
    return Page(html, policy)


def claims(brief: Brief, templates: Templates) -> str:
    """The claims of a live page alone, as they are after a decision."""
    return templates.html("review_claims.html.j2", **_context(brief, templates, live=True))


def _context(brief: Brief, templates: Templates, *, live: bool) -> dict[str, Any]:
    return {
        "brief": brief,
        "live": live,
        "documents": {document.id: document for document in brief.documents},
        "order": {document.id: number for number, document in enumerate(brief.documents, 1)},
        "disputed": {told.id for told in brief.disputed()},
        "earlier": {change.told: change.earlier for change in brief.changes if change.earlier},
        "words": templates.words,
        "inline": inline(),
        "quotes_of": _quotes_of,
        "web_address": lambda url: Markup(markdown.web_address(url)),  # noqa: S704 - percent-encoded
    }


def _cited(brief: Brief) -> set[tuple[str, int]]:
    """Document and number of each sentence that carries a claim."""
    return {(item.document, item.sentence) for told in brief.told() for item in told.citations}


def _quotes_of(told: Told) -> list[_Marked]:
    """The sentences that give a claim its words; those of other tellings are cited, and not marked."""
    document = next(member.document for member in told.members if member.claim == told.id)
    return [
        _Marked(document, quote.sentence, _marked(quote.text, quote.spans)) for quote in quotes(told.claim)
    ]


def _marked(text: str, spans: Iterable[Span]) -> Markup:
    html = escape(markdown.marked(text, spans))
    return html.replace(markdown.START, Markup("<mark>")).replace(markdown.END, Markup("</mark>"))


def _checksum(text: str) -> str:
    """How a policy names a script or style sheet."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def inline() -> Callable[[str], Markup]:
    """From Markdown on one line to HTML. Links lead to the web alone, HTML is shown, and comments are not."""
    from markdown_it import MarkdownIt

    reader = MarkdownIt("commonmark").disable("image")
    reader.validateLink = lambda url: bool(markdown.web_address(url))  # type: ignore[method-assign]

    def link_open(_self: Any, tokens: Any, index: int, *_rest: Any) -> str:
        address = escape(tokens[index].attrs["href"])
        return f'<a href="{address}" target="_blank" rel="noopener noreferrer">'

    def html_inline(_self: Any, tokens: Any, index: int, *_rest: Any) -> str:
        content = tokens[index].content
        return "" if content.startswith("<!--") else str(escape(content))

    reader.add_render_rule("link_open", link_open)
    reader.add_render_rule("html_inline", html_inline)
    return lambda text: Markup(reader.renderInline(markdown.clean(text)))  # noqa: S704 - it escapes
