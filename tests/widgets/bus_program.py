"""The gallery as a program of its own, for a screen reader to walk through."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication

from communitydesk.widgets.theme import LIGHT, Theme, load_fonts
from tests.widgets.gallery import Gallery
from tests.widgets.standin import stand_in

if __name__ == "__main__":
    app = QApplication(["communitydesk-gallery"])
    app.setApplicationName("communitydesk-gallery")
    load_fonts()
    theme = Theme(LIGHT)
    theme.apply(app)
    page = Gallery(stand_in(theme=theme))
    page.setWindowTitle("Gallery")
    page.resize(1280, 1000)
    page.show()
    sys.exit(app.exec())
