"""What a reader makes of the bytes of a file.

A reader never guesses: title, outlet, date, authors and the like are those that the file states.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict

from brief.records import Document, Residue  # pydantic reads these at run time
from brief.sentences import Span  # noqa: TC001

T = TypeVar("T")

HEADER_BLOCKS = 10
"""Blocks within which a file may state its title, date, outlet and address."""


@dataclass(frozen=True)
class Content:
    """A file as read.

    Every offset points into `text`. `apart` is what is metadata or mark-up; `blocks` is all the rest,
    and holds `title`. `pages` is where each page starts, in formats that have pages. `origins` has, for
    each fact that is stated, the word for where.
    """

    text: str
    blocks: tuple[Span, ...]
    apart: tuple[Residue, ...] = ()
    title: Span | None = None
    outlet: str | None = None
    date: str | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    pages: tuple[int, ...] = ()


@dataclass(frozen=True)
class Refused:
    """Why a reader can make nothing of a file."""

    reason: str


@dataclass(frozen=True)
class Overrun(Refused):
    """A file that took more time or memory than a reader may have, or brought the reader down."""


@dataclass(frozen=True)
class Packed:
    """A file within a file, to be read in its turn.

    `suffix` is as `suffix_of` has it; "" where the name is that of the file around it, without `.gz`.
    """

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    suffix: str
    data: bytes


@dataclass(frozen=True)
class Part(Generic[T]):
    """One of the things that a file holds; `name` tells it from the others, "" is the file's own text."""

    name: str
    item: T | Refused | Packed


Answer = Content | Refused | tuple[Part[Content], ...]
Reader = Callable[[bytes], Answer]
Reading = Document | Refused | tuple[Part[Document], ...]
"""What a reader's answer is when its contents are documents, their ids, paths and hashes still empty."""

_BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


def suffix_of(name: str) -> str:
    """Suffix of a file's name in lower case, dot included; with `.gz` comes that of the file in it."""
    path = PurePosixPath(name.lower())
    inner = PurePosixPath(path.stem).suffix if path.suffix == ".gz" else ""
    return (inner if inner[1:].isalpha() else "") + path.suffix


def decode(data: bytes) -> str | None:
    """Text of the bytes: UTF-8, UTF-16 or UTF-32 by byte order mark, else as it is most like.

    The mark is no part of the text. None: binary, or no encoding fits.
    """
    marked = next((encoding for mark, encoding in _BOMS if data.startswith(mark)), None)
    if marked is None and b"\0" in data:
        return None
    try:
        return data.decode(marked or "utf-8")
    except UnicodeDecodeError:
        if marked:
            return None
    from charset_normalizer import from_bytes  # slow to import, and seldom needed

    best = from_bytes(data).best()
    return None if best is None else str(best)


def stating(content: Content, origin: str, **facts: Any) -> Content:
    """The content with these facts from that origin; a fact that is None or empty changes nothing."""
    told = {name: fact for name, fact in facts.items() if fact}
    return replace(content, **told, origins={**content.origins, **dict.fromkeys(told, origin)})


def titled(content: Content, words: str, origin: str) -> Content:
    """The content under this title: the block that has its words, else a line of its own above the text."""
    title = " ".join(words.split())
    if not title:
        return content
    heads = content.blocks[:HEADER_BLOCKS]
    same = (at for at in heads if " ".join(content.text[slice(*at)].split()).casefold() == title.casefold())
    if found := next(same, None):
        return stating(content, origin, title=found)
    by = len(title) + 2
    return replace(
        content,
        text=f"{title}\n\n{content.text}",
        blocks=((0, len(title)), *((start + by, end + by) for start, end in content.blocks)),
        apart=tuple(
            part.model_copy(update={"start": part.start + by, "end": part.end + by}) for part in content.apart
        ),
        title=(0, len(title)),
        origins={**content.origins, "title": origin},
        pages=tuple(start and start + by for start in content.pages),
    )
