"""Any sequence of changes, undone one by one, gives back exactly what was there; redone, what came after."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import delete, insert, select, text, update

from communitydesk.desk.errors import Refused
from communitydesk.storage import check
from tests.storage.records import Claim, Coin, Pot, models, new_desk, open_again

NAMES = st.text(st.characters(exclude_categories=("Cs",)), max_size=12) | st.sampled_from(["Garden", "Café", "a\x00b"])
NUMBERS = st.integers(-(2**63), 2**63 - 1)
FLOATS = st.none() | st.floats(allow_nan=False)
TABLES = ("t_pot", "t_coin", "t_claim", "attachment")


class Undoing(RuleBasedStateMachine):
    """`states` are what the file held after each change that can still be undone or redone; `at` is the present one."""

    @initialize()
    def new_file(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=Path(__file__).parent))
        self.desk = new_desk(self.folder / "group.communitydesk")
        self.states = [self.everything()]
        self.at = 0

    def everything(self) -> dict[str, list[Any]]:
        with self.desk.read() as session:
            return {
                table: [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY key"))]
                for table in TABLES
            } | {"found": sorted(tuple(row) for row in session.execute(text("SELECT tbl, key, body FROM desk_search")))}

    def changed(self) -> None:
        now = self.everything()
        if now != self.states[self.at]:
            self.states[self.at + 1 :] = [now]
            self.at += 1

    def some(self, record: Any, number: int) -> Any:
        with self.desk.read() as session:
            keys = session.scalars(select(record.key).order_by(record.key)).all()
        return keys[number % len(keys)] if keys else None

    @rule(name=NAMES, about=NAMES, day=st.none() | st.dates(dt.date(1900, 1, 1)), count=st.integers(0, 3))
    def add_pots(self, name: str, about: str, day: dt.date | None, count: int) -> None:
        with self.desk.change("Add") as session:
            pots = [Pot(name=name, about=about, since=day) for _ in range(count)]
            session.add_all([*(Coin(pot=pot.key, place=1) for pot in pots), *pots])
        self.changed()

    @rule(pot=st.integers(0, 50), coins=st.lists(st.tuples(NUMBERS, FLOATS), max_size=4))
    def add_coins(self, pot: int, coins: list[tuple[int, float | None]]) -> None:
        key = self.some(Pot, pot)
        if key and coins:
            with self.desk.change("Add coins") as session:
                session.execute(insert(Coin), [{"pot": key, "amount": a, "weight": w} for a, w in coins])
        self.changed()

    @rule(pot=st.integers(0, 50), name=NAMES)
    def rename(self, pot: int, name: str) -> None:
        key = self.some(Pot, pot)
        with self.desk.change("Rename") as session:
            if found := session.scalar(select(Pot).where(Pot.key == key)):
                found.name, found.open = name, not found.open
        self.changed()

    @rule(coin=st.integers(0, 50), place=st.none() | st.integers(1, 3))
    def move(self, coin: int, place: int | None) -> None:
        key = self.some(Coin, coin)
        try:
            with self.desk.change("Move") as session:
                session.execute(update(Coin).where(Coin.key == key).values(place=place))
        except Refused:  # another coin of the pot has that place
            assert self.everything() == self.states[self.at]
        self.changed()

    @rule(number=st.integers(0, 50))
    def swap_places(self, number: int) -> None:
        key = self.some(Pot, number)
        with self.desk.change("Swap") as session:
            session.execute(update(Coin).where(Coin.pot == key, Coin.place.is_not(None)).values(place=-Coin.place))
            session.execute(update(Coin).where(Coin.pot == key, Coin.place.is_not(None)).values(place=4 + Coin.place))
        self.changed()

    @rule(pot=st.integers(0, 50), to=st.integers(0, 50))
    def pour_into_another_and_remove(self, pot: int, to: int) -> None:
        one, other = self.some(Pot, pot), self.some(Pot, to)
        if one and one != other:
            with self.desk.change("Pour") as session:
                session.execute(delete(Pot).where(Pot.key == one))
                session.execute(update(Coin).where(Coin.pot == one).values(pot=other, place=None))
        self.changed()

    @rule(coin=st.integers(0, 50), note=NAMES)
    def claim(self, coin: int, note: str) -> None:
        key = self.some(Coin, coin)
        if key:
            with self.desk.change("Claim") as session:
                session.execute(text("REPLACE INTO t_claim (key, coin, note) VALUES (:k, :c, :n)"),
                                {"k": f"claim-{key}-{note[:2]}", "c": key, "n": note})  # fmt: skip
        self.changed()

    @rule(coin=st.integers(0, 50))
    def another_key(self, coin: int) -> None:
        key = self.some(Coin, coin)
        with self.desk.change("Rename keys") as session:
            session.execute(update(Claim).where(Claim.coin == key).values(coin=f"new-{key}"[:36]))
            session.execute(update(Coin).where(Coin.key == key).values(key=f"new-{key}"[:36]))
        self.changed()

    @rule()
    def remove_everything(self) -> None:
        with self.desk.change("Remove") as session:
            for record in (Pot, Coin, Claim):
                session.execute(delete(record))
        self.changed()

    @rule()
    def a_change_that_fails(self) -> None:
        try:
            with self.desk.change("Fail") as session:
                session.execute(delete(Claim))
                session.add(Pot(name="never"))
                session.flush()
                raise Refused("No.")
        except Refused:
            assert self.everything() == self.states[self.at]

    @precondition(lambda self: self.at > 0)
    @rule(steps=st.integers(1, 5))
    def undo(self, steps: int) -> None:
        for _ in range(min(steps, self.at)):
            self.desk.undo()
            self.at -= 1
            assert self.everything() == self.states[self.at]

    @precondition(lambda self: self.at + 1 < len(self.states))
    @rule(steps=st.integers(1, 5))
    def redo(self, steps: int) -> None:
        for _ in range(min(steps, len(self.states) - 1 - self.at)):
            self.desk.redo()
            self.at += 1
            assert self.everything() == self.states[self.at]

    @rule()
    def close_and_open(self) -> None:
        self.desk.close()
        self.desk = open_again(self.desk.path)

    @invariant()
    def it_knows_what_can_be_undone(self) -> None:
        assert (self.desk.undo_label is not None) == (self.at > 0)
        assert (self.desk.redo_label is not None) == (self.at + 1 < len(self.states))

    def teardown(self) -> None:
        if not hasattr(self, "desk"):
            return
        try:
            while self.at:
                self.undo(1)
            while self.at + 1 < len(self.states):
                self.redo(1)
            assert check(self.desk, models) == ()
        finally:
            self.desk.close()
            shutil.rmtree(self.folder)


Undoing.TestCase.settings = settings(
    max_examples=12, stateful_step_count=16, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnythingCanBeUndone = Undoing.TestCase
