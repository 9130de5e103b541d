"""Killed at any moment: every finished change is there, none is half there, and the file is sound."""

from __future__ import annotations

import multiprocessing
import random
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from communitydesk.desk.errors import FileTrouble
from communitydesk.storage import Backups, check, set_passphrase
from tests.storage.records import Coin, Pot, models, new_desk, open_again

FORK = multiprocessing.get_context("fork")
COINS = 40
SECRET = "correct horse"


def change_for_ever(path: Path, done: Connection) -> None:
    desk = open_again(path)
    with desk.read() as session:
        n = session.scalar(select(func.count()).select_from(Pot)) or 0
    while True:
        pot = Pot(name=f"Pot {n}")
        with desk.change("Add") as session:
            session.add(pot)
            session.add_all(Coin(pot=pot.key, amount=n) for n in range(COINS))
            desk.attach(session, b"%d" % n * 5000, "image/png", f"{n}.png")
        n += 1
        done.send(n)
        if n % 3 == 0:
            desk.undo()
            desk.redo()


def killed(work: Callable[..., Any], *args: Any, after: float) -> int:
    """Run some work in a process of its own, kill it after so many seconds, return the last number that it sent."""
    here, there = FORK.Pipe(duplex=False)
    process = FORK.Process(target=work, args=(*args, there), daemon=True)
    process.start()
    there.close()
    here.poll(30)  # until it is under way
    process.join(after)
    process.kill()
    process.join()
    last = 0
    try:
        while True:
            last = here.recv()
    except (EOFError, OSError):
        return last


@pytest.mark.parametrize("seed", range(8))
def test_killed_in_the_middle_of_changes(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "group.communitydesk"
    new_desk(path).close()
    chance = random.Random(seed)
    for _ in range(2):
        finished = killed(change_for_ever, path, after=chance.uniform(0, 0.25))
        desk = open_again(path)
        assert not desk.read_only
        with desk.read() as session:
            pots = session.scalars(select(Pot.name)).all()
            full = session.execute(select(Coin.pot, func.count()).group_by(Coin.pot)).all()
        assert finished > 0
        # One more may be there than was said to be; one fewer when it was killed between undo and redo.
        assert len(pots) in (finished, finished + 1) or (finished % 3 == 0 and len(pots) == finished - 1)
        assert {count for _, count in full} <= {COINS}
        assert len(full) == len(pots)
        assert check(desk, models) == ()
        if len(pots) < finished:
            desk.redo()
        desk.close()
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def lock(path: Path, backups: Backups, done: Connection) -> None:
    done.send(1)
    set_passphrase(path, None, SECRET, backups=backups)


@pytest.mark.parametrize("seed", range(5))
def test_killed_while_the_file_is_locked(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "group.communitydesk"
    desk = new_desk(path)
    with desk.change("Add") as session:
        session.add_all(Pot(name=f"Garden {n}") for n in range(3000))
    desk.close()
    killed(lock, path, Backups(tmp_path / "backups"), after=random.Random(seed).uniform(0, 0.9))
    try:
        desk = open_again(path)
    except FileTrouble:
        desk = open_again(path, passphrase=SECRET)
    assert check(desk, models) == ()
    assert len(desk.search("garden", 5000)) == 3000
    desk.close()
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == [path.name]
