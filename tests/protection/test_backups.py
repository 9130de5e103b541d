"""Backups that still hold an erased person are told of, and deleted when that is asked."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from communitydesk.desk.desk import Desk
from communitydesk.protection.actions.erasing import Choice, erase_person
from communitydesk.protection.figures.holding import holding
from communitydesk.storage import Backups
from tests.protection.conftest import TODAY, WORDS, Made
from tests.protection.everywhere import in_bytes


def traces(folder: Path, secrets: tuple[str, ...]) -> list[str]:
    return [one.name for one in folder.rglob("*") if one.is_file() and in_bytes(one.read_bytes(), secrets)]


def test_after_the_older_backups_are_deleted_none_holds_the_person(desk: Desk, made: Made, tmp_path: Path) -> None:
    store = Backups(tmp_path / "backups")
    store.make(desk)
    old = store.of_desk(desk)
    assert len(traces(store.folder, made.secrets)) == 2  # the backup, and the attachments beside it
    choices = {one.id: Choice("redact") for one in holding(desk, made.person).sent}
    erase_person(desk, made.person, choices, TODAY, WORDS)
    store.make(desk)
    assert store.delete(old, None) == 1
    assert len(store.of_desk(desk)) == 1
    assert traces(store.folder, made.secrets) == []


def test_the_last_backup_that_is_left_can_still_be_brought_back(desk: Desk, made: Made, tmp_path: Path) -> None:
    store = Backups(tmp_path / "backups")
    store.make(desk)
    old = store.of_desk(desk)
    choices = {one.id: Choice("redact") for one in holding(desk, made.person).sent}
    erase_person(desk, made.person, choices, TODAY, WORDS)
    store.make(desk)
    store.delete(old, None)
    (left,) = store.of_desk(desk)
    assert store.restore(left, tmp_path / "again.communitydesk").findings == ()


def test_it_is_known_by_when_a_backup_goes_by_itself(desk: Desk, made: Made, tmp_path: Path) -> None:
    store = Backups(tmp_path / "backups")
    made_then = store.make(desk, dt.datetime(2026, 11, 21, tzinfo=dt.UTC))
    assert made_then
    assert store.gone_by(made_then) == dt.date(2027, 11, 28)
