"""Prints one line a measure: ours, the floor, their ratio, the bound that was set, and how it was measured.

    python -m benchmarks [window lists change paper] [--rounds 7]

Numbers are only printed: whether they are good enough is for people to say.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from benchmarks.measure import HEAD, Measure, Measured


def window(rounds: int) -> Sequence[Measured]:
    from benchmarks.window import measure

    return measure(rounds)


def lists(rounds: int) -> Sequence[Measured]:
    from benchmarks.lists import measure

    return measure(rounds)


def change(rounds: int) -> Sequence[Measured]:
    from benchmarks import storage

    small, small_floor = storage.small_change()
    large, large_floor = storage.large_import()
    return (
        Measured("Change of 12 records; raw commit", small * 1000, small_floor * 1000, "3 times",
                 "the least of 25 rounds, journal, undo and search in ours"),
        Measured("Import of 2,000 records; raw commit", large * 1000, large_floor * 1000, "10 times", "the least of 5 rounds"),
    )  # fmt: skip


def paper(rounds: int) -> Sequence[Measured]:
    from benchmarks.paper import measure

    ours, floor = measure(rounds)
    return (
        Measured("Report, 200 payments, 24 photographs; plain", ours * 1000, floor * 1000, "2.5 times",
                 "processor time, untagged ReportLab with the same words and pictures, useA85=0"),
    )  # fmt: skip


MEASURES: dict[str, Measure] = {"window": window, "lists": lists, "change": change, "paper": paper}


def main() -> None:
    reader = argparse.ArgumentParser(prog="benchmarks", description="Measures CommunityDesk against its floors.")
    reader.add_argument("names", nargs="*", choices=[*MEASURES, []], metavar="MEASURE", help=", ".join(MEASURES))
    reader.add_argument("--rounds", type=int, default=7)
    options = reader.parse_args()
    print(HEAD)
    for name in options.names or MEASURES:
        for line in MEASURES[name](options.rounds):
            print(line.said(), flush=True)


if __name__ == "__main__":
    main()
