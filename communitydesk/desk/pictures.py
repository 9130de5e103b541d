"""What comes from phones and shops: photographs turned upright, made small and free of what they tell of a place.

    made = prepare(content, keep_original=False)     # JPEG, PNG, HEIC, WebP, AVIF, TIFF, BMP, GIF, PDF
    small = thumbnail(made.content, made.media_type, 240)
    safe = redact(made.content, [(0.1, 0.2, 0.6, 0.25)])

Every failure is a FileTrouble with one sentence. Nothing is written to disk.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communitydesk.desk.errors import FieldTrouble, FileTrouble
from communitydesk.desk.words import N_, Message, message

if TYPE_CHECKING:
    from PIL import Image

LONGEST_SIDE = 2000
"""Dots; a page of A4 at 170 dots to the inch, at which small print on a receipt is still read."""
SHORT_SIDE_KEPT = 900  # of a long till roll: its width counts, not its length
LONGEST_EVER = 6000
LARGEST_FILE = 100_000_000
MOST_DOTS = 100_000_000
MOST_DOTS_SCALED = 220_000_000
"""Of a JPEG that can be made smaller while it is read; the largest telephones take 200 million."""
JPEG, PNG, PDF = "image/jpeg", "image/png", "application/pdf"
Box = tuple[float, float, float, float]
"""Left, top, right, bottom as parts of the width and height, 0 to 1."""
_QUALITIES = ((82, 500_000), (74, 650_000), (66, 0))  # of a JPEG, each with the size in bytes that ends the search
_DAMAGED = N_("This picture is damaged or was not copied whole. Copy it from the camera or telephone again.")
_UNKNOWN = N_("This kind of file cannot be used here. Choose a photograph (JPEG, PNG, HEIC, WebP) or a PDF.")


@dataclass(frozen=True)
class Prepared:
    """A picture or PDF ready to be kept; width and height in dots (0 for a PDF).

    `original` are the bytes as they came, when wanted: they may still tell where and when a photograph was taken.
    `taken_on` is the day on which the camera says that it was taken, to be offered and not kept. `active` marks a PDF
    with instructions in it, which is shown as pictures and never passed on. `notes` are for whoever brought it in.
    """

    content: bytes
    media_type: str
    width: int
    height: int
    pages: int = 1
    original: bytes | None = None
    original_type: str = ""
    active: bool = False
    taken_on: dt.date | None = None
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class PagePicture:
    """One page of a document as a picture; `number` counts from 1."""

    number: int
    content: bytes
    media_type: str
    width: int
    height: int


def prepare(content: bytes, *, keep_original: bool = False) -> Prepared:
    """Return a photograph upright, small and without its place, camera and time; a PDF is checked and kept as it is.

    Raises FileTrouble when it is neither, damaged, locked or enormous.
    """
    kind = kind_of(content)
    if kind == PDF:
        return _prepare_pdf(content)
    kept = {"original": content, "original_type": kind} if keep_original else {}
    if kind == JPEG and (size := _already_prepared(content)):
        return Prepared(content, JPEG, *size, **kept)  # type: ignore[arg-type]
    picture, notes = _upright(content, kind, LONGEST_SIDE)
    made, media_type = _encoded(picture, drawn=kind not in (JPEG, "image/heic", "image/avif"))
    size = picture.width, picture.height
    return Prepared(made, media_type, *size, notes=notes, taken_on=_taken_on(content, kind), **kept)  # type: ignore[arg-type]


def page_count(content: bytes, media_type: str) -> int:
    """Return how many pages a document has; a picture has one. Raises FileTrouble."""
    if media_type != PDF:
        return 1
    from communitydesk.desk.pdf_pages import count_pages

    return count_pages(content)


def page_pictures(content: bytes, media_type: str, dpi: int = 150) -> Iterator[PagePicture]:
    """Yield each page as a picture, a PDF's at `dpi` dots to the inch. Raises FileTrouble, also between pages."""
    for number in range(1, page_count(content, media_type) + 1):
        yield page_picture(content, media_type, number, dpi)


def page_picture(content: bytes, media_type: str, number: int, dpi: int = 150) -> PagePicture:
    """Return one page as a picture; `number` counts from 1. Raises FileTrouble."""
    if media_type == PDF:
        from communitydesk.desk.pdf_pages import draw_page

        picture = draw_page(content, number, dpi)
        made, made_type = _encoded(picture, drawn=True)
        return PagePicture(number, made, made_type, picture.width, picture.height)
    kind = kind_of(content)
    if kind == PNG or (kind == JPEG and _already_prepared(content)):
        width, height = _size(content, kind)
        return PagePicture(1, content, kind, width, height)
    made_whole = prepare(content)
    return PagePicture(1, made_whole.content, made_whole.media_type, made_whole.width, made_whole.height)


def thumbnail(content: bytes, media_type: str, size: int) -> bytes:
    """Return a small JPEG or PNG of a picture or of a PDF's first page, its longest side at most `size` dots.

    Raises FileTrouble.
    """
    if media_type == PDF:
        from communitydesk.desk.pdf_pages import draw_page

        picture = draw_page(content, 1, 2000, longest=2 * size)
    else:
        picture, _ = _upright(content, kind_of(content), size, keep_width=False)
    picture.thumbnail((size, size))
    return _encoded(picture, drawn=media_type != JPEG)[0]


def redact(content: bytes, boxes: Sequence[Box]) -> bytes:
    """Return a picture with black boxes burnt into its dots; what was under them is gone. JPEG stays JPEG, else PNG.

    A box is (left, top, right, bottom) as parts of the upright picture, 0 to 1, in any order; it covers every dot
    that it touches. Raises FieldTrouble beside `boxes` when one is no box, FileTrouble when the picture is damaged.
    """
    kind = kind_of(content)
    picture, _ = _upright(content, kind, 0)
    _burn(picture, boxes)
    return _jpeg(picture, 90) if kind == JPEG else _png(picture)


def redact_pages(content: bytes, media_type: str, boxes: Mapping[int, Sequence[Box]], dpi: int = 170) -> Prepared:
    """Return a document with boxes burnt in, by page number from 1. A PDF becomes pictures of its pages in a new PDF.

    No text, layer or attachment of the old one is left in the new one. Raises as `redact` does.
    """
    if media_type != PDF:
        made = redact(content, boxes.get(1, ()))
        kind = kind_of(made)
        return Prepared(made, kind, *_size(made, kind))
    from communitydesk.desk.pdf_pages import draw_page, pictures_as_pdf

    pages = []
    for number in range(1, page_count(content, PDF) + 1):
        picture = draw_page(content, number, dpi)
        _burn(picture, boxes.get(number, ()))
        pages.append(picture)
    return Prepared(pictures_as_pdf(pages, dpi), PDF, 0, 0, len(pages))


# -- what kind of file ----------------------------------------------------------------------

_STARTS = (
    (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF8", "image/gif"), (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"), (b"MM\x00*", "image/tiff"),
)  # fmt: skip
_HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1", b"heif"))


def kind_of(content: bytes) -> str:
    """Return the media type that the bytes themselves tell; a file's name plays no part. Raises FileTrouble."""
    if not content:
        raise FileTrouble(N_("This file is empty. Copy it from the camera or telephone again."))
    if len(content) > LARGEST_FILE:
        raise FileTrouble(N_("This file is larger than 100 MB. Choose a smaller one, or take the photograph again."))
    if b"%PDF-" in content[:1024]:
        return PDF
    for start, kind in _STARTS:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp":
        return _film_or_picture(content)
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FileTrouble(N_("This is an office document. Print it to a PDF first, and choose the PDF."))
    raise FileTrouble(_UNKNOWN)


def _film_or_picture(content: bytes) -> str:
    brands = {content[8:12]} | {
        content[at : at + 4] for at in range(16, min(int.from_bytes(content[:4], "big"), 96), 4)
    }
    if b"avif" in brands or b"avis" in brands:
        return "image/avif"
    if brands & _HEIC_BRANDS:
        return "image/heic"
    raise FileTrouble(N_("This is a film. Choose a photograph (JPEG, PNG, HEIC, WebP) or a PDF."))


# -- opening --------------------------------------------------------------------------------


def _opened(content: bytes, kind: str) -> Image.Image:
    """Open without decoding, by the one reader that the kind needs; Pillow's own list of readers is left alone."""
    stream = io.BytesIO(content)
    if kind == "image/heic":
        return _heic(stream)
    from importlib import import_module

    name, reader = {
        JPEG: ("Jpeg", "JpegImageFile"), PNG: ("Png", "PngImageFile"), "image/gif": ("Gif", "GifImageFile"),
        "image/bmp": ("Bmp", "BmpImageFile"), "image/tiff": ("Tiff", "TiffImageFile"),
        "image/webp": ("WebP", "WebPImageFile"), "image/avif": ("Avif", "AvifImageFile"),
    }[kind]  # fmt: skip
    module = import_module(f"PIL.{name}ImagePlugin")
    opened: Image.Image = getattr(module, reader)(stream)
    _check_dots(opened.width * opened.height, scaled=kind == JPEG and not opened.info.get("progressive"))
    return opened


def _heic(stream: io.BytesIO) -> Image.Image:
    import pillow_heif

    file = pillow_heif.open_heif(stream, convert_hdr_to_8bit=True)
    picture = file[file.primary_index]
    _check_dots(picture.size[0] * picture.size[1], scaled=False)
    # the reader turns it as the file says; a turn that is also told in EXIF must not be made twice
    made: Image.Image = picture.to_pillow()
    icc = made.info.get("icc_profile")
    made.info = {"icc_profile": icc} if icc else {}
    return made


def _check_dots(dots: int, *, scaled: bool) -> None:
    if dots <= 0:
        raise FileTrouble(_DAMAGED)
    if dots > (MOST_DOTS_SCALED if scaled else MOST_DOTS):
        text = N_("This picture has {n} million dots, far more than is needed. Make it smaller and try again.")
        raise FileTrouble(text, n=dots // 1_000_000)


def _size(content: bytes, kind: str) -> tuple[int, int]:
    try:
        return _opened(content, kind).size
    except FileTrouble:
        raise
    except Exception:
        raise FileTrouble(_DAMAGED) from None


def _upright(
    content: bytes, kind: str, longest: int, *, keep_width: bool = True
) -> tuple[Image.Image, tuple[Message, ...]]:
    """The picture as eight-bit RGB or grey on white, upright, in sRGB, free of metadata; full size when `longest` is 0."""
    try:
        opened = _opened(content, kind)
        notes = []
        if getattr(opened, "n_frames", 1) > 1 and kind in ("image/gif", "image/webp", "image/png", "image/tiff"):
            notes.append(message(N_("Only the first of the pictures in this file was kept.")))
        if longest and kind == JPEG:
            opened.draft(opened.mode, _target(opened.width, opened.height, longest, keep_width))
        opened.load()
        turned = _turned(opened)
        if longest:
            turned = _smaller(turned, _target(turned.width, turned.height, longest, keep_width))
        plain = _plain(turned)
        plain.info = {}
        return plain, tuple(notes)
    except FileTrouble:
        raise
    except Exception:  # a reader raises whatever a damaged file makes it: OSError, SyntaxError, struct.error ...
        raise FileTrouble(_DAMAGED) from None


def _taken_on(content: bytes, kind: str) -> dt.date | None:
    """The day in the photograph's EXIF, None when there is none that can be right."""
    from PIL import Image

    try:
        if kind == "image/heic":
            import pillow_heif

            exif = Image.Exif()
            exif.load(pillow_heif.open_heif(io.BytesIO(content)).info.get("exif") or b"")
        else:
            exif = _opened(content, kind).getexif()
        text = str(exif.get_ifd(0x8769).get(0x9003) or exif.get(0x0132) or "")
        day = dt.date(int(text[0:4]), int(text[5:7]), int(text[8:10]))
    except Exception:  # damaged EXIF says nothing; the picture itself may be whole
        return None
    return day if day.year >= 1990 else None


_TURNS = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 6: "ROTATE_270",
          7: "TRANSVERSE", 8: "ROTATE_90"}  # fmt: skip


def _turned(picture: Image.Image) -> Image.Image:
    from PIL import Image

    try:
        turn = _TURNS.get(int(picture.getexif().get(0x0112, 1)))
    except Exception:  # damaged EXIF says nothing; the picture itself may be whole
        turn = None
    if turn is None:
        return picture
    icc = picture.info.get("icc_profile")
    made = picture.transpose(Image.Transpose[turn])
    made.info = {"icc_profile": icc} if icc else {}
    return made


def _target(width: int, height: int, longest: int, keep_width: bool) -> tuple[int, int]:
    long, short = max(width, height), min(width, height)
    wanted = float(longest)
    if keep_width and short * wanted / long < SHORT_SIDE_KEPT:
        wanted = min(long * SHORT_SIDE_KEPT / short, LONGEST_EVER)
    scale = min(1.0, max(wanted, 1) / long)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    from PIL import Image

    if size == picture.size:
        return picture
    icc = picture.info.get("icc_profile")
    if picture.mode in ("1", "P", "PA"):
        picture = picture.convert("RGBA" if _see_through(picture) else "RGB")
    if picture.mode in ("I", "F") or picture.mode.startswith("I;"):
        picture = _eight_bit(picture)
    made = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    made.info = {"icc_profile": icc} if icc else {}
    return made


def _see_through(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA", "RGBa", "La") or "transparency" in picture.info


def _plain(picture: Image.Image) -> Image.Image:
    """RGB or grey, eight bits, in sRGB, on white paper."""
    from PIL import Image

    if picture.mode in ("I", "F") or picture.mode.startswith("I;"):
        return _eight_bit(picture)
    if _see_through(picture):
        icc = picture.info.get("icc_profile")
        picture = picture.convert("RGBA")
        paper = Image.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        picture = paper
        picture.info = {"icc_profile": icc} if icc else {}
    if picture.mode in ("1", "L"):
        return picture.convert("L")
    return _in_srgb(picture)


def _in_srgb(picture: Image.Image) -> Image.Image:
    icc = picture.info.get("icc_profile")
    if icc and picture.mode in ("RGB", "CMYK"):
        from PIL import ImageCms

        try:
            given = ImageCms.ImageCmsProfile(io.BytesIO(icc))
            made = ImageCms.profileToProfile(picture, given, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that cannot be used is left out, as other programs do
    return picture.convert("RGB")


def _eight_bit(picture: Image.Image) -> Image.Image:
    """Grey of 16 or more bits, spread over eight; Pillow's own conversion would cut it off at 255."""
    floating = picture.convert("F")
    extremes: tuple[float, float] = floating.getextrema()  # type: ignore[assignment]
    if not all(map(math.isfinite, extremes)):
        raise FileTrouble(_DAMAGED)
    top = 65535.0 if picture.mode != "F" and extremes[1] <= 65535 else max(extremes[1], 1.0)
    return floating.point(lambda value: value * (255.0 / top) + 0.0).convert("L")


# -- writing --------------------------------------------------------------------------------


def _encoded(picture: Image.Image, *, drawn: bool) -> tuple[bytes, str]:
    """JPEG, or PNG where a drawing of few colours is smaller so; the same picture gives the same bytes."""
    jpeg = b""
    for quality, enough in _QUALITIES:
        jpeg = _jpeg(picture, quality)
        if len(jpeg) <= enough:
            break
    if drawn and picture.getcolors(4096) is not None:
        png = _png(picture)
        if len(png) <= len(jpeg) * 1.1:
            return png, PNG
    return jpeg, JPEG


def _jpeg(picture: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=quality, optimize=True, progressive=False, subsampling="4:2:0")
    return stream.getvalue()


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", optimize=True)
    return stream.getvalue()


def _burn(picture: Image.Image, boxes: Sequence[Box]) -> None:
    from PIL import ImageDraw

    draw = ImageDraw.Draw(picture)
    for box in boxes:
        if len(box) != 4 or not all(isinstance(part, (int, float)) and math.isfinite(part) for part in box):
            raise FieldTrouble("boxes", N_("This is no box. Draw it again over what is to be hidden."))
        left, right = sorted((min(max(box[0], 0.0), 1.0), min(max(box[2], 0.0), 1.0)))
        top, bottom = sorted((min(max(box[1], 0.0), 1.0), min(max(box[3], 0.0), 1.0)))
        corner = (math.floor(left * picture.width), math.floor(top * picture.height))
        other = (math.ceil(right * picture.width) - 1, math.ceil(bottom * picture.height) - 1)
        if other[0] >= corner[0] and other[1] >= corner[1]:
            draw.rectangle((corner, other), fill=0)


def _already_prepared(content: bytes) -> tuple[int, int] | None:
    """The size of a JPEG that is small and holds nothing but its picture, so that it is not squeezed twice."""
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4], "big")
        if marker == 0xDA:
            break
        if 0xE1 <= marker <= 0xED or marker in (0xEF, 0xFE):
            return None  # EXIF, a profile, a comment
        at += 2 + length
    else:
        return None
    # anything after the picture's end (a film, a second picture) may hold a place as well
    if not content.endswith(b"\xff\xd9") or content.count(b"\xff\xd9", at) != 1:
        return None
    try:
        opened = _opened(content, JPEG)
        opened.load()
    except Exception:
        return None
    fits = opened.size == _target(opened.width, opened.height, LONGEST_SIDE, True)
    return opened.size if fits and opened.mode in ("RGB", "L") else None


def _prepare_pdf(content: bytes) -> Prepared:
    from communitydesk.desk.pdf_pages import look_into

    about = look_into(content)
    notes: list[Message] = []
    if about.active:
        notes.append(message(N_("This PDF has instructions in it. They are never run, and it is shown as pictures.")))
    if about.attachments:
        notes.append(message(N_("This PDF has other files inside. They are kept with it but not shown.")))
    return Prepared(content, PDF, 0, 0, about.pages, active=about.active, notes=tuple(notes))
