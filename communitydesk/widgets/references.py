"""Keeps Python alive under a Qt binding that gives back more references than it took."""

from __future__ import annotations

import ctypes
import sys

PLENTY = 1 << 40


def hold_constants() -> None:
    """Give None, True and False references that cannot run out, before Qt is used.

    PySide6 6.12 under Python 3.11 drops a reference to None with each call that returns nothing and one to True with
    each signal (measured with sys.getrefcount); when they run out Python ends with "bool_dealloc". From Python 3.12
    on these objects are immortal (PEP 683) and nothing is done.
    """
    if sys.version_info < (3, 12) and sys.implementation.name == "cpython":
        for one in (None, True, False):
            if sys.getrefcount(one) < PLENTY // 2:
                ctypes.c_ssize_t.from_address(id(one)).value += PLENTY
