"""Files found and named: which files a run reads, their ids, and their paths as records give them."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from brief.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathspec import GitIgnoreSpec

STDIN = Path("-")  # names standard input
ID_CHARS = 80  # longest document id
HASH_DIGITS = 6  # digits of the hash in the ids of files that would share one

_RESERVED = re.compile(r"con|prn|aux|nul|(?:com|lpt)\d")


class Place(NamedTuple):
    """Where a document is: its file, and its name there if the file holds several."""

    file: Path
    part: str = ""


def discover(paths: Sequence[Path], exclude: Sequence[str] = ()) -> tuple[Path, ...]:
    """Every file named, and every file in the folders named and below them, each once, in order of path.

    What is hidden, and what a pattern of `exclude` matches as in a .gitignore file of the folder, is left out
    unless named. Links to folders are not followed. `STDIN` stands for itself. Raises ConfigError for a path
    that is not there, a folder that cannot be listed, or a pattern that is none.
    """
    left_out = _patterns(exclude)
    found = {_absolute(file): file for path in paths for file in _files(path, left_out)}
    return tuple(sorted(found.values(), key=Path.as_posix))


def document_ids(places: Sequence[Place], roots: Sequence[Path]) -> dict[Place, str]:
    """Id of each place: its path below the root it came from, with its name in its file, as a slug.

    Ids are unique, ASCII, at most `ID_CHARS` long and file names on every system. They depend on paths and
    names only, not on their order: places that would share a slug all get a hash of their path.
    """
    slugs: dict[Place, str] = {}
    for place in places:
        file = _absolute(place.file)
        slugs[place] = _slug(file.relative_to(_root(file, roots)).as_posix(), place.part)
    paths = _paths_below_common_folder([place.file for place in places], roots)
    # No path has a NUL, so no file's key is that of a part of another.
    keys = {place: "\0".join(filter(None, (paths[place.file], place.part))) for place in places}
    ids = dict(slugs)
    for digits in range(HASH_DIGITS, hashlib.sha256().digest_size * 2 + 1, 2):
        count = Counter(ids.values())
        ids = {
            place: _with_hash(slugs[place], keys[place], digits) if count[known] > 1 else known
            for place, known in ids.items()
        }
    return ids


def shown(place: Place, roots: Sequence[Path]) -> str:
    """The place as records give it: from the current folder if below it, else from the named folder."""
    file, here = _absolute(place.file), Path.cwd()
    root = here if file.is_relative_to(here) else _root(file, roots)
    named = root != here and any(root == _absolute(given) for given in roots)
    path = Path(root.name if named else "", file.relative_to(root)).as_posix()
    # A name need not be text on every system; a record must be.
    return "#".join(filter(None, (os.fsencode(path).decode("utf-8", "replace"), place.part)))


def _patterns(exclude: Sequence[str]) -> GitIgnoreSpec | None:
    if not exclude:
        return None
    import pathspec

    try:
        return pathspec.GitIgnoreSpec.from_lines(exclude)
    except ValueError as error:
        raise ConfigError(f"exclude: {error}; write patterns as in .gitignore") from error


def _files(path: Path, left_out: GitIgnoreSpec | None) -> Iterator[Path]:
    if path == STDIN:
        yield path
        return
    if not os.path.lexists(path):
        raise ConfigError(f"{path}: no such file or folder; name a text file, or a folder that holds some")
    if not path.is_dir():
        yield path
    for folder, folders, names in os.walk(path, onerror=_refuse):
        below = Path(folder).relative_to(path)
        folders[:] = [name for name in folders if _is_wanted(below / name, left_out, "/")]
        yield from (Path(folder, name) for name in names if _is_wanted(below / name, left_out))


def _is_wanted(below: Path, left_out: GitIgnoreSpec | None, end: str = "") -> bool:
    """Whether neither its name hides the file or folder nor a pattern leaves it out."""
    hidden = below.name.startswith(".")
    return not hidden and not (left_out is not None and left_out.match_file(f"{below.as_posix()}{end}"))


def _refuse(error: OSError) -> None:
    if not isinstance(error, NotADirectoryError):
        way_out = "make the folder readable, or name its files instead"
        raise ConfigError(f"{error.filename}: {error.strerror}; {way_out}") from error


def _absolute(path: Path) -> Path:
    # Not resolve(): a link keeps the name that the user gave it.
    return Path(os.path.abspath(path))  # noqa: PTH100


def _root(file: Path, roots: Sequence[Path]) -> Path:
    """The outermost named folder that holds the file; its own folder if it was named itself."""
    folders = (root for root in map(_absolute, roots) if root in file.parents)
    return min(folders, key=lambda root: len(root.parts), default=file.parent)


def _paths_below_common_folder(files: Sequence[Path], roots: Sequence[Path]) -> dict[Path, str]:
    """A name for each file that no other has, and that does not say where the tree of files lies."""
    absolute = {file: _absolute(file) for file in files}
    try:
        common = os.path.commonpath([_root(file, roots) for file in absolute.values()])
    except ValueError:  # no files, or files on several drives
        return {file: path.as_posix() for file, path in absolute.items()}
    return {file: path.relative_to(common).as_posix() for file, path in absolute.items()}


def _slug(path: str, part: str) -> str:
    named = "stdin" if path == str(STDIN) else path.removesuffix(".gz")
    wholes = map(PurePosixPath, (named, *part.split("#")))
    # `with_suffix` raises for "..txt" from Python 3.13 on
    stem = "/".join((whole.parent / whole.stem).as_posix() for whole in wholes)
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:ID_CHARS].strip("-")
    return f"document-{slug}".strip("-") if not slug or _RESERVED.fullmatch(slug) else slug


def _with_hash(slug: str, key: str, digits: int) -> str:
    digest = hashlib.sha256(unicodedata.normalize("NFC", key).encode("utf-8", "surrogatepass")).hexdigest()
    return f"{slug[: ID_CHARS - digits - 1].strip('-')}-{digest[:digits]}"
