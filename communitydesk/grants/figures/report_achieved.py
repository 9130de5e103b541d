"""What was achieved, in a report: activities, people, promises, outcomes with measurements, evidence with consent."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from communitydesk.desk.attachments import Attachment
from communitydesk.desk.dates import Period
from communitydesk.desk.records import Ref
from communitydesk.grants.figures import report_parts as p
from communitydesk.grants.figures.award import AwardFigures
from communitydesk.grants.figures.outputs import outputs_of as outputs_in
from communitydesk.grants.figures.outputs import typed_period
from communitydesk.grants.figures.sums import during
from communitydesk.grants.model import Award, OutputCount
from communitydesk.impact.figures import CardRow, card_rows, outcome_rows
from communitydesk.people.figures import HoursWanted, SessionCount, attendance, session_counts
from communitydesk.people.model import Hours

FEW = {"photograph": 2, "quotation": 3, "story": 2, "number": 4, "document": 2}
"""So many cards of a kind are taken where nobody has chosen; more photographs where the funder wants more."""


Sessions = Sequence[SessionCount]


def sessions_of(session: Session, overview: AwardFigures, period: Period) -> Sessions:
    """Return the sessions of the award's activities in a period, read once for all that is worked out from them."""
    return session_counts(session, period, overview.activities) if overview.activities else ()


def _behind(rows: Sequence[SessionCount]) -> p.Keys:
    return tuple(Ref("session", row.key) for row in rows)


def activities_of(held: Sessions) -> tuple[p.ActivityFigures, ...]:
    """Return what happened at each activity that the award pays for, the most attended first."""
    grouped: defaultdict[tuple[str, str], list[SessionCount]] = defaultdict(list)
    for row in held:
        grouped[row.activity_key, row.activity].append(row)
    found = []
    for (key, name), rows in grouped.items():
        attended = [row for row in rows if row.came is not None]
        found.append(
            p.ActivityFigures(
                key,
                name,
                ", ".join(sorted({row.place for row in rows if row.place})),
                p.Sum(len(rows), _behind(rows)),
                p.Sum(sum(row.came or 0 for row in attended), _behind(attended)),
                tuple(dict.fromkeys(row.counted for row in attended)),
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.attendances.value, one.name.casefold())))


def people_of(session: Session, overview: AwardFigures, period: Period, held: Sessions) -> p.PeopleFigures:
    """Return how many different people took part, and whether that is counted or estimated."""
    if not overview.activities:
        return p.PeopleFigures()
    figures = attendance(session, period, overview.activities)
    rows = [row for row in held if row.came]
    return p.PeopleFigures(
        different=figures.people.people or None,
        estimated=figures.people.how == "estimate",
        basis=figures.people.basis if figures.people.how == "estimate" else None,
        attendances=p.Sum(figures.attendances, _behind(rows)),
        new=figures.new,
    )


def places_of(held: Sessions) -> tuple[str, ...]:
    """Return where it happened."""
    return tuple(sorted({row.place.strip() for row in held if row.place.strip()}))


def outputs_of(session: Session, overview: AwardFigures, period: Period, held: Sessions) -> tuple[p.OutputFigures, ...]:
    """Return how far each promise came in the report's period, with the records behind the number."""
    award = session.get(Award, overview.key)
    assert award is not None  # the overview was made from it in this read
    found = []
    for one in outputs_in(session, award, period, overview.as_at):
        where = (one.activity_key,) if one.activity_key else overview.activities
        if one.source == "typed":
            keys = _typed(session, one.key, typed_period(award, period, overview.as_at))
        elif one.source == "hours":
            keys = _hours(session, where, period)
        else:
            rows = [row for row in held if row.activity_key in where]
            keys = _behind(rows if one.source == "sessions" else [row for row in rows if row.came])
        done = p.Sum(one.so_far or 0, keys)
        found.append(
            p.OutputFigures(one.key, one.name, one.target, done, one.so_far is not None, one.source, one.estimated)
        )
    return tuple(found)


def _typed(session: Session, output_key: str, period: Period) -> p.Keys:
    query = select(OutputCount.key).where(
        OutputCount.output_key == output_key, during(OutputCount.__table__.c.counted_on, period)
    )
    return tuple(Ref("output_count", key) for key in session.scalars(query.order_by(OutputCount.key)))


def _hours(session: Session, activities: Sequence[str], period: Period) -> p.Keys:
    if not activities:
        return ()
    wanted = HoursWanted(period=period, activities=activities)
    query = wanted.narrow(select(Hours.key)).order_by(Hours.given_on, Hours.key)
    return tuple(Ref("hours", key) for key in session.scalars(query))


def outcomes_of(session: Session, overview: AwardFigures, period: Period) -> tuple[p.OutcomeFigures, ...]:
    """Return the award's outcomes in their order, each with what was measured by the end of the period."""
    rows = {row.key: row for row in outcome_rows(session)}
    return tuple(
        p.OutcomeFigures(
            key,
            rows[key].statement,
            rows[key].how_we_know,
            tuple(
                p.MeasureFigures(one.taken_on, one.question, one.yes, one.asked, one.key)
                for one in rows[key].measures
                if one.taken_on in period
            ),
        )
        for key in overview.outcomes
        if key in rows
    )


# -- evidence ------------------------------------------------------------------------------


def cards_of(
    session: Session, overview: AwardFigures, chosen: Sequence[str], period: Period, today: dt.date
) -> tuple[tuple[p.CardFigures, ...], tuple[p.KeptOut, ...]]:
    """Return the evidence that is printed, in its order, and what stays out for want of consent, with why.

    Where nobody has chosen, the latest few cards of the award are taken.
    """
    rows = {row.key: row for row in card_rows(session, today, keys=chosen or overview.cards)}
    wanted = [rows[key] for key in chosen if key in rows] or _few(tuple(rows.values()), overview, period)
    out = [row for row in wanted if not row.consent.printable]
    files = _files(session, wanted)
    printed = tuple(_card(row, files) for row in wanted if row.consent.printable and _whole(row))
    return printed, tuple(p.KeptOut(row.key, row.name, row.consent.sentence) for row in out)


def _few(rows: Sequence[CardRow], overview: AwardFigures, period: Period) -> list[CardRow]:
    left = {**FEW, "photograph": max(FEW["photograph"] - 1, overview.terms.photographs.value)}
    found = []
    for row in rows:
        in_time = row.made_on is None or period.end is None or row.made_on <= period.end
        if not in_time:
            continue
        if not row.consent.printable:
            found.append(row)  # said to the treasurer, and counts for nothing
        elif left.get(row.kind, 0) > 0:
            left[row.kind] -= 1
            found.append(row)
    return found


def _whole(row: CardRow) -> bool:
    """Whether a card holds what it is to show."""
    if row.kind == "photograph":
        return bool(row.attachment_key)
    if row.kind in ("story", "quotation"):
        return bool(row.text.strip())
    return row.number is not None if row.kind == "number" else True


def _files(session: Session, rows: Sequence[CardRow]) -> dict[str, tuple[str, str]]:
    keys = [row.attachment_key for row in rows if row.attachment_key]
    query = select(Attachment.key, Attachment.sha256, Attachment.media_type).where(Attachment.key.in_(keys))
    return {key: (sha256, media_type) for key, sha256, media_type in session.execute(query).all()}


def _card(row: CardRow, files: dict[str, tuple[str, str]]) -> p.CardFigures:
    sha256, media_type = files.get(row.attachment_key or "", ("", ""))
    return p.CardFigures(
        key=row.key,
        kind=row.kind,
        name=row.name,
        made_on=row.made_on,
        text=row.text,
        said_by=row.said_by,
        number=row.number,
        unit=row.unit,
        sha256=sha256,
        media_type=media_type,
        alt_text=row.alt_text,
        caption=row.caption,
        outcomes=row.outcomes,
        consented=row.shows_people,
    )
