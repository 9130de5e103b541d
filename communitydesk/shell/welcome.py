"""What a new user meets: begin with a new group, open a file, or try the sample group; and the files opened last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from communitydesk.desk.words import N_, Words
from communitydesk.widgets.fold import FlowLayout
from communitydesk.widgets.page import button, label
from communitydesk.widgets.room import take_room
from communitydesk.widgets.scroll import Inside, Scroller
from communitydesk.widgets.theme import Theme

NAME = "CommunityDesk"  # a name, in every language


class Welcome(QWidget):
    """Three ways to begin, the first one first."""

    def __init__(
        self, words: Words, theme: Theme, *, new: Callable[[], None], open_: Callable[[Path | None], None],
        sample: Callable[[], None], recent: Sequence[Path], settings: Callable[[], None] = lambda: None,
        back: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(NAME)
        px, air = theme.px, theme.air
        take_room(self, px(900), px(640))
        whole, inside = QVBoxLayout(self), Inside()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroller(inside))  # on a small screen large text needs more than its height
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(air(64), air(48), air(64), air(32))
        outer.setSpacing(air(14))
        outer.addStretch(1)
        outer.addWidget(label(words(N_("Your group's records, in one file on this computer")), "place"))
        outer.addWidget(
            label(
                words(
                    N_(
                        "Grants, receipts, hours and evidence, and the reports that funders ask for. Nothing is sent anywhere."
                    )
                )
            )
        )
        outer.addSpacing(px(12))
        self.new = button(words(N_("New group")), new, primary=True)
        ways = FlowLayout(px(12))
        ways.addWidget(self.new)
        ways.addWidget(button(words(N_("Open a file")), lambda: open_(None)))
        ways.addWidget(button(words(N_("Try the sample group")), sample))
        outer.addLayout(ways)
        self.last: QPushButton | None = None
        if recent:
            outer.addSpacing(px(18))
            outer.addWidget(label(words(N_("Opened last")), "section"))
            for path in recent:
                line = QHBoxLayout()
                opens = button(path.stem, partial(open_, path), link=True)
                self.last = self.last or opens
                line.addWidget(opens)
                line.addWidget(label(str(path.parent), "second"), 1)
                outer.addLayout(line)
        outer.addStretch(2)
        foot = FlowLayout(px(12))
        if back:
            foot.addWidget(button(words(N_("Bring back a backup ...")), back, link=True))
        foot.addStretch()
        foot.addWidget(button(words(N_("Settings: text size, colours, your name")), settings, link=True))
        outer.addLayout(foot)
        (self.last or self.new).setFocus()  # Enter goes on with what was open last
