"""Requests and complaints about data, their deadlines, and the answers for the privacy notice."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select

from communitydesk.desk.desk import Desk
from communitydesk.desk.keeping import amend, find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.protection.model import DataRequest, DeadlineRule, NoticeAnswers


def add_request(desk: Desk, request: DataRequest) -> Ref:
    """Write down what somebody asked about their data, or a complaint. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Write down a request about data")) as session:
        keep(session, request)
    return ref(request)


def amend_request(desk: Desk, key: str, **values: Any) -> None:
    """Change a request: when it was acknowledged, answered, and what was done. Raises FieldTrouble, Refused."""
    with desk.change(N_("Change a request about data")) as session:
        amend(session, DataRequest, key, values)


def acknowledged(desk: Desk, key: str, day: dt.date) -> None:
    """Note that somebody was told that their request or complaint has come. Raises FieldTrouble, Refused."""
    with desk.change(N_("Note that a request about data was acknowledged")) as session:
        amend(session, DataRequest, key, {"acknowledged_on": day})


def remove_request(desk: Desk, key: str) -> None:
    """Remove a request that was entered by mistake. Raises Refused."""
    with desk.change(N_("Remove a request about data")) as session:
        remove(session, find(session, DataRequest, key))


def set_deadline(desk: Desk, **values: Any) -> None:
    """Say by when a kind of request has to be acknowledged or answered. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Say by when requests about data are answered")) as session:
        same = [getattr(DeadlineRule, name) == values.get(name) for name in ("kind", "step", "starts_on")]
        old = session.scalars(select(DeadlineRule).where(*same)).first()
        if old:
            amend(session, DeadlineRule, old.key, values)
        else:
            keep(session, DeadlineRule(**values))


def remove_deadline(desk: Desk, key: str) -> None:
    """Take the group's own deadline away, so that the program's holds again. Raises Refused."""
    with desk.change(N_("Go back to the program's deadline for requests")) as session:
        remove(session, find(session, DeadlineRule, key))


def set_notice(desk: Desk, **values: Any) -> None:
    """Keep the group's answers for its privacy notice. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Change the privacy notice")) as session:
        old = session.scalars(select(NoticeAnswers)).first()
        if old:
            amend(session, NoticeAnswers, old.key, values)
        else:
            keep(session, NoticeAnswers(**values))
