"""What is said of a mistake of the program's own: where it happened, and nothing of what anybody typed."""

from __future__ import annotations

import platform
import traceback
from pathlib import Path

from communitydesk import __version__

HOME = Path(__file__).resolve().parents[2]


def report_of(error: BaseException) -> str:
    """Return where in the program it failed: kinds of errors and lines of code, no values and no messages.

    An error's own message may quote what somebody typed, so it is left out.
    """
    lines = [f"CommunityDesk {__version__}, Python {platform.python_version()}, {platform.system()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__qualname__)
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def _place(name: str) -> str:
    path = Path(name)
    try:
        return str(path.resolve().relative_to(HOME))
    except ValueError:
        return "/".join(path.parts[-2:])
