"""What a page or a document will say of people, their hours and who came."""

from communitydesk.people.figures.attendance import (
    AttendanceFigures,
    PeopleCount,
    SessionCount,
    attendance,
    names_of,
    people_count,
    per_activity,
    session_counts,
)
from communitydesk.people.figures.hours import (
    HoursFigures,
    HoursRow,
    HoursWanted,
    Total,
    doubles,
    hours_by,
    hours_figures,
    hours_rows,
)
from communitydesk.people.figures.people import (
    PersonFigures,
    PersonRow,
    name_list,
    people_rows,
    person_figures,
    regulars,
)

__all__ = [
    "AttendanceFigures",
    "HoursFigures",
    "HoursRow",
    "HoursWanted",
    "PeopleCount",
    "PersonFigures",
    "PersonRow",
    "SessionCount",
    "Total",
    "attendance",
    "doubles",
    "hours_by",
    "hours_figures",
    "hours_rows",
    "name_list",
    "names_of",
    "people_count",
    "people_rows",
    "per_activity",
    "person_figures",
    "regulars",
    "session_counts",
]
