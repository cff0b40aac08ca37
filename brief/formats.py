"""What a reader makes of a file's bytes; it never guesses: title, date and the like are as stated there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Generic, TypeVar

from pydantic import ConfigDict

from brief.records import Document, Residue  # pydantic reads these at run time
from brief.sentences import Span  # noqa: TC001

T = TypeVar("T")

HEADER_BLOCKS = 10  # blocks within which a file may state its title, date, outlet and address


@dataclass(frozen=True)
class Content:
    """A file as read.

    Every offset points into `text`. `apart` is what is metadata or mark-up; `blocks` is the rest, and holds
    `title`. `pages` is where each page starts, if there are pages; `origins` where each fact is stated.
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
    """A file within a file; `suffix` is as `suffix_of` has it, "" for that of the file around it."""

    __pydantic_config__ = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    suffix: str
    data: bytes


@dataclass(frozen=True)
class Part(Generic[T]):
    """One of the things that a file holds; `name` tells it from the others, "" is the file's own text."""

    name: str
    item: T | Refused | Packed


NO_TEXT = Refused("binary, or in no encoding that could be told")
Answer = Content | Refused | tuple[Part[Content], ...]
Reader = Callable[[bytes], Answer]
Reading = Document | Refused | tuple[Part[Document], ...]  # the documents' ids, paths and hashes still empty

_BOMS = {
    "utf-32": (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff"),
    "utf-8-sig": (b"\xef\xbb\xbf",),
    "utf-16": (b"\xff\xfe", b"\xfe\xff"),
}


def suffix_of(name: str) -> str:
    """Suffix of a file's name in lower case, dot included; with `.gz` comes that of the file in it."""
    path = PurePosixPath(name.lower())
    inner = PurePosixPath(path.stem).suffix if path.suffix == ".gz" else ""
    return (inner if inner[1:].isalpha() else "") + path.suffix


def decode(data: bytes) -> str | None:
    """Text of the bytes by their byte order mark, else as it is most like; None: no encoding fits."""
    marked = next((encoding for encoding, marks in _BOMS.items() if data.startswith(marks)), None)
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


def rest(more: int, what: str, whole: str, limit: int) -> tuple[Part[Any], ...]:
    """What stands for the parts of a file beyond its limit; nothing unless there are more."""
    reason = f"{more:,} more {what}; the limit of {whole} is {limit:,}"
    return (Part("the rest", Refused(reason)),) if more > 0 else ()


def stating(content: Content, origin: str, **facts: Any) -> Content:
    """The content with these facts from that origin; a fact that is None or empty changes nothing."""
    told = {name: fact for name, fact in facts.items() if fact}
    return replace(content, **told, origins={**content.origins, **dict.fromkeys(told, origin)})


def titled(content: Content, words: str, origin: str) -> Content:
    """The content under this title: the block that has its words, else a line of its own above the text."""
    title = " ".join(words.split())
    if not title:
        return content
    for at in content.blocks[:HEADER_BLOCKS]:
        if " ".join(content.text[slice(*at)].split()).casefold() == title.casefold():
            return stating(content, origin, title=at)
    by = len(title) + 2
    moved = (
        part.model_copy(update={"start": part.start + by, "end": part.end + by}) for part in content.apart
    )
    told = replace(
        content,
        text=f"{title}\n\n{content.text}",
        blocks=((0, len(title)), *((start + by, end + by) for start, end in content.blocks)),
        apart=tuple(moved),
        pages=tuple(start and start + by for start in content.pages),
    )
    return stating(told, origin, title=(0, len(title)))
