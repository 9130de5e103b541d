"""What this computer remembers of this person: name, language, text size, colours, recent files. Nothing of the group's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

MOST_RECENT = 8
SCALES = (1.0, 1.15, 1.3, 1.5, 1.75, 2.0)


class Preferences:
    """Kept by Qt where this system keeps such things; or in a file of its own, as tests do."""

    def __init__(self, path: Path | None = None) -> None:
        if path:
            self._kept = QSettings(str(path), QSettings.Format.IniFormat)
        else:
            self._kept = QSettings("CommunityDesk", "CommunityDesk")

    def _text(self, name: str, default: str = "") -> str:
        value = self._kept.value(name, default)
        return value if isinstance(value, str) else default

    @property
    def who(self) -> str:
        """The person's name, asked once, so that history says who did what."""
        return self._text("who")

    @who.setter
    def who(self, name: str) -> None:
        self._kept.setValue("who", name)

    @property
    def language(self) -> str:
        """The window's language, empty for the computer's own."""
        return self._text("language")

    @language.setter
    def language(self, code: str) -> None:
        self._kept.setValue("language", code)

    @property
    def scheme(self) -> str:
        """light, dark, contrast, or empty to follow the system."""
        return self._text("scheme")

    @scheme.setter
    def scheme(self, name: str) -> None:
        self._kept.setValue("scheme", name)

    @property
    def scale(self) -> float:
        """How large the text is: 1.0 to 2.0."""
        try:
            return min(max(float(self._text("scale", "1.0")), SCALES[0]), SCALES[-1])
        except ValueError:
            return 1.0

    @scale.setter
    def scale(self, value: float) -> None:
        self._kept.setValue("scale", str(value))

    @property
    def places_shown(self) -> bool:
        """Whether the list of places stands at the left."""
        return self._text("places", "shown") != "hidden"

    @places_shown.setter
    def places_shown(self, shown: bool) -> None:
        self._kept.setValue("places", "shown" if shown else "hidden")

    @property
    def recent(self) -> list[Path]:
        """The files opened last, the newest first, those that are still there."""
        value: Any = self._kept.value("recent", [])
        names = [value] if isinstance(value, str) else list(value or [])
        return [Path(name) for name in names if name and _there(Path(name))]

    def opened(self, path: Path) -> None:
        """Remember that a file was opened."""
        names = [str(path.absolute()), *(str(one) for one in self.recent if one != path.absolute())]
        self._kept.setValue("recent", names[:MOST_RECENT])

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window stood."""
        value = self._kept.value("geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, value: QByteArray) -> None:
        self._kept.setValue("geometry", value)


def _there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a share that is not reached now, a folder that may not be looked into
        return False
