"""Puts faces and pictures into a PDF: only the glyphs that were used, with what each of them stands for."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

    from communitydesk.paper.fonts import Face
    from communitydesk.paper.pictures import Picture

_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "OS/2", "name", "post", "cmap", "gasp", "meta", "MATH")


def embed_face(pdf: pikepdf.Pdf, face: Face) -> Any:
    """Return a composite font (ISO 32000-1, 9.7) with the used glyphs of a face, each under the codes that it was given."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    codes = [glyph for glyph, _ in face.codes]
    glyphs = sorted(set(codes))
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(repr(face.codes).encode()).digest()[:6])
    name = Name(f"/{tag}+{face.name}")
    program = Stream(pdf, subset(face, glyphs))
    program.Length1 = len(program.read_bytes())
    extents = face.font.get_font_extents("ltr")
    scale = 1000 / face.face.upem
    ascent, descent = round(extents.ascender * scale), round(extents.descender * scale)
    descriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor,
            FontName=name,
            Flags=4,
            FontBBox=Array([-1000, descent - 200, 3000, ascent + 200]),
            ItalicAngle=0,
            Ascent=ascent,
            Descent=descent,
            CapHeight=round(0.7 * ascent),
            StemV=120 if "Bold" in face.name else 80,
            FontFile2=pdf.make_indirect(program),
        )
    )
    widths = Array([1, Array([face.width(glyph) for glyph in codes])])
    places = Stream(pdf, b"".join(glyph.to_bytes(2, "big") for glyph in (0, *codes)))
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=name,
        CIDSystemInfo=system,
        FontDescriptor=descriptor,
        DW=1000,
        W=widths,
        CIDToGIDMap=pdf.make_indirect(places),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, to_unicode([text for _, text in face.codes]))),
        )
    )


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


def embed_picture(pdf: pikepdf.Pdf, picture: Picture) -> Any:
    """Return a picture as it is kept, in grey or sRGB."""
    from pikepdf import Name, Stream

    stream = Stream(pdf, picture.jpeg)
    stream.Type, stream.Subtype, stream.Filter = Name.XObject, Name.Image, Name.DCTDecode
    stream.Width, stream.Height, stream.BitsPerComponent = picture.width, picture.height, 8
    stream.ColorSpace = Name.DeviceGray if picture.components == 1 else Name.DeviceRGB
    return pdf.make_indirect(stream)
