"""Which picture is drawn by what, and how large."""

from __future__ import annotations

from collections.abc import Callable

from communitydesk.sample.pictures import garden, place, table
from communitydesk.sample.pictures.brush import Brush, hue

LANDSCAPE, PORTRAIT = (1600, 1067), (1280, 1600)
ALBUM: dict[tuple[str, int], tuple[tuple[int, int], Callable[[Brush], None]]] = {
    ("beds", 1): (LANDSCAPE, garden.beds),
    ("hands", 1): (LANDSCAPE, garden.hands),
    ("tomatoes", 1): (PORTRAIT, garden.tomatoes),
    ("crate", 1): (LANDSCAPE, garden.crate),
    ("sills", 1): (PORTRAIT, garden.sills),
    ("newcomers", 1): (LANDSCAPE, garden.bench),
    ("hall", 1): (LANDSCAPE, place.hall),
    ("kitchen", 1): (LANDSCAPE, place.kitchen),
    ("board", 1): (PORTRAIT, place.board),
    ("table", 1): (LANDSCAPE, table.table),
    ("backs", 1): (LANDSCAPE, table.backs),
    ("backs", 2): (LANDSCAPE, table.opening),
    ("tea", 1): (PORTRAIT, table.tea),
    ("mending", 1): (LANDSCAPE, table.mending),
}


def photograph(name: str, variant: int = 1) -> bytes:
    """Return one picture as JPEG, 1600 points along its longer side; the same each time."""
    (width, height), draw = ALBUM[name, variant]
    brush = Brush(width, height, hue("#ffffff"), f"{name} {variant}")
    draw(brush)
    return brush.jpeg()
