"""Who holds a file is named, and a forgotten lock can be set aside."""

from __future__ import annotations

import datetime as dt
import errno
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.words import Words
from communitydesk.storage.lock import lock_path
from tests.storage.records import Pot, new_desk, open_again


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "group.communitydesk"
    new_desk(path).close()
    return path


def held(path: Path, hours: float, **more: Any) -> None:
    """Leave a lock as another computer would."""
    since = dt.datetime.now(dt.UTC) - dt.timedelta(hours=hours)
    said = {"who": "Sam", "computer": "laptop", "since": since.isoformat(), "token": "x", "pid": 1, **more}
    lock_path(path).write_text(json.dumps(said))
    os.utime(lock_path(path), (since.timestamp(), since.timestamp()))


def test_closing_lets_go_of_the_file(path: Path) -> None:
    desk = open_again(path)
    assert lock_path(path).exists()
    desk.close()
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_second_window_reads_only_and_says_why(path: Path) -> None:
    first, second = open_again(path, who="Sam"), open_again(path)
    assert second.read_only
    with pytest.raises(FileTrouble, match="another window"), second.change("Add"):
        pass
    with first.change("Add") as session:
        session.add(Pot(name="Garden"))
    heard = []
    second.listen(heard.append)
    assert second.refresh().touches("t_pot")
    assert len(heard) == 1
    assert not second.refresh()
    assert not first.refresh()
    second.close()
    first.close()
    third = open_again(path)
    assert not third.read_only
    third.close()


def test_a_holder_on_another_computer_is_named(path: Path) -> None:
    held(path, 1)
    desk = open_again(path)
    assert desk.read_only
    assert desk.held_by
    assert not desk.held_by.stale
    said = Words().say(desk.why_read_only or "")
    assert said.startswith("Sam has “group.communitydesk” open on laptop since ")
    assert "reading only" in said
    desk.close()
    assert lock_path(path).exists()


def test_a_forgotten_lock_says_so_and_can_be_taken_over(path: Path) -> None:
    held(path, 30)
    desk = open_again(path)
    assert desk.held_by
    assert desk.held_by.stale
    assert "has not changed it for 30 hours" in Words().say(desk.why_read_only or "")
    desk.close()
    desk = open_again(path, take_over=True)
    assert not desk.read_only
    with desk.change("Add") as session:
        session.add(Pot(name="Garden"))
    desk.close()
    assert not lock_path(path).exists()


def test_whoever_was_set_aside_cannot_write_any_more(path: Path) -> None:
    desk = open_again(path)
    held(path, 0, who="Ada", token="other")
    with pytest.raises(FileTrouble, match=r"Ada took .* over on laptop"), desk.change("Add"):
        pass
    desk.close()
    assert lock_path(path).exists()  # it is the other's


def test_a_lock_deleted_by_hand_is_made_again(path: Path) -> None:
    desk = open_again(path)
    lock_path(path).unlink()
    with desk.change("Add") as session:
        session.add(Pot(name="Garden"))
    assert lock_path(path).exists()
    desk.close()


def test_a_lock_that_makes_no_sense_does_not_shut_anybody_out(path: Path) -> None:
    lock_path(path).write_bytes(b"\xff{")
    desk = open_again(path)
    assert not desk.read_only
    desk.close()


def test_the_lock_of_a_process_that_died_is_taken_over(path: Path) -> None:
    code = (
        "import os, sys, pathlib; from tests.storage.records import open_again;"
        "open_again(pathlib.Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout
    assert child.stdout.readline() == "open\n"
    desk = open_again(path)
    assert desk.read_only
    desk.close()
    child.kill()
    child.wait()
    child.stdout.close()
    assert child.stdin
    child.stdin.close()
    assert lock_path(path).exists()
    desk = open_again(path)
    assert not desk.read_only
    desk.close()


def test_a_file_that_was_replaced_while_open_is_not_written_to(path: Path) -> None:
    desk = open_again(path)
    other = path.with_name("other")
    other.write_bytes(path.read_bytes())
    os.replace(other, path)
    with pytest.raises(FileTrouble, match="replaced by another copy"), desk.change("Add"):
        pass
    path.unlink()
    with pytest.raises(FileTrouble, match="no longer where it was"), desk.change("Add"):
        pass
    desk.close()


def test_a_disk_too_full_for_the_lock_is_said_and_leaves_no_nameless_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.communitydesk"
    new_desk(path).close()

    def full(handle: int, content: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("communitydesk.storage.lock.os.write", full)
    desk = open_again(path)
    assert desk.read_only
    assert "disk of “a.communitydesk” is full" in Words().say(desk.why_read_only or "")
    desk.close()
    assert [one.name for one in tmp_path.iterdir()] == ["a.communitydesk"]
