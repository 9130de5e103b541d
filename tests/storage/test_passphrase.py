"""A passphrase given to a file that is open: it stays open, what was written stays, and what is still unlocked is found."""

from __future__ import annotations

import datetime as dt
import os
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Cancelled, FieldTrouble, Refused, WrongPassphrase
from communitydesk.storage import Backups, backup_to, check, delete_copies, open_copies, relock
from tests.storage.records import Pot, models, new_desk, open_again

NOW = dt.datetime(2026, 11, 21, 12, 0, tzinfo=dt.UTC)
READABLE = (b"Garden", b"photograph", b"SQLite")


@pytest.fixture
def backups(tmp_path: Path) -> Backups:
    return Backups(tmp_path / "backups")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = new_desk(tmp_path / "group.communitydesk")
    write(made, "Garden")
    yield made
    made.close()


def write(desk: Desk, name: str) -> None:
    with desk.change("Pot") as session:
        session.add(Pot(name=name))
        desk.attach(session, b"photograph " * 400, "image/jpeg", "p.jpg")


def names(desk: Desk) -> list[str]:
    with desk.read() as session:
        return sorted(one.name for one in session.query(Pot))


def readable(folder: Path) -> list[str]:
    held = {one.name: one.read_bytes() for one in folder.rglob("*") if one.is_file()}
    return [name for name, content in held.items() if any(word in content for word in READABLE)]


def test_an_open_file_is_locked_changed_and_unlocked_and_stays_open(desk: Desk, tmp_path: Path) -> None:
    told: list[object] = []
    desk.listen(told.append)
    for new in ("correct horse", "battery staple", None):
        relock(desk, new)
        assert desk.passphrase == new
        write(desk, f"After {new}")
        desk.undo()
        assert names(desk) == ["Garden"]
        assert check(desk, models) == ()
        assert (readable(tmp_path) == []) == bool(new)
    assert len(told) == 6  # the changes are told as before
    desk.close()
    again = open_again(desk.path)
    assert names(again) == ["Garden"]
    again.close()


def test_after_locking_only_the_passphrase_opens_the_file(desk: Desk) -> None:
    relock(desk, "café au lait")
    desk.close()
    for wrong in (None, "", "cafe au lait", "Café au lait"):
        with pytest.raises(WrongPassphrase):
            open_again(desk.path, passphrase=wrong)
    again = open_again(desk.path, passphrase=unicodedata.normalize("NFD", "café au lait"))
    assert names(again) == ["Garden"]
    again.close()


def test_what_cannot_be_a_passphrase_is_refused_and_the_file_is_untouched(desk: Desk) -> None:
    before = desk.path.read_bytes()
    for unfit in ("short", "        ", "tab\there and there", ""):
        with pytest.raises(FieldTrouble):
            relock(desk, unfit)
    with pytest.raises(Refused, match="already"):
        relock(desk, None)
    assert desk.path.read_bytes() == before


def test_locking_that_is_stopped_leaves_the_file_as_it_was(desk: Desk) -> None:
    before = desk.path.read_bytes()

    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        relock(desk, "correct horse", go_on=stop)
    assert desk.path.read_bytes() == before
    assert desk.passphrase is None
    write(desk, "Later")
    assert [one.name for one in desk.path.parent.glob(".*.new")] == []


def test_others_go_on_reading_and_writing_while_a_file_is_locked(desk: Desk) -> None:
    wrong: list[BaseException] = []
    over, begun = threading.Event(), threading.Event()

    def busy() -> None:
        number = 0
        try:
            while not over.is_set():
                names(desk)
                number += 1
                with desk.change("Pot") as session:
                    session.add(Pot(name=f"Number {number}"))
                begun.set()
        except BaseException as error:
            wrong.append(error)

    threads = [threading.Thread(target=busy) for _ in range(2)]
    for one in threads:
        one.start()
    assert begun.wait(20)
    for new in ("correct horse", "battery staple", None, "correct horse"):
        relock(desk, new)
    over.set()
    for one in threads:
        one.join(20)
    assert wrong == []
    assert check(desk, models) == ()


def test_the_bytes_of_what_was_open_are_written_over_when_it_is_locked(desk: Desk, backups: Backups) -> None:
    backup = backups.make(desk, NOW)
    assert backup
    handles = [desk.path.open("rb"), backup.path.open("rb")]
    relock(desk, "correct horse", backups=backups)
    for one in handles:
        left = one.read()
        assert left == bytes(len(left))
        one.close()


def test_backups_go_on_after_locking_and_none_of_them_is_readable(desk: Desk, backups: Backups, tmp_path: Path) -> None:
    backups.make(desk, NOW)
    relock(desk, "correct horse", backups=backups)
    write(desk, "Later")
    backups.make(desk, NOW + dt.timedelta(days=1))
    assert len(backups.of_desk(desk)) == 2
    assert readable(tmp_path) == []
    assert open_copies(desk, backups) == ()


def test_copies_that_are_still_open_are_found_wherever_this_computer_put_them(
    desk: Desk, backups: Backups, tmp_path: Path
) -> None:
    backups.make(desk, NOW)
    stick, beside = backup_to(desk, tmp_path / "stick"), backup_to(desk, tmp_path)
    backups.wrote_copy(desk, stick)
    write(desk, "Later")
    backups.make(desk, NOW + dt.timedelta(days=1))  # which must not forget where copies are
    other = new_desk(tmp_path / "another.communitydesk")
    write(other, "Another group's")
    other.close()
    assert open_copies(desk, backups) == ()  # everything is open: nothing to warn of
    relock(desk, "correct horse")  # and then the computer went off, before the backups were locked
    found = open_copies(desk, backups)
    assert {one.path for one in found if not one.backup} == {stick, beside}
    assert len([one for one in found if one.backup]) == 3  # two backups and what they keep of attachments
    delete_copies(found)
    assert open_copies(desk, backups) == ()
    assert not stick.exists()
    assert readable(tmp_path) == ["another.communitydesk"]
    assert names(desk) == ["Garden", "Later"]


def test_a_copy_that_has_another_name_too_is_not_written_over(desk: Desk, backups: Backups, tmp_path: Path) -> None:
    copy = backup_to(desk, tmp_path / "copies")
    backups.wrote_copy(desk, copy)
    os.link(copy, tmp_path / "kept.file")
    relock(desk, "correct horse")
    delete_copies(open_copies(desk, backups))
    assert not copy.exists()
    assert b"Garden" in (tmp_path / "kept.file").read_bytes()


def test_a_backup_says_at_once_whether_a_passphrase_opens_it(desk: Desk, backups: Backups) -> None:
    first = backups.make(desk, NOW)
    assert first
    assert backups.opens(first, "anything") is None
    relock(desk, "correct horse", backups=backups)
    (locked,) = backups.of_desk(desk)
    assert backups.opens(locked, "correct horse") == "correct horse"
    for wrong in (None, "wrong horse"):
        with pytest.raises(WrongPassphrase):
            backups.opens(locked, wrong)
