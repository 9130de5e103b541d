"""Figures that were worked out since the last change of a file."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Remembered:
    """Keeps figures by name. Who asks for what another thread is working out waits for it, so nothing is done twice."""

    def __init__(self) -> None:
        self._found: dict[Hashable, Any] = {}
        self._locks: dict[Hashable, threading.RLock] = {}

    def get(self, name: Hashable, work: Callable[[], T]) -> T:
        """Return what is kept under a name; `work` is done where nothing is."""
        if name not in self._found:
            with self._locks.setdefault(name, threading.RLock()):
                if name not in self._found:
                    self._found[name] = work()
        found: T = self._found[name]
        return found
