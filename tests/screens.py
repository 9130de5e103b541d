"""Takes pictures to be looked at: python -m tests.screens FOLDER [NAME ...].

Names are light, dark, contrast, large (every place, record and sheet of the sample group in that look), empty (those of
a group just begun), gallery (every widget) and documents (every page of every document); without a name, all of them.
A size as 1024x768 draws on a screen as large as that instead of 1280x800. What does not fit its room is printed under
the name of its picture.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from communitydesk.app import Application, today
from communitydesk.desk.desk import Desk
from communitydesk.shell.window import MainWindow
from communitydesk.widgets.theme import DARK, LIGHT, Theme, contrast_colours, load_fonts, load_world_fonts
from tests.fit import unfit
from tests.tour import Tour
from tests.widgets.gallery import Gallery
from tests.widgets.standin import stand_in

Size = tuple[int, int]
SIZE: Size = (1280, 800)
SIZED = re.compile(r"\d+x\d+")
LOOKS = ("light", "dark", "contrast", "large")


def theme_of(app: QApplication, look: str) -> Theme:
    """Return one of the looks that a person can choose; "large" is light at 200 %."""
    if look == "contrast":
        return Theme(contrast_colours(QPalette()), "contrast")
    if look == "dark":
        return Theme(DARK, "dark")
    return Theme(LIGHT, "light", 2.0 if look == "large" else 1.0)


def settle(app: QApplication, least: float = 0.15) -> None:
    """Let everything that is under way come to rest."""
    end, rounds = time.monotonic() + least, 0
    while time.monotonic() < end or rounds < 12:
        app.processEvents()
        rounds += 1


def picture(widget: QWidget, path: Path) -> None:
    """Write what a widget shows."""
    widget.grab().save(str(path))
    print(path)


def gallery(app: QApplication, folder: Path, size: Size, looks: Iterable[str] = LOOKS) -> None:
    """Every widget in every look."""
    for look in looks:
        theme = theme_of(app, look)
        theme.apply(app)
        page = Gallery(stand_in(theme=theme))
        page.resize(*size)
        page.show()
        page.activateWindow()
        for side in ("overview", "form", "grid", "pictures", "boxes", "empty"):
            page.tabs.open(side)
            settle(app)
            if side == "grid":
                _type_a_name(app, page)
            picture(page, folder / f"gallery-{look}-{side}.png")
        page.close()


def _type_a_name(app: QApplication, page: Gallery) -> None:
    from communitydesk.widgets.grid import EntryGrid

    grid = page.findChild(EntryGrid)
    assert isinstance(grid, EntryGrid)
    grid.start()
    settle(app)
    if (focused := QApplication.focusWidget()) is not None:
        QTest.keyClicks(focused, "w")
    settle(app)


@contextmanager
def started(app: QApplication) -> Iterator[tuple[Application, Path]]:
    """The program on its welcome, with settings and files in a folder that goes with it."""
    from communitydesk.desk.words import Words
    from communitydesk.shell.preferences import Preferences

    with tempfile.TemporaryDirectory() as temporary:
        preferences = Preferences(Path(temporary) / "preferences.ini")
        preferences.who = "Treasurer"
        program = Application(app, Words(), preferences)
        sys.excepthook = sys.__excepthook__
        yield program, Path(temporary)
        if program.window is not None:
            program.window.hide()
        if program.desk is not None:
            program.desk.close()
            program.desk = None


def sample_in(folder: Path) -> Desk:
    """Return the sample group in a file of its own."""
    from communitydesk import storage
    from communitydesk.capabilities import models
    from communitydesk.sample.actions import write_sample

    desk = storage.create(folder / f"sample{storage.SUFFIX}", who="Treasurer", models=models)
    write_sample(desk, today())
    return desk


def places(app: QApplication, folder: Path, size: Size, looks: Iterable[str] = LOOKS) -> None:
    """The welcome, then all that the window can show of the sample group, in every look."""
    with started(app) as (program, temporary):
        program.welcome()
        settle(app)
        assert program.window is not None
        program.window.resize(*size)
        picture(program.window, folder / "welcome.png")
        program.use(sample_in(temporary))
        for look in looks:
            program.preferences.scheme = "light" if look == "large" else look
            program.preferences.scale = 2.0 if look == "large" else 1.0
            program.look_again()
            _every_place(app, program, folder, size, look)


def empty(app: QApplication, folder: Path, size: Size) -> None:
    """Every place of a group that has only just begun."""
    from communitydesk import storage
    from communitydesk.capabilities import models
    from communitydesk.group.actions import set_up_group
    from communitydesk.group.model import Group

    with started(app) as (program, temporary):
        desk = storage.create(temporary / f"new{storage.SUFFIX}", who="Treasurer", models=models)
        set_up_group(desk, Group(name="A group just begun"))
        program.preferences.scheme = "light"
        program.use(desk)
        _every_place(app, program, folder, size, "empty")


def _every_place(app: QApplication, program: Application, folder: Path, size: Size, look: str) -> None:
    """Every place, side, record and sheet; what does not fit is said beside its picture's name."""
    window = program.window
    assert isinstance(window, MainWindow)
    window.resize(*size)

    def seen(widget: QWidget, name: str) -> None:
        picture(widget, folder / f"{look}-{name}.png")
        for trouble in unfit(widget):
            print(f"    {trouble}")

    Tour(window, lambda least: settle(app, least), seen).everything()


def documents(folder: Path) -> None:
    """Every page of every document of the sample group."""
    import pypdfium2

    from communitydesk import capabilities
    from communitydesk.cli import rendered, words_of
    from communitydesk.desk.words import Words

    target = folder / "documents"
    target.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        desk = sample_in(Path(temporary))
        words = words_of(desk, Words())
        for one in capabilities.documents(desk, today()):
            pdf = pypdfium2.PdfDocument(rendered(one, ".pdf", words))
            for number in range(len(pdf)):
                path = target / f"{one.id}-{number + 1:02d}.png"
                pdf[number].render(scale=1.2).to_pil().save(path)
                print(path)
            pdf.close()
        desk.close()


def as_large_as(screen: Size, folder: Path) -> None:
    """Without a screen, pretend one of this size: sheets are never larger than it."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        told = folder / "screen.json"
        one = {"name": "one", "x": 0, "y": 0, "width": screen[0], "height": screen[1], "logicalDpi": 96, "dpr": 1}
        told.write_text(json.dumps({"screens": [one]}), encoding="utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={told}"


def main(arguments: list[str]) -> int:
    """Write the pictures into a folder."""
    folder = Path(arguments[0] if arguments else "screens")
    folder.mkdir(parents=True, exist_ok=True)
    size, names = SIZE, []
    for one in arguments[1:]:
        if SIZED.fullmatch(one):
            width, height = map(int, one.split("x"))
            size = width, height
        else:
            names.append(one)
    as_large_as(size, folder)
    app = QApplication.instance() or QApplication(["screens"])
    assert isinstance(app, QApplication)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
    load_fonts()
    load_world_fonts()
    wanted = names or ["gallery", *LOOKS, "empty", "documents"]
    looks = [look for look in LOOKS if look in wanted]
    if "gallery" in wanted:
        gallery(app, folder, size, looks or LOOKS)
    if looks:
        places(app, folder, size, looks)
    if "empty" in wanted:
        empty(app, folder, size)
    if "documents" in wanted:
        documents(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
