"""The two questions that stand before everything else: who is writing, and a locked file's passphrase."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from communitydesk.desk.errors import FieldTrouble, WrongPassphrase
from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.words import N_
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet

T = TypeVar("T")
NEVER_LEARNT = (
    Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText | Qt.InputMethodHint.ImhNoAutoUppercase
)  # fmt: skip


def hidden_typing(form: Form) -> None:
    """Hide what is typed into a form's fields, and keep it from what learns words, until "seen" is ticked."""
    seen: Any = form.rows["seen"].input
    for row in form.rows.values():
        typed = row.input
        if isinstance(typed, QLineEdit):
            _hide(typed, True)
            seen.toggled.connect(lambda on, typed=typed: _hide(typed, not on))


def _hide(typed: QLineEdit, hidden: bool) -> None:
    typed.setEchoMode(QLineEdit.EchoMode.Password if hidden else QLineEdit.EchoMode.Normal)
    typed.setInputMethodHints(NEVER_LEARNT)  # which the line above forgets


def ask_passphrase(
    context: Context, parent: QWidget | None, file: str, open_: Callable[[str], T], intro: str = ""
) -> T | None:
    """Ask for a file's passphrase until it opens; return what `open_` returns, None when the person gives up.

    A wrong one is said beside the field; what was typed stays, to be looked at and mended.
    """
    words = context.words
    fields = {
        "passphrase": Field("passphrase", N_("Passphrase"), Kind.TEXT, N_("Small and large letters and spaces count.")),
        "seen": Field("seen", N_("Show what I type"), Kind.YESNO),
    }
    form = Form(context, fields, ("passphrase", "seen"))
    hidden_typing(form)
    typed = form.rows["passphrase"].input
    assert isinstance(typed, QLineEdit)

    def act(_: dict[str, Any]) -> T:
        passphrase = typed.text()  # every space counts
        if not passphrase:
            raise FieldTrouble("passphrase", N_("Type the passphrase."))
        try:
            return open_(passphrase)
        except WrongPassphrase as trouble:
            raise FieldTrouble("passphrase", trouble.message) from trouble

    intro = intro or words(
        N_("“{file}” is locked with a passphrase. Without it nobody can open the file, nor can this program."),
        file=file,
    )
    sheet = FormSheet(context, words(N_("This file is locked")), form, act, parent, save=words(N_("Open")), intro=intro)
    sheet.asks_before_leaving = False
    return sheet.result_value if sheet.exec() else None


def ask_name(context: Context, parent: QWidget | None, name: str = "") -> str | None:
    """Ask once per computer who is writing, so that the history of records says who did what."""
    words = context.words
    form = Form(context, {"who": NAME}, ("who",))
    form.set({"who": name})
    sheet = FormSheet(
        context, words(N_("Who are you?")), form, lambda values: values["who"], parent,
        intro=words(N_("So that your group can see who wrote what. You are asked once on this computer.")),
    )  # fmt: skip
    sheet.cancel.setText(words(N_("Not now")))
    sheet.cancel.setAccessibleName(words(N_("Not now")))
    sheet.asks_before_leaving = False
    return str(sheet.result_value) if sheet.exec() else None


NAME = Field(
    "who", N_("Your name"), Kind.TEXT, N_("It stands beside what you write, in your group's file only."), required=True
)
