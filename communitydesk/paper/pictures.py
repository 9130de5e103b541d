"""Photographs and pages as pictures: upright, no larger than the paper shows, without what the camera added.

A JPEG that is fit to print goes in as it is, less the camera's notes (which may hold a place), and is turned by the
page rather than made anew. Everything else is decoded once and written as a JPEG in sRGB.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_

if TYPE_CHECKING:
    from PIL import Image

NOT_A_PICTURE = N_("“{alt}” cannot be printed, because its picture cannot be read. Attach the picture again.")
_MATRICES: dict[int, tuple[float, float, float, float, float, float]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Quality:
    """How fine pictures are: dots an inch and JPEG quality where one is made anew.

    A JPEG with up to `slack` times as many dots goes in as it is: making it anew takes far longer than all the rest.
    """

    dots: int = 220
    jpeg: int = 85
    slack: float = 2.2


QUALITIES = (
    Quality(),
    Quality(180, 80, 1.2),
    Quality(140, 74, 1.1),
    Quality(110, 66, 1.0),
    Quality(90, 58, 1.0),
    Quality(72, 48, 1.0),
    Quality(60, 38, 1.0),
)
"""From the finest down, for documents that have to stay under a size."""


@dataclass(slots=True)
class Picture:
    """A picture ready for the page: JPEG bytes, stored size in pixels, components, and how it is turned."""

    key: str
    jpeg: bytes
    width: int
    height: int
    components: int
    orientation: int = 1

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """How the unit square is turned so that the picture stands upright (EXIF 2.3, tag 274)."""
        return _MATRICES[self.orientation]

    @property
    def ratio(self) -> float:
        """Width over height, upright."""
        return self.height / self.width if self.orientation > 4 else self.width / self.height


@dataclass(slots=True)
class Album:
    """The pictures of one document, each kept once."""

    quality: Quality = QUALITIES[0]
    _kept: dict[tuple[bytes, int], Picture] = field(default_factory=dict)

    def picture(self, content: bytes, alt: str, points: float) -> Picture:
        """Return a picture for a place `points` wide at most; raise `Trouble` if it is none."""
        pixels = round(points / 72 * self.quality.dots)
        key = (content, pixels)
        if key not in self._kept:
            try:
                self._kept[key] = self._make(content, f"I{len(self._kept) + 1}", pixels)
            except (OSError, ValueError, SyntaxError, MemoryError, ArithmeticError, LookupError) as wrong:
                raise Trouble(NOT_A_PICTURE, alt=alt) from wrong
        return self._kept[key]

    def _make(self, content: bytes, key: str, pixels: int) -> Picture:
        from PIL import Image

        _allow_phone_pictures(content)
        with Image.open(io.BytesIO(content)) as image:
            orientation = image.getexif().get(274, 1)
            orientation = orientation if orientation in _MATRICES else 1
            across = image.height if orientation > 4 else image.width
            if self._fits(image, across, pixels) and (bare := without_notes(content)):
                components = 1 if image.mode == "L" else 3
                return Picture(key, bare, image.width, image.height, components, orientation)
            return self._anew(image, key, pixels / across, orientation)

    def _fits(self, image: Image.Image, across: int, pixels: int) -> bool:
        if image.format != "JPEG" or image.mode not in ("RGB", "L") or across > pixels * self.quality.slack:
            return False
        profile = image.info.get("icc_profile")
        return not profile or b"sRGB" in profile or b"s\0R\0G\0B" in profile

    def _anew(self, image: Image.Image, key: str, scale: float, orientation: int) -> Picture:
        from PIL import Image

        if scale < 1:
            image.draft("RGB", (round(image.width * scale), round(image.height * scale)))
        image = in_srgb(image)
        if scale < 1:
            size = (max(1, round(image.width * min(1, scale * 1))), max(1, round(image.height * scale)))
            image = image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        buffer = io.BytesIO()
        image.save(buffer, "JPEG", quality=self.quality.jpeg)
        components = 1 if image.mode == "L" else 3
        return Picture(key, buffer.getvalue(), image.width, image.height, components, orientation)


def in_srgb(image: Image.Image) -> Image.Image:
    """Return a picture in sRGB (or greys) on white, whatever colours and transparency it had."""
    from PIL import Image, ImageCms

    profile = image.info.get("icc_profile")
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if made is not None:
                return made
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        white = Image.new("RGB", clear.size, (255, 255, 255))
        white.paste(clear, mask=clear.getchannel("A"))
        return white
    if image.mode in ("1", "L"):
        return image.convert("L")
    if image.mode.startswith("I"):
        return image.point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def without_notes(jpeg: bytes) -> bytes:
    """Return a JPEG without the camera's notes and comments; empty if its parts cannot be followed.

    The segments are those of ITU-T T.81, annex B: what is kept is what decodes the picture, and Adobe's mark.
    """
    if jpeg[:2] != b"\xff\xd8":
        return b""
    kept = [b"\xff\xd8"]
    at = 2
    while at + 4 <= len(jpeg):
        if jpeg[at] != 0xFF:
            return b""
        kind = jpeg[at + 1]
        if kind == 0xFF:
            at += 1
            continue
        length = int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind == 0xDA:
            end = jpeg.rfind(b"\xff\xd9")
            return b"".join(kept) + jpeg[at : end + 2] if end > at else b""
        if not (kind == 0xFE or (0xE1 <= kind <= 0xEF and kind != 0xEE)):
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b""


def _allow_phone_pictures(content: bytes) -> None:
    """Let Pillow read HEIC where the bytes look like one."""
    if content[4:8] == b"ftyp":
        from pillow_heif import register_heif_opener

        register_heif_opener()
