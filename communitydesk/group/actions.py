"""What can be done to the group's own records: each function is one named change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from communitydesk.desk.desk import Desk
from communitydesk.desk.errors import Refused
from communitydesk.desk.keeping import amend, find, keep, remove
from communitydesk.desk.records import Ref, ref
from communitydesk.desk.words import N_
from communitydesk.group.model import Aim, Contact, Group


def set_up_group(desk: Desk, group: Group, aims: Sequence[str] = ()) -> Ref:
    """Begin a file with the group that it is about and its aims, in order.

    Raises Refused when the file has a group already, FieldTrouble or ManyTroubles when something cannot be taken.
    """
    with desk.change(N_("Set up {group}"), group=group) as session:
        if session.scalar(select(func.count()).select_from(Group)):
            raise Refused(N_("This file has its group already. Begin another file for another group."))
        keep(session, group)
        told = [" ".join(text.split()) for text in aims]
        keep(session, *(Aim(statement=text, position=place) for place, text in enumerate(filter(None, told))))
    return ref(group)


def amend_group(desk: Desk, **values: Any) -> None:
    """Change what is known of the group. Raises FieldTrouble, ManyTroubles, or Refused when there is none yet."""
    with desk.change(N_("Change the details of your group")) as session:
        found = session.scalar(select(Group.key))
        if found is None:
            raise Refused(N_("Set up your group first: its name is enough."))
        amend(session, Group, found, values)


def add_aim(desk: Desk, statement: str) -> Ref:
    """Add an aim after the others. Raises FieldTrouble when nothing is typed."""
    aim = Aim(statement=statement.strip())
    with desk.change(N_("Add the aim {aim}"), aim=aim) as session:
        aim.position = int(session.scalar(select(func.max(Aim.position))) or 0) + 1
        keep(session, aim)
    return ref(aim)


def amend_aim(desk: Desk, key: str, statement: str) -> None:
    """Word an aim anew. Raises FieldTrouble, Refused."""
    with desk.change(N_("Change the aim {aim}"), aim=Ref("aim", key)) as session:
        amend(session, Aim, key, {"statement": statement.strip()})


def order_aims(desk: Desk, keys: Sequence[str]) -> None:
    """Put the aims in this order; aims that are not named come after. Raises Refused."""
    with desk.change(N_("Put the aims in order")) as session:
        rest = session.scalars(select(Aim.key).where(Aim.key.not_in(keys)).order_by(Aim.position, Aim.key))
        for position, key in enumerate((*keys, *rest)):
            find(session, Aim, key).position = position


def end_aim(desk: Desk, key: str, ended_on: dt.date | None) -> None:
    """Say since when an aim is none any more; None takes it up again. Raises Refused."""
    label = N_("End the aim {aim}") if ended_on else N_("Take up the aim {aim} again")
    with desk.change(label, aim=Ref("aim", key)) as session:
        amend(session, Aim, key, {"ended_on": ended_on})


def remove_aim(desk: Desk, key: str) -> None:
    """Remove an aim that nothing serves. Raises Refused when an activity or outcome does."""
    with desk.change(N_("Remove the aim {aim}"), aim=Ref("aim", key)) as session:
        remove(session, find(session, Aim, key))


def add_contact(desk: Desk, contact: Contact) -> Ref:
    """Add a body or person outside the group. Raises FieldTrouble, ManyTroubles."""
    with desk.change(N_("Add the contact {contact}"), contact=contact) as session:
        keep(session, contact)
    return ref(contact)


def amend_contact(desk: Desk, key: str, **values: Any) -> None:
    """Change what is known of an outside contact. Raises FieldTrouble, ManyTroubles, Refused."""
    with desk.change(N_("Change the contact {contact}"), contact=Ref("contact", key)) as session:
        amend(session, Contact, key, values)


def contact_checked(desk: Desk, key: str, day: dt.date) -> None:
    """Note that a contact's details were found right on a day. Raises Refused."""
    with desk.change(N_("Check the contact {contact}"), contact=Ref("contact", key)) as session:
        amend(session, Contact, key, {"checked_on": day})


def remove_contact(desk: Desk, key: str) -> None:
    """Remove an outside contact that has no awards. Raises Refused."""
    with desk.change(N_("Remove the contact {contact}"), contact=Ref("contact", key)) as session:
        remove(session, find(session, Contact, key))
