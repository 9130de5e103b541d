"""What a change, an import and opening a file cost, against the driver alone writing the same rows to the same file.

The floor is one `BEGIN IMMEDIATE`, one `executemany` and one `COMMIT` with the file's own settings: no mapper, journal,
undo, search or listeners.
"""

from __future__ import annotations

import datetime as dt
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_
from communitydesk.storage import create, open_desk
from communitydesk.storage.engine import connect, settle

CHANGE, IMPORT, YEARS = 12, 2_000, 9_000  # records
ROUNDS = 25


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


def through_the_desk(desk: Desk, records: list[Record]) -> float:
    start = time.perf_counter()
    with desk.change(N_("Bring in a statement")) as session:
        session.add_all(records)
    return time.perf_counter() - start


def through_the_driver(desk: Desk, records: list[Record]) -> float:
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
    start = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for sql, rows in statements.items():
        connection.executemany(sql, rows)
    connection.execute("COMMIT")
    took = time.perf_counter() - start
    for one in reversed(records):
        connection.execute(f"DELETE FROM {one.__tablename__} WHERE key = ?", (one.key,))
    connection.close()
    return took


def _stored(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value


def _compare(desk: Desk, make: Callable[[], list[Record]], rounds: int) -> tuple[float, float]:
    ours, floor = [], []
    for _ in range(rounds):
        floor.append(through_the_driver(desk, make()))
        ours.append(through_the_desk(desk, make()))
    return min(ours), min(floor)  # the least disturbed round of each


def small_change() -> tuple[float, float]:
    """Seconds for a change of 12 records, and for a raw commit of the same rows. Bound: 3 times."""
    with file() as desk:
        return _compare(desk, lambda: payments(CHANGE), ROUNDS)


def large_import() -> tuple[float, float]:
    """Seconds for an import of 2,000 records as one change, and for a raw commit of them. Bound: 10 times."""
    with file() as desk:
        return _compare(desk, lambda: bank_lines(IMPORT), 5)


def opening() -> tuple[float, float]:
    """Seconds to open a file of 9,000 payments and show 50, and one a tenth of its size. Bound: 2 times."""
    from sqlalchemy import select

    from communitydesk.grants.model.spending import Payment

    def once(path: Path) -> float:
        start = time.perf_counter()
        desk = open_desk(path, models=models)
        with desk.read() as session:
            session.scalars(select(Payment).order_by(Payment.key.desc()).limit(50)).all()
        _ = desk.undo_label
        took = time.perf_counter() - start
        desk.close()
        return took

    with file() as large, file() as small:
        for desk, count in ((large, YEARS), (small, YEARS // 10)):
            fill(desk, count)
            desk.close()
        times = [(once(large.path), once(small.path)) for _ in range(ROUNDS)]
    return min(t[0] for t in times), min(t[1] for t in times)


if __name__ == "__main__":
    for measure in (small_change, large_import, opening):
        ours, floor = measure()
        print(f"{measure.__name__:<14} {ours * 1000:8.2f} ms  {floor * 1000:8.2f} ms  {ours / floor:5.2f}")
