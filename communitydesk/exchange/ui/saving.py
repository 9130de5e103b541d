"""Saving what was made: asks where to, writes off the window's thread, and says so."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from communitydesk.desk.words import Message
from communitydesk.desk.writing import write_whole
from communitydesk.widgets.context import Context, Progress


def save_made(
    context: Context, title: str, name: str, kinds: str, make: Callable[[Path], bytes], said: Callable[[str], Message]
) -> None:  # fmt: skip
    """Ask where to save, make the bytes (told where they go) and write them; then say `said(the file's name)`."""
    path = context.window.save_file(title, name, kinds)
    if path is None:
        return
    target = path if path.suffix else path.with_suffix(Path(name).suffix)

    def work(progress: Progress) -> None:
        content = make(target)
        progress(0.8)
        write_whole(target, content)

    context.window.run(title, work, lambda _: context.window.say(said(target.name)))
