"""Backups are made after changes, checked, thinned, and brought back whole."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble, Refused, WrongPassphrase
from communitydesk.desk.words import Words
from communitydesk.storage import Backups, backup_to, check, set_passphrase
from communitydesk.storage.backups import LAST, kept
from communitydesk.storage.engine import connect
from tests.storage.records import Coin, Pot, models, new_desk, open_again

NOW = dt.datetime(2026, 11, 21, 9, 30, tzinfo=dt.UTC)
PHOTO = b"photograph" * 5000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = filled(tmp_path / "stick" / "group.communitydesk")
    yield desk
    desk.close()


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "here")


def filled(path: Path, passphrase: str | None = None) -> Desk:
    path.parent.mkdir(exist_ok=True)
    desk = new_desk(path, passphrase=passphrase)
    pot = Pot(name="Garden")
    with desk.change("Add {pot}", pot=pot) as session:
        session.add(pot)
        session.flush()
        session.add_all(Coin(pot=pot.key, amount=n) for n in range(30))
        desk.attach(session, PHOTO, "image/png", "1.png")
    return desk


def rename(desk: Desk, name: str) -> None:
    with desk.change("Rename") as session:
        session.scalars(select(Pot)).one().name = name


def names(desk: Desk) -> list[str]:
    with desk.read() as session:
        return list(session.scalars(select(Pot.name)))


def test_a_backup_is_made_only_after_a_change(desk: Desk, backups: Backups) -> None:
    assert backups.make(desk, NOW)
    assert backups.make(desk, NOW) is None
    rename(desk, "Kitchen")
    assert backups.make(desk, NOW + dt.timedelta(hours=1))
    assert [one.when.hour for one in backups.of(desk.path)] == [10, 9]
    assert backups.of_desk(desk) == backups.of(desk.path)
    assert backups.files() == (desk.path,)


def test_an_empty_file_needs_no_backup(tmp_path: Path, backups: Backups) -> None:
    desk = new_desk(tmp_path / "empty.communitydesk")
    assert backups.make(desk) is None
    desk.close()


def test_attachments_are_copied_once(desk: Desk, backups: Backups) -> None:
    for n in range(4):
        rename(desk, f"Name {n}")
        backups.make(desk, NOW + dt.timedelta(minutes=n))
    found = backups.of(desk.path)
    assert len(found) == 4
    assert len(PHOTO) < backups.space(found) - sum(one.size for one in found) < 2 * len(PHOTO)


@pytest.mark.parametrize("passphrase", [None, "correct horse"])
def test_a_backup_brings_everything_back_and_keeps_what_it_replaces(
    tmp_path: Path, backups: Backups, passphrase: str | None
) -> None:
    desk = filled(tmp_path / "group.communitydesk", passphrase)
    backup = backups.make(desk, NOW)
    assert backup
    rename(desk, "Wrong")
    desk.close()
    restored = backups.restore(backup, desk.path, passphrase)
    assert restored.findings == ()
    desk = open_again(desk.path, passphrase=passphrase)
    assert names(desk) == ["Garden"]
    assert [hit.snippet for hit in desk.search("gard", 5)] == ["Garden"]
    with desk.read() as session:
        assert len(session.scalars(select(Coin)).all()) == 30
    assert desk.content(hashlib.sha256(PHOTO).hexdigest()) == PHOTO
    assert check(desk, models) == ()
    assert desk.say_label(desk.recent(1)[0], Words()) == "Bring back the backup of 21 November 2026"
    assert desk.undo_label is None
    with pytest.raises(Refused):
        desk.undo()
    desk.close()
    assert restored.replaced
    replaced = open_again(restored.replaced, passphrase=passphrase)
    assert names(replaced) == ["Wrong"]
    replaced.close()


def test_a_lost_file_comes_back_too(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    desk.close()
    desk.path.unlink()
    assert backup
    assert backups.of(desk.path) == (backup,)
    assert backups.restore(backup, desk.path).replaced is None
    desk = open_again(desk.path)
    assert names(desk) == ["Garden"]
    desk.close()


def test_a_damaged_file_comes_back_too(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    desk.close()
    desk.path.write_bytes(b"rubbish")
    assert backup
    restored = backups.restore(backup, desk.path)
    assert restored.replaced
    assert restored.replaced.read_bytes() == b"rubbish"
    open_again(desk.path).close()


def test_a_damaged_backup_changes_nothing(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    desk.close()
    before = desk.path.read_bytes()
    assert backup
    content = backup.path.read_bytes()
    backup.path.write_bytes(content.replace(b"Garden", b"Gardem"))
    with pytest.raises(FileTrouble, match="backup is damaged"):
        backups.restore(backup, desk.path)
    assert desk.path.read_bytes() == before
    assert [one.name for one in desk.path.parent.iterdir()] == [desk.path.name]


def test_a_lost_attachment_is_named_and_the_rest_comes_back(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    desk.close()
    assert backup
    backup.path.with_name("attachments.store").unlink()
    restored = backups.restore(backup, desk.path)
    assert len(restored.findings) == 1
    assert "attachment" in restored.findings[0].id


def test_a_file_that_is_open_is_not_replaced(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    assert backup
    with pytest.raises(FileTrouble, match="another window"):
        backups.restore(backup, desk.path)
    assert names(desk) == ["Garden"]


def test_a_damaged_file_makes_no_backup(desk: Desk, backups: Backups) -> None:
    connection = connect(desk.path, None)
    connection.execute("UPDATE t_pot SET name = 'Gardem'")
    connection.close()
    with pytest.raises(FileTrouble, match="not sound"):
        backups.make(desk, NOW)
    assert backups.of(desk.path) == ()
    desk.close()


def test_backups_of_a_locked_file_are_locked(tmp_path: Path, backups: Backups) -> None:
    desk = filled(tmp_path / "group.communitydesk", "correct horse")
    backup = backups.make(desk, NOW)
    desk.close()
    assert backup
    for one in backups.folder.rglob("*"):
        assert not one.is_file() or not any(word in one.read_bytes() for word in (b"Garden", b"photograph", b"SQLite"))
    with pytest.raises(WrongPassphrase):
        backups.restore(backup, desk.path, "wrong horse")


def test_a_new_passphrase_locks_the_backups_too(desk: Desk, backups: Backups) -> None:
    backups.make(desk, NOW)
    desk.close()
    set_passphrase(desk.path, None, "correct horse", backups=backups)
    for one in backups.folder.rglob("*"):
        assert not one.is_file() or not any(word in one.read_bytes() for word in (b"Garden", b"photograph", b"SQLite"))
    (backup,) = backups.of(desk.path)
    backups.restore(backup, desk.path, "correct horse")
    desk = open_again(desk.path, passphrase="correct horse")
    assert names(desk) == ["Garden"]
    rename(desk, "Later")
    assert backups.make(desk, NOW + dt.timedelta(days=1))
    assert len(backups.of_desk(desk)) == 2
    desk.close()


def test_backups_that_were_left_unlocked_are_locked_with_the_next_one(desk: Desk, backups: Backups) -> None:
    backups.make(desk, NOW)
    desk.close()
    set_passphrase(desk.path, None, "correct horse")  # and then the computer went off
    desk = open_again(desk.path, passphrase="correct horse")
    rename(desk, "Later")
    backups.make(desk, NOW + dt.timedelta(days=1))
    for one in backups.folder.rglob("*"):
        assert not one.is_file() or not any(word in one.read_bytes() for word in (b"Garden", b"photograph", b"SQLite"))
    assert len(backups.of_desk(desk)) == 2
    desk.close()


def test_a_copy_into_a_folder_is_whole_and_never_overwrites(desk: Desk, tmp_path: Path) -> None:
    first, second = backup_to(desk, tmp_path / "copies"), backup_to(desk, tmp_path / "copies")
    assert first != second
    copy = open_again(second)
    assert names(copy) == ["Garden"]
    assert check(copy, models) == ()
    assert copy.search("garden", 1)
    copy.close()
    with pytest.raises(FileTrouble, match="folder"):
        backup_to(desk, first)


def test_old_backups_are_removed_with_the_attachments_that_only_they_had(desk: Desk, backups: Backups) -> None:
    for day in range(40):
        rename(desk, f"Name {day}")
        backups.make(desk, NOW + dt.timedelta(days=day))
    found = backups.of(desk.path)
    assert LAST < len(found) < 25
    assert found[0].when == NOW + dt.timedelta(days=39)


@given(st.lists(st.integers(0, 500 * 24), max_size=300), st.integers(0, 24))
def test_thinning_keeps_the_newest_and_one_for_each_age(hours: list[int], ago: int) -> None:
    now = NOW + dt.timedelta(hours=500 * 24 + ago)
    times = {NOW + dt.timedelta(hours=one) for one in hours}
    keep = kept(times, now)
    assert keep <= times
    assert set(sorted(times)[-LAST:]) <= keep
    assert len(keep) <= LAST + 15 + 9 + 13
    for one in times:
        age = now - one
        near = {1: 14, 7: 56, 31: 372}
        for span, days in near.items():
            if age <= dt.timedelta(days=days):
                assert any(abs(other - one) < dt.timedelta(days=span) for other in keep)
    assert kept(keep, now) == keep
