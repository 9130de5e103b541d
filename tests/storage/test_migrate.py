"""A file of an older version is brought up to date, or left as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from alembic.operations import Operations
from sqlalchemy import Column, Integer, MetaData, String, Table, create_engine, text

from communitydesk.desk.errors import FileTrouble
from communitydesk.desk.records import Record
from communitydesk.storage import check
from communitydesk.storage.copies import opened
from communitydesk.storage.engine import Driver, driver
from communitydesk.storage.files import create_records
from communitydesk.storage.journal import rewrite
from communitydesk.storage.migrate import Rows, migrate
from communitydesk.storage.migrations import steps
from communitydesk.storage.schema import SCHEMA, record_tables
from tests.storage.records import Coin, Pot, models, new_desk, open_again


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "group.communitydesk"
    desk = new_desk(path)
    pot = Pot(name="Garden")
    with desk.change("Add") as session:
        session.add(pot)
        session.flush()
        session.add_all(Coin(pot=pot.key, amount=n) for n in range(5))
    desk.close()
    return path


def tables(connection: Driver) -> dict[str, list[Any]]:
    return {
        table: [row[1:] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
        + sorted(row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table})").fetchall())
        for table in record_tables(connection)
    }


def test_there_is_a_step_to_every_version() -> None:
    assert sorted(steps()) == list(range(2, SCHEMA + 1))


def test_a_new_file_has_the_tables_that_the_records_say(path: Path) -> None:
    engine = create_engine("sqlite://")
    models().create_all(engine)
    with engine.connect() as connection, opened(path, None) as ours:
        assert tables(ours) == tables(driver(connection))


def test_every_table_of_records_has_a_key_and_no_blobs() -> None:
    for mapper in Record.registry.mappers:
        table = mapper.local_table
        assert [column.name for column in table.primary_key] == ["key"], table
        assert not any("BLOB" in str(column.type).upper() for column in table.columns), table
        assert not str(table.name).startswith(("desk_", "sqlite_")), table


def test_a_parent_table_made_anew_keeps_its_children(path: Path) -> None:
    def step(op: Operations, rows: Rows) -> None:
        with op.batch_alter_table("t_pot") as batch:
            batch.alter_column("about", new_column_name="purpose")
            batch.add_column(Column("size", Integer, nullable=False, server_default="3"))
        op.create_table("t_new", Column("key", String(36), primary_key=True))
        op.execute(text("INSERT INTO t_new (key) VALUES ('one')"))
        rows.more("t_new", 1)

        def fields(side: dict[str, Any]) -> dict[str, Any]:
            found = {"purpose" if name == "about" else name: value for name, value in side.items()}
            return {**found, "size": 3} if "key" in found else found

        rewrite(op.get_bind().connection.driver_connection, "t_pot", fields)

    copy = migrate(path, None, MetaData(), to=2, steps={2: step})
    with opened(path, None) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (2,)
        assert connection.execute("SELECT name, purpose, size FROM t_pot").fetchall() == [("Garden", "", 3)]
        assert connection.execute("SELECT count(*) FROM t_coin").fetchone() == (5,)
        assert (
            "ON DELETE RESTRICT"
            in connection.execute("SELECT sql FROM sqlite_schema WHERE name='t_coin'").fetchone()[0]
        )
        from communitydesk.storage.check import examine

        assert [one.values["record"].table for one in examine(connection)] == ["t_new"]  # which no change has added
    assert copy.name == "group (version 1).communitydesk"
    desk = open_again(copy)
    assert check(desk, models) == ()
    desk.close()


def lose(op: Operations, rows: Rows) -> None:
    op.execute(text("DELETE FROM t_coin WHERE amount = 1"))


def orphan(op: Operations, rows: Rows) -> None:
    op.execute(text("UPDATE t_coin SET pot = 'nobody'"))


def fail(op: Operations, rows: Rows) -> None:
    op.execute(text("UPDATE t_pot SET name = 'half'"))
    op.execute(text("nonsense"))


@pytest.mark.parametrize("step", [lose, orphan, fail])
def test_a_step_that_goes_wrong_leaves_the_file_as_it_was(path: Path, step: Any) -> None:
    before = path.read_bytes()
    with pytest.raises(FileTrouble, match="left as it was"):
        migrate(path, None, models(), to=2, steps={2: step})
    assert path.read_bytes() == before
    desk = open_again(path)
    assert check(desk, models) == ()
    desk.close()


def test_undo_stops_at_changes_of_an_older_version(path: Path) -> None:
    desk = open_again(path)
    with opened(path, None, "rw") as raw:
        raw.execute("PRAGMA query_only = OFF")
        raw.execute("UPDATE desk_change SET schema = 0")
    assert desk.undo_label is None
    with pytest.raises(Exception, match="older version"):
        desk.undo()
    desk.close()


def test_creating_the_records_needs_no_engine(tmp_path: Path) -> None:
    metadata = MetaData()
    Table("plain", metadata, Column("key", String(36), primary_key=True))
    with opened(tmp_path / "x", None, "rwc") as connection:
        connection.execute("PRAGMA query_only = OFF")
        create_records(connection, metadata)
        assert record_tables(connection) == ("plain",)
