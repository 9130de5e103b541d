"""How it looks: colours by purpose, sizes that all follow the text's size, and the one style sheet.

The colours are LOOK.md's tokens; every pair in use is computed in a test. High contrast follows the system's own
palette. Nothing here is global: a `Theme` is made by the application and passed on with the context.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from communitydesk.desk.resources import resource

Scheme = Literal["light", "dark", "contrast"]
BODY, SECOND, SECTION, PLACE, FIGURE = 15, 13, 17, 26, 24
"""Sizes of type in pixels at 100 %."""

_ROLE = QPalette.ColorRole
FAMILY = "Atkinson Hyperlegible Next"


@dataclass(frozen=True)
class Colours:
    """A colour for each purpose, as #rrggbb."""

    canvas: str
    surface: str
    ink: str
    muted: str
    primary: str
    on_primary: str
    ok: str
    due: str
    late: str
    selection: str
    line: str
    hairline: str


LIGHT = Colours(
    canvas="#F5F4F0", surface="#FFFFFF", ink="#1C2024", muted="#565E66", primary="#155E63", on_primary="#FFFFFF",
    ok="#1A6C42", due="#8A5300", late="#A6231B", selection="#DCECEB", line="#84888B", hairline="#DEDCD5",
)  # fmt: skip
DARK = Colours(
    canvas="#15181B", surface="#1E2327", ink="#F2F1EC", muted="#B1B8BE", primary="#74CFC9", on_primary="#15181B",
    ok="#7BD3A0", due="#F0B65A", late="#FF9A8F", selection="#23413F", line="#6E767D", hairline="#343B41",
)  # fmt: skip


HIGH_LIGHT = Colours(
    canvas="#FFFFFF", surface="#FFFFFF", ink="#000000", muted="#000000", primary="#003C40", on_primary="#FFFFFF",
    ok="#00391C", due="#4A2B00", late="#7A0000", selection="#FFE680", line="#000000", hairline="#8A8A8A",
)  # fmt: skip
HIGH_DARK = Colours(
    canvas="#000000", surface="#000000", ink="#FFFFFF", muted="#FFFFFF", primary="#7FF0EA", on_primary="#000000",
    ok="#8CF0B8", due="#FFD166", late="#FFB4AB", selection="#003F8A", line="#FFFFFF", hairline="#666666",
)  # fmt: skip


def contrast_colours(palette: QPalette, *, of_system: bool = False) -> Colours:
    """Return colours for high contrast, dark where the palette is.

    With `of_system`, when the system itself asks for contrast, the palette's own ink and grounds are used; what would
    not stand out on them becomes ink.
    """

    def of(role: QPalette.ColorRole) -> str:
        return palette.color(QPalette.ColorGroup.Active, role).name().upper()

    ink, canvas, surface = (of(role) for role in (_ROLE.WindowText, _ROLE.Window, _ROLE.Base))
    usual = HIGH_DARK if _luminance(canvas) < _luminance(ink) else HIGH_LIGHT
    if not of_system or min(luminance_ratio(ink, canvas), luminance_ratio(ink, surface)) < 7:
        return usual
    grounds = [canvas, surface]
    selection = next((one for one in (of(_ROLE.Highlight), usual.selection) if luminance_ratio(ink, one) >= 7), surface)

    def seen(colour: str) -> str:
        return colour if min(luminance_ratio(colour, one) for one in (*grounds, selection)) >= 7 else ink

    hairline = QColor.fromRgb(*((a + b) // 2 for a, b in zip(_parts(ink), _parts(canvas), strict=True))).name().upper()
    return Colours(
        canvas=canvas, surface=surface, ink=ink, muted=ink, primary=ink, on_primary=canvas, ok=seen(usual.ok),
        due=seen(usual.due), late=seen(usual.late), selection=selection, line=ink, hairline=hairline,
    )  # fmt: skip


PAIRS: tuple[tuple[str, str, float], ...] = (
    *((fore, ground, 5.7) for fore in ("ink", "muted", "primary", "ok", "due", "late") for ground in ("canvas", "surface")),
    *((fore, "selection", 4.5) for fore in ("ink", "muted", "primary", "ok", "due", "late")),
    ("on_primary", "primary", 5.7), ("line", "canvas", 3.0), ("line", "surface", 3.0),
    ("primary", "hairline", 3.0), ("late", "hairline", 3.0), ("ok", "hairline", 3.0), ("due", "hairline", 3.0),
)  # fmt: skip
"""What is drawn on what, with the least contrast (LOOK.md, under the table): words, edges, and bars on their grounds."""


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance_ratio(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (part / 255 for part in _parts(colour))
    r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@dataclass(frozen=True)
class Theme:
    """Colours, and how large everything is (1.0 to 2.0)."""

    colours: Colours
    scheme: Scheme = "light"
    scale: float = 1.0

    def px(self, size: float) -> int:
        """Return a size in pixels at 100 % as it is now."""
        return round(size * self.scale)

    @property
    def large(self) -> bool:
        """Whether text is so large that things stand one under another where they stood side by side."""
        return self.scale > 1.25

    def air(self, size: float) -> int:
        """Return the room around things: it grows with the text until that is large and needs the room itself."""
        return round(size * min(self.scale, 1.25))

    def apply(self, app: QApplication) -> None:
        """Give the whole application this look."""
        app.setStyle("Fusion")
        app.setFont(self.font())
        app.setPalette(self.palette())
        app.setStyleSheet(self.sheet())

    def font(self, size: int = BODY, *, strong: bool = False) -> QFont:
        """Return the program's typeface in a size given at 100 %."""
        font = QFont([FAMILY, "Noto Sans", "DejaVu Sans"])
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
        return font

    def figures(self) -> QFont:
        """Return the typeface whose figures are all as wide as each other, so that they stand under one another."""
        font = self.font()
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def palette(self) -> QPalette:
        """Return the palette that Qt's own drawing uses."""
        c, palette, role = self.colours, QPalette(), QPalette.ColorRole
        pairs = {
            role.Window: c.canvas, role.WindowText: c.ink, role.Base: c.surface, role.AlternateBase: c.canvas,
            role.Text: c.ink, role.Button: c.surface, role.ButtonText: c.ink, role.Highlight: c.selection,
            role.HighlightedText: c.ink, role.ToolTipBase: c.surface, role.ToolTipText: c.ink, role.Link: c.primary,
            role.LinkVisited: c.primary, role.PlaceholderText: c.muted, role.BrightText: c.late, role.Mid: c.line,
            role.Accent: c.primary,
        }  # fmt: skip
        for one, colour in pairs.items():
            palette.setColor(one, QColor(colour))
        for one in (role.Text, role.ButtonText, role.WindowText):
            palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(c.muted))
        return palette

    def sheet(self) -> str:
        """Return the one style sheet; texts in it are sizes and colours only."""
        values = {field.name: getattr(self.colours, field.name) for field in fields(self.colours)}
        sizes = {
            f"p{n}": f"{self.px(n)}px" for n in (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 14, 16, 18, 20, 24, 28, 36, 40, 44)
        }
        type_ = {"body": self.px(BODY), "second": self.px(SECOND), "section": self.px(SECTION)}
        type_ |= {"place": self.px(PLACE), "figure": self.px(FIGURE)}
        shade = "dark" if _luminance(self.colours.surface) < 0.2 else "light"
        icons = {
            name: f'url("{resource("icons", f"{name}-{shade}.svg").as_posix()}")'
            for name in ("tick", "down", "up", "left", "right")
        }
        text = _SHEET
        for name, value in (values | sizes | type_ | icons).items():
            text = (
                text.replace(f"@{name};", f"{value};")
                .replace(f"@{name} ", f"{value} ")
                .replace(f"@{name}px", f"{value}px")
            )
        return text


def load_fonts() -> None:
    """Make the program's own typeface known."""
    for path in sorted(resource("fonts").glob("AtkinsonHyperlegibleNext-*.ttf")):
        QFontDatabase.addApplicationFont(str(path))


def load_world_fonts() -> None:
    """Make the typefaces of the world's scripts known, for names that the program's own has no letters for."""
    for path in sorted(resource("fonts").glob("NotoSans*-Regular.ttf")):
        QFontDatabase.addApplicationFont(str(path))


_SHEET = """
QWidget { color: @ink; font-size: @bodypx; }
QMainWindow, QDialog, QWidget#page, QWidget#canvas, QScrollArea, QScrollArea > QWidget > QWidget#scrolled {
    background: @canvas;
}
QScrollArea { border: none; }
QWidget#sidebar { background: @surface; border-right: 1px solid @hairline; }
QWidget#sidebarlist, QScrollArea#sidebarscroll { background: @surface; }
QPushButton#place { background: transparent; border: none; border-radius: @p6; text-align: left; font-weight: 400;
    padding: @p10 @p12; }
QPushButton#place:hover { background: @selection; }
QPushButton#place:checked { background: @selection; color: @primary; font-weight: 600; }
QPushButton#place:focus { border: 2px solid @primary; padding: @p8 @p10; }
QLabel#badge { color: @due; font-weight: 600; }
QLabel#notice { background: @selection; color: @ink; padding: @p10 @p24; }
QWidget#strip { background: @selection; border-bottom: 1px solid @due; }
QFrame#card { background: @surface; border: 1px solid @hairline; border-radius: @p8; }
QFrame#rule { background: @hairline; border: none; }
QFrame#strongrule { background: @line; border: none; }
QPushButton#figurebutton {
    background: @surface; border: 1px solid @hairline; border-radius: @p8; padding: 0; text-align: left;
}
QPushButton#figurebutton:hover { border-color: @primary; }
QPushButton#figurebutton:focus { border: 2px solid @primary; }
QFrame#drop { background: @canvas; border: 2px dashed @line; border-radius: @p8; }
QFrame#drop[over="true"] { background: @selection; border-color: @primary; }
QScrollArea#sideways, QScrollArea#sideways > QWidget > QWidget { background: transparent; }
QLabel { background: transparent; }
QLabel#place { font-size: @placepx; font-weight: 600; }
QLabel#section { font-size: @sectionpx; font-weight: 600; }
QLabel#figure { font-size: @figurepx; font-weight: 600; }
QLabel#second, QLabel#hint, QLabel#crumb { font-size: @secondpx; color: @muted; }
QLabel#fieldlabel, QLabel#strong { font-weight: 600; }
QLabel#reached { color: @ok; }
QLabel#error { color: @late; font-size: @secondpx; font-weight: 600; }
QLabel#pill { font-size: @secondpx; font-weight: 600; border-radius: @p10; padding: @p2 @p8; border: 1px solid @line; }
QLabel#pill[state="ok"] { color: @ok; border-color: @ok; }
QLabel#pill[state="due"] { color: @due; border-color: @due; }
QLabel#pill[state="late"] { color: @late; border-color: @late; }
QPushButton {
    background: @surface; color: @ink; border: 1px solid @line; border-radius: @p6; padding: @p8 @p14;
    font-weight: 600; min-height: @p18;
}
QDialogButtonBox, QMessageBox, QInputDialog { dialogbuttonbox-buttons-have-icons: 0; }
QPushButton:hover { background: @selection; }
QPushButton:focus, QToolButton:focus { border: 2px solid @primary; }
QPushButton:disabled { color: @muted; border-color: @hairline; }
QPushButton#primary { background: @primary; color: @on_primary; border-color: @primary; }
QPushButton#primary:focus { border: 2px solid @ink; }
QPushButton#primary:disabled { background: @surface; color: @muted; border-color: @line; }
QPushButton#link {
    background: transparent; border: 2px solid transparent; border-radius: @p4; padding: @p1 0; margin-left: -2px;
    color: @primary; text-decoration: underline; font-weight: 400; text-align: left;
}
QPushButton#link:focus { border: 2px solid @primary; }
QPushButton#link:disabled { color: @muted; text-decoration: none; }
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox {
    background: @surface; color: @ink; border: 1px solid @line; border-radius: @p6; padding: @p6 @p10;
    selection-background-color: @primary; selection-color: @on_primary; placeholder-text-color: @muted;
}
QLineEdit, QComboBox { min-height: @p20; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus { border: 2px solid @primary; padding: @p5 @p8; }
QLineEdit[wrong="true"], QPlainTextEdit[wrong="true"], QComboBox[wrong="true"] { border: 2px solid @late; }
QWidget#cell QLineEdit, QWidget#cell QLineEdit:focus { padding-left: @p4; padding-right: @p4; }
QComboBox { combobox-popup: 0; }
QComboBox::drop-down { border: none; width: @p28; }
QComboBox:disabled, QLineEdit:disabled, QPlainTextEdit:disabled { color: @muted; border-color: @hairline; }
QSpinBox { padding-left: @p4; }
QSpinBox::up-button, QSpinBox::down-button { border: none; width: @p24; background: transparent; }
QSpinBox::up-arrow { image: @up; width: @p12; height: @p12; }
QSpinBox::down-arrow { image: @down; width: @p12; height: @p12; }
QComboBox::down-arrow { image: @down; width: @p12; height: @p12; }
QComboBox QAbstractItemView {
    background: @surface; color: @ink; border: 1px solid @line; selection-background-color: @selection;
    selection-color: @ink; outline: none;
}
QCheckBox, QRadioButton { spacing: @p8; padding: @p4; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid @primary; border-radius: @p4; padding: @p2; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator {
    width: @p18; height: @p18; background: @surface; border: 1px solid @line; border-radius: @p4;
}
QRadioButton::indicator { border-radius: @p9; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked { background: @primary; border-color: @primary; image: @tick; }
QCheckBox::indicator:indeterminate { background: @hairline; border: 2px solid @primary; }
QRadioButton::indicator:checked { width: @p8; height: @p8; background: @surface; border: @p6 solid @primary; border-radius: @p10; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { background: @canvas; }
QCheckBox::indicator:checked:disabled { background: @muted; border-color: @muted; }
QTableView, QListView, QTreeView {
    background: @surface; color: @ink; border: none; gridline-color: @hairline;
    selection-background-color: @selection; selection-color: @ink; outline: none;
}
QTableView::item, QListView::item, QTreeView::item { padding: @p6 @p10; border-bottom: 1px solid @hairline; }
QTableView::item:selected, QListView::item:selected, QTreeView::item:selected { background: @selection; color: @ink; }
QCalendarWidget QTableView { selection-background-color: @primary; selection-color: @on_primary; }
QCalendarWidget QTableView:disabled { color: @muted; }
QCalendarWidget QTableView::item { padding: 0; border: none; }
QCalendarWidget QTableView::item:selected { background: @primary; color: @on_primary; }
QCalendarWidget QToolButton { background: transparent; color: @ink; border: none; padding: @p6; font-weight: 600; }
QCalendarWidget QToolButton:hover { background: @surface; border-radius: @p4; }
QCalendarWidget QToolButton:focus { border: 2px solid @primary; border-radius: @p4; padding: @p4; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QToolButton#qt_calendar_prevmonth { qproperty-icon: @left; }
QToolButton#qt_calendar_nextmonth { qproperty-icon: @right; }
QTreeView::branch { background: @surface; }
QTreeView::branch:selected { background: @selection; }
QTreeView::branch:has-children:closed { image: @right; }
QTreeView::branch:has-children:open { image: @down; }
QTableView:focus, QListView:focus, QTreeView:focus { border: 2px solid @primary; border-radius: @p4; }
QHeaderView, QTableCornerButton::section { background: @surface; border: none; }
QHeaderView::section {
    background: @surface; color: @muted; font-size: @secondpx; font-weight: 600; border: none;
    border-bottom: 1px solid @line; padding: @p8 @p10;
}
QTabWidget::pane { border: none; border-top: 1px solid @hairline; }
QTabBar { background: transparent; }
QTabBar::tab {
    background: transparent; color: @ink; padding: @p8 @p4; margin-right: @p20;
    border-bottom: @p3 solid transparent;
}
QTabBar::tab:selected { color: @primary; font-weight: 600; border-bottom: @p3 solid @primary; }
QTabBar::tab:focus { border: 2px solid @primary; border-radius: @p4; padding: @p6 @p2 @p9 @p2; }
QToolButton#places {
    background: @surface; color: @ink; border: 1px solid @line; border-radius: @p6; margin: @p4 @p8;
    padding: @p4 @p28 @p4 @p10;
}
QToolButton#places:focus { border: 2px solid @primary; }
QToolButton#places::menu-indicator {
    image: @down; width: @p12; height: @p12; subcontrol-origin: padding; subcontrol-position: right center; right: @p8;
}
QPushButton#all { padding: @p4 @p28 @p4 @p10; margin-left: @p8; }
QPushButton#all::menu-indicator {
    image: @down; width: @p12; height: @p12; subcontrol-origin: padding; subcontrol-position: right center; right: @p8;
}
QTabBar::scroller { width: @p44; }
QTabBar QToolButton { background: @surface; border: 1px solid @line; border-radius: @p4; }
QTabBar QToolButton::left-arrow { image: @left; width: @p12; height: @p12; }
QTabBar QToolButton::right-arrow { image: @right; width: @p12; height: @p12; }
QMenuBar, QMenu { background: @surface; color: @ink; }
QMenu { border: 1px solid @line; padding: @p4; }
QMenu::item, QMenuBar::item { padding: @p6 @p14; background: transparent; }
QMenu::item:selected, QMenuBar::item:selected { background: @selection; color: @ink; }
QMenu::item:disabled { color: @muted; }
QMenu::item { padding: @p6 @p24 @p6 @p28; }
QMenu::separator { height: 1px; background: @hairline; margin: @p4 @p8; }
QMenu::indicator { width: @p16; height: @p16; left: @p6; }
QMenu::indicator:checked { background: @primary; border-radius: @p4; image: @tick; }
QToolTip { background: @surface; color: @ink; border: 1px solid @line; padding: @p6; }
QProgressBar { background: @hairline; border: none; border-radius: @p4; min-height: @p8; max-height: @p8; }
QProgressBar::chunk { background: @primary; border-radius: @p4; }
QProgressBar[state="late"]::chunk { background: @late; }
QScrollBar:vertical { background: transparent; width: @p12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: @p12; margin: 0; }
QScrollBar::handle { background: @line; border-radius: @p5; min-height: @p28; min-width: @p28; margin: @p2; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {
    background: transparent; border: none; width: 0; height: 0;
}
"""
