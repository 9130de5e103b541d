from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from communitydesk.widgets.grouped import GroupedList
from tests.widgets.standin import stand_in


@dataclass(frozen=True)
class Paper:
    key: str
    group: str
    title: str


PAPERS = [
    Paper("1", "Grant: Garden", "Final report"),
    Paper("2", "Grant: Garden", "Schedule of spending"),
    Paper("3", "People", "Sign-in sheet, <b>empty</b>"),
]


@pytest.fixture
def papers(qtbot: Any) -> GroupedList:
    made = GroupedList(
        stand_in(), name="Documents", said=lambda rows: f"{len(rows)} documents", empty=("Nothing yet.", "", None)
    )
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.set_rows(PAPERS)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_rows_stand_under_what_they_belong_to(papers: GroupedList) -> None:
    heads = [papers.tree.topLevelItem(number) for number in range(papers.tree.topLevelItemCount())]
    assert [(head.text(0), head.childCount()) for head in heads if head] == [("Grant: Garden", 2), ("People", 1)]
    assert papers.said.text() == "3 documents"


def test_typing_finds_by_title_or_by_heading_and_hides_headings_left_empty(papers: GroupedList) -> None:
    QTest.keyClicks(papers.filter, "sign")
    assert [row.key for row in papers.rows] == ["3"]
    first = papers.tree.topLevelItem(0)
    assert first
    assert first.isHidden()
    papers.filter.setText("garden spend")
    assert [row.key for row in papers.rows] == ["2"]
    assert papers.said.text() == "1 documents"


def test_enter_opens_a_row_and_folds_a_heading(papers: GroupedList) -> None:
    opened: list[Paper] = []
    papers.opened.connect(opened.append)
    papers.choose("2")
    QTest.keyClick(papers.tree, Qt.Key.Key_Return)
    assert [row.key for row in opened] == ["2"]
    head = papers.tree.topLevelItem(0)
    assert head
    papers.tree.setCurrentItem(head)
    assert papers.current() is None
    QTest.keyClick(papers.tree, Qt.Key.Key_Return)
    assert not head.isExpanded()
    assert len(opened) == 1


def test_what_was_chosen_and_folded_stays_so_when_the_rows_come_anew(papers: GroupedList) -> None:
    papers.choose("3")
    first = papers.tree.topLevelItem(0)
    assert first
    first.setExpanded(False)
    papers.set_rows([*PAPERS, Paper("4", "People", "Volunteer hours")])
    again = papers.tree.topLevelItem(0)
    assert again
    assert not again.isExpanded()
    assert papers.current().key == "3"


def test_what_somebody_typed_is_never_markup_when_the_mouse_rests_on_it(papers: GroupedList) -> None:
    head = papers.tree.topLevelItem(1)
    assert head
    item = head.child(0)
    assert item
    assert "&lt;b&gt;" in item.toolTip(0)
