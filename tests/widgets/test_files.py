from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QGuiApplication, QImage

from communitydesk.desk.pictures import kind_of
from communitydesk.widgets.files import RECEIPTS, Brought, FileDrop
from tests.widgets.standin import StandInWindow, stand_in


class Desk:
    def __init__(self, qtbot: Any) -> None:
        context = stand_in()
        assert isinstance(context.window, StandInWindow)
        self.window = context.window
        self.drop = FileDrop(context, "Drop receipts here", RECEIPTS)
        qtbot.addWidget(self.drop)
        self.came: list[Brought] = []
        self.drop.brought.connect(self.came.extend)


@pytest.fixture
def desk(qtbot: Any) -> Desk:
    return Desk(qtbot)


def paths(data: QMimeData, *these: Path) -> QMimeData:
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in these])
    return data


def test_chosen_files_come_in_by_name_and_content(desk: Desk, tmp_path: Path) -> None:
    one, two = tmp_path / "a.JPG", tmp_path / "b.pdf"
    one.write_bytes(b"first")
    two.write_bytes(b"second")
    desk.window.files = [one, two]
    desk.drop.choose_button.click()
    assert desk.came == [Brought("a.JPG", b"first"), Brought("b.pdf", b"second")]


def test_dropped_files_come_in(desk: Desk, tmp_path: Path) -> None:
    one = tmp_path / "a.png"
    one.write_bytes(b"first")
    data = paths(QMimeData(), one)
    event = QDropEvent(
        QPointF(QPoint(5, 5)), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    desk.drop.dropEvent(event)
    assert desk.came == [Brought("a.png", b"first")]


def test_a_copied_picture_is_pasted(desk: Desk) -> None:
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    QGuiApplication.clipboard().setImage(image)
    desk.drop.paste_button.click()
    assert kind_of(desk.came[0].content) == "image/png"


def test_copied_files_are_pasted(desk: Desk, tmp_path: Path) -> None:
    one = tmp_path / "a.pdf"
    one.write_bytes(b"%PDF")
    QGuiApplication.clipboard().setMimeData(paths(QMimeData(), one))
    desk.drop.paste()
    assert desk.came == [Brought("a.pdf", b"%PDF")]


def test_an_empty_clipboard_is_said(desk: Desk) -> None:
    QGuiApplication.clipboard().setText("words")
    desk.drop.paste_button.click()
    assert desk.came == []
    assert desk.window.said == ["There is no picture and no file on the clipboard. Copy one first."]


def test_a_file_of_another_kind_or_that_is_gone_is_named_and_the_rest_comes_in(desk: Desk, tmp_path: Path) -> None:
    good = tmp_path / "a.jpg"
    good.write_bytes(b"first")
    (tmp_path / "b.doc").write_bytes(b"x")
    (tmp_path / "empty.png").write_bytes(b"")
    desk.drop.bring([tmp_path / "b.doc", tmp_path / "gone.jpg", tmp_path / "empty.png", good])
    assert [one.name for one in desk.came] == ["a.jpg"]
    assert [sentence.split("”")[0] for sentence in desk.drop.error.text().split("\n")] == [
        "“b.doc",
        "“gone.jpg",
        "“empty.png",
    ]
