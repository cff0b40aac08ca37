"""What is packed: the file in a gzip file, the files in a zip archive, unpacked within limits."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import TYPE_CHECKING, Protocol

from brief.formats import Content, Packed, Part, Refused, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 2_000
"""Files of an archive that are unpacked."""
MAX_UNPACKED = 50_000_000
"""Bytes that an archive may unpack to."""
MAX_RATIO = 200
"""Times that a file may grow when unpacked, if it is larger than `SMALL` then."""
SMALL = 1_000_000

_CHUNK = 1 << 16
_ENCRYPTED = 0x1


class _Bytes(Protocol):
    def read(self, size: int, /) -> bytes: ...


class _BombError(Exception):
    """A file grows beyond a limit."""


def read_gzip(data: bytes) -> tuple[Part[Content], ...] | Refused:
    """The one file in a gzip file; its own bytes tell what it is."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = b"".join(_within(file, len(data), MAX_UNPACKED))
    except _BombError as error:
        return Refused(str(error))
    except (zlib.error, EOFError, OSError) as error:
        return Refused(f"damaged gzip file ({error})")
    return (Part("", Packed("", unpacked)),)


def read_zip(data: bytes) -> tuple[Part[Content], ...] | Refused:
    """The files in a zip archive in order of name; hidden ones are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return tuple(_parts(archive))
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        return Refused(f"damaged zip archive ({error})")


def _parts(archive: zipfile.ZipFile) -> Iterator[Part[Content]]:
    files = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
    files.sort(key=lambda info: info.filename)
    room = MAX_UNPACKED
    for info in files[:MAX_MEMBERS]:
        try:
            data = _unpacked(archive, info, room)
        except _BombError as error:
            yield Part(info.filename, Refused(str(error)))
        except (zipfile.BadZipFile, EOFError, zlib.error, RuntimeError, OSError) as error:
            yield Part(info.filename, Refused(f"damaged ({error})"))
        else:
            if data is None:
                yield Part(info.filename, Refused("encrypted; unpack it, and name the folder instead"))
            else:
                room -= len(data)
                yield Part(info.filename, Packed(suffix_of(info.filename), data))
    if len(files) > MAX_MEMBERS:
        reason = f"{len(files) - MAX_MEMBERS:,} more files; the limit of an archive is {MAX_MEMBERS:,}"
        yield Part("the rest", Refused(reason))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, room: int) -> bytes | None:
    """Bytes of a member; None if it is encrypted."""
    if info.flag_bits & _ENCRYPTED:
        return None
    with archive.open(info) as member:
        return b"".join(_within(member, info.compress_size, room))


def _within(stream: _Bytes, packed: int, room: int) -> Iterator[bytes]:
    """Yield what a stream unpacks to. Raises _BombError at `room` bytes, or when it grows beyond measure."""
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > room:
            raise _BombError(f"unpacks to too much; the limit of an archive is {MAX_UNPACKED:,} bytes")
        if size > max(SMALL, MAX_RATIO * packed):
            raise _BombError(f"unpacks to more than {MAX_RATIO} times its size; no article does")
        yield chunk
