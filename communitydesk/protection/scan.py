"""Looks into kept files for a person: PDFs with what is in them, pictures with what is written beside them, packed files.

Nothing is written: a file is only read, in memory.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator

from communitydesk.desk.errors import Trouble
from communitydesk.desk.pdf_pages import count_pages, files_in, page_text
from communitydesk.protection.names import Needles

_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_MOST = 64_000_000  # bytes that a packed file may unpack to
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")


def texts_of(content: bytes, depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield every text that a file holds: what is shown, what is written about it, what is packed in it.

    With each, whether it is text for certain; of bytes that may be anything, short words are no find.
    """
    if content.startswith(b"%PDF"):
        yield from _of_pdf(content, depth)
    elif content.startswith(b"PK\x03\x04") and depth < 3:
        yield from _of_packed(content, depth)
    elif content.startswith(b"\xff\xd8"):
        yield from _raw(_beside_jpeg(content))
        return
    elif content.startswith(b"\x89PNG"):
        yield from _of_png(content)
        return
    yield from _raw(content)


def holds(content: bytes, needles: Needles) -> bool:
    """Whether a file tells of a person, anywhere in it."""
    return any((needles if certain else needles.sure).tells(text) for text, certain in texts_of(content))


def _of_pdf(content: bytes, depth: int) -> Iterator[tuple[str, bool]]:
    try:
        for number in range(1, count_pages(content) + 1):
            yield page_text(content, number), True
        if depth < 3:
            for name, inside in files_in(content):
                yield name, True
                yield from texts_of(inside, depth + 1)
    except Trouble:
        pass  # damaged or locked: what can be had of its bytes is looked through below
    for packed in _STREAM.findall(content):
        try:
            inside = zlib.decompressobj().decompress(packed, _MOST)
        except zlib.error:
            continue
        yield from _raw(inside)


def _of_packed(content: bytes, depth: int) -> Iterator[tuple[str, bool]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            left = _MOST
            for one in packed.infolist():
                left -= one.file_size
                if left < 0:
                    return
                yield one.filename, True
                yield from texts_of(packed.read(one), depth + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, zlib.error, OSError):
        return


def _beside_jpeg(content: bytes) -> bytes:
    """Return what is written beside a picture: the parts before its dots, and what follows its end."""
    place, kept = 2, []
    while place + 4 <= len(content) and content[place] == 0xFF and content[place + 1] != 0xDA:
        size = int.from_bytes(content[place + 2 : place + 4], "big") + 2
        kept.append(content[place : place + size])
        place += size
    return b" ".join((*kept, content[content.rfind(b"\xff\xd9") :]))


def _of_png(content: bytes) -> Iterator[tuple[str, bool]]:
    place = 8
    while place + 8 <= len(content):
        size, kind = int.from_bytes(content[place : place + 4], "big"), content[place + 4 : place + 8]
        chunk = content[place + 8 : place + 8 + size]
        if kind != b"IDAT":
            yield from _raw(chunk)
            for start in [one.end() for one in re.finditer(rb"\x00+", chunk)][:8]:
                try:
                    yield from _raw(zlib.decompressobj().decompress(chunk[start:], _MOST))
                except zlib.error:
                    continue
        place += size + 12
    yield from _raw(content[place:])


def _raw(content: bytes) -> Iterator[tuple[str, bool]]:
    """Yield bytes read in every way in which a name may be written in them."""
    text = content.decode("utf-8", "replace")
    certain = "\ufffd" not in text and b"\x00" not in content
    yield text, certain
    if "\\u" in text:
        yield unescaped(text), certain
    if "\ufffd" in text:
        yield content.decode("latin-1"), False
    if b"\x00" in content:
        for start in (0, 1):
            yield content[start:].decode("utf-16-le", "replace"), False
            yield content[start:].decode("utf-16-be", "replace"), False
    for written in re.findall(rb"<((?:[0-9A-Fa-f]{2}\s*){4,})>", content):  # a PDF's words in hexadecimal
        yield bytes.fromhex(b"".join(written.split()).decode()).decode("utf-16-be", "replace"), False


def unescaped(text: str) -> str:
    """Return a text in which letters that JSON wrote as numbers are letters again."""
    found = _ESCAPED.sub(lambda one: chr(int(one.group(1), 16)), text)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def json_without(content: bytes, needles: Needles, instead: str) -> bytes:
    """Return JSON in which something else stands for a person; bytes that are no JSON come back as text without them."""
    try:
        data = json.loads(content)
    except ValueError:
        return text_without(content, needles, instead)
    return json.dumps(_cleaned(data, needles, instead), ensure_ascii=False, indent=2).encode()


def _cleaned(value: object, needles: Needles, instead: str) -> object:
    if isinstance(value, str):
        return needles.without(value, instead)
    if isinstance(value, list):
        return [_cleaned(one, needles, instead) for one in value]
    if isinstance(value, dict):
        return {needles.without(name, instead): _cleaned(one, needles, instead) for name, one in value.items()}
    return value


def text_without(content: bytes, needles: Needles, instead: str) -> bytes:
    """Return a text file in which something else stands for a person."""
    mark = "\ufeff" if content.startswith(b"\xef\xbb\xbf") else ""
    text = content.decode("utf-8-sig", "replace")
    return (mark + needles.without(text, instead)).encode()
