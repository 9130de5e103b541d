"""Every kind of widget in windows of its own, for a reader on the accessibility bus: python -m tests.widgets.bus_program."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from communitydesk.widgets.references import hold_constants
from communitydesk.widgets.theme import LIGHT, Theme, load_fonts
from tests.widgets.gallery import Gallery
from tests.widgets.standin import stand_in


def main() -> int:
    hold_constants()
    qt = QApplication(sys.argv[:1])
    load_fonts()
    theme = Theme(LIGHT)
    theme.apply(qt)
    gallery = Gallery(stand_in(theme=theme))
    windows: list[QWidget] = [gallery]
    for name in ("form", "grid", "pictures", "boxes", "empty"):
        window = QWidget()
        QVBoxLayout(window).addWidget(getattr(gallery, f"_{name}")())
        windows.append(window)
    for window, name in zip(windows, ("page", "form", "grid", "pictures", "boxes", "empty"), strict=True):
        window.setWindowTitle(f"gallery {name}")
        window.resize(1280, 820)
        window.show()
    return qt.exec()


if __name__ == "__main__":
    sys.exit(main())
