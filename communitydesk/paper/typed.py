"""What a person typed, made ready to be set: cleaned, parted into paragraphs, with its addresses found."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import quote

from communitydesk.paper.blocks import Link, Strong, Text

_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE | re.ASCII
)
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]")
_NEW_LINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028]")
_NEW_PARAGRAPH = re.compile("\n[ \t]*\n\\s*|\u2029\\s*")
_SAFE = ("http://", "https://", "mailto:", "tel:")


@dataclass(frozen=True, slots=True)
class Piece:
    """Letters of one kind: plain, strong, or leading to an address."""

    text: str
    strong: bool = False
    url: str = ""


def clean(text: str) -> str:
    """Drop control characters and halves of letters, which no paper can show; keep line breaks."""
    return _UNSEEN.sub("", _NEW_LINE.sub("\n", text))


def plain(text: Text) -> str:
    """Return a text's words alone."""
    if isinstance(text, str):
        return text
    return "".join(part if isinstance(part, str) else part.text for part in text)


def pieces(text: Text) -> list[Piece]:
    """Part a text into plain, strong and leading pieces; addresses that were typed lead to where they say."""
    found: list[Piece] = []
    for part in (text,) if isinstance(text, str) else text:
        if isinstance(part, Strong):
            found.append(Piece(clean(part.text), strong=True))
        elif isinstance(part, Link):
            found.append(Piece(clean(part.text), url=_address(part.url)))
        else:
            found.extend(_with_addresses(clean(part)))
    return [piece for piece in found if piece.text]


def paragraphs(text: Text) -> list[list[Piece]]:
    """Part a text at its empty lines. Line breaks inside a paragraph stay as they are."""
    done: list[list[Piece]] = [[]]
    for piece in pieces(text):
        for number, part in enumerate(_NEW_PARAGRAPH.split(piece.text)):
            if number:
                done.append([])
            if part:
                done[-1].append(Piece(part, piece.strong, piece.url))
    trimmed = [_trim(paragraph) for paragraph in done]
    return [paragraph for paragraph in trimmed if any(piece.text.strip() for piece in paragraph)]


def _trim(paragraph: list[Piece]) -> list[Piece]:
    """Drop the spaces at both ends, which would only shift the letters."""
    if not paragraph:
        return paragraph
    first = paragraph[0]
    paragraph = [Piece(first.text.lstrip(), first.strong, first.url), *paragraph[1:]]
    last = paragraph[-1]
    return [*paragraph[:-1], Piece(last.text.rstrip(), last.strong, last.url)]


def _with_addresses(text: str) -> list[Piece]:
    if "@" not in text and "://" not in text and "www." not in text.lower():
        return [Piece(text)]
    found: list[Piece] = []
    start = 0
    for match in _ADDRESS.finditer(text):
        typed = match.group().rstrip(".,;:!?'’\"”")
        if typed.count("(") < typed.count(")"):
            typed = typed.rstrip(").,;:")
        found.append(Piece(text[start : match.start()]))
        found.append(Piece(typed, url=_address(typed)))
        start = match.start() + len(typed)
    found.append(Piece(text[start:]))
    return found


def _address(typed: str) -> str:
    """Return an address that a reader may follow, in ASCII; empty for any other kind than web, mail and phone."""
    typed = "".join(letter for letter in typed.strip() if unicodedata.category(letter) not in ("Cc", "Cs"))
    if not typed.lower().startswith(_SAFE):
        if typed.lower().startswith("www."):
            typed = "https://" + typed
        elif "@" in typed and "/" not in typed and ":" not in typed:
            typed = "mailto:" + typed
        else:
            return ""
    return quote(typed, safe="%/:=&?~#+!$,;'@()*[]")
