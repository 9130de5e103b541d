from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from communitydesk.desk.dates import parse_hours
from communitydesk.desk.errors import FieldTrouble
from communitydesk.desk.words import N_
from communitydesk.widgets.grid import EntryColumn, EntryGrid, Suggestion, suggest_from
from tests.widgets.standin import stand_in

PEOPLE = ("Ines Carvalho", "Łukasz Wójcik", "கமலா செல்வராஜ்", "Gwenllian Tŷ-Coch", "Rafael Monteiro", "Rafia Sultana")


def who(typed: str) -> str:
    raise FieldTrouble("who", N_("“{text}” is not on the list."), text=typed)


class Sheet:
    """A sign-in sheet on the screen."""

    def __init__(self, qtbot: Any) -> None:
        self.context = stand_in()
        self.saved: list[list[dict[str, Any]]] = []
        self.added: list[str] = []
        words = self.context.words
        columns = (
            EntryColumn(
                "who", "Who", parse=who, suggest=suggest_from(self.people), add=self.add, needed=True, stretch=True,
                hint="Type a name",
            ),
            EntryColumn("minutes", "Hours", parse=parse_hours, show=words.clock, usual=lambda row: 150, needed=True, number=True),
            EntryColumn("note", "Note"),
        )  # fmt: skip
        self.grid = EntryGrid(
            self.context, columns, name="People at the session", check=self.check, save=self.saved.append,
            total=lambda rows: words("{h} from {n}", h=words.hours(sum(r["minutes"] for r in rows)), n=len(rows)),
        )  # fmt: skip
        self.window = QWidget()
        box = QVBoxLayout(self.window)
        self.before = QLineEdit()
        box.addWidget(self.before)
        box.addWidget(self.grid)
        self.after = QPushButton("After")
        box.addWidget(self.after)
        qtbot.addWidget(self.window)
        self.window.resize(900, 600)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        self.grid.start()

    def people(self) -> list[Suggestion]:
        return [Suggestion(name.lower(), name) for name in PEOPLE]

    def add(self, typed: str) -> Suggestion:
        self.added.append(typed)
        return Suggestion("new", typed.title())

    def check(self, row: dict[str, Any]) -> None:
        if row["note"] == "gone":
            raise FieldTrouble("note", N_("Nobody is gone."))

    def type(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(self, key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, keys)
        QApplication.processEvents()

    def rows(self) -> list[tuple[str, int, str]]:
        return [(row["who"], row["minutes"], row["note"] or "") for row in self.grid.rows()]


@pytest.fixture
def sheet(qtbot: Any) -> Sheet:
    return Sheet(qtbot)


def test_a_few_letters_and_enter_are_a_whole_row(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    assert sheet.rows() == [("ines carvalho", 150, "")]
    sheet.type("wojcik")
    sheet.press(Qt.Key.Key_Return)
    assert [row[0] for row in sheet.rows()] == ["ines carvalho", "łukasz wójcik"]


def test_twelve_people_are_typed_with_three_letters_and_enter_each(sheet: Sheet) -> None:
    for _ in range(12):
        sheet.type("gwe")
        sheet.press(Qt.Key.Key_Return)
    assert len(sheet.rows()) == 12
    QApplication.processEvents()
    assert sheet.grid.total.text() == "30 h from 12"


def test_the_arrow_keys_choose_among_several_that_fit(sheet: Sheet) -> None:
    sheet.type("raf")
    sheet.press(Qt.Key.Key_Down)
    sheet.press(Qt.Key.Key_Return)
    assert sheet.rows()[0][0] == "rafia sultana"


def test_tab_goes_through_the_cells_and_finishes_the_row_after_the_last(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Tab)
    sheet.type("1:45")
    sheet.press(Qt.Key.Key_Tab)
    sheet.type("left early")
    sheet.press(Qt.Key.Key_Tab)
    assert sheet.rows() == [("ines carvalho", 105, "left early")]
    assert sheet.grid.view.currentIndex().row() == 1
    assert sheet.grid.view.currentIndex().column() == 0


def test_tab_from_the_empty_row_leaves_the_grid(sheet: Sheet) -> None:
    sheet.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() in (sheet.grid.save_button, sheet.after)


def test_tab_comes_into_the_grid_and_back_out_of_it(sheet: Sheet) -> None:
    sheet.before.setFocus()
    sheet.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not sheet.before
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    assert sheet.rows()
    sheet.press(Qt.Key.Key_Up)
    sheet.press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is sheet.before


def test_what_cannot_be_taken_stays_as_typed_with_a_sentence_in_its_row(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Tab)
    sheet.type("abc")
    sheet.press(Qt.Key.Key_Return)
    model = sheet.grid.model
    assert model.index(0, 1).data() == "abc"
    assert "abc" in model.index(0, 3).data()
    assert sheet.rows() == []
    assert QApplication.focusWidget().text() == "abc"
    sheet.type("2")
    sheet.press(Qt.Key.Key_Return)
    assert sheet.rows() == [("ines carvalho", 120, "")]


def test_a_rule_about_the_whole_row_is_said_in_the_row(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Tab)
    sheet.press(Qt.Key.Key_Tab)
    sheet.type("gone")
    sheet.press(Qt.Key.Key_Return)
    assert sheet.grid.model.index(0, 3).data() == "Nobody is gone."
    assert sheet.rows() == []


def test_control_enter_saves_the_row_being_typed_too(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    sheet.type("lukasz")
    sheet.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [[row["who"] for row in rows] for rows in sheet.saved] == [["ines carvalho", "łukasz wójcik"]]


def test_nothing_is_saved_while_a_row_is_wrong(sheet: Sheet) -> None:
    sheet.type("nobody at all")
    sheet.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sheet.saved == []
    assert sheet.grid.error.isVisible()
    assert QApplication.focusWidget().text() == "nobody at all"


def test_control_n_adds_somebody_new(sheet: Sheet) -> None:
    sheet.type("mary jones")
    sheet.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert sheet.added == ["mary jones"]
    assert sheet.rows() == [("new", 150, "")]


def test_a_row_can_be_taken_out_by_keyboard(sheet: Sheet) -> None:
    for name in ("ine", "lukasz"):
        sheet.type(name)
        sheet.press(Qt.Key.Key_Return)
    sheet.press(Qt.Key.Key_Up)
    sheet.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert [row[0] for row in sheet.rows()] == ["ines carvalho"]


def test_escape_gives_back_what_stood_there(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    sheet.press(Qt.Key.Key_Up)
    sheet.type("raf")
    sheet.press(Qt.Key.Key_Escape)
    sheet.press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget().text() == "Ines Carvalho"
    sheet.press(Qt.Key.Key_Return)
    assert [row[0] for row in sheet.rows()] == ["ines carvalho"]


def test_a_click_elsewhere_keeps_what_was_typed(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Tab)
    sheet.type("3")
    sheet.after.setFocus(Qt.FocusReason.MouseFocusReason)
    QApplication.processEvents()
    assert sheet.grid.unsaved()
    assert sheet.grid.model.index(0, 1).data() == "3:00"


def test_a_register_of_known_people_is_ticked_by_space(qtbot: Any) -> None:
    columns = (EntryColumn("came", "Came", tick=True), EntryColumn("name", "Name", stretch=True))
    grid = EntryGrid(stand_in(), columns, name="Register", fixed=True)
    qtbot.addWidget(grid)
    grid.set_rows([{"key": "1", "name": "Ines"}, {"key": "2", "name": "Łukasz", "came": True}])
    grid.show()
    qtbot.waitExposed(grid)
    grid.activateWindow()
    qtbot.waitUntil(grid.isActiveWindow)
    grid.start()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    assert [(row["key"], row["came"]) for row in grid.rows()] == [("1", True), ("2", False)]


def test_the_model_of_a_grid_keeps_the_toolkits_rules(sheet: Sheet) -> None:
    tester = QAbstractItemModelTester(sheet.grid.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    sheet.press(Qt.Key.Key_Up)
    sheet.press(Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    assert tester.model() is sheet.grid.model


def test_every_cell_says_its_heading_to_a_screen_reader(sheet: Sheet) -> None:
    sheet.type("ine")
    sheet.press(Qt.Key.Key_Return)
    role = Qt.ItemDataRole.AccessibleTextRole
    said = [sheet.grid.model.index(0, column).data(role) for column in range(4)]
    assert said == ["Who: Ines Carvalho", "Hours: 2:30", "Note: empty", "How the row stands: all is well"]
    assert QApplication.focusWidget().accessibleName() == "Who, row 2"
