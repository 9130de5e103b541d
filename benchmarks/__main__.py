"""Prints one line a measure: ours, the floor, their ratio, the bound that was set, and whether it is met.

    python -m benchmarks [samples window lists change locked paper people grants] [--rounds 5]

Every part runs in a process of its own: one that fails or takes too long is said and the others go on.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import HEAD, Measure, Measured, unpacked

LONGEST = 300
"""Seconds that one part may take."""


def samples(rounds: int) -> Sequence[Measured]:
    from benchmarks.samples import FOLDER, write

    write(Path(os.environ[FOLDER]))
    return ()


def window(rounds: int) -> Sequence[Measured]:
    from benchmarks.window import measure

    return measure(rounds)


def lists(rounds: int) -> Sequence[Measured]:
    from benchmarks.lists import measure

    return measure(rounds)


def change(rounds: int) -> Sequence[Measured]:
    from benchmarks.storage import measure

    return measure(rounds)


def locked(rounds: int) -> Sequence[Measured]:
    from benchmarks.locked import measure

    return measure(rounds)


def paper(rounds: int) -> Sequence[Measured]:
    from benchmarks.paper import measure

    return measure(rounds)


def people(rounds: int) -> Sequence[Measured]:
    from benchmarks.places import people

    return people(rounds)


def grants(rounds: int) -> Sequence[Measured]:
    from benchmarks.places import grants

    return grants(rounds)


PARTS: dict[str, Measure] = {
    "samples": samples, "window": window, "lists": lists, "change": change, "locked": locked, "paper": paper,
    "people": people, "grants": grants,
}  # fmt: skip
WITHOUT_SAMPLES = ("lists", "change", "paper")


def part(name: str, rounds: int, folder: Path) -> tuple[list[Measured], str]:
    """Run one part in a process of its own; return its measures, and why some are missing if so."""
    from benchmarks.samples import FOLDER

    surroundings = {**os.environ, FOLDER: str(folder), "QT_QPA_PLATFORM": "offscreen", "HOME": str(folder),
                    "XDG_DATA_HOME": str(folder), "PYTHONPYCACHEPREFIX": str(folder / "compiled")}  # fmt: skip
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [sys.executable, "-m", "benchmarks", "--alone", name, "--rounds", str(rounds)]
    try:
        ran = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return [], f"took longer than {LONGEST} s"
    told = [unpacked(line) for line in ran.stdout.splitlines() if line.startswith("{")]
    last = ran.stderr.strip().splitlines()[-1:] or [f"ended with {ran.returncode}"]
    return told, last[0] if ran.returncode else ""


def main() -> None:
    reader = argparse.ArgumentParser(prog="benchmarks", description="Measures CommunityDesk against its floors.")
    reader.add_argument("names", nargs="*", choices=[*PARTS, []], metavar="PART", help=", ".join(PARTS))
    reader.add_argument("--rounds", type=int, default=5)
    reader.add_argument("--alone", choices=PARTS, help="used by the benchmarks themselves: one part, in this process")
    options = reader.parse_args()
    if options.alone:
        for measured in PARTS[options.alone](options.rounds):
            print(measured.packed(), flush=True)
        return
    wanted = list(options.names or PARTS)
    if "samples" not in wanted and any(name not in WITHOUT_SAMPLES for name in wanted):
        wanted.insert(0, "samples")
    print(f"{os.cpu_count()} processors; load before {_load()}; {options.rounds} rounds\n\n{HEAD}", flush=True)
    began, failed, bounds, met = time.monotonic(), [], 0, 0
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".bench-", ignore_cleanup_errors=True) as folder:
        for name in wanted:
            told, why = part(name, options.rounds, Path(folder))
            for line in told:
                print(line.said(), flush=True)
                bounds += line.bound is not None
                met += line.verdict() == "met"
            if why:
                failed.append(name)
                print(f"{name}: NOT MEASURED, {why}", flush=True)
    print(f"\n{met} of {bounds} bounds met; {int(time.monotonic() - began)} s; load after {_load()}", flush=True)
    if failed:
        sys.exit(f"These parts could not be measured: {', '.join(failed)}.")


def _load() -> str:
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "not known"


if __name__ == "__main__":
    main()
