"""Tells when a window has been painted and waits for a key, and then leaves at once. Imports nothing of ours."""

from __future__ import annotations

import os
import sys
import time
from typing import Any


def memory() -> float:
    """Return what this process holds in memory, in MiB: as Linux tells it, elsewhere the most it ever held."""
    try:
        with open("/proc/self/status", encoding="ascii") as status:
            line = next(one for one in status if one.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    except OSError:
        import resource

        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most / 1024 / (1024 if sys.platform == "darwin" else 1)


def tell() -> None:
    """Print the seconds since the start that `argv` names, processor seconds, and what memory is held now."""
    print(f"{time.monotonic() - float(sys.argv[3]):.4f} {time.process_time():.4f} {memory():.1f}", flush=True)


def leave_when_painted(qt: Any, window: Any, timer: Any) -> None:
    """Run until the window's first page is painted and nothing waits to be done, print, and end the process."""

    def done() -> None:
        window.grab()  # whatever is not painted yet is painted now
        tell()
        os._exit(0)

    def idle() -> None:
        timer.singleShot(0, done)

    timer.singleShot(0, idle)
    qt.exec()
