"""Dated things, such as reports that are due and sessions on the rota, as an iCalendar file (RFC 5545) for any calendar program."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LONGEST_LINE = 75  # octets without the line break (RFC 5545, 3.1)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NAMESPACE = uuid.UUID("6f1c8a52-93de-5b0a-8a0e-2f4f6c1d7b11")


@dataclass(frozen=True)
class Dated:
    """One thing on one day. `key` is its record's key and what of it is due: the same key is the same entry for ever.

    `remind_days` are days before on which the calendar speaks up. `done` marks what needs nothing more. With times
    (minutes after midnight) it is an appointment, at the local time of wherever it is looked at, which makes busy;
    without them a whole day. `state` is CONFIRMED, TENTATIVE or CANCELLED.
    """

    key: str
    day: dt.date
    title: str
    note: str = ""
    remind_days: Sequence[int] = ()
    done: bool = False
    starts_at: int | None = None
    ends_at: int | None = None
    place: str = ""
    state: str = "CONFIRMED"


def to_icalendar(things: Iterable[Dated], name: str, now: dt.datetime, language: str = "en-GB") -> bytes:
    """Return a calendar called `name`; `now` is an aware time and is when the entries were written.

    Raises ValueError when `now` has no zone.
    """
    if now.tzinfo is None:
        raise ValueError("the time of writing needs a zone")
    stamp = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//CommunityDesk//Agenda//EN", "CALSCALE:GREGORIAN",
             "METHOD:PUBLISH", f"NAME;LANGUAGE={language}:{escape(name)}", f"X-WR-CALNAME:{escape(name)}"]  # fmt: skip
    for thing in things:
        lines += _event(thing, stamp)
    lines.append("END:VCALENDAR")
    return "".join(map(fold, lines)).encode("utf-8")


def _event(thing: Dated, stamp: str) -> list[str]:
    lines = ["BEGIN:VEVENT", f"UID:{uid(thing.key)}", f"DTSTAMP:{stamp}", *_when(thing),
             f"SUMMARY:{escape(thing.title)}"]  # fmt: skip
    if thing.place:
        lines.append(f"LOCATION:{escape(thing.place)}")
    if thing.note:
        lines.append(f"DESCRIPTION:{escape(thing.note)}")
    busy = thing.starts_at is not None and thing.state != "CANCELLED"
    lines += [f"TRANSP:{'OPAQUE' if busy else 'TRANSPARENT'}", f"STATUS:{thing.state}"]
    for days in () if thing.done else sorted(set(thing.remind_days), reverse=True):
        trigger = f"-P{days}D" if days > 0 else "PT0S"
        lines += [
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{escape(thing.title)}",
            f"TRIGGER:{trigger}",
            "END:VALARM",
        ]
    return [*lines, "END:VEVENT"]


def _when(thing: Dated) -> list[str]:
    """Return when it starts and ends; the end is not part of it (RFC 5545, 3.6.1)."""
    if thing.starts_at is None:
        next_day = thing.day + dt.timedelta(days=1)
        return [f"DTSTART;VALUE=DATE:{thing.day:%Y%m%d}", f"DTEND;VALUE=DATE:{next_day:%Y%m%d}"]
    lines = [f"DTSTART:{_local(thing.day, thing.starts_at)}"]
    if thing.ends_at is not None and thing.ends_at > thing.starts_at:
        lines.append(f"DTEND:{_local(thing.day, thing.ends_at)}")
    return lines


def _local(day: dt.date, minutes: int) -> str:
    """Return a time as the clock on the wall shows it ("form 1" of RFC 5545, 3.3.5)."""
    return f"{day:%Y%m%d}T{minutes // 60:02d}{minutes % 60:02d}00"


def uid(key: str) -> str:
    """Return the entry's identifier for the world: always the same for a key, and telling nothing of it."""
    return f"{uuid.uuid5(_NAMESPACE, key)}@communitydesk"


def escape(text: str) -> str:
    """Return a text as the format wants it: backslash, semicolon, comma and line breaks escaped (RFC 5545, 3.3.11)."""
    plain = _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    plain = plain.encode("utf-8", "replace").decode("utf-8")
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> str:
    """Return a line with its break, cut into pieces of at most 75 octets, never inside a letter (RFC 5545, 3.1)."""
    pieces, piece, room = [], "", _LONGEST_LINE
    for letter in line:
        size = len(letter.encode("utf-8"))
        if size > room:
            pieces.append(piece)
            piece, room = "", _LONGEST_LINE - 1  # the space that begins a further piece counts
        piece += letter
        room -= size
    return "\r\n ".join([*pieces, piece]) + "\r\n"
