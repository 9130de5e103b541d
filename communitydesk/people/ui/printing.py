"""What is asked before people go on paper: whose contacts, who has left, and private notes only when they are asked for."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.people.documents.register import Wanted, register_document, sheet_document
from communitydesk.people.model import PARTS
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, ask_form

PRIVATE = Field("private", N_("Private notes too"), Kind.YESNO, N_("Only for whoever needs to know them."))
REGISTER = {
    "part": Field(
        "part", N_("Of whom"), Kind.CHOICE, N_("Empty: everybody who helps, works or is on the committee."),
        choices=PARTS,
    ),
    "phone": Field("phone", N_("Phone numbers"), Kind.YESNO),
    "email": Field("email", N_("E-mail addresses"), Kind.YESNO),
    "address": Field("address", N_("Postal addresses"), Kind.YESNO),
    "left": Field("left", N_("Also those who have left"), Kind.YESNO),
    "private": PRIVATE,
}  # fmt: skip
SHOW = N_("Show it")


def ask_register(context: Context, parent: QWidget, part: str = "") -> None:
    """Ask what the volunteer register holds, and show it as it will be printed."""
    form = Form(context, REGISTER, tuple(REGISTER), kept=False)
    form.set({"part": part, **dict.fromkeys(("phone", "email", "address", "left", "private"), False)})

    def act(values: dict[str, Any]) -> Wanted:
        contacts = tuple(one for one in ("phone", "email", "address") if values[one])
        return Wanted(values["part"] or "", contacts, bool(values["left"]), bool(values["private"]))

    wanted = ask_form(context, parent, N_("Volunteer register"), form, act, save=SHOW,
                      intro=N_("Names, what people are and since when are always in it. What else?"))  # fmt: skip
    if wanted is not None:
        context.window.preview(register_document(context.desk, context.today(), wanted))


def ask_sheet(context: Context, parent: QWidget, key: str) -> None:
    """Ask whether private notes go on one person's sheet, and show it as it will be printed."""
    form = Form(context, {"private": PRIVATE}, ("private",), kept=False)
    form.set({"private": False})
    told = N_("It holds how they are reached, whom to call, what they do and how they came. Keep it in a safe place.")
    wanted = ask_form(context, parent, N_("A person's sheet"), form, lambda values: values, save=SHOW, intro=told)
    if wanted is not None:
        document = sheet_document(context.desk, context.today(), key, private=bool(wanted["private"]))
        context.window.preview(document)
