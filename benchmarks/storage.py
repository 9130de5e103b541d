"""What a change and an import cost, against the driver alone writing the same rows to the same file.

The floor is one `BEGIN IMMEDIATE`, one `executemany` and one `COMMIT` with the file's own settings: no mapper, journal,
undo, search or listeners.
"""

from __future__ import annotations

import datetime as dt
import gc
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure import Measured, Times
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_
from communitydesk.storage import create
from communitydesk.storage.engine import connect, settle

CHANGE, IMPORT = 12, 2_000  # records
CHANGES = 40  # rounds


@contextmanager
def file() -> Iterator[Desk]:
    """A group's file with some payments in it, on a disk and not in memory."""
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        desk = create(Path(folder) / "bench.communitydesk", models=models)
        fill(desk, 300)
        try:
            yield desk
        finally:
            desk.close()


def payments(count: int) -> list[Record]:
    from communitydesk.grants.model.spending import Payment

    day = dt.date(2026, 3, 1)
    return [
        Payment(payee=f"Payee {n % 70}", what="Tools, timber and seeds", amount=731 * (n + 1), incurred_on=day)
        for n in range(count)
    ]


def bank_lines(count: int) -> list[Record]:
    from communitydesk.grants.model.bank import BankLine, BankStatement

    day = dt.date(2026, 3, 1)
    statement = BankStatement(account="Current", brought_in_on=day)
    lines: list[Record] = [
        BankLine(statement_key=statement.key, position=n, booked_on=day, description=f"CARD 1234 PAYEE {n % 70}",
                 amount=-731 * (n + 1), fingerprint=f"{n:032x}")
        for n in range(count)
    ]  # fmt: skip
    return [statement, *lines]


def fill(desk: Desk, count: int) -> None:
    for start in range(0, count, 100):
        with desk.change(N_("Add payments")) as session:
            session.add_all(payments(min(100, count - start)))


def through_the_desk(desk: Desk, records: list[Record], times: Times) -> None:
    with times, desk.change(N_("Bring in a statement")) as session:
        session.add_all(records)


def through_the_driver(desk: Desk, records: list[Record], times: Times) -> None:
    """Write the same rows, then take them away again."""
    statements: dict[str, list[tuple[Any, ...]]] = {}
    for one in records:
        table = one.__table__
        names = [column.name for column in table.columns]
        sql = f"INSERT INTO {table.name} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})"
        statements.setdefault(sql, []).append(tuple(_stored(getattr(one, name)) for name in names))
    connection = connect(desk.path, None)
    settle(connection)
    connection.execute("PRAGMA query_only = OFF")
    connection.execute("SELECT count(*) FROM payment").fetchall()
    with times:
        connection.execute("BEGIN IMMEDIATE")
        for sql, rows in statements.items():
            connection.executemany(sql, rows)
        connection.execute("COMMIT")
    connection.execute("BEGIN IMMEDIATE")
    for one in reversed(records):
        connection.execute(f"DELETE FROM {one.__tablename__} WHERE key = ?", (one.key,))
    connection.execute("COMMIT")
    connection.close()


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _compare(make: Callable[[], list[Record]], rounds: int) -> tuple[Times, Times]:
    ours, floor = Times(), Times()
    with file() as desk:
        gc.freeze()  # as the window does with what it is made of
        for number in range(rounds):  # in turn, so that neither always finds the disk as the other left it
            for ours_now in (True, False) if number % 2 else (False, True):
                if ours_now:
                    through_the_desk(desk, make(), ours)
                else:
                    through_the_driver(desk, make(), floor)
    return ours, floor


def measure(rounds: int) -> Sequence[Measured]:
    """Small changes and imports, each beside a raw commit of the same rows."""
    small, small_floor = _compare(lambda: payments(CHANGE), CHANGES)
    large, large_floor = _compare(lambda: bank_lines(IMPORT), rounds)
    source = "round about, {how} of {n} rounds; journal, undo and search in ours"
    return (
        Measured("Change of 12 records; raw commit", small.least(), small_floor.least(), 3,
                 source.format(how="the least", n=CHANGES)),
        Measured("the same, middle of the rounds", small.middle(), small_floor.middle(), None,
                 source.format(how="middle", n=CHANGES)),
        Measured("Import of 2,000 records; raw commit", large.least(), large_floor.least(), 10,
                 source.format(how="the least", n=rounds)),
    )  # fmt: skip
