"""Every fault of the file, the disk and the folder is one sentence, and the file is untouched."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlcipher3
from sqlalchemy import text

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FieldTrouble, FileTrouble, Refused, WrongPassphrase
from communitydesk.desk.words import Words
from communitydesk.storage import backup_to, check, create, needs_passphrase, open_desk, set_passphrase
from communitydesk.storage.faults import trouble_of
from tests.storage.records import Pot, models, new_desk, open_again

SECRET = "correct horse"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "group.communitydesk")


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    return filled(tmp_path / "locked.communitydesk", SECRET)


def filled(path: Path, passphrase: str | None = None) -> Path:
    desk = new_desk(path, passphrase=passphrase)
    with desk.change("Add") as session:
        session.add_all(Pot(name=f"Garden {n}") for n in range(50))
    desk.close()
    return path


def refused(path: Path, passphrase: str | None = None) -> str:
    """Open what cannot be opened; return the sentence, after seeing that nothing was touched."""
    before = path.read_bytes() if path.is_file() else b""
    beside = sorted(path.parent.iterdir()) if path.parent.exists() else []
    with pytest.raises(FileTrouble) as caught:
        open_desk(path, passphrase=passphrase)
    assert (path.read_bytes() if path.is_file() else b"") == before
    assert (sorted(path.parent.iterdir()) if path.parent.exists() else []) == beside
    return str(caught.value)


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert "is not there" in refused(tmp_path / "no.communitydesk")
    assert "is not there" in refused(tmp_path / "no" / "no.communitydesk")


@pytest.mark.parametrize(
    "content",
    [b"Dear all,\n" * 1000, b"%PDF-1.7 " * 999, b"PK\x03\x04", os.urandom(5000), b"x", b"SQLite for pigs" * 9],
)
def test_what_is_not_a_database(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "other.communitydesk"
    path.write_bytes(content)
    assert "not a file of this program" in refused(path)


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.communitydesk"
    path.touch()
    assert "is empty" in refused(path)


def test_another_programs_database(tmp_path: Path) -> None:
    path = tmp_path / "other.communitydesk"
    connection = sqlcipher3.connect(str(path))
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    assert "not a file of this program" in refused(path)


@pytest.mark.parametrize("length", [50, 4096, 20000])
def test_a_file_that_is_cut_short(path: Path, length: int) -> None:
    os.truncate(path, length)
    assert "cut short" in refused(path)


def test_a_locked_file_that_is_cut_short(locked: Path) -> None:
    os.truncate(locked, locked.stat().st_size - 100)
    assert "not a file of this program" in refused(locked, SECRET)
    os.truncate(locked, 8192)
    assert "damaged" in refused(locked, SECRET)


def test_a_file_of_a_newer_version(path: Path) -> None:
    connection = sqlcipher3.connect(str(path))
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert "newer version" in refused(path)


def test_a_damaged_first_page(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(100)
        file.write(os.urandom(400))
    assert "damaged" in refused(path)


def test_a_wrong_or_missing_passphrase(locked: Path, path: Path) -> None:
    assert needs_passphrase(locked)
    assert not needs_passphrase(path)
    assert "Type its passphrase" in refused(locked)
    assert "does not open" in refused(locked, "wrong")
    with pytest.raises(WrongPassphrase):
        open_desk(locked, passphrase="wrong")


def test_a_passphrase_for_a_file_that_has_none_is_not_needed(path: Path) -> None:
    open_desk(path, passphrase="whatever").close()


def test_nothing_is_created_over_a_file_or_in_a_folder_that_is_not_there(path: Path) -> None:
    with pytest.raises(FileTrouble, match="already a file"):
        create(path, models=models)
    with pytest.raises(FileTrouble, match="Check that the folder is there"):
        create(path.parent / "no" / "new.communitydesk", models=models)


def test_a_failed_creation_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        create(tmp_path / "new.communitydesk", models=broken)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


# -- passphrases ----------------------------------------------------------------------------


@pytest.mark.parametrize("passphrase", ["  Größe ĳ 'q' \"x\"; --", "x'" + "00" * 32 + "'"])
def test_a_file_is_locked_changed_and_unlocked_without_losing_anything(path: Path, passphrase: str) -> None:
    set_passphrase(path, None, passphrase)
    assert b"Garden" not in path.read_bytes()
    assert "Type its passphrase" in refused(path)
    desk = open_again(path, passphrase=passphrase)
    assert check(desk, models) == ()
    assert desk.search("garden 7", 1)
    desk.undo()
    desk.redo()
    copy = open_again(backup_to(desk, path.parent / "copy"), passphrase=passphrase)
    assert copy.search("garden 7", 1)
    copy.close()
    desk.close()
    set_passphrase(path, passphrase, "another one")
    set_passphrase(path, "another one", None)
    desk = open_again(path)
    assert check(desk, models) == ()
    assert len(desk.recent(9)) == 3
    desk.close()
    assert sorted(one.name for one in path.parent.iterdir()) == ["copy", path.name]


def test_an_accented_passphrase_is_the_same_however_it_is_typed(path: Path) -> None:
    set_passphrase(path, None, "Caf\u00e9 Gardd")
    open_desk(path, passphrase="Cafe\u0301 Gardd").close()


def test_passphrases_that_cannot_be_taken(path: Path, locked: Path) -> None:
    with pytest.raises(FieldTrouble, match="8 letters"):
        set_passphrase(path, None, "short")
    with pytest.raises(Refused, match="already"):
        set_passphrase(path, None, None)
    before = locked.read_bytes()
    with pytest.raises(WrongPassphrase):
        set_passphrase(locked, "wrong horse", None)
    assert locked.read_bytes() == before
    desk = open_again(path)
    with pytest.raises(FileTrouble, match="another window"):
        set_passphrase(path, None, SECRET)
    desk.close()


# -- the disk -------------------------------------------------------------------------------


def add_much(desk: Desk) -> None:
    with desk.change("Add much") as session:
        session.add_all(Pot(name="x" * 1000) for _ in range(2000))


def untouched(desk: Desk) -> None:
    with desk.read() as session:
        assert session.execute(text("SELECT count(*) FROM t_pot")).scalar_one() == 50
    assert check(desk, models) == ()
    assert len(desk.recent(9)) == 1
    with desk.change("Still works") as session:
        session.add(Pot(name="After"))


def test_a_full_disk(path: Path) -> None:
    desk = open_again(path)
    with desk.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 5}")
    with pytest.raises(FileTrouble, match="disk is full"):
        add_much(desk)
    untouched(desk)
    desk.close()


@contextlib.contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


def test_a_disk_that_takes_no_more(path: Path) -> None:
    desk = open_again(path)
    with files_no_larger_than(path.stat().st_size + 8192), pytest.raises(FileTrouble, match="was not saved"):
        add_much(desk)
    untouched(desk)
    desk.close()


def test_copies_that_do_not_fit_leave_nothing_behind(path: Path, tmp_path: Path) -> None:
    desk = open_again(path)
    with files_no_larger_than(20000), pytest.raises(FileTrouble):
        backup_to(desk, tmp_path / "copies")
    assert list((tmp_path / "copies").iterdir()) == []
    desk.close()
    before = path.read_bytes()
    with files_no_larger_than(20000), pytest.raises(FileTrouble):
        set_passphrase(path, None, SECRET)
    assert path.read_bytes() == before
    with files_no_larger_than(20000), pytest.raises(FileTrouble):
        create(tmp_path / "new.communitydesk", models=models)
    assert sorted(one.name for one in tmp_path.iterdir()) == ["copies", path.name]


@pytest.fixture
def anybody() -> Iterator[Path]:
    """A folder that every user can reach; what follows is done as a user without rights."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@contextlib.contextmanager
def without_rights(path: Path) -> Iterator[None]:
    modes = {one: one.stat().st_mode for one in (path, path.parent)}
    path.chmod(0o444)
    path.parent.chmod(0o555)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        for one, mode in modes.items():
            one.chmod(mode)


def test_a_folder_that_is_read_only(anybody: Path) -> None:
    path = filled(anybody / "group.communitydesk")
    with without_rights(path):
        desk = open_again(path)
        assert desk.read_only
        assert len(desk.search("garden", 99)) == 50
        with pytest.raises(FileTrouble, match="read-only"), desk.change("Add"):
            pass
        desk.close()
        with pytest.raises(FileTrouble, match="read-only"):
            set_passphrase(path, None, SECRET)
        with pytest.raises(FileTrouble, match=r"read-only|folder"):
            create(anybody / "new.communitydesk", models=models)


def test_a_folder_that_became_read_only_while_open(anybody: Path) -> None:
    path = filled(anybody / "group.communitydesk")
    desk = open_again(path)
    with without_rights(path), pytest.raises(FileTrouble), desk.change("Add") as session:
        session.add(Pot(name="x"))
    untouched(desk)
    desk.close()


def test_another_program_that_is_writing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communitydesk.storage.engine.BUSY_SECONDS", 0.01)
    desk = open_again(path)
    other = sqlcipher3.connect(str(path), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(FileTrouble, match="Another program is using"), desk.change("Add"):
        pass
    other.execute("ROLLBACK")
    other.execute("BEGIN")
    other.execute("SELECT * FROM t_pot").fetchone()  # a reader who does not let go
    with pytest.raises(FileTrouble, match="Another program is using"), desk.change("Add") as session:
        session.add(Pot(name="x"))
    other.close()
    untouched(desk)
    desk.close()


@pytest.mark.parametrize(
    ("code", "said"),
    [(13, "disk is full"), (8, "read-only"), (10, "disk does not answer"), (11, "is damaged"), (14, "cannot be opened"),
     (15, "lock a file"), (18, "too large"), (5, "Another program"), (26, "passphrase"), (10 | 15 << 8, "disk does not answer")],
)  # fmt: skip
def test_what_sqlite_says_is_a_sentence(code: int, said: str) -> None:
    error = sqlcipher3.OperationalError("x")
    error.sqlite_errorcode = code
    trouble = trouble_of(error, Path("group.communitydesk"))
    assert trouble
    assert said in trouble.say(Words())


def test_a_mistake_of_the_program_is_no_sentence() -> None:
    error = sqlcipher3.OperationalError("no such table: x")
    error.sqlite_errorcode = 1
    assert trouble_of(error, Path("x")) is None
    assert trouble_of(ValueError("x"), Path("x")) is None


def test_a_change_cut_off_in_the_middle_is_taken_back_when_the_file_is_opened(path: Path) -> None:
    code = (
        "import os, sys, pathlib; from tests.storage.records import Pot, open_again\n"
        "desk = open_again(pathlib.Path(sys.argv[1]))\n"
        "with desk.change('Add') as session:\n"
        "    session.connection().exec_driver_sql('PRAGMA cache_size = 5')\n"  # so that pages are written before the end
        "    session.add_all(Pot(name='Half' * 200) for _ in range(2000))\n"
        "    session.flush()\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    journal = path.with_name(path.name + "-journal")
    assert journal.exists()
    desk = open_again(path)
    assert not journal.exists()
    assert not desk.read_only
    untouched(desk)
    desk.close()
    assert b"HalfHalf" not in path.read_bytes()
