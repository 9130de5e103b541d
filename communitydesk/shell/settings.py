"""The settings of this computer's user, in one sheet: name, text size, colours, language, and where backups are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.fields import Field, Kind
from communitydesk.desk.resources import resource
from communitydesk.desk.words import N_, Words
from communitydesk.shell.asking import NAME
from communitydesk.shell.preferences import SCALES, Preferences
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import label

SCHEMES = {
    "system": N_("As this computer's"), "light": N_("Light"), "dark": N_("Dark"), "contrast": N_("High contrast"),
}  # fmt: skip


def languages() -> tuple[str, ...]:
    """Return the languages that the program's texts have been translated into, English first."""
    folder = resource("locale")
    there = sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    return ("en_GB", *(code for code in there if code != "en_GB"))


class SettingsSheet(FormSheet):
    """What is kept on this computer for this person; nothing of it is in the group's file but the name in its history."""

    def __init__(self, context: Context, preferences: Preferences, backups: Path, parent: QWidget | None) -> None:
        words = context.words
        self.preferences = preferences
        known = languages()
        fields = {
            "who": replace(NAME, required=False),
            "scale": Field("scale", N_("Text size"), Kind.CHOICE, N_("Everything grows with it."), required=True,
                           choices={f"{one}": _percent(one) for one in SCALES}),
            "scheme": Field("scheme", N_("Colours"), Kind.CHOICE, required=True, choices=SCHEMES),
            "language": Field("language", N_("Language"), Kind.CHOICE, required=True,
                              choices={"system": N_("As this computer's"), **{code: _own_name(code) for code in known}}),
        }  # fmt: skip
        names = ("who", "scale", "scheme", *(("language",) if len(known) > 1 else ()))
        form = Form(context, fields, names)
        form.set(
            {
                "who": preferences.who,
                "scale": f"{min(SCALES, key=lambda one: abs(one - preferences.scale))}",
                "scheme": preferences.scheme or "system",
                "language": preferences.language or "system",
            }
        )
        super().__init__(context, words(N_("Settings")), form, self._keep, parent)
        told = [] if len(known) > 1 else [words(N_("Language: English. The texts are in no other language yet."))]
        told.append(words(N_("Backups are kept on this computer in {folder}"), folder=str(backups)))
        told.append(words(N_("The menu File shows the backups of this group, and writes a copy to a stick.")))
        self.told = [label(one, "second", selectable=True) for one in told]
        for one in self.told:
            self.body.insertWidget(self.body.count() - 1, one)

    def _keep(self, values: dict[str, Any]) -> bool:
        kept = self.preferences
        if values["who"]:
            kept.who = values["who"]
        kept.scale = float(values["scale"])
        kept.scheme = _chosen(values["scheme"])
        if "language" in values:
            kept.language = _chosen(values["language"])
        return True


def _chosen(code: str) -> str:
    return "" if code == "system" else code


def _percent(scale: float) -> str:
    return f"{round(scale * 100)}%"


def _own_name(code: str) -> str:
    """A language's name in itself, as everybody looks for it."""
    from babel import Locale

    return str(Locale.parse(Words(code).language).get_display_name() or code)
