"""How long a window takes until it can be used, how much memory it holds, and what ten times the data changes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from benchmarks.measure import Measured, Pair, Times
from benchmarks.samples import FOLDER, sample

SOURCE = "process start to Home's first step painted, middle of the rounds"
WHOLE = "the same, until every card and count stands"
KINDS = ("bare", "empty", "tenth", "large")


def start(kind: str) -> list[list[float]]:
    """Open a file in a process of its own; return seconds on the clock, of the processor, and MiB, painted and filled.

    Raises CalledProcessError when it fails. Modules are kept compiled on both sides, as they are wherever the program
    is installed.
    """
    module, path = ("child_bare", sample("large")) if kind == "bare" else ("child_ours", sample(kind))
    command = [sys.executable, "-m", f"benchmarks.{module}", str(path), os.environ[FOLDER], str(time.monotonic())]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    return [[float(part) for part in line.split()] for line in told.splitlines()]


def measure(rounds: int) -> Sequence[Measured]:
    """Open each file in turn, round by round, so that what else the machine does falls on all alike."""
    times = {kind: Times() for kind in KINDS}
    whole = {kind: Times() for kind in KINDS}
    memory: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number in range(rounds + 1):
        for kind in KINDS:
            told = start(kind)
            if number:  # the first round warms the disk up
                times[kind].add(told[0][0] * 1000, told[0][1] * 1000)
                memory[kind].append(told[-1][2])
                whole[kind].add(told[-1][0] * 1000, told[-1][1] * 1000)
    usual = {kind: one.middle() for kind, one in times.items()}
    filled = {kind: one.middle() for kind, one in whole.items()}
    held = {kind: _both(sorted(values)[len(values) // 2]) for kind, values in memory.items()}
    return (
        Measured("Window usable, large sample; bare window", usual["large"], usual["bare"], 2.0, SOURCE),
        Measured("Window usable, empty file; bare window", usual["empty"], usual["bare"], None, SOURCE),
        Measured("All of Home filled, large sample; bare window", filled["large"], usual["bare"], None, WHOLE),
        Measured("All of Home filled, empty file; bare window", filled["empty"], usual["bare"], None, WHOLE),
        Measured("Window usable, large sample beyond empty file", _beyond(usual), None, 150, SOURCE),
        Measured("All of Home filled, large beyond empty file", _beyond(filled), None, None, WHOLE),
        Measured("Window usable, large sample; a tenth of it", usual["large"], usual["tenth"], 2.0, SOURCE),
        Measured("Memory, large sample open, Home filled", held["large"], None, 150, "resident", "MiB"),
        Measured("Memory, bare window", held["bare"], None, None, "resident", "MiB"),
    )


def _beyond(of: dict[str, Pair]) -> Pair:
    """How much later the large sample stands than the empty file, both at the same moment."""
    return of["large"][0] - of["empty"][0], of["large"][1] - of["empty"][1]


def _both(value: float) -> Pair:
    return value, value
