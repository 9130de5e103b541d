"""Asks once, before the first thing is kept that would harm somebody if it were known, whether to lock the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import Session

from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import fields_of
from communitydesk.desk.records import Record
from communitydesk.desk.words import N_

SETTLED = "passphrase offered"  # the note in the file that says that this was decided


class AskFirst(Refused):
    """Nothing was kept: the person is to be offered a passphrase, and then the same may be done again."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Nothing was saved yet, because this is private. Choose first whether to lock the file with a passphrase."
            )
        )


class Guard:
    """Stops a change that would keep something private in a file that anybody can open."""

    def __init__(self, today: Callable[[], dt.date]) -> None:
        self._today = today

    def __call__(self, session: Session, *_: Any) -> None:
        """Look at what is about to be stored. Raises AskFirst."""
        today = self._today()
        for record in (*session.new, *session.dirty):
            if isinstance(record, Record) and _private(record, today):
                raise AskFirst


def _private(record: Record, today: dt.date) -> bool:
    state: Any = inspect(record)
    changed = {name for name in state.attrs.keys() if state.attrs[name].history.has_changes()}  # noqa: SIM118
    given = any(
        getattr(record, name) not in ("", None, usual) for name, usual in _sensitive(type(record)) if name in changed
    )
    return given or record.private_by(changed, today)


@cache
def _sensitive(kind: type[Record]) -> tuple[tuple[str, Any], ...]:
    """Return the fields of a record that are sensitive, with what stands in them when nobody chose anything."""
    found = []
    for name, one in fields_of(kind).items():
        if one.sensitive:
            default = kind.__table__.columns[name].default
            found.append((name, getattr(default, "arg", None)))
    return tuple(found)
