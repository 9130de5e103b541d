"""How long a window takes until it can be used, how much memory it holds, and what ten times the data changes."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import Measured, middle, spread
from benchmarks.samples import write

SOURCE = "process start to Home's list painted"
WHOLE = "the same, until every card and count stands"


def start(module: str, path: Path, folder: Path) -> tuple[float, float, float]:
    """Return milliseconds until painted and until all stands, and MiB then. Raises CalledProcessError when it fails.

    Modules are kept compiled on both sides, as they are wherever the program is installed.
    """
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "XDG_DATA_HOME": str(folder), "HOME": str(folder),
                    "PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # fmt: skip
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", f"benchmarks.{module}", str(path), str(folder), str(time.monotonic())]
    told = subprocess.run(command, env=surroundings, check=True, capture_output=True, text=True, timeout=120).stdout
    first, last = (told.splitlines()[at].split() for at in (0, -1))
    return float(first[0]) * 1000, float(last[0]) * 1000, float(last[1])


def measure(rounds: int) -> Sequence[Measured]:
    """Open each file in turn, round by round, so that what else the machine does falls on all alike."""
    times: dict[str, list[float]] = {name: [] for name in ("bare", "empty", "tenth", "large")}
    whole: list[float] = []
    memory: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write(folder)
        for number in range(rounds + 1):
            for kind in times:
                module, path = ("child_bare", paths["large"]) if kind == "bare" else ("child_ours", paths[kind])
                took, all_of_it, mib = start(module, path, folder)
                if number:  # the first round warms the disk up
                    times[kind].append(took)
                    if kind == "large":
                        whole.append(all_of_it)
                        memory.append(mib)
    usual = {kind: middle(values) for kind, values in times.items()}
    apart = {kind: spread(values) for kind, values in times.items()}
    return (
        Measured("Window usable, large sample; bare window", usual["large"], usual["bare"], "2.0 times", SOURCE,
                 spread=apart["large"]),
        Measured("All of Home filled, large sample; bare window", middle(whole), usual["bare"], "not set", WHOLE,
                 spread=spread(whole)),
        Measured("Window usable, large sample beyond empty file", usual["large"] - usual["empty"], None, "150 ms more",
                 f"{usual['large']:.0f} less {usual['empty']:.0f}", spread=apart["empty"]),
        Measured("Window usable, large sample; a tenth of it", usual["large"], usual["tenth"], "2.0 times", SOURCE),
        Measured("Memory with the large sample, Home shown", middle(memory), None, "150 MiB", "resident, same process",
                 unit="MiB", spread=spread(memory)),
    )  # fmt: skip
