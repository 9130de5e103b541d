"""A due report stands in the treasurer's calendar, once, however often the file is written."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communitydesk.exchange.calendars import Dated, escape, fold, to_icalendar, uid

NOW = dt.datetime(2026, 11, 21, 10, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
DUE = Dated("award-1/final", dt.date(2026, 12, 31), "Final report: hall, garden; tea", "Ask Anna\nfor figures", (14, 2))


def unfolded(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def test_a_due_report_is_a_whole_day_with_reminders() -> None:
    lines = unfolded(to_icalendar([DUE], "Our group", NOW))
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert "DTSTART;VALUE=DATE:20261231" in lines
    assert "DTEND;VALUE=DATE:20270101" in lines
    assert "DTSTAMP:20261121T090000Z" in lines
    assert r"SUMMARY:Final report: hall\, garden\; tea" in lines
    assert r"DESCRIPTION:Ask Anna\nfor figures" in lines
    assert [line for line in lines if line.startswith("TRIGGER")] == ["TRIGGER:-P14D", "TRIGGER:-P2D"]
    assert lines.count("BEGIN:VALARM") == lines.count("END:VALARM") == 2


def test_the_same_thing_keeps_its_identifier_and_others_have_theirs() -> None:
    assert uid("award-1/final") == uid("award-1/final")
    assert uid("award-1/final") != uid("award-1/interim")
    assert "award" not in uid("award-1/final")


def test_what_is_done_no_longer_reminds() -> None:
    done = Dated("a", dt.date(2026, 1, 1), "Done", remind_days=(1,), done=True)
    assert b"VALARM" not in to_icalendar([done], "g", NOW)


def test_the_time_of_writing_needs_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        to_icalendar([], "g", dt.datetime(2026, 1, 1))  # noqa: DTZ001


def test_the_same_things_give_the_same_file() -> None:
    assert to_icalendar([DUE], "g", NOW) == to_icalendar([DUE], "g", NOW)


@given(st.text(max_size=300))
def test_no_line_is_longer_than_75_octets_and_nothing_is_lost(text: str) -> None:
    text = escape(text)
    folded = fold(f"SUMMARY:{text}")
    pieces = folded.removesuffix("\r\n").split("\r\n ")
    assert "".join(pieces) == f"SUMMARY:{text}"
    assert all(len(piece.encode()) <= 75 for piece in folded.split("\r\n"))


@given(st.text(max_size=100))
def test_no_text_can_add_a_line_of_its_own(text: str) -> None:
    content = to_icalendar([Dated("a", dt.date(2026, 1, 1), text, text)], text, NOW)
    names = [line.split(":")[0].split(";")[0] for line in unfolded(content) if line]
    assert names.count("BEGIN") == names.count("END") == 2
    assert set(names) <= {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "NAME", "X-WR-CALNAME", "UID", "DTSTAMP",
                          "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "TRANSP", "STATUS"}  # fmt: skip
