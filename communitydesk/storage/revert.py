"""Applies a change again, or its inverse, to the records; foreign keys are checked at the commit."""

from __future__ import annotations

from collections.abc import Sequence

import sqlcipher3

from communitydesk.desk.errors import Refused
from communitydesk.desk.records import new_key
from communitydesk.desk.words import N_
from communitydesk.storage.capture import ADD, REMOVE, Touched
from communitydesk.storage.engine import Driver, identifier
from communitydesk.storage.schema import unique_columns

_OPPOSITE = {ADD: REMOVE, REMOVE: ADD}


def inverse(touched: Sequence[Touched]) -> tuple[Touched, ...]:
    """Return what takes a change back, the last touched first."""
    return tuple(
        Touched(one.table, one.key, _OPPOSITE.get(one.op, one.op), one.after, one.before) for one in reversed(touched)
    )


def apply(connection: Driver, touched: Sequence[Touched]) -> None:
    """Do to the records what `touched` says, or raise Refused when they are no longer as it expects them.

    A rule of uniqueness may hold only once all is done, so what meets one is tried again after the rest; two records
    that change places are parked on values of their own first.
    """
    left = _pass(connection, touched, parked=False)
    if left and any([_park(connection, one) for one in left]):
        left = _pass(connection, left, parked=True)
    if left:
        raise _not_as_expected()


def _pass(connection: Driver, touched: Sequence[Touched], parked: bool) -> list[Touched]:
    left = list(touched)
    while left:
        again = [one for one in left if not _try(connection, one, parked)]
        if len(again) == len(left):
            break
        left = again
    return left


def _not_as_expected() -> Refused:
    return Refused(N_("This can no longer be undone or done again, because the records have changed since."))


def _erased() -> Refused:
    return Refused(N_("This can no longer be undone or done again, because what it held has been erased."))


def _try(connection: Driver, one: Touched, parked: bool) -> bool:
    was, now = one.was(), one.now()
    if (one.op != ADD and not was) or (one.op != REMOVE and not now):
        raise _erased()
    table = identifier(one.table)
    matches = "".join(f" AND {identifier(name)} IS ?" for name in was) if not parked else ""
    if one.op == ADD:
        names, marks = ", ".join(identifier(name) for name in now), ", ".join("?" * len(now))
        sql, values = f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(now.values())
    elif one.op == REMOVE:
        sql, values = f"DELETE FROM {table} WHERE key = ?{matches}", (one.key, *(was.values() if matches else ()))
    else:
        sets = ", ".join(f"{identifier(name)} = ?" for name in now)
        values = (*now.values(), one.key, *(was.values() if matches else ()))
        sql = f"UPDATE {table} SET {sets} WHERE key = ?{matches}"
    try:
        done = connection.execute(sql, values).rowcount
    except sqlcipher3.IntegrityError:
        return False
    except sqlcipher3.OperationalError as error:
        if error.sqlite_errorcode == sqlcipher3.SQLITE_ERROR:  # a table or a column that is no longer there
            raise _not_as_expected() from error
        raise
    if done != 1:
        raise _not_as_expected()
    return True


def _park(connection: Driver, one: Touched) -> bool:
    """Put values that nothing else has into the unique fields that a record is about to change."""
    names = sorted(unique_columns(connection, one.table) & set(one.now())) if one.op not in (ADD, REMOVE) else []
    if not names:
        return False
    sets = ", ".join(f"{identifier(name)} = ?" for name in names)
    values = [f"parked-{new_key()}" for _ in names]
    connection.execute(f"UPDATE {identifier(one.table)} SET {sets} WHERE key = ?", (*values, one.key))
    return True
