"""What is packed: the file in a gzip file, the files in a zip archive, unpacked within limits."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from typing import IO, TYPE_CHECKING

from brief.formats import Content, Packed, Part, Refused, rest, suffix_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_MEMBERS = 2_000  # files of an archive that are unpacked
MAX_UNPACKED = 50_000_000  # bytes that an archive may unpack to
MAX_RATIO = 200  # times that a file may grow when unpacked, if it is larger than `SMALL` then
SMALL = 1_000_000

_CHUNK = 1 << 16
_ENCRYPTED = 0x1


class _BombError(Exception):
    """A file grows beyond a limit."""


def read_gzip(data: bytes) -> tuple[Part[Content], ...] | Refused:
    """The one file in a gzip file; its own bytes tell what it is."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            unpacked = _unpacked(file, len(data), MAX_UNPACKED)
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
        if info.flag_bits & _ENCRYPTED:
            yield Part(info.filename, Refused("encrypted; unpack it, and name the folder instead"))
            continue
        try:
            with archive.open(info) as member:
                data = _unpacked(member, info.compress_size, room)
        except _BombError as error:
            yield Part(info.filename, Refused(str(error)))
        except (zipfile.BadZipFile, EOFError, zlib.error, RuntimeError, OSError) as error:
            yield Part(info.filename, Refused(f"damaged ({error})"))
        else:
            room -= len(data)
            yield Part(info.filename, Packed(suffix_of(info.filename), data))
    yield from rest(len(files) - MAX_MEMBERS, "files", "an archive", MAX_MEMBERS)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in name.split("/"))


def _unpacked(stream: io.BufferedIOBase | IO[bytes], packed: int, room: int) -> bytes:
    """What a stream unpacks to. Raises _BombError at `room` bytes, or when it grows beyond measure."""
    data = bytearray()
    while chunk := stream.read(_CHUNK):
        data += chunk
        if len(data) > room:
            raise _BombError(f"unpacks to too much; the limit of an archive is {MAX_UNPACKED:,} bytes")
        if len(data) > max(SMALL, MAX_RATIO * packed):
            raise _BombError(f"unpacks to more than {MAX_RATIO} times its size; no article does")
    return bytes(data)
