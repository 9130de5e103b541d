"""Looks for a person in every place of a group's file in which a name can hide; reads the file without the program."""

from __future__ import annotations

import io
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import sqlcipher3
from PIL import Image


def plain(text: str) -> str:
    """A text without capitals and accents; a way of its own, so that the program's is checked and not repeated."""
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda one: chr(int(one.group(1), 16)), text)
    found = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in found if not "\u0300" <= one <= "\u036f").replace("ł", "l")


def bytes_of(word: str) -> Iterator[bytes]:
    """Every way in which a word may stand in bytes."""
    for form in {word, word.lower(), word.upper(), word.title(), unicodedata.normalize("NFD", word)}:
        for code in ("utf-8", "utf-16-le", "utf-16-be", "latin-1"):
            try:
                yield form.encode(code)
            except UnicodeEncodeError:
                continue
        yield form.encode("unicode_escape")
        yield form.encode("utf-16-be").hex().encode()
        yield form.encode("utf-16-be").hex().upper().encode()


def in_bytes(content: bytes, secrets: tuple[str, ...]) -> list[str]:
    return [word for word in secrets for form in bytes_of(word) if len(form) > 3 and form in content]


def in_pdf(content: bytes, secrets: tuple[str, ...]) -> list[str]:
    import pypdfium2

    found = []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for one in pdf.objects:
            if isinstance(one, pikepdf.Stream):
                try:
                    found += in_bytes(one.read_bytes(), secrets)
                except (pikepdf.PdfError, zlib.error):
                    found += in_bytes(one.read_raw_bytes(), secrets)
            found += in_text(_said(one), secrets)
        for name, inside in pdf.attachments.items():
            found += in_text(name, secrets) + in_bytes(inside.get_file().read_bytes(), secrets)
    document = pypdfium2.PdfDocument(content)
    for page in document:
        found += in_text(page.get_textpage().get_text_bounded(), secrets)
    document.close()
    return found


def _said(one: pikepdf.Object, depth: int = 0) -> str:
    if isinstance(one, pikepdf.String):
        return str(one)
    if depth > 3:
        return ""
    if isinstance(one, pikepdf.Array):
        return " ".join(_said(part, depth + 1) for part in one)
    if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        return " ".join(_said(one[name], depth + 1) for name in one.keys())  # noqa: SIM118
    return ""


def in_text(text: str, secrets: tuple[str, ...]) -> list[str]:
    return [word for word in secrets if plain(word) in plain(text)]


def in_content(content: bytes, secrets: tuple[str, ...]) -> list[str]:
    found = in_bytes(content, secrets)
    if content.startswith(b"%PDF"):
        found += in_pdf(content, secrets)
    elif content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n")):
        with Image.open(io.BytesIO(content)) as image:
            found += in_text(f"{dict(image.getexif())} {image.info}", secrets)
    else:
        found += in_text(content.decode("utf-8", "replace"), secrets)
    return found


def look(path: Path, secrets: tuple[str, ...]) -> list[str]:
    """Every place of a file, and of the files that SQLite puts beside it, that still holds one of the secrets."""
    found = []
    for one in path.parent.glob(f"*{path.name}*"):
        found += [f"{one.suffix} bytes: {word}" for word in in_bytes(one.read_bytes(), secrets)]
    connection = sqlcipher3.connect(str(path))
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    for table in tables:
        if table == "desk_search":
            continue
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
        for row in connection.execute(f'SELECT * FROM "{table}"'):
            for column, value in zip(columns, row, strict=True):
                if isinstance(value, str):
                    found += [f"{table}.{column}: {word}" for word in in_text(value, secrets)]
                elif isinstance(value, bytes):
                    found += [f"{table}.{column}: {word}" for word in in_content(value, secrets)]
    found += in_search(connection, secrets)
    connection.close()
    return sorted(set(found))


def in_search(connection: sqlcipher3.Connection, secrets: tuple[str, ...]) -> list[str]:
    found = []
    for part in {part for word in secrets for part in re.findall(r"\w+", word) if len(part) > 3 and not part.isdigit()}:
        hit = connection.execute("SELECT count(*) FROM desk_search WHERE desk_search MATCH ?", (f'"{part}"*',))
        if hit.fetchone()[0]:
            found.append(f"search: {part}")
    return found
