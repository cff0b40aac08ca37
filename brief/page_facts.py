"""What a page states of itself, in JSON-LD, in the tags of its head or in its text, and where.

Trafilatura finds most facts, but does not say where; here they are looked up. The day of publication, authors
and language are those that the page states in so many words.
"""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from brief.header import find_date, language, names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.html import HtmlElement

MAX_VALUES = 10_000  # values of JSON-LD that are looked at

_ARTICLE = ("article", "posting", "report")
_PUBLISHED = (
    "article:published_time article:published datepublished dc.date.issued dcterms.issued"
    " citation_publication_date parsely-pub-date sailthru.date pubdate publish-date date"
).split()
_AUTHORS = "author article:author sailthru.author parsely-author citation_author byl dc.creator".split()
_LANGUAGES = ("content-language", "dc.language", "og:locale")
_NOBODY = frozenset("unknown anonymous noauthor author admin administrator editor username".split())
_META = ("property", "name", "http-equiv", "itemprop")
_EPOCH = "1970-01-02"

Fact = tuple[str, str, Any]  # name, origin and value


def page_facts(tree: HtmlElement, found: Any) -> Iterator[Fact]:
    """Yield each fact that the page states. `found` is trafilatura's document of the same page."""
    page = _Page(tree)
    title, url, outlet = " ".join((found.title or "").split()), found.url or "", _outlet(found)
    address = url if url.startswith(("http://", "https://")) else ""
    for name, words in (("title", title), ("url", address), ("outlet", outlet)):
        if words:
            yield name, page.origin_of_words(words), words
    date = _day(found.date or "")
    yield from _first(
        "date",
        _day,
        ("json-ld", (str(item.get("datePublished") or "") for item in page.articles)),
        ("meta", page.metas(_PUBLISHED)),
        (page.origin_of_day(date, url), [date or ""]),
    )
    shown = (found.author or "").split("; ")
    authors = page.authors(), page.metas(_AUTHORS), shown if page.has_byline(shown[0]) else ()
    for origin, people in zip(("json-ld", "meta", "byline"), authors, strict=True):
        if who := tuple(name for name in names(people) if _is_name(name, outlet)):
            yield "authors", origin, who
            break
    yield from _first(
        "language",
        language,
        ("html", [tree.get("lang") or ""]),
        ("json-ld", (_named(item.get("inLanguage")) for item in page.articles)),
        ("meta", page.metas(_LANGUAGES)),
    )


class _Page:
    """The places in which a page says something of itself."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        scripts = tree.iterfind(".//script")
        self._values = list(_walk([value for script in scripts for value in _linked_data(script)]))
        found = (value for _, value in self._values if isinstance(value, dict))
        self.articles = [value for value in found if _is_article(value.get("@type"))][:1]
        self._metas = [
            (next(filter(None, map(meta.get, _META)), "").lower(), meta.get("content") or "")
            for meta in tree.iterfind(".//meta[@content]")
        ]

    def metas(self, wanted: Sequence[str]) -> list[str]:
        """What the tags of these names state, in the order of the names."""
        return [words for name in wanted for known, words in self._metas if known == name]

    def authors(self) -> Iterator[str]:
        """Yield the names that the article's JSON-LD gives as its authors."""
        for item in self.articles:
            author = item.get("author") or item.get("creator")
            people = author if isinstance(author, list) else [author]
            yield from (unescape(_named(person)) for person in people)

    def has_byline(self, name: str) -> bool:
        """Whether the page shows the name after the word "by"."""
        return bool(re.search(rf"\bby:?\s+{re.escape(name)}\b", self._tree.text_content(), re.IGNORECASE))

    def origin_of_words(self, words: str) -> str:
        """Where the page has exactly these words."""
        places: dict[str, Iterable[object]] = {
            "json-ld": (value for _, value in self._values),
            "meta": (value for _, value in self._metas),
            "link": self._tree.xpath("//link[@rel='canonical']/@href"),
            "heading": (heading.text_content() for heading in self._tree.iterfind(".//h1")),
            "title tag": (title.text_content() for title in self._tree.iterfind(".//title")),
        }
        wanted = _folded(words)
        return next((name for name, values in places.items() if wanted in map(_folded, values)), "page")

    def origin_of_day(self, day: str | None, url: str) -> str:
        """Where the page has a time on that day."""
        places: dict[str, Iterable[object]] = {
            "json-ld": (value for key, value in self._values if "date" in key.lower()),
            "meta": (value for _, value in self._metas),
            "time tag": self._tree.xpath("//time/@datetime"),
            "address": [url],
        }
        told = (name for name, values in places.items() if day in map(find_date, map(str, values)))
        return next(told, "page") if day else "page"


def _first(name: str, read: Callable[[str], Any], *places: tuple[str, Iterable[str]]) -> list[Fact]:
    """The fact that the first place gives in which it can be read."""
    found = ((name, origin, value) for origin, words in places for value in map(read, words) if value)
    return list(islice(found, 1))


def _linked_data(script: HtmlElement) -> Iterator[Any]:
    if (script.get("type") or "").strip().lower() == "application/ld+json":
        try:
            yield json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            return


def _walk(data: list[Any]) -> Iterator[tuple[str, Any]]:
    """Yield every value with its key, those of a level before those in them."""
    level: list[tuple[str, Any]] = [("", value) for value in data]
    seen = 0
    while level and seen < MAX_VALUES:
        yield from level
        seen += len(level)
        inner = ((key, value) for key, value in level if isinstance(value, dict | list))
        level = [
            pair
            for key, value in inner
            for pair in (value.items() if isinstance(value, dict) else [(key, item) for item in value])
        ]


def _day(words: str) -> str | None:
    """The date in the words, unless it is the first one that programs have."""
    date = find_date(words)
    return date if date and date > _EPOCH else None


def _is_name(name: str, outlet: str) -> bool:
    """Whether an author is stated, not the site itself, an account, or nobody."""
    plain, site = (re.sub(r"[\W_]+", "", words).casefold() for words in (name, outlet))
    return "@" not in name and plain not in _NOBODY and plain != site


def _is_article(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(str(name).lower().endswith(_ARTICLE) for name in kinds)


def _named(value: object) -> str:
    """The words that a value is, or that an object is named."""
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else ""


def _folded(value: object) -> str:
    return " ".join(str(value).split()).casefold().strip("@ ") if isinstance(value, str) else ""


def _outlet(found: Any) -> str:
    """Name of the site as the page states it; the host alone is no name."""
    name = " ".join((found.sitename or "").split())
    host = (urlsplit(found.url or "").hostname or "").removeprefix("www.")
    return "" if name.lower().removeprefix("www.") in {host, host.split(".")[0]} else name
