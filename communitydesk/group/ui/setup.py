"""The short set-up that a new group is met by: only the name is needed, then where its file is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet

ASKED = ("name", "legal_form", "area", "people_served", "aims")
MORE = ("year_end_month", "currency")


def set_up(context: Context, parent: QWidget | None) -> Desk | None:
    """Ask who the group is and where to keep its file; return the file, open. None when the person thinks again."""
    sheet = set_up_sheet(context, parent)
    return sheet.result_value if sheet.exec() else None


def set_up_sheet(context: Context, parent: QWidget | None) -> FormSheet:
    """Return the sheet with the first questions."""
    form = Form(context, _fields(), ASKED, more=MORE, lines={"people_served": 2, "aims": 3})
    form.set(Group())
    words = context.words
    told = N_("Only the name is needed to begin. The rest can wait; all of it can be changed under “Your group”.")
    return FormSheet(
        context, words(N_("Set up your group")), form, lambda values: _begun(context, values), parent,
        save=words(N_("Begin")), intro=words(told),
    )  # fmt: skip


def _fields() -> Mapping[str, Field]:
    told = N_("What you want to change, one a line. You can also write them later.")
    return {**fields_of(Group), "aims": Field("aims", N_("Your aims"), Kind.LONG, told)}


def _begun(context: Context, values: dict[str, Any]) -> Desk:
    """Check the answers, ask where to keep the file, and write it. Raises Trouble, also when no place is chosen."""
    from communitydesk import storage
    from communitydesk.capabilities import models

    aims = str(values.pop("aims", "")).splitlines()
    group = Group(**values)
    group.check()
    chosen = context.window.save_file(
        N_("Where to keep your group's file"), f"{file_name(group.name)}{storage.SUFFIX}", f"*{storage.SUFFIX}"
    )
    if chosen is None:
        raise Refused(N_("Choose where to keep the file, or press Cancel. Nothing is written yet."))
    path = chosen if chosen.suffix == storage.SUFFIX else Path(f"{chosen}{storage.SUFFIX}")
    desk = storage.create(path, models=models)
    try:
        set_up_group(desk, group, aims)
    except BaseException:
        desk.close()
        path.unlink(missing_ok=True)
        raise
    return desk


def file_name(name: str) -> str:
    """Return a group's name as the name of a file on any system."""
    plain = "".join(sign if sign.isalnum() or sign in " -_&'" else " " for sign in name)
    return " ".join(plain.split())[:60] or "group"
