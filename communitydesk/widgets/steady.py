"""Keeps a fault of the screen library from ending the program.

PySide6 6.12 hands out `None` without counting it, as Python from 3.12 on allows. Python 3.11 still counts, so that
every call of Qt that returns nothing takes one away, and after some thousands of them Python ends itself with
"deallocating None". Counting None very high once is what later versions do for good.
"""

from __future__ import annotations

import ctypes
import sys

FOR_EVER = 1 << 40


def keep_none() -> None:
    """Count None so high that it can never run out. Does nothing where Python does not count it (3.12 and newer)."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12) and sys.getrefcount(None) < FOR_EVER // 2:
        ctypes.c_ssize_t.from_address(id(None)).value += FOR_EVER
