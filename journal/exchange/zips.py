"""A zip file that nobody vouches for, opened with care: what it holds is counted while unpacked. Pure."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator

from journal.exchange.carried import Unreadable

# Unpacked, all texts together; photos beside them are never unpacked.
MOST_BYTES = 40_000_000
MOST_OF_DIRECTORY = 2_000_000
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONGEST_COMMENT = 65_535
_SIZE = struct.Struct("<I")
# Before the end of a zip whose directory may be larger than four gigabytes.
_WIDE, _WIDE_BYTES = b"PK\x06\x07", 20
_ENCRYPTED = 0x1


def json_files(data: bytes) -> Iterator[bytes]:
    """Each *.json of the zip. Raises Unreadable for one that is broken, locked or too large unpacked."""
    _refuse_crowds(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            room = MOST_BYTES
            for member in archive.infolist():
                if not _is_text(member):
                    continue
                unpacked = _unpack(archive, member, room)
                room -= len(unpacked)
                yield unpacked
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError) as broken:
        if isinstance(broken, Unreadable):
            raise
        raise Unreadable("zip-broken") from None
    except (NotImplementedError, RuntimeError):  # a way of packing, or a part, that Python does not know
        raise Unreadable("zip-broken") from None


def _refuse_crowds(data: bytes) -> None:
    """The directory of a zip can be far longer than any diary's: it is not even listed then.

    Its size counts, not the number of files that it states: Python reads by the size.
    """
    found = data.rfind(_END, max(0, len(data) - _END_BYTES - _LONGEST_COMMENT))
    if found < 0 or len(data) < found + _END_BYTES:
        raise Unreadable("zip-broken")
    (size,) = _SIZE.unpack_from(data, found + 12)
    if size > MOST_OF_DIRECTORY or data.startswith(_WIDE, max(0, found - _WIDE_BYTES)):
        raise Unreadable("zip-many")


def _is_text(member: zipfile.ZipInfo) -> bool:
    name = member.filename
    return name.lower().endswith(".json") and not name.startswith("__MACOSX/")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, room: int) -> bytes:
    if member.flag_bits & _ENCRYPTED:
        raise Unreadable("zip-locked")
    with archive.open(member) as packed:
        unpacked = packed.read(room + 1)
    if len(unpacked) > room:
        raise Unreadable("zip-large")
    return unpacked
