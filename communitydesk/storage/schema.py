"""The desk's own tables in the file, beside the records': the journal, the contents of attachments, the search.

Every name that starts with `desk_` is ours and is not journaled; every other table holds records.
"""

from __future__ import annotations

from communitydesk.storage.engine import APPLICATION_ID, Driver, identifier, quoted

SCHEMA = 1  # of the whole file, records included; a change of it needs a step in `migrations`

_TABLES = (
    # What is true of the file as a whole: its id, and the generation of its passphrase.
    """CREATE TABLE desk_note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID""",
    # One row for each named change. `digest` is salted over the change and its entries; `chain` over all before it.
    """CREATE TABLE desk_change (
        n INTEGER PRIMARY KEY, key TEXT NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL, kind TEXT NOT NULL,
        of TEXT, label TEXT NOT NULL, schema INTEGER NOT NULL, salt BLOB, digest BLOB NOT NULL, chain BLOB NOT NULL)""",
    # One row for each record in it: all fields of one that was added or removed, else those that changed.
    """CREATE TABLE desk_entry (
        change INTEGER NOT NULL REFERENCES desk_change, place INTEGER NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
        op TEXT NOT NULL, before TEXT, after TEXT, salt BLOB, digest BLOB NOT NULL,
        PRIMARY KEY (change, place)) WITHOUT ROWID""",
    "CREATE INDEX desk_entry_record ON desk_entry (tbl, key, change)",
    """CREATE TABLE desk_blob (
        sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, content BLOB NOT NULL)""",
    # Which columns "find anything" looks in, kept in the file so that no record class is needed to journal a change.
    "CREATE TABLE desk_looked_in (tbl TEXT NOT NULL, place INTEGER NOT NULL, col TEXT NOT NULL, PRIMARY KEY (tbl, col))",
)
# Its words are personal data, so what is deleted goes at once.
SEARCH_TABLES = (
    "CREATE TABLE desk_search_row (tbl TEXT, key TEXT, id INTEGER NOT NULL, PRIMARY KEY (tbl, key)) WITHOUT ROWID",
    """CREATE VIRTUAL TABLE desk_search USING fts5(
        tbl UNINDEXED, key UNINDEXED, body, tokenize = "unicode61 remove_diacritics 2")""",
    "INSERT INTO desk_search(desk_search, rank) VALUES ('secure-delete', 1)",
)


def create_tables(connection: Driver) -> None:
    """Create the desk's own tables and write whose file it is and of which version."""
    for statement in (*_TABLES, *SEARCH_TABLES):
        connection.execute(statement)
    mark(connection)


def mark(connection: Driver) -> None:
    """Write the application's id and the schema's version into the header."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")


def record_tables(connection: Driver) -> tuple[str, ...]:
    """Return the names of the tables that hold records, read from the file itself."""
    rows = connection.execute(
        "SELECT name FROM main.sqlite_schema WHERE type = 'table'"
        " AND name NOT LIKE 'desk\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    )
    return tuple(name for (name,) in rows.fetchall())


def columns(connection: Driver, table: str) -> tuple[str, ...]:
    """Return the names of a table's columns, read from the file itself."""
    rows = connection.execute(f"PRAGMA main.table_info({identifier(table)})").fetchall()
    return tuple(row[1] for row in rows)


def unique_columns(connection: Driver, table: str) -> frozenset[str]:
    """Return the columns that take part in a rule of uniqueness other than the key's."""
    found: set[str] = set()
    for _, name, unique, *_ in connection.execute(f"PRAGMA main.index_list({identifier(table)})").fetchall():
        if unique:
            found.update(r[2] for r in connection.execute(f"PRAGMA main.index_info({identifier(name)})").fetchall())
    return frozenset(found - {"key"})


def row_json(connection: Driver, table: str, prefix: str = "") -> str:
    """Return the SQL that gives a row of a table as JSON, each value exactly as it is stored."""
    pairs = (f"{quoted(c)}, {prefix}{identifier(c)}" for c in columns(connection, table))
    return f"json_object({', '.join(pairs)})"


def any_row(connection: Driver, table: str) -> bool:
    """Tell whether a table of the file has any row."""
    return connection.execute(f"SELECT 1 FROM {identifier(table)} LIMIT 1").fetchone() is not None


def note(connection: Driver, name: str) -> str | None:
    """Return what is noted of the file as a whole under a name."""
    row = connection.execute("SELECT value FROM desk_note WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def set_note(connection: Driver, name: str, value: str) -> None:
    """Note something of the file as a whole."""
    connection.execute("INSERT OR REPLACE INTO desk_note (name, value) VALUES (?, ?)", (name, value))
