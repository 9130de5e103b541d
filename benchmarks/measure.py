"""What a measure is, how a stretch of work is timed, and how a measure is told: one line, with met or not met.

Time on the clock is taken beside processor time: where the machine is shared the first grows and the second hardly
does, so the two ratios together tell what is ours and what is the neighbours'.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from types import TracebackType


@dataclass
class Times:
    """Rounds of one kind of work: milliseconds on the clock and of the processor. `with times:` times one round."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        clock, processor = time.perf_counter(), time.process_time()
        self.add((clock - self._began[0]) * 1000, (processor - self._began[1]) * 1000)

    def add(self, clock: float, processor: float) -> None:
        """Add one round."""
        self.clock.append(clock)
        self.processor.append(processor)

    def least(self) -> tuple[float, float]:
        """Return the least disturbed round of each."""
        return min(self.clock), min(self.processor)

    def middle(self) -> tuple[float, float]:
        """Return the median of each."""
        return statistics.median(self.clock), statistics.median(self.processor)


Pair = tuple[float, float]
"""The same thing on the clock and of the processor."""


@dataclass(frozen=True)
class Measured:
    """One line: ours and the floor in `unit` as (clock, processor), and the bound: so many times the floor, or the most.

    `bound` None is a figure without a bound; `source` says how it was measured.
    """

    name: str
    ours: Pair
    floor: Pair | None
    bound: float | None
    source: str
    unit: str = "ms"

    def value(self, which: int) -> float:
        """Return what the bound is about: the ratio where there is a floor, else ours."""
        return self.ours[which] / self.floor[which] if self.floor else self.ours[which]

    def verdict(self) -> str:
        """Say whether the bound is met: on the clock, and by processor time where the two do not agree."""
        if self.bound is None:
            return ""
        clock, processor = (self.value(which) <= self.bound for which in (0, 1))
        if clock == processor or self.unit != "ms":
            return "met" if clock else "NOT MET"
        return "met by processor time only" if processor else "met by the clock only"

    def said(self) -> str:
        """Return the line."""
        bound = "" if self.bound is None else f"{self.bound:g} times" if self.floor else f"{self.bound:g} {self.unit}"
        sides = []
        for which in (0, 1) if self.unit == "ms" else (0,):
            floor = f"{self.floor[which]:8.1f}" if self.floor else " " * 8
            ratio = f"{self.value(which):6.2f}" if self.floor else " " * 6
            sides.append(f"{self.ours[which]:8.1f} {floor} {ratio}")
        both = " |".join(sides) + (" |" + " " * 24 if len(sides) == 1 else "")
        return f"{self.name:<46}{both}  {bound:<10}{self.verdict():<13} {self.source}"

    def packed(self) -> str:
        """Return the measure as one line of JSON."""
        return json.dumps(asdict(self))


def unpacked(line: str) -> Measured:
    """Return a measure from its JSON."""
    told = json.loads(line)
    ours, floor = (tuple(told[name]) if told[name] else None for name in ("ours", "floor"))
    assert ours is not None
    return Measured(**{**told, "ours": ours, "floor": floor})


HEAD = (
    f"{'milliseconds, or as the bound says':<46}{'on the clock':^24} |{'of the processor':^24}\n"
    f"{'':<46}{'ours':>8} {'floor':>8} {'ratio':>6} |{'ours':>8} {'floor':>8} {'ratio':>6}  "
    f"{'bound':<10}{'':<13} measured as"
)

Measure = Callable[[int], Sequence[Measured]]
"""Takes the number of rounds, gives one line or more."""
