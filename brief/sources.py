"""Files on disk become documents: found, named, read, cut into sentences, freed of web residue.

What cannot be read is a `Skipped` with its reason, never an exception; only a path that is not there,
or a folder that cannot be listed, ends the run.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from brief.errors import ConfigError
from brief.formats import READERS, Content, Refused, find_date, format_of
from brief.records import Document, Residue, Sentence, Skipped
from brief.residue import sift
from brief.sentences import Span, ends_sentence, split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_BYTES = 5_000_000
"""Largest file that is read."""
ID_CHARS = 80
"""Longest document id."""
MIN_SENTENCES = 2
MIN_WORDS = 25
"""Sentences and words of prose that make an article."""
MIN_PROSE = 0.4
"""Share of the text, in characters, that is prose in an article."""
SENTENCE_WORDS = 5
"""Fewest words of a sentence that counts as prose."""
LETTERS = 0.7
"""Share of letters, in the characters of such a sentence that are not white space."""

HASH_DIGITS = 6
"""Digits of the hash in the ids of files that would share one."""

_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


def discover(paths: Sequence[Path]) -> tuple[Path, ...]:
    """Every file named, and every file in the folders named and below them, in order of path.

    Hidden files and folders are left out unless named. Each file is given once. Links to folders are
    not followed. Raises ConfigError for a path that is not there, or a folder that cannot be listed.
    """
    found = {_absolute(file): file for path in paths for file in _files(path)}
    return tuple(sorted(found.values(), key=Path.as_posix))


def document_ids(files: Sequence[Path], roots: Sequence[Path]) -> dict[Path, str]:
    """Id of each file: its path below the root it came from, as a slug.

    Ids are unique, ASCII, at most `ID_CHARS` long and file names on every system. They depend on the
    paths only, not on their order: files that would share a slug all get a hash of their path as well.
    """
    slugs = {file: _slug(_below_root(file, roots)) for file in files}
    keys = _paths_below_common_folder(files, roots)
    ids = dict(slugs)
    for digits in range(HASH_DIGITS, hashlib.sha256().digest_size * 2 + 1, 2):
        count = Counter(ids.values())
        ids = {
            file: _with_hash(slugs[file], keys[file], digits) if count[known] > 1 else known
            for file, known in ids.items()
        }
    return ids


def read(path: Path, document_id: str, roots: Sequence[Path] = ()) -> Document | Skipped:
    """The document in a file, or why there is none. `roots` are the paths that the user named."""
    shown = _shown(path, roots)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Skipped(path=shown, reason="unreadable: not a regular file")
        if status.st_size > MAX_BYTES:
            return Skipped(
                path=shown, reason=f"too large: {status.st_size:,} bytes, the limit is {MAX_BYTES:,}"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        return Skipped(path=shown, reason="unreadable: no longer there")
    except OSError as error:
        return Skipped(path=shown, reason=f"unreadable: {error.strerror or error}")
    content = _content(data, path.suffix.lower())
    if isinstance(content, Refused):
        return Skipped(path=shown, reason=content.reason)
    return _document(content, document_id, shown, hashlib.sha256(data).hexdigest())


def _content(data: bytes, suffix: str) -> Content | Refused:
    kind = format_of(suffix, data)
    reader = READERS.get(kind)
    if reader is None:
        return Refused(f"format {kind} is not read; formats read: {', '.join(sorted(READERS))}")
    content = reader(data)
    if isinstance(content, Content) and not content.text.strip():
        return Refused("empty")
    return content


def _document(content: Content, document_id: str, shown: str, sha256: str) -> Document | Skipped:
    text = content.text
    sifted = sift(text, content.blocks, content.title)
    spans = [
        span for block in sifted.kept for span in ((block,) if block == sifted.title else split(text, *block))
    ]
    refusal = _no_article([text[start:end] for start, end in spans])
    if refusal:
        return Skipped(path=shown, reason=refusal)
    residue: list[Residue] = sorted((*content.apart, *sifted.residue), key=lambda part: part.start)
    return Document(
        id=document_id,
        path=shown,
        sha256=sha256,
        title=_on_one_line(text, sifted.title) if sifted.title else None,
        outlet=content.outlet or sifted.outlet,
        date=content.date or _path_date(shown),
        url=content.url,
        text=text,
        sentences=tuple(
            Sentence(number=number, start=start, end=end, text=_on_one_line(text, (start, end)))
            for number, (start, end) in enumerate(spans, start=1)
        ),
        residue=tuple(part for part in residue if part.start < part.end),
    )


def _on_one_line(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())


def _no_article(sentences: list[str]) -> str | None:
    """Why the sentences make no article; None if they make one."""
    prose = [sentence for sentence in sentences if _is_prose(sentence)]
    words = sum(len(sentence.split()) for sentence in prose)
    if len(prose) < MIN_SENTENCES or words < MIN_WORDS:
        return (
            f"not an article: sentences of prose {len(prose)}, words {words}; "
            f"an article has at least {MIN_SENTENCES} and {MIN_WORDS}"
        )
    if sum(map(len, prose)) < MIN_PROSE * sum(map(len, sentences)):
        return "not an article: most of it is a list, a table, settings or code"
    return None


def _is_prose(sentence: str) -> bool:
    words = [word for word in sentence.split() if "://" not in word]
    marks = "".join(sentence.split())
    return (
        ends_sentence(sentence)
        and len(words) >= SENTENCE_WORDS
        and 2 * sum(map(len, words)) > len(marks)
        and sum(map(str.isalpha, marks)) >= LETTERS * len(marks)
    )


def _path_date(shown: str) -> str | None:
    """The date in the name of the file, else in those of its folders."""
    folders, _, name = shown.rpartition("/")
    return find_date(name) or find_date(folders)


def _files(path: Path) -> Iterator[Path]:
    if not os.path.lexists(path):
        message = f"{path}: no such file or folder; name a text file, or a folder that holds some"
        raise ConfigError(message)
    if not path.is_dir():
        yield path
    for folder, folders, names in os.walk(path, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (Path(folder, name) for name in names if not name.startswith("."))


def _refuse(error: OSError) -> None:
    if not isinstance(error, NotADirectoryError):
        message = f"{error.filename}: {error.strerror}; make the folder readable, or name its files instead"
        raise ConfigError(message) from error


def _absolute(path: Path) -> Path:
    # Not resolve(): a link keeps the name that the user gave it.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _root(file: Path, roots: Sequence[Path]) -> Path:
    """The outermost named folder that holds the file; its own folder if it was named itself."""
    folders = (root for root in map(_absolute, roots) if root in file.parents)
    return min(folders, key=lambda root: len(root.parts), default=file.parent)


def _below_root(file: Path, roots: Sequence[Path]) -> str:
    file = _absolute(file)
    return file.relative_to(_root(file, roots)).as_posix()


def _shown(path: Path, roots: Sequence[Path]) -> str:
    """The path as records give it: from the current folder if below it, else from the named folder."""
    file, here = _absolute(path), Path.cwd()
    root = here if file.is_relative_to(here) else _root(file, roots)
    named = root != here and any(root == _absolute(given) for given in roots)
    shown = Path(root.name if named else "", file.relative_to(root)).as_posix()
    # A name need not be text on every system; a record must be.
    return os.fsencode(shown).decode("utf-8", "replace")


def _paths_below_common_folder(files: Sequence[Path], roots: Sequence[Path]) -> dict[Path, str]:
    """A name for each file that no other has, and that does not say where the tree of files lies."""
    absolute = {file: _absolute(file) for file in files}
    try:
        common = os.path.commonpath([_root(file, roots) for file in absolute.values()])
    except ValueError:  # no files, or files on several drives
        return {file: path.as_posix() for file, path in absolute.items()}
    return {file: path.relative_to(common).as_posix() for file, path in absolute.items()}


def _slug(path: str) -> str:
    whole = PurePosixPath(path)
    stem = (whole.parent / whole.stem).as_posix()  # `with_suffix` raises for "..txt" from Python 3.13 on
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_CHARS].strip("-")
    return f"document-{slug}".strip("-") if not slug or _RESERVED.fullmatch(slug) else slug


def _with_hash(slug: str, key: str, digits: int) -> str:
    digest = hashlib.sha256(unicodedata.normalize("NFC", key).encode("utf-8", "surrogatepass")).hexdigest()[
        :digits
    ]
    return f"{slug[: ID_CHARS - digits - 1].strip('-')}-{digest}"
