"""Small records of the tests' own, kept apart from the program's."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import Float, Integer, MetaData, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.desk import Desk
from communitydesk.desk.fields import date, link, long_text, money, text, yes_no
from communitydesk.desk.records import Record
from communitydesk.storage import create, open_desk


class Own(Record):
    __abstract__ = True
    metadata = MetaData()


class Pot(Own):
    __tablename__ = "t_pot"
    noun: ClassVar[str] = "pot"
    name: Mapped[str] = text("Name", search=True)
    about: Mapped[str] = long_text("About", search=True)
    since: Mapped[dt.date | None] = date("Since")
    open: Mapped[bool] = yes_no("Open", default=True)


class Coin(Own):
    __tablename__ = "t_coin"
    noun: ClassVar[str] = "coin"
    __table_args__ = (UniqueConstraint("pot", "place"),)
    pot: Mapped[str] = link("t_pot", "Pot", required=True)
    amount: Mapped[int] = money("Amount", default=0)
    place: Mapped[int | None] = mapped_column(Integer)
    weight: Mapped[float | None] = mapped_column(Float)


class Claim(Own):
    __tablename__ = "t_claim"
    coin: Mapped[str] = link("t_coin", "Coin", required=True, unique=True)
    note: Mapped[str] = text("Note")


Attachment.__table__.to_metadata(Own.metadata)  # type: ignore[attr-defined]


def models() -> MetaData:
    return Own.metadata


def new_desk(path: Path, **more: Any) -> Desk:
    return create(path, models=models, **more)


def open_again(path: Path, **more: Any) -> Desk:
    return open_desk(path, models=models, **more)


def add_pot(desk: Desk, name: str = "Garden", **more: Any) -> Pot:
    pot = Pot(name=name, **more)
    with desk.change("Add {pot}", pot=pot) as session:
        session.add(pot)
    return pot
