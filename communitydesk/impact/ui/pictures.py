"""Pictures as they come: dropped, pasted or chosen; made upright and small before they are kept."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal

from communitydesk.desk import pictures
from communitydesk.desk.errors import Trouble
from communitydesk.desk.words import N_
from communitydesk.impact.figures import Picture
from communitydesk.widgets.context import Context, Progress
from communitydesk.widgets.files import Brought, FileDrop
from communitydesk.widgets.pictures import ImageView

SHOWN = 900  # dots of the longest side on the screen


@dataclass(frozen=True)
class Ready:
    """A picture or PDF ready to be kept, with the name of the file that it came from."""

    prepared: pictures.Prepared
    name: str


class Landing(FileDrop):
    """Where pictures are brought in; `ready` gives each one prepared, off the window's thread."""

    ready = Signal(object)

    def __init__(self, context: Context, sentence: str, *, many: bool = True) -> None:
        super().__init__(context, sentence, many=many)
        self.brought.connect(self.prepare)

    def prepare(self, brought: tuple[Brought, ...]) -> None:
        """Prepare what came and tell of each piece; what cannot be used is said where it was dropped."""

        def work(progress: Progress) -> list[Ready | Trouble]:
            done: list[Ready | Trouble] = []
            for number, one in enumerate(brought):
                progress(number / len(brought))
                try:
                    done.append(Ready(pictures.prepare(one.content), one.name))
                except Trouble as trouble:
                    which = Trouble(N_("“{name}”: {why}"), name=one.name, why=trouble.message)
                    done.append(which if len(brought) > 1 else trouble)
            return done

        self.context.window.run(N_("Preparing pictures"), work, self._prepared)

    def _prepared(self, done: list[Ready | Trouble]) -> None:
        self.tell([one.say(self.words) for one in done if isinstance(one, Trouble)])
        for one in done:
            if not isinstance(one, Trouble):
                for note in one.prepared.notes:
                    self.context.window.say(note)
                self.ready.emit(one)


def show_kept(view: ImageView, picture: Picture | None, alt: str) -> None:
    """Show a picture, or a PDF's first page, that is kept in the file; a damaged one is said in its place."""
    if picture is None:
        view.show_picture(b"")
        return

    def small() -> bytes:
        return pictures.thumbnail(view.context.desk.content(picture.sha256), picture.media_type, SHOWN)

    said = alt or view.context.words(N_("A picture that is not described yet"))
    view.show_picture(view.context.attempt(small) or b"", said)
