"""Articles in JSON: one object, a list of objects, an object that holds such a list, or one object a line."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from brief.formats import Content, Part, Refused, decode, stating, titled
from brief.header import find_date, language, names
from brief.markup import is_markup, plain_words, read_markup
from brief.sentences import blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from brief.formats import Answer, Reader

MAX_ARTICLES = 5_000
"""Articles of a file that are read."""

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


def read_json(data: bytes, html: Reader, keys: Mapping[str, str], *, lines: bool) -> Answer:
    """The articles in JSON, numbered from 1 if there may be several. Texts with tags are read by `html`.

    `keys` names the key of a fact where it is another than `KEYS` has; a dot leads into an object.
    """
    text = decode(data)
    if text is None:
        return Refused("binary, or in no encoding that could be told")
    if lines:
        return tuple(_lines(text, html, keys)) or Refused("empty")
    try:
        value = json.loads(text)
    except ValueError as error:
        first = text.lstrip().partition("\n")
        # One object a line may go under either name.
        return tuple(_lines(text, html, keys)) if first[1] and _is_json(first[0]) else _no_json(error)
    return _from_value(value, html, keys)


def _from_value(value: Any, html: Reader, keys: Mapping[str, str]) -> Answer:
    found = _articles(value)
    if found is None:
        return _article(value, html, keys)
    parts = tuple(
        Part(str(number), _article(item, html, keys)) for number, item in enumerate(found[:MAX_ARTICLES], 1)
    )
    if len(found) > MAX_ARTICLES:
        reason = f"{len(found) - MAX_ARTICLES:,} more articles; the limit of a file is {MAX_ARTICLES:,}"
        return (*parts, Part("the rest", Refused(reason)))
    return parts or Refused("JSON without articles")


def _lines(text: str, html: Reader, keys: Mapping[str, str]) -> Iterator[Part[Content]]:
    lines = [line for line in text.split("\n") if line.strip()]
    for number, line in enumerate(lines[:MAX_ARTICLES], 1):
        try:
            item = _article(json.loads(line), html, keys)
        except ValueError as error:
            yield Part(str(number), _no_json(error))
        else:
            yield Part(str(number), item)
    if len(lines) > MAX_ARTICLES:
        reason = f"{len(lines) - MAX_ARTICLES:,} more articles; the limit of a file is {MAX_ARTICLES:,}"
        yield Part("the rest", Refused(reason))


def _no_json(error: ValueError) -> Refused:
    return Refused(f"no JSON ({error})")


def _is_json(line: str) -> bool:
    try:
        json.loads(line)
    except ValueError:
        return False
    return True


def _articles(value: Any) -> list[Any] | None:
    """The list of objects that the value is, or has under one of its keys; None for one article."""
    if isinstance(value, list):
        return value
    if not isinstance(value, dict) or isinstance(_fact(value, "text", {}), str):
        return None
    lists = (item for item in value.values() if isinstance(item, list))
    return next((found for found in lists if found and all(isinstance(each, dict) for each in found)), None)


def _article(value: object, html: Reader, keys: Mapping[str, str]) -> Content | Refused:
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
    content = read_markup(body, title, html) if is_markup(body) else Content(body, blocks(body))
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
