"""x."""

import io

from PIL import Image


def photograph(name: str, variant: int = 1) -> bytes:
    """Return one photograph as JPEG."""
    kept = io.BytesIO()
    Image.new("RGB", (1600, 1067), (sum(name.encode()) % 200, 120, variant * 40)).save(kept, "JPEG")
    return kept.getvalue()
