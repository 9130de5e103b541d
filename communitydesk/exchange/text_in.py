"""From the bytes of a text file to rows of text cells, whatever program wrote them."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.fields import UNSEEN
from communitydesk.desk.words import N_

LARGEST_FILE = 20_000_000
"""Bytes; ten years of a busy account is under two million."""
MOST_ROWS = 200_000
MOST_COLUMNS = 400
_DELIMITERS = ",;\t|"
_JOINED_LINES = 12  # most lines that one quoted cell may run over
_SIGNATURES = (
    (b"%PDF", N_("This is a PDF, not a spreadsheet. Save or download the list again as CSV.")),
    (b"\xd0\xcf\x11\xe0", N_("This workbook is of an old kind (.xls) or has a password. Save it as .xlsx or CSV.")),
    (b"PK\x03\x04", N_("This is a packed file, not text. Unpack it, and choose the CSV file that was inside.")),
    (b"\x89PNG", N_("This is a picture, not a spreadsheet. Choose a table, such as CSV or XLSX.")),
    (b"\xff\xd8\xff", N_("This is a picture, not a spreadsheet. Choose a table, such as CSV or XLSX.")),
    (b"{\\rtf", N_("This is a word processor's document. Choose a table, such as CSV or XLSX.")),
)  # fmt: skip
_SPACES = re.compile(r"\s+")
_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html|head|body|table|meta|script|div)\b", re.I | re.S)


def decode(content: bytes) -> tuple[str, str]:
    """Return the text of a file and the encoding it was in: UTF-8, UTF-16 or Windows-1252.

    Raises FileTrouble when it is empty, too large, or not text.
    """
    if not content.strip():
        raise FileTrouble(N_("There is nothing in this file."))
    if len(content) > LARGEST_FILE:
        raise FileTrouble(N_("This file is too large to be a list of this kind. Choose a smaller one."))
    for start, sentence in _SIGNATURES:
        if content.startswith(start):
            raise FileTrouble(sentence)
    text, encoding = _text(content)
    sample = text[:20_000]
    if sample.count("\x00") > len(sample) // 50:
        raise FileTrouble(N_("This is not a text file. Choose a table, such as CSV or XLSX."))
    return text.replace("\x00", ""), encoding


def _text(content: bytes) -> tuple[str, str]:
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", "replace"), "utf-8"
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), "utf-16"
    if guess := _utf16_without_mark(content):
        return content.decode(guess, "replace"), "utf-16"
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "windows-1252"


def _utf16_without_mark(content: bytes) -> str:
    sample = content[:4000]
    if len(sample) < 4:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > len(sample) * 0.3 and even < len(sample) * 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > len(sample) * 0.3 and odd < len(sample) * 0.05 else ""


def clean(cell: str) -> str:
    """Return a cell on one line, without unseen letters and with single plain spaces."""
    if cell.isascii() and cell.isprintable() and "  " not in cell:
        return cell.strip()
    return _SPACES.sub(" ", UNSEEN.sub("", cell)).strip()


def split_rows(text: str) -> tuple[list[list[str]], str]:
    """Return the rows of a delimited text, blank ones included, and the delimiter. Raises FileTrouble.

    A quotation mark that is never closed does not swallow the rows after it.
    """
    if _HTML.match(text[:4000]):
        raise FileTrouble(
            N_("This is a web page, not a spreadsheet: the website may have logged you out. Download it again.")
        )
    lines = re.split(r"\r\n|\n|\r", text)
    if len(lines) > MOST_ROWS:
        raise FileTrouble(N_("This file has more than {most} rows. Choose a shorter one."), most=MOST_ROWS)
    delimiter, lines = _delimiter(lines)
    try:
        rows = _parse(lines, delimiter)
    except csv.Error:
        raise FileTrouble(N_("The rows of this file cannot be told apart. Save it as CSV again.")) from None
    while rows and not any(rows[-1]):
        rows.pop()
    if max(map(len, rows), default=0) > MOST_COLUMNS:
        raise FileTrouble(N_("This file has more than {most} columns, so it is no list."), most=MOST_COLUMNS)
    return rows, delimiter


def _delimiter(lines: list[str]) -> tuple[str, list[str]]:
    if lines and (told := re.fullmatch(r"\s*\"?sep=(.)\"?\s*", lines[0], re.I)):
        return told[1], ["", *lines[1:]]
    sample = [line for line in lines[:2000] if line.strip()][:200]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = Counter(_fields_in(line, delimiter) for line in sample)
        counts.pop(1, None)
        if not counts:
            continue
        width, often = max(counts.items(), key=lambda item: (item[1], item[0]))
        score = often * (1 + min(width, 10) / 20)
        if score > best_score * 1.0001:
            best, best_score = delimiter, score
    return best, lines


def _fields_in(line: str, delimiter: str) -> int:
    if '"' not in line:
        return line.count(delimiter) + 1
    return sum(part.count(delimiter) for part in line.split('"')[0::2]) + 1


def _parse(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    if not any(line.count('"') % 2 for line in lines):
        return [[clean(cell) for cell in row] for row in csv.reader(lines, delimiter=delimiter)]
    rows: list[list[str]] = []
    width = _usual_width(lines, delimiter)
    at = 0
    while at < len(lines):
        taken, row = _next_row(lines, at, delimiter, width)
        rows.append([clean(cell) for cell in row])
        at += taken
    return rows


def _usual_width(lines: Sequence[str], delimiter: str) -> int:
    counts = Counter(_fields_in(line, delimiter) for line in lines if line.strip() and line.count('"') % 2 == 0)
    return counts.most_common(1)[0][0] if counts else 0


def _next_row(lines: Sequence[str], at: int, delimiter: str, width: int) -> tuple[int, list[str]]:
    if lines[at].count('"') % 2 == 0:
        return 1, _one(lines[at], delimiter)
    quotes = lines[at].count('"')
    for more in range(1, _JOINED_LINES):
        if at + more >= len(lines):
            break
        quotes += lines[at + more].count('"')
        if quotes % 2 == 0:
            row = _one("\n".join(lines[at : at + more + 1]), delimiter)
            if len(row) == width:
                return more + 1, row
            break
    return 1, _one(_without_stray_quotes(lines[at], delimiter), delimiter)


def _one(text: str, delimiter: str) -> list[str]:
    rows = list(csv.reader([line + "\n" for line in text.split("\n")], delimiter=delimiter))
    return rows[0] if rows else []


def _without_stray_quotes(line: str, delimiter: str) -> str:
    mark = re.escape(delimiter)
    kept = re.sub(rf'(?<!^)(?<!{mark})"(?!{mark}|$)', "", line)  # in the middle of a word
    return kept if kept.count('"') % 2 == 0 else line.replace('"', "")
