"""Names with marks that stand on no single letter of the typeface, such as ọ̀, are drawn whole.

Qt takes each letter that the typeface lacks from another one, and its mark from the first that has it: the mark then
stands beside its letter. Such a text is drawn in a face that has both.
"""

from __future__ import annotations

from unicodedata import combining, normalize

from PySide6.QtGui import QFont
from PySide6.QtWidgets import QListWidgetItem, QWidget

MARKS = "Noto Sans"
"""The face that has every Latin letter, and every mark upon it."""


def marked(text: str) -> bool:
    """Whether a mark is left over once letters and marks are put together as far as that goes."""
    return not text.isascii() and any(map(combining, normalize("NFC", text)))


def whole(font: QFont) -> QFont:
    """Return a typeface of the same size and weight in which marks stand upon their letters."""
    made = QFont(font)
    made.setFamilies([MARKS, *(family for family in font.families() if family != MARKS)])
    return made


def shape(widget: QWidget, text: str) -> None:
    """Draw the text of a label or a button whole."""
    families = widget.font().families()
    if marked(text) != (families[:1] == [MARKS]):
        others = [family for family in families if family != MARKS]
        font = widget.font()
        font.setFamilies([MARKS, *others] if marked(text) else [*others[:1], MARKS, *others[1:]])
        widget.setFont(font)


def shape_item(item: QListWidgetItem, font: QFont) -> QListWidgetItem:
    """Draw an entry of a list whole, which is drawn in a typeface."""
    if marked(item.text()):
        item.setFont(whole(font))
    return item


def keep_whole(field: QWidget) -> None:
    """Draw whatever is typed or chosen in a field in one face, the first that has all of it."""
    font = field.font()
    font.setStyleStrategy(QFont.StyleStrategy.ContextFontMerging)
    field.setFont(font)
