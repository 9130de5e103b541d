"""What a measure is, and how one is told: one line, never a pass or a fail."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measured:
    """One line: ours and the floor in `unit`, the bound as it was set, and what the numbers were taken from."""

    name: str
    ours: float
    floor: float | None
    bound: str
    source: str
    unit: str = "ms"
    spread: float | None = None

    def said(self) -> str:
        """Return the line."""
        floor = f"{self.floor:9.1f}" if self.floor is not None else " " * 9
        ratio = f"{self.ours / self.floor:6.2f}" if self.floor else " " * 6
        spread = f" ±{self.spread:.1f}" if self.spread is not None else ""
        return f"{self.name:<44}{self.ours:9.1f} {floor} {self.unit:<4}{ratio}  {self.bound:<26}{self.source}{spread}"


HEAD = f"{'':<44}{'ours':>9} {'floor':>9}     {'ratio':>6}  {'bound':<26}measured as"

Measure = Callable[[int], Sequence[Measured]]
"""Takes the number of rounds, gives one line or more."""


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return float(statistics.median(values))


def spread(values: Sequence[float]) -> float:
    """Return half the distance between the first and third quarters: how far rounds lay apart."""
    if len(values) < 4:
        return (max(values) - min(values)) / 2
    quarters = statistics.quantiles(values, n=4)
    return (quarters[2] - quarters[0]) / 2
