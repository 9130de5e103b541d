"""Asks what a role needs: only the fields that belong to the kind of requirement are shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_
from communitydesk.people.actions import roles as actions
from communitydesk.people.figures.roles import NEVER_KEPT, values
from communitydesk.people.figures.standing import lengths
from communitydesk.people.lengths import length_for
from communitydesk.people.model import RoleNeed
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form, FormSheet
from communitydesk.widgets.page import button, label
from communitydesk.widgets.reading import writes

NAMES = ("kind", "level", "eligible", "eligible_why", "name", "months", "number")
OF_KIND = {
    "check": ("level", "eligible", "eligible_why"),
    "training": ("name", "months"),
    "references": ("number",),
    "agreement": (),
}
RESTRICTED = ("standard", "enhanced")


class NeedSheet(FormSheet):
    """One requirement of a role."""

    def __init__(self, context: Context, role_key: str, key: str = "", parent: QWidget | None = None) -> None:
        self._role_key, self._key = role_key, key
        form = Form(context, RoleNeed, NAMES)
        if key:
            with context.desk.read() as session:
                form.set(values(session, RoleNeed, key))
        words = context.words
        super().__init__(context, words(N_("What the role needs")), form, self._keep, parent)
        self.told = label("")
        self.suggested = label("", "hint")
        self.use = button(words(N_("Use it")), self._use, link=True)
        for widget in (self.told, self.suggested, self.use):
            self.body.insertWidget(self.body.count() - 1, widget)
        with context.desk.read() as session:
            self._lengths = lengths(session)
        form.edited.connect(self._look)
        self._look()

    def _kind(self) -> str:
        return str(self.form.rows["kind"].value())

    def _look(self) -> None:
        """Show what belongs to the kind, and say what is to be known of it."""
        kind, level = self._kind(), str(self.form.rows["level"].value())
        for name in NAMES[1:]:
            shown = name in OF_KIND.get(kind, ())
            if name.startswith("eligible"):
                shown = shown and level in RESTRICTED
            self.form.rows[name].setVisible(shown)
        said = self._told(kind, level)
        self.told.setText(said)
        self.told.setVisible(bool(said))
        self._suggest(kind)
        if self.isVisible():
            self.fit()  # another kind asks for more, or for less

    def _told(self, kind: str, level: str) -> str:
        words = self.words
        if kind != "check":
            return ""
        if level == "basic":
            return f"{words(N_('A basic check may be asked for any role.'))} {words(NEVER_KEPT)}"
        if level in RESTRICTED and self.form.rows["eligible"].value() == "no":
            return words(
                N_(
                    "This role is not eligible, so it is unlawful to ask for this check. Ask for a basic one, or for none."
                )
            )
        return words(NEVER_KEPT)

    def _suggest(self, kind: str) -> None:
        found = length_for(self._lengths, kind, self.form.rows["name"].text()) if kind == "training" else None
        seen = bool(found and found.months and self.form.rows["name"].text().strip())
        self.use.setVisible(seen)
        self.suggested.setVisible(seen)
        if found and found.months:
            said = self.words.plural(
                "Suggested: {n} month ({source}).",
                "Suggested: {n} months ({source}).",
                found.months,
                source=found.source,
            )
            self.suggested.setText(said)
            self.use.setAccessibleName(f"{self.use.text()}: {said}")

    @writes
    def _use(self) -> None:
        found = length_for(self._lengths, "training", self.form.rows["name"].text())
        if found:
            self.form.rows["months"].set(found.months)

    def _keep(self, given: dict[str, Any]) -> object:
        kind = given["kind"]
        if not kind:
            raise FieldTrouble("kind", N_("Choose what is needed."))
        kept = {name: given[name] if name in OF_KIND[kind] else None if name in ("months", "number") else ""
                for name in NAMES[1:]}  # fmt: skip
        if kept["level"] not in RESTRICTED:
            kept |= {"eligible": "", "eligible_why": ""}
        if self._key:
            actions.amend_need(self.context.desk, self._key, kind=kind, **kept)
            return True
        return actions.add_need(self.context.desk, RoleNeed(role_key=self._role_key, kind=kind, **kept))


def ask_need(context: Context, parent: QWidget, role_key: str, key: str = "") -> bool:
    """Ask for a requirement of a role, a new one without a key; return whether it was kept."""
    return bool(NeedSheet(context, role_key, key, parent).exec())
