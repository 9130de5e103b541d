"""The large sample is sound at any size."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from sqlalchemy import func, select

from communitydesk import storage
from communitydesk.capabilities import models
from communitydesk.desk.desk import Desk
from communitydesk.grants.model import Allocation, Payment, Receipt
from communitydesk.people.model import (
    Availability,
    Certificate,
    CheckSeen,
    EmergencyContact,
    ExpenseClaim,
    Hours,
    PersonSkill,
    Reference,
    RoleHeld,
    RoleNeed,
    RotaAnswer,
    StageChange,
)
from communitydesk.sample.actions import write_large
from communitydesk.sample.large import Sizes
from tests.sample.conftest import TODAY


def test_a_small_large_sample_is_sound_and_its_shares_add_up(tmp_path: Path) -> None:
    desk = storage.create(tmp_path / "large.communitydesk", models=models)
    sizes = Sizes(people=30, hours=300, awards=12, payments=200, attachments=20, sessions=60, statements=3)
    write_large(desk, TODAY, sizes)
    with desk.read() as session:
        assert session.scalar(select(func.count()).select_from(Hours)) == 300
        assert session.scalar(select(func.count()).select_from(Receipt)) == 20
        spent = session.scalar(select(func.sum(Payment.amount)))
        assert spent == session.scalar(select(func.sum(Allocation.amount)))
        for cls in desk.record_classes():
            for record in session.scalars(select(cls)):
                assert record.troubles() == ()
    assert storage.check(desk, models=models) == ()
    desk.close()


def test_the_large_sample_has_roles_checks_claims_and_a_rota_in_proportion_to_its_people(tmp_path: Path) -> None:
    desk = storage.create(tmp_path / "large.communitydesk", models=models)
    write_large(
        desk, TODAY, Sizes(people=60, hours=60, awards=6, payments=60, attachments=1, sessions=24, statements=1)
    )
    with desk.read() as session:
        for table, least in (
            (RoleHeld, 60), (RoleNeed, 36), (CheckSeen, 60), (Certificate, 60), (StageChange, 120), (PersonSkill, 120),
            (Availability, 120), (EmergencyContact, 60), (Reference, 30), (ExpenseClaim, 100), (RotaAnswer, 300),
        ):  # fmt: skip
            assert (session.scalar(select(func.count()).select_from(table)) or 0) >= least, table
    desk.close()


def test_what_two_threads_ask_for_at_once_is_worked_out_once(tmp_path: Path) -> None:
    desk = storage.create(tmp_path / f"garden{storage.SUFFIX}", models=models)
    begun, go_on = threading.Event(), threading.Event()
    times: list[int] = []

    def slow(desk: Desk) -> str:
        begun.set()
        go_on.wait()
        times.append(1)
        return "found"

    with ThreadPoolExecutor() as pool:
        first = pool.submit(desk.remembered, slow)
        begun.wait()
        second = pool.submit(desk.remembered, slow)
        while not second.running():
            pass
        go_on.set()
        assert (first.result(), second.result()) == ("found", "found")
    assert times == [1]
    desk.close()


def test_what_is_remembered_is_worked_out_again_after_a_change(tmp_path: Path) -> None:
    desk = storage.create(tmp_path / "group.communitydesk", models=models)
    asked = []

    def count(desk: Desk, table: type[Payment]) -> int:
        asked.append(table)
        with desk.read() as session:
            return session.scalar(select(func.count()).select_from(table)) or 0

    assert desk.remembered(count, Payment) == desk.remembered(count, Payment) == 0
    assert len(asked) == 1
    with desk.change("Add a payment") as session:
        session.add(Payment(payee="Market", amount=100, incurred_on=TODAY))
        session.flush()
        assert desk.remembered(count, Payment) == 1
    assert desk.remembered(count, Payment) == 1
    desk.undo()
    assert desk.remembered(count, Payment) == 0
    desk.close()
