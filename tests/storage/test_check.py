"""Any damage to the file is found."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import update

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.records import ref
from communitydesk.desk.words import Words
from communitydesk.storage import check, open_desk
from communitydesk.storage.engine import connect
from tests.storage.records import Coin, Pot, models, new_desk, open_again

RECEIPT = b"a receipt, once photographed" * 300


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return filled(tmp_path / "group.communitydesk")


def filled(path: Path, passphrase: str | None = None) -> Path:
    desk = new_desk(path, passphrase=passphrase)
    pot = Pot(name="Garden", about="beans")
    with desk.change("Add {pot}", pot=pot) as session:
        session.add(pot)
        session.flush()
        session.add_all(Coin(pot=pot.key, amount=123456, place=n) for n in range(20))
    with desk.change("Raise") as session:
        session.execute(update(Coin).where(Coin.place == 3).values(amount=99))
        desk.attach(session, RECEIPT, "image/png", "1.png")
    with desk.change("Remove") as session:
        session.delete(session.query(Coin).filter_by(place=4).one())
    desk.undo()
    desk.redo()
    desk.close()
    return path


def findings(path: Path) -> list[str]:
    desk = open_again(path, read_only=True)
    try:
        return [Words().say(one) for one in check(desk, models)]
    finally:
        desk.close()


def damage(path: Path, statement: str) -> None:
    connection = connect(path, None)
    connection.execute(statement)
    connection.close()


def test_a_sound_file_has_no_findings(path: Path) -> None:
    assert findings(path) == []


def test_a_sound_file_with_a_passphrase_has_no_findings(tmp_path: Path) -> None:
    path = filled(tmp_path / "locked.communitydesk", "correct horse")
    desk = open_again(path, passphrase="correct horse")
    assert check(desk, models) == ()
    desk.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE t_coin SET amount = 1172032 WHERE place = 7", "“coin” is not as it was written: “Amount”."),
        ("UPDATE t_pot SET name = 'Gardem'", "“Gardem” is not as it was written: “Name”."),
        ("UPDATE t_pot SET since = 'nonsense'", "“pot” is not as it was written: “Since”."),
        ("DELETE FROM t_coin WHERE place = 7", "“coin” is missing though no change has removed it."),
        ("INSERT INTO t_pot (key, name, about, open) VALUES ('x', 'New', '', 1)", "is there though no change has added it."),
        ("UPDATE t_coin SET pot = 'x' WHERE place = 7", "“coin” refers to a record that is not there."),
        ("UPDATE desk_entry SET after = replace(after, '123456', '923456') WHERE place = 9", "of change 1 was altered"),
        ("UPDATE desk_entry SET salt = NULL, digest = x'00' WHERE place = 9", "broken at change 1"),
        ("UPDATE desk_change SET label = replace(label, 'Add', 'Odd') WHERE n = 1", "of change 1 was altered"),
        ("UPDATE desk_change SET at = '2020' || substr(at, 5) WHERE n = 2", "of change 2 was altered"),
        ("DELETE FROM desk_change WHERE n = 5", "broken at change 5"),
        ("DELETE FROM desk_entry WHERE change = 1 AND place = 20", "broken at change 1"),
        ("UPDATE desk_blob SET content = substr(content, 2)", "The attachment “1.png” is damaged."),
        ("DELETE FROM desk_blob", "The content of the attachment “1.png” is missing."),
        ("UPDATE desk_search SET body = 'else'", "The search does not agree"),
        ("DELETE FROM desk_search_data WHERE id > 10", "search"),
        ("DELETE FROM desk_looked_in", "tables are not those of this version"),
        ("ALTER TABLE t_coin DROP COLUMN weight", "tables are not those of this version"),
    ],
)  # fmt: skip
def test_what_was_altered_is_found(path: Path, statement: str, said: str) -> None:
    damage(path, statement)
    assert any(said in one for one in findings(path)), findings(path)


def places_of(path: Path, wanted: bytes) -> Iterator[int]:
    content = path.read_bytes()
    place = content.find(wanted)
    assert place >= 0
    while place >= 0:
        yield place
        place = content.find(wanted, place + 1)


def flip(path: Path, place: int, bit: int) -> None:
    with path.open("r+b") as file:
        file.seek(place)
        (byte,) = file.read(1)
        file.seek(place)
        file.write(bytes([byte ^ (1 << bit)]))


def test_one_flipped_bit_in_an_attachment_is_found(path: Path) -> None:
    for place in (next(places_of(path, RECEIPT[:40])), next(places_of(path, RECEIPT[-40:])) + 39):
        flip(path, place, 3)
        assert any("1.png” is damaged" in one for one in findings(path))
        flip(path, place, 3)
    assert findings(path) == []


def anything_found(path: Path) -> bool:
    """Whether the damage is found, be it when the file is opened or when it is checked."""
    try:
        desk = open_desk(path, read_only=True)
    except FileTrouble:
        return True
    try:
        return bool(check(desk, models))
    finally:
        desk.close()


def pages(path: Path, table: str) -> Iterator[tuple[int, int]]:
    """The places of the cells of a table's leaves, read from the b-tree's pages (sqlite.org/fileformat2.html)."""
    desk = open_again(path, read_only=True)
    with desk.engine.connect() as connection:
        root = connection.exec_driver_sql(f"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'").scalar_one()
    desk.close()
    content = path.read_bytes()
    todo = [root]
    while todo:
        start = (todo.pop() - 1) * 4096
        kind, cells = content[start], int.from_bytes(content[start + 3 : start + 5], "big")
        inner = kind in (2, 5)
        pointers = start + (12 if inner else 8)
        places = [int.from_bytes(content[pointers + 2 * n : pointers + 2 * n + 2], "big") for n in range(cells)]
        if inner:
            todo += [int.from_bytes(content[start + p : start + p + 4], "big") for p in places]
            todo.append(int.from_bytes(content[start + 8 : start + 12], "big"))
        if not inner or kind == 2:
            yield start + min(places), start + 4096


@pytest.mark.parametrize("table", ["t_coin", "t_pot", "desk_entry", "desk_change"])
def test_one_flipped_bit_anywhere_in_the_rows_of_a_table_is_found(path: Path, table: str) -> None:
    chance = random.Random(table)
    original = path.read_bytes()
    spans = list(pages(path, table))
    free: Callable[[int], bool] = lambda place: original[place] == 0  # noqa: E731  what was deleted is zeros
    for _ in range(60):
        start, end = chance.choice(spans)
        place, bit = chance.randrange(start, end), chance.randrange(8)
        if free(place):
            continue
        flip(path, place, bit)
        assert anything_found(path), (place - start, bit)
        path.write_bytes(original)
    assert not anything_found(path)


def test_a_finding_names_its_record(path: Path) -> None:
    damage(path, "UPDATE t_pot SET name = 'Gardem'")
    desk = open_again(path, read_only=True)
    with desk.read() as session:
        pot = session.query(Pot).one()
    assert check(desk, models)[0].ref == ref(pot)
    desk.close()


def test_a_file_with_erased_history_is_sound(path: Path) -> None:
    desk: Desk = open_again(path)
    with desk.change("Erase") as session:
        for coin in session.query(Coin).filter(Coin.place < 5):
            session.delete(coin)
            desk.erase_history(ref(coin))
        pot = session.query(Pot).one()
        pot.about = "peas"
        desk.erase_history(ref(pot), "about")
    desk.close()
    assert findings(path) == []
    assert b"beans" not in path.read_bytes()
    damage(path, "UPDATE t_pot SET about = 'beans'")
    assert any("not as it was written: “About”" in one for one in findings(path))
