"""How the program looks on this computer: the colours and text size that were chosen, or the system's; its icon."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from communitydesk.desk.resources import resource
from communitydesk.shell.preferences import Preferences
from communitydesk.widgets.theme import DARK, LIGHT, Theme, contrast_colours


def name_and_icon(qt: QApplication) -> None:
    """Give the program's windows their picture."""
    icon = QIcon(str(resource("icons", "communitydesk.svg")))
    icon.addPixmap(QPixmap(str(resource("icons", "communitydesk.png"))))  # where no SVG can be drawn
    qt.setWindowIcon(icon)
    qt.setDesktopFileName("communitydesk")


def theme_of(qt: QApplication, system: QPalette, preferences: Preferences) -> Theme:
    """Return the look that was chosen, else the system's; `system` is the palette before ours stood in its place."""
    chosen = preferences.scheme or of_system(qt)
    if chosen == "contrast":
        asked = of_system(qt) == "contrast"
        return Theme(contrast_colours(system, of_system=asked), "contrast", preferences.scale)
    if chosen == "dark":
        return Theme(DARK, "dark", preferences.scale)
    return Theme(LIGHT, "light", preferences.scale)


def of_system(qt: QApplication) -> str:
    """Return which look the system asks for: light, dark or contrast."""
    hints = qt.styleHints()
    accessibility = getattr(hints, "accessibility", None)
    if accessibility is not None and accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast:
        return "contrast"
    return "dark" if hints.colorScheme() == Qt.ColorScheme.Dark else "light"
