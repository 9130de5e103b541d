"""The short set-up that a new group is met by: only the name is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from communitydesk.desk.errors import FieldTrouble, Trouble
from communitydesk.desk.fields import Field, Kind, fields_of
from communitydesk.desk.words import N_
from communitydesk.group.actions import set_up_group
from communitydesk.group.model import Group
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import Form
from communitydesk.widgets.page import Card, Page, label

ASKED = ("name", "legal_form", "area", "people_served", "aims", "year_end_month", "currency")


class SetUpPage(Page):
    """Asks who the group is. `done` is called once it is kept."""

    def __init__(self, context: Context, done: Callable[[], Any]) -> None:
        super().__init__(context, context.words(N_("Set up your group")))
        self._done = done
        told = N_("Only the name is needed to begin. The rest can wait; all of it can be changed under “Your group”.")
        self.body.addWidget(label(self.words(told)))
        card = Card(context)
        self.form = Form(context, _fields(), ASKED, lines={"people_served": 2, "aims": 3})
        self.form.set(Group())
        card.add(self.form)
        self.body.addWidget(card)
        self.body.addStretch(1)
        self.problem = label("", "error")
        self.problem.hide()
        self.body.addWidget(self.problem)
        self.begin = self.add_button(self.words(N_("Begin")), self.save, primary=True)
        self.form.focus()

    def save(self) -> None:
        """Keep the group and go on."""
        values = self.form.values()
        if values is None:
            return
        aims = str(values.pop("aims")).splitlines()
        try:
            set_up_group(self.context.desk, Group(**values), aims)
        except FieldTrouble as trouble:
            self.form.show_trouble(trouble)
        except Trouble as trouble:
            self.problem.setText(trouble.say(self.words))
            self.problem.show()
        else:
            self.form.settle()
            self._done()


def _fields() -> Mapping[str, Field]:
    told = N_("What you want to change, one a line. You can also write them later.")
    return {**fields_of(Group), "aims": Field("aims", N_("Your aims"), Kind.LONG, told)}
