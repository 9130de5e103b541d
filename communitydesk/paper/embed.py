"""Puts faces into a drawn document: only the glyphs that were used, with what each of them stands for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from communitydesk.paper.fonts import Face
    from communitydesk.paper.press import Press

_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "OS/2", "name", "post", "cmap", "gasp", "meta", "MATH")


def embed_face(press: Press, face: Face) -> None:
    """Add a face as a composite font (ISO 32000-1, 9.7) with its used glyphs, each under the codes that it was given."""
    codes = [glyph for glyph, _ in face.codes]
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(repr(face.codes).encode()).digest()[:6])
    name = f"/{tag}+{face.name}"
    program = subset(face, sorted(set(codes)))
    extents = face.font.get_font_extents("ltr")
    scale = 1000 / face.face.upem
    ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
    descriptor = {
        "Type": "/FontDescriptor",
        "FontName": name,
        "Flags": 4,
        "FontBBox": f"[-1000 {descent - 200} 3000 {ascent + 200}]",
        "ItalicAngle": 0,
        "Ascent": ascent,
        "Descent": descent,
        "CapHeight": round(0.7 * ascent),
        "StemV": 120 if "Bold" in face.name else 80,
        "FontFile2": press.keep({"Length1": len(program)}, program),
    }
    places = b"".join(glyph.to_bytes(2, "big") for glyph in (0, *codes))
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": "<</Registry (Adobe) /Ordering (Identity) /Supplement 0>>",
        "FontDescriptor": press.keep(descriptor),
        "DW": 1000,
        "W": f"[1 [{' '.join(str(face.width(glyph)) for glyph in codes)}]]",
        "CIDToGIDMap": press.keep({}, places),
    }
    font = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": press.array(press.keep(descendant)),
        "ToUnicode": press.keep({}, to_unicode([text for _, text in face.codes])),
    }
    press.face(face.key, press.keep(font))


def subset(face: Face, glyphs: list[int]) -> bytes:
    """Return a TrueType program with these glyphs alone, each under the number that it had."""
    import uharfbuzz as hb

    wanted = hb.SubsetInput()
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NOTDEF_OUTLINE | hb.SubsetFlags.NO_LAYOUT_CLOSURE
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(int.from_bytes(t.encode().ljust(4), "big") for t in _DROPPED)
    return bytes(hb.subset(face.face, wanted).blob.data)


def to_unicode(texts: list[str]) -> bytes:
    """Return the map from codes (from 1) to text (ISO 32000-1, 9.10.3)."""
    rows = [f"<{code:04X}> <{_hexed(text)}>" for code, text in enumerate(texts, start=1)]
    blocks = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
        f"{body}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")


def _hexed(text: str) -> str:
    return text.encode("utf-16-be").hex().upper()
