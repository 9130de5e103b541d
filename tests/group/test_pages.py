"""Setting up a group, and its place, used as a person uses them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QDialog, QPushButton
from pytestqt.qtbot import QtBot

from communitydesk.desk.desk import Desk
from communitydesk.group import actions, figures
from communitydesk.group.model import Contact, Group
from communitydesk.group.ui.page import GroupPage
from communitydesk.group.ui.setup import file_name, set_up_sheet
from communitydesk.storage import open_desk
from tests.people.stage import TODAY, Stage, context_of


class Saving(Stage):
    path: Path | None = None

    def save_file(self, title: Any, name: str, kinds: str) -> Path | None:
        self.said.append(name)
        return self.path


def test_a_new_group_needs_a_name_and_a_place_for_its_file(qtbot: QtBot, tmp_path: Path) -> None:
    stage = Saving()
    nothing: Any = None
    sheet = set_up_sheet(context_of(nothing, stage), None)
    qtbot.addWidget(sheet)
    sheet.save()
    assert "This is needed" in sheet.form.rows["name"].error.text()
    sheet.form.rows["name"].input.setText("Kingsmead Garden / Ffrindiau")  # type: ignore[attr-defined]
    sheet.form.rows["aims"].input.setPlainText("Grow food\n\nMeet neighbours")  # type: ignore[attr-defined]
    sheet.save()
    assert "Choose where to keep the file" in sheet.error.text()
    assert list(tmp_path.iterdir()) == []
    stage.path = tmp_path / "garden"
    sheet.save()
    desk: Desk = sheet.result_value
    with desk.read() as session:
        group = figures.group_figures(session, TODAY)
        assert group is not None
        assert group.name == "Kingsmead Garden / Ffrindiau"
        assert [aim.statement for aim in figures.aims(session)] == ["Grow food", "Meet neighbours"]
    assert desk.path == tmp_path / "garden.communitydesk"
    assert stage.said[-1] == "Kingsmead Garden Ffrindiau.communitydesk"
    desk.close()
    from communitydesk.capabilities import models

    open_desk(tmp_path / "garden.communitydesk", models=models).close()


@pytest.mark.parametrize("name", ["a/b\\c:d", "Tŷ Coch", "..", "கமலா", "x" * 200])
def test_any_name_makes_a_file_name(name: str) -> None:
    made = file_name(name)
    assert made
    assert not set(made) & set('/\\:*?"<>|.')
    assert len(made) <= 60


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> GroupPage:
    actions.set_up_group(desk, Group(name="Kingsmead"), ["Grow food", "Meet neighbours"])
    actions.add_contact(desk, Contact(name="Town Council", kind="council"))
    made = GroupPage(context_of(desk, Stage()))
    qtbot.addWidget(made)
    made.show()
    return made


def test_what_funders_ask_for_is_said_until_it_is_there(page: GroupPage, desk: Desk) -> None:
    assert len(page.profile.gaps.findChildren(QPushButton)) == 4
    page.profile.form.rows["area"].input.setText("Kingsmead estate")  # type: ignore[attr-defined]
    assert page.unsaved()
    page.profile.save()
    assert not page.unsaved()
    with desk.read() as session:
        group = figures.group_figures(session, TODAY)
        assert group is not None
        assert (group.area, len(group.gaps)) == ("Kingsmead estate", 3)


def test_aims_are_moved_and_ended(page: GroupPage, desk: Desk) -> None:
    page.open(tab="aims")
    with desk.read() as session:
        first, second = figures.aims(session)
    page.aims.shift(second.key, -1)
    page.aims.end(first)
    with desk.read() as session:
        assert [(aim.statement, aim.ended_on) for aim in figures.aims(session, ended=True)] == [
            ("Meet neighbours", None), ("Grow food", TODAY)]  # fmt: skip


def test_a_contact_is_checked_with_one_press(page: GroupPage, desk: Desk) -> None:
    page.open(tab="contacts")
    table = page.contacts.table
    assert "1 to check again" in table.said.text()
    table.choose(table.model.all[0].key)
    page.contacts.check_button.click()
    assert "to check again" not in table.said.text()
    desk.undo()
    assert "1 to check again" in table.said.text()


def test_a_contact_is_added_in_a_sheet(page: GroupPage, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(sheet: Any) -> int:
        sheet.form.rows["name"].input.setText("County Green Spaces")
        sheet.form.rows["email"].input.setText("nowhere")
        sheet.save()
        assert "is not an e-mail address" in sheet.form.rows["email"].error.text()
        sheet.form.rows["email"].input.setText("grants@example.org")
        sheet.save()
        return int(sheet.result())

    monkeypatch.setattr(QDialog, "exec", answer)
    page.contacts.add()
    assert [row.name for row in page.contacts.table.model.all] == ["County Green Spaces", "Town Council"]
