"""The place of data protection, and what it adds to a person's page, used as a person uses them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from communitydesk.app import plugged_in
from communitydesk.desk.desk import Desk
from communitydesk.people.model import Person
from communitydesk.people.ui.person import PersonPage
from communitydesk.protection.figures.keeping import held_kinds, kept_rows
from communitydesk.protection.figures.requests import notice_values, requests
from communitydesk.protection.ui.erase import EraseSheet, begin_erasing
from communitydesk.protection.ui.give import GiveSheet
from communitydesk.protection.ui.place import ProtectionPage
from communitydesk.protection.ui.shown import SentSheet
from communitydesk.storage import Backups
from communitydesk.widgets.context import Context
from communitydesk.widgets.form import FormSheet, Sheet
from tests.protection.conftest import TODAY, Made
from tests.protection.everywhere import look
from tests.protection.test_keeping import gone
from tests.widgets.standin import stand_in

Answer = Callable[[Any], None]


@pytest.fixture
def context(desk: Desk, tmp_path: Path) -> Context:
    made = stand_in(desk)
    made.extra.update(plugged_in(desk) | {"backups": Backups(tmp_path / "backups")})
    return made


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> ProtectionPage:
    return shown(qtbot, ProtectionPage(context))


def shown(qtbot: QtBot, page: Any) -> Any:
    qtbot.addWidget(page)
    page.resize(1072, 820)
    page.show()
    qtbot.waitExposed(page)
    return page


def sheets(monkeypatch: pytest.MonkeyPatch, *answers: Answer) -> list[Sheet]:
    """Have each sheet that opens answered in turn, as a person would; return those that opened."""
    left, opened = list(answers), []

    def run(sheet: Sheet) -> int:
        opened.append(sheet)
        sheet.show()
        left.pop(0)(sheet)
        return sheet.result()

    monkeypatch.setattr(QDialog, "exec", run)
    return opened


def typed(**texts: str) -> Answer:
    def answer(sheet: Any) -> None:
        assert isinstance(sheet, FormSheet)
        put(sheet.form, **texts)
        sheet.save()

    return answer


def put(form: Any, **texts: str) -> None:
    for name, text in texts.items():
        field = form.rows[name].input
        if isinstance(field, QComboBox):
            field.setCurrentText(text)
        elif isinstance(field, QPlainTextEdit):
            field.setPlainText(text)
        else:
            assert isinstance(field, QLineEdit)
            field.setText(text)


def press(qtbot: QtBot, page: QWidget, text: str) -> None:
    def seen() -> list[QPushButton]:
        return [one for one in page.findChildren(QPushButton) if one.text() == text and one.isVisible()]

    qtbot.waitUntil(lambda: len(seen()) == 1)
    qtbot.mouseClick(seen()[0], Qt.MouseButton.LeftButton)


def rows(table: Any) -> list[tuple[str, ...]]:
    return [tuple(column.text(row) for column in table.model.columns) for row in table.model.rows]


def texts_of(page: QWidget) -> str:
    return " ".join(one.text() for one in page.findChildren(QWidget) if hasattr(one, "text") and one.isVisible())


def window(context: Context) -> Any:
    return context.window


# -- what is held -----------------------------------------------------------------------------


def test_a_kind_of_data_is_decided_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: ProtectionPage, context: Context, made: Made
) -> None:
    page.refresh()
    assert "in your file" in page.held.table.said.text()
    page.held.table.choose("contact")
    opened = sheets(monkeypatch, typed(months="36", source="Committee, 3 May 2026"))
    qtbot.mouseClick(page.held.change_button, Qt.MouseButton.LeftButton)
    assert opened
    (kind,) = [one.kind for one in held_kinds(context.desk) if one.kind.id == "contact"]
    assert kind.months == 36
    assert any("You decided: Committee, 3 May 2026" in row for row in rows(page.held.table))


def test_a_kind_without_who_decided_it_is_said_beside_the_field(
    monkeypatch: pytest.MonkeyPatch, page: ProtectionPage, made: Made
) -> None:
    said: list[str] = []

    def answer(sheet: Any) -> None:
        sheet.save()
        said.append(sheet.form.rows["source"].error.text())

    page.refresh()
    page.held.table.choose("contact")
    sheets(monkeypatch, answer)
    page.held.change()
    assert said == ["This is needed: Who says so."]


# -- past its time ----------------------------------------------------------------------------


def test_what_is_past_its_time_is_kept_for_a_reason(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: ProtectionPage, context: Context
) -> None:
    gone(context.desk)
    page.open(tab="past")
    assert rows(page.past.table)[0][0] == "Pat Lowe"
    page.past.table.view.selectRow(0)
    sheets(monkeypatch, typed(why="A claim is open", until="31/3/2027"))
    qtbot.mouseClick(page.past.keep_button, Qt.MouseButton.LeftButton)
    assert rows(page.past.table) == []
    assert rows(page.past.kept) == [("person: Pat Lowe", "A claim is open", "31/03/2027")]
    assert len(kept_rows(context.desk)) == 1


def test_somebody_past_their_time_is_erased_from_the_list(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: ProtectionPage, context: Context
) -> None:
    gone(context.desk)
    page.open(tab="past")
    page.past.table.view.selectRow(0)

    def answer(sheet: Any) -> None:
        assert isinstance(sheet, EraseSheet)
        sheet.sure.setChecked(True)
        qtbot.mouseClick(sheet.main, Qt.MouseButton.LeftButton)

    sheets(monkeypatch, answer)
    qtbot.mouseClick(page.past.erase_button, Qt.MouseButton.LeftButton)
    assert look(context.desk.path, ("Pat Lowe", "Lowe")) == []


# -- requests ---------------------------------------------------------------------------------


def test_a_complaint_is_written_down_and_acknowledged(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, page: ProtectionPage, context: Context
) -> None:
    page.open(tab="requests")
    sheets(monkeypatch, typed(kind="A complaint about their data", received_on="20/11/2026", who="Sam Reed"))
    press(qtbot, page, "Write down the first one")
    (row,) = rows(page.requests.table)
    assert row[1:] == ("Sam Reed", "A complaint about their data", "Say by 20 December 2026 that you have it.")
    page.requests.table.view.selectRow(0)
    qtbot.mouseClick(page.requests.acknowledge_button, Qt.MouseButton.LeftButton)
    assert requests(context.desk)[0].next_step == "answer"
    assert page.tabs.tabText(2) == "Requests and complaints  1"


# -- the notice -------------------------------------------------------------------------------


def test_the_answers_for_the_notice_are_kept_and_the_notice_is_shown(
    qtbot: QtBot, page: ProtectionPage, context: Context
) -> None:
    page.open(tab="notice")
    put(
        page.notice.form,
        asked_for="The secretary",
        reach="01234 567890",
        where_kept="On one computer",
        complain="Write",
    )
    assert page.unsaved()
    qtbot.mouseClick(page.notice.save_button, Qt.MouseButton.LeftButton)
    assert notice_values(context.desk)["asked_for"] == "The secretary"
    assert not page.unsaved()
    press(qtbot, page, "Show the privacy notice")
    assert [one.id for one in window(context).previewed] == ["privacy-notice"]


# -- a person's page -----------------------------------------------------------------------------


def test_a_persons_menu_gives_them_their_record_and_erases_them(qtbot: QtBot, context: Context, made: Made) -> None:
    person = shown(qtbot, PersonPage(context, made.person))
    qtbot.mouseClick(person.more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    texts = [action.text() for action in menu.actions()]
    menu.close()
    assert "Give them their record ..." in texts
    assert "Erase for good ..." in texts


def test_the_record_is_shown_as_a_document_or_saved_as_data(
    monkeypatch: pytest.MonkeyPatch, context: Context, made: Made, tmp_path: Path
) -> None:
    give = dict(context.extra["person_actions"])["Give them their record ..."]

    def shows(sheet: Any) -> None:
        assert isinstance(sheet, GiveSheet)
        sheet.main.click()

    def saves(sheet: Any) -> None:
        sheet.notes.setChecked(True)
        sheet.data_button.click()

    window(context).target = tmp_path / "record.json"
    sheets(monkeypatch, shows, saves)
    give(context, made.person)
    give(context, made.person)
    (document,) = window(context).previewed
    assert document.id.startswith("record-of-person-")
    data = json.loads((tmp_path / "record.json").read_text("utf-8"))
    assert data["name"] == made.name
    assert any(one["kind"] == "person_note" for one in data["records"])


# -- erasing ------------------------------------------------------------------------------------


def test_erasing_lists_what_will_happen_and_wants_a_yes_and_every_decision(
    monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    said: list[str] = []

    def answer(sheet: Any) -> None:
        texts = " ".join(one.text() for one in sheet.findChildren(QWidget) if hasattr(one, "text"))
        for text in ("Removed for good, with their history", "hours (3)", "Kept without a name", "Nothing of it can be brought back",
                     "Small Grants, version 1, sent to The Borough on 21 November 2026: report.pdf"):  # fmt: skip
            assert text in texts, text
        sheet.main.click()
        said.append(sheet.error.text())
        decide(sheet)
        sheet.main.click()
        said.append(sheet.error.text())
        sheet.reject()

    sheets(monkeypatch, answer)
    begin_erasing(context, made.person)
    assert said == ["Say for each copy that was sent whether you keep it, and why, or replace it.",
                    "Tick that you know that this cannot be undone."]  # fmt: skip
    with context.desk.read() as session:
        assert session.get(Person, made.person)


def decide(sheet: EraseSheet, do: str = "redact") -> None:
    for one in sheet.decisions:
        if not one.do:
            one.choice.setCurrentIndex(one.choice.findData(do))


def test_after_the_yes_nothing_holds_them_and_the_older_backups_are_gone(
    monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    store = context.extra["backups"]
    store.make(context.desk)

    def answer(sheet: Any) -> None:
        texts = " ".join(one.text() for one in sheet.findChildren(QWidget) if hasattr(one, "text"))
        assert "1 backup on this computer still holds them" in texts
        decide(sheet)
        sheet.sure.setChecked(True)
        sheet.delete_backups.setChecked(True)
        sheet.main.click()

    sheets(monkeypatch, answer)
    begin_erasing(context, made.person)
    assert window(context).troubles == []
    assert look(context.desk.path, made.secrets) == []
    assert len(store.of_desk(context.desk)) == 1
    assert "cannot be brought back" in window(context).said[-1]


def test_taking_only_the_name_away_keeps_what_was_sent_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    def answer(sheet: Any) -> None:
        assert sheet.why_card.isVisible()
        sheet.sure.setChecked(True)
        sheet.main.click()

    sheets(monkeypatch, answer)
    begin_erasing(context, made.person, keep_sent=True)
    assert {one.why for one in kept_rows(context.desk)} == {"The funder may ask for what was sent until then."}
    with context.desk.read() as session:
        assert session.scalars(select(Person.key).where(Person.key == made.person)).first() is None


def test_every_choice_in_the_sheet_says_aloud_what_it_is_about(
    monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    def answer(sheet: Any) -> None:
        names = [one.choice.accessibleName() for one in sheet.decisions]
        assert names
        assert all(name.startswith("What becomes of it: ") and len(name) > 22 for name in names)
        sheet.reject()

    sheets(monkeypatch, answer)
    begin_erasing(context, made.person)


def test_the_whole_of_erasing_is_done_from_the_keyboard(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    heard: list[str] = []

    def to(sheet: QWidget, wanted: Callable[[QWidget], bool]) -> QWidget:
        for _ in range(120):
            at = QApplication.focusWidget()
            assert at is not None
            heard.append(at.accessibleName() or (at.text() if hasattr(at, "text") else ""))
            if wanted(at):
                return at
            qtbot.keyClick(at, Qt.Key.Key_Tab)
        raise AssertionError("the Tab key does not come there")

    def answer(sheet: Any) -> None:
        sheet.activateWindow()
        qtbot.waitUntil(lambda: sheet.isAncestorOf(QApplication.focusWidget()))
        for one in [one for one in sheet.decisions if not one.do]:
            choice = to(sheet, lambda at, one=one: at is one.choice)
            qtbot.keyClick(choice, Qt.Key.Key_Down)
            assert one.do == "redact"
        qtbot.keyClick(to(sheet, lambda at: at is sheet.sure), Qt.Key.Key_Space)
        qtbot.keyClick(to(sheet, lambda at: at is sheet.main), Qt.Key.Key_Space)

    sheets(monkeypatch, answer)
    person = shown(qtbot, PersonPage(context, made.person))
    person.more.setFocus()
    qtbot.keyClick(person.more, Qt.Key.Key_Space)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    last = menu.actions()[-1]  # type: ignore[attr-defined]
    assert last.text() == "Erase for good ..."
    qtbot.keyClick(menu, Qt.Key.Key_Up)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert all(heard)
    assert look(context.desk.path, made.secrets) == []


def test_what_totals_need_loses_its_name_and_the_rest_is_erased(page: ProtectionPage, context: Context) -> None:
    from communitydesk.people.actions import amend_person

    key = gone(context.desk)
    amend_person(context.desk, key, left_on=TODAY.replace(day=1), access_needs="A chair")
    page.open(tab="past")
    page.past.table.view.selectRow(0)
    assert rows(page.past.table)[0][1] == "Access needs and health"
    assert (page.past.name_button.isEnabled(), page.past.erase_button.isEnabled()) == (False, True)


def test_the_chosen_kind_is_told_of_in_full(page: ProtectionPage, made: Made) -> None:
    page.refresh()
    page.held.table.choose("emergency")
    assert "What for: To reach somebody close when a person falls ill" in page.held.told.text()
    assert "How long: until the person leaves." in page.held.told.text()


# -- consents -----------------------------------------------------------------------------------


def test_taking_a_consent_back_tells_what_was_sent_to_whom(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, context: Context, made: Made
) -> None:
    from communitydesk.impact.figures import card_rows
    from communitydesk.impact.ui.consents import Consents

    consents = shown(qtbot, Consents(context, made.card))
    with context.desk.read() as session:
        (card,) = card_rows(session, TODAY, keys=[made.card])
    consents.show_consents(card.consents)
    told: list[str] = []

    def answer(sheet: Any) -> None:
        assert isinstance(sheet, SentSheet)
        told.extend(line.text() for line in sheet.lines)
        sheet.main.click()

    sheets(monkeypatch, answer)
    press(qtbot, consents, "Take back")
    assert told == ["The Borough on 21 November 2026 (Small Grants, version 1, E-mail)"]


def test_what_was_sent_stays_on_the_card_and_on_home_until_those_who_have_it_were_told(
    qtbot: QtBot, context: Context, made: Made
) -> None:
    from communitydesk.agenda.figures import home
    from communitydesk.impact.actions import withdraw_consent
    from communitydesk.impact.ui.card import CardPage
    from tests.protection.conftest import consents_of

    def on_home() -> list[str]:
        return [words.say(one.sentence) for one in home(context.desk, TODAY).items if one.place == "impact"]

    words = context.words
    (consent,) = consents_of(context.desk, made.person)
    withdraw_consent(context.desk, consent.key, TODAY)
    (said,) = on_home()
    assert "was sent to The Borough on 21 November 2026 (Small Grants), and a consent for it was taken back" in said
    card = shown(qtbot, CardPage(context, made.card))
    card.refresh()
    wanted = "It was sent to The Borough on 21 November 2026 (Small Grants). Ask them not to"
    qtbot.waitUntil(lambda: wanted in texts_of(card))
    press(qtbot, card, "I told them today")
    card.refresh()
    qtbot.waitUntil(lambda: "You told them on 21 November 2026." in texts_of(card))
    assert on_home() == []
    context.desk.undo()
    assert len(on_home()) == 1
