"""Articles in JSON: one object, a list of objects, an object that holds such a list, or one object a line."""

from __future__ import annotations

import json
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from brief.formats import NO_TEXT, Answer, Content, Part, Refused, decode, rest, stating, titled
from brief.header import find_date, language, names
from brief.html import is_markup, plain_words, read_markup
from brief.sentences import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_ARTICLES = 5_000  # articles of a file that are read
KEYS = {
    "text": "text body content article_body full_text content_text content_html maintext".split(),
    "title": ["title", "headline"],
    "date": "date published published_at date_published publish_date pub_date publication_date".split(),
    "url": "url link canonical_url web_url".split(),
    "outlet": "outlet source publisher publication site_name site".split(),
    "authors": "authors author byline creator".split(),
    "language": "language lang in_language".split(),
}
"""Keys of what an article states, the likeliest first; case, `-` and `_` are of no account."""


def read_json(data: bytes, keys: Mapping[str, str], *, lines: bool) -> Answer:
    """The articles in JSON, numbered from 1 if there may be several. Texts with tags are read as pages.

    `keys` names the key of a fact where it is another than `KEYS` has; a dot leads into an object.
    """
    text = decode(data)
    if text is None:
        return NO_TEXT
    article = partial(_article, keys=keys)
    value = None if lines else _parsed(text)
    if isinstance(value, Refused):
        first, more, _ = text.lstrip().partition("\n")
        lines = bool(more) and not isinstance(_parsed(first), Refused)  # they may go under either name
    if lines:
        every = [line for line in text.split("\n") if line.strip()]
        return _numbered(every, lambda line: article(_parsed(line))) or Refused("empty")
    found = _articles(value)
    return article(value) if found is None else _numbered(found, article) or Refused("JSON without articles")


def _numbered(found: list[Any], read: Callable[[Any], Content | Refused]) -> tuple[Part[Content], ...]:
    parts = (Part(str(number), read(item)) for number, item in enumerate(found[:MAX_ARTICLES], 1))
    return (*parts, *rest(len(found) - MAX_ARTICLES, "articles", "a file", MAX_ARTICLES))


def _parsed(text: str) -> Any:
    """The value, or Refused for what is no JSON."""
    try:
        return json.loads(text)
    except ValueError as error:
        return Refused(f"no JSON ({error})")


def _articles(value: Any) -> list[Any] | None:
    """The list of objects that the value is, or has under one of its keys; None for one article."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or isinstance(_fact(value, "text", {}), str):
        return None
    lists = (item for item in value.values() if isinstance(item, list))
    return next((found for found in lists if found and all(isinstance(each, dict) for each in found)), None)


def _article(value: object, keys: Mapping[str, str]) -> Content | Refused:
    if isinstance(value, Refused):
        return value
    if not isinstance(value, dict):
        return Refused("no article: not an object with keys")
    body = _fact(value, "text", keys)
    if isinstance(body, list) and all(isinstance(item, str) for item in body):
        body = "\n\n".join(body)
    if not isinstance(body, str):
        wanted = keys.get("text") or " or ".join(KEYS["text"][:3])
        return Refused(f"no article: no text under {wanted}; `json_keys` in brief.toml names the key")
    body = body.encode("utf-8", "replace").decode()
    title = plain_words(_words(value, "title", keys))
    content = read_markup(body, title) if is_markup(body) else Content(body, blocks(body))
    url = _words(value, "url", keys)
    authors = _fact(value, "authors", keys)
    return stating(
        titled(content, title, "json"),
        "json",
        date=find_date(_words(value, "date", keys)),
        outlet=plain_words(_words(value, "outlet", keys)),
        url=url if url.startswith(("http://", "https://")) else None,
        authors=names(map(_named, authors if isinstance(authors, list) else [authors])),
        language=language(_words(value, "language", keys)),
    )


def _words(value: dict[str, Any], fact: str, keys: Mapping[str, str]) -> str:
    """A fact as words; "" for none."""
    return _named(_fact(value, fact, keys))


def _named(found: object) -> str:
    """The words that a value is, or that an object is named; "" for others."""
    name = found.get("name") if isinstance(found, dict) else found
    return name.encode("utf-8", "replace").decode() if isinstance(name, str) else ""


def _fact(value: dict[str, Any], fact: str, keys: Mapping[str, str]) -> Any:
    if fact in keys:
        found: Any = value
        for key in keys[fact].split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found
    folded = {_folded(key): item for key, item in reversed(value.items()) if item}
    return next((folded[name] for name in map(_folded, KEYS[fact]) if name in folded), None)


def _folded(key: str) -> str:
    return re.sub(r"[\s_-]", "", key).lower()
