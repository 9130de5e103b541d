"""Finds the files that come with the program: fonts, icons, rates, templates, catalogues."""

import sys
from pathlib import Path


def resource(*parts: str) -> Path:
    """Return the path of a file that comes with the program, from a checkout or a built program alike."""
    bundled = getattr(sys, "_MEIPASS", None)
    root = Path(bundled) if bundled else Path(__file__).resolve().parents[2]
    return root.joinpath("resources", *parts)
