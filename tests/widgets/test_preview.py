from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from communitydesk.desk import pdf_pages
from communitydesk.desk.words import Message
from communitydesk.paper.document import Document
from communitydesk.shell.preview import PreviewDialog
from communitydesk.widgets.preview import PdfPreview, print_pdf
from communitydesk.widgets.theme import LIGHT, Theme
from tests.widgets.standin import StandInWindow, Still, dressed, stand_in


def pdf_of(*pages: str) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(300, 400))
    for text in pages:
        canvas.drawString(40, 300, text)
        canvas.setFillGray(0)
        canvas.rect(40, 100, 100, 60, fill=1)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


@pytest.fixture
def preview(qtbot: Any) -> PdfPreview:
    made = PdfPreview(stand_in(), file_name="report-7.pdf")
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.show_pdf(pdf_of("First page", "Second page", "Third page"))
    qtbot.waitUntil(lambda: not made.drawing, timeout=20_000)
    return made


def black(view: Any) -> bool:
    image = view.grab().toImage()
    colours = {
        image.pixelColor(x, y).lightness() for x in range(0, image.width(), 5) for y in range(0, image.height(), 5)
    }
    return min(colours) < 20 and max(colours) > 240


def test_the_page_in_view_is_drawn(preview: PdfPreview) -> None:
    assert black(preview._views[0])
    assert preview.where.text() == "Page 1 of 3"


def test_no_page_covers_another_when_the_window_has_just_opened(qapp: QApplication, qtbot: Any) -> None:
    document = Document("letters", Message("Letters"), lambda words: None)  # type: ignore[arg-type,return-value]
    with dressed(qapp, Theme(LIGHT)) as theme:
        dialog = PreviewDialog(stand_in(theme=theme), document, pdf_of(*["A page"] * 22))
        qtbot.addWidget(dialog)
        dialog.open()
        views = dialog.preview._views
        qtbot.waitUntil(lambda: views[0].pixmap is not None, timeout=20_000)
        ends = [view.y() + view.height() for view in views]
        assert all(view.y() > end for view, end in zip(views[1:], ends, strict=False))


def test_turning_goes_through_the_pages_and_no_further(preview: PdfPreview, qtbot: Any) -> None:
    for wanted in (2, 3, 3):
        preview.on.click()
        qtbot.waitUntil(lambda wanted=wanted: preview.page == wanted)
    qtbot.waitUntil(lambda: preview._views[2].pixmap is not None, timeout=20_000)
    assert black(preview._views[2])
    assert not preview.on.isEnabled()


def test_larger_makes_pages_larger_and_whole_width_fits_them(preview: PdfPreview) -> None:
    width = preview._views[0].width()
    preview.area.setFocus()
    QTest.keyClick(preview.area, Qt.Key.Key_Plus)
    assert preview._views[0].width() > width
    preview.zoom(0)
    assert preview._views[0].width() == width


def test_the_document_can_be_read_as_text(preview: PdfPreview) -> None:
    preview.as_text.click()
    assert preview.text.isVisible()
    assert [line for line in preview.text.toPlainText().split("\n") if line] == [
        "First page",
        "Second page",
        "Third page",
    ]


def test_saving_writes_exactly_the_pdf(preview: PdfPreview, tmp_path: Path) -> None:
    window = preview.context.window
    assert isinstance(window, StandInWindow)
    window.target = tmp_path / "report.pdf"
    preview.save_button.click()
    assert window.target.read_bytes() == preview.content
    assert window.said == ["Saved as report.pdf."]
    assert [one.name for one in tmp_path.iterdir()] == ["report.pdf"]


def test_a_folder_that_cannot_be_written_is_said_and_nothing_is_left_behind(
    preview: PdfPreview, tmp_path: Path
) -> None:
    window = preview.context.window
    assert isinstance(window, StandInWindow)
    window.target = tmp_path / "gone" / "report.pdf"
    preview.save_button.click()
    assert "was not written" in window.troubles[0]


def test_what_is_no_pdf_is_said_in_a_sentence(qtbot: Any) -> None:
    made = PdfPreview(stand_in())
    qtbot.addWidget(made)
    made.show()
    made.show_pdf(b"nothing like a pdf")
    assert "PDF" in made.error.text()
    assert made.page == 0


def test_printing_puts_every_page_on_the_printer(preview: PdfPreview, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_pdf(preview.content, printer, 1, 3, Still())
    assert pdf_pages.count_pages((tmp_path / "printed.pdf").read_bytes()) == 3
