"""What a large, old group knows of its people: how they came and went, roles, checks, claims, and the rota ahead."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from communitydesk.sample.large import Large

Row = dict[str, Any]
Rows = dict[str, list[Row]]
ROLES = ("Session leader", "Driver", "Cook", "Welcome", "Gardener", "Befriender", "Fixer", "Treasurer's help",
         "Play worker", "Choir lead", "Walk leader", "Shopper")  # fmt: skip
SKILLS = ("First aid", "Driving", "Cooking", "Polish", "Welsh", "Urdu", "Book-keeping", "Joinery", "Sewing", "Singing",
          "Gardening", "Computers")  # fmt: skip
TRAINING = ("First aid", "Food hygiene", "Safeguarding", "Minibus")
SLOTS = ("morning", "afternoon", "evening")
WEEKS_AHEAD = 12
"""Weeks of the rota that are planned."""
CLAIMS = 5
"""Expense claims of a person who claims, who is one in two."""


class LargePeople:
    """Makes the rows about people once they, the activities and the sessions are there; keys are the book's."""

    def __init__(self, large: Large) -> None:
        self.large, self.chance, self.key = large, large.chance, large.book.key
        self.today = large.today
        self.roles: list[str] = []
        self.holders: defaultdict[str, list[str]] = defaultdict(list)

    def reached(self, n: int) -> Row:
        """Return how the person of a number is reached, and when they were born: one in fifteen is a child."""
        years = 9 + n % 8 if n % 15 == 0 else 19 + n * 7 % 65
        return {"email": f"person{n}@example.org", "phone": f"07700 9{n % 100_000:05}", "postcode": f"LS{n % 28 + 1} 4AB",
                "address": f"{n % 90 + 1} Long Row\nKingsmead", "prefers": ("email", "call", "text")[n % 3],
                "born_on": self.today - dt.timedelta(days=years * 365 + n % 365) if n % 3 == 0 else None}  # fmt: skip

    def contact_rows(self) -> Rows:
        """Whom to call, other ways, references, a guardian's consent, notes."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        for n, person in enumerate(self.large.people):
            own = {"person_key": person}
            found["emergency_contact"].append({**self._new(own), "name": f"Relative {n}", "relation": "Family",
                                               "phone": f"01632 9{n % 100_000:05}"})  # fmt: skip
            if n % 4 == 0:
                found["contact_way"].append({**self._new(own), "kind": "landline", "value": f"01632 8{n % 100_000:05}"})
                found["person_note"].append({**self._new(own), "written_on": self._since(2), "text": "Likes mornings."})
            if n % 15 == 0:
                found["guardian_consent"].append({**self._new(own), "guardian": f"Parent {n}", "what_for": "Garden",
                                                  "given_on": self._since(1)})  # fmt: skip
            for one in range(2 if n % 2 else 0):
                asked = self._since(6)
                found["reference"].append({**self._new(own), "name": f"Referee {n}.{one + 1}", "asked_on": asked,
                                           "received_on": asked + dt.timedelta(days=20), "outcome": "good"})  # fmt: skip
        return found

    def joining_rows(self) -> Rows:
        """Steps of joining, what each was since when; skills and the times when they are free."""
        skills = [{"key": self.key(), "name": name} for name in SKILLS]
        found: defaultdict[str, list[Row]] = defaultdict(list, skill=skills)
        for n, (person, joined, left) in enumerate(self.large.stays):
            own = {"person_key": person}
            steps = [("enquiry", joined - dt.timedelta(days=30)), ("active", joined)] + (
                [("left", left)] if left else []
            )
            found["stage_change"] += [{**self._new(own), "stage": stage, "since_on": day} for stage, day in steps]
            found["person_part"].append({**self._new(own), "kind": "is_volunteer", "from_on": joined, "to_on": left})
            for step in range(3):
                found["person_skill"].append({**self._new(own), "skill_key": skills[(n + 5 * step) % 12]["key"],
                                              "which": "wanted" if step == 2 else "offered"})  # fmt: skip
                found["availability"].append({**self._new(own), "weekday": (n + 2 * step) % 7, "slot": SLOTS[step]})
        return found

    def role_rows(self) -> Rows:
        """Roles and what they need, who holds them, and what those hold: some of it lapsed, some about to."""
        roles = [{"key": self.key(), "name": name, "least_age": 18 if n % 3 == 0 else None}
                 for n, name in enumerate(ROLES)]  # fmt: skip
        self.roles = [str(row["key"]) for row in roles]
        found: defaultdict[str, list[Row]] = defaultdict(list, role=roles)
        for n, role in enumerate(self.roles):
            needs = [("training", "", TRAINING[n % 4], None), ("references", "", "", 2), ("agreement", "", "", None)]
            if n % 2 == 0:
                needs.append(("check", "enhanced", "", None))
            found["role_need"] += [{**self._new({"role_key": role}), "kind": kind, "level": level, "name": name,
                                    "eligible": "yes" if level else "", "number": number}
                                   for kind, level, name, number in needs]  # fmt: skip
        for n, (person, joined, left) in enumerate(self.large.stays):
            own = {"person_key": person}
            for role in self.roles[n % 12 :: 8][:2]:
                found["role_held"].append({**self._new(own), "role_key": role, "start": joined, "end": left})
                if left is None:
                    self.holders[role].append(person)
            for year in range(3) if n % 5 < 3 else ():
                seen = self.today - dt.timedelta(days=(3 * year + n % 4) * 365 - n % 40)
                found["check_seen"].append({**self._new(own), "level": "enhanced", "seen_on": min(seen, self.today),
                                            "seen_by": "The secretary", "renew_on": seen + dt.timedelta(days=3 * 365)})  # fmt: skip
            for one in range(n % 5):
                got = self._since(5)
                found["certificate"].append({**self._new(own), "name": TRAINING[one % 4], "got_on": got,
                                             "expires_on": got + dt.timedelta(days=3 * 365)})  # fmt: skip
        return found

    def rota_rows(self) -> Rows:
        """Three months to come of every activity, and of a large group a year that is past, with places and answers."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        back = min(52, self.large.sizes.sessions // 100)
        number = len(self.large.sessions)
        for week in range(-back, WEEKS_AHEAD):
            for n, activity in enumerate(self.large.activities):
                number += 1
                day = self.today + dt.timedelta(weeks=week, days=n % 7)
                planned = {"key": self.key(), "activity_key": activity, "planned_on": day, "number": number,
                           "starts_at": 600, "ends_at": 720, "session_key": None}  # fmt: skip
                if day <= self.today:
                    planned["session_key"] = self.key()
                    found["session"].append({"key": planned["session_key"], "activity_key": activity, "held_on": day,
                                             "number": number, "starts_at": 600, "ends_at": 720,
                                             "counted": "headcount", "headcount": 20})  # fmt: skip
                found["planned_session"].append(planned)
                for role, people, answer in self._asked(n, week):
                    own = {"planned_key": planned["key"], "role_key": role}
                    found["rota_place"].append({**self._new(own), "people": 3})
                    found["rota_answer"] += [{**self._new(own), "person_key": person, "answer": answer,
                                              "asked_on": min(day, self.today) - dt.timedelta(days=9)}
                                             for person in people]  # fmt: skip
        return found

    def _asked(self, n: int, week: int) -> Iterator[tuple[str, list[str], str]]:
        """Two roles of a session, who was asked for each, and what they say."""
        known: set[str] = set()
        for role in (self.roles[n], self.roles[(n + 4) % 12]):
            free = [person for person in self.holders[role] if person not in known]
            asked = self.chance.sample(free, min(len(free), 3 if week < 3 else 1))
            known.update(asked)
            yield role, asked, "came" if week < 0 else "yes" if week < 3 else "asked"

    def claim_rows(self) -> Rows:
        """Claims of every second person with costs and journeys, all paid but the latest ones."""
        found: defaultdict[str, list[Row]] = defaultdict(list)
        people = self.large.people
        for n in range(len(people) // 2 * CLAIMS):
            person, approver = people[n * 2 % len(people)], people[(n * 2 + 1) % len(people)]
            day, key = self._since(10), self.key()
            state = "claimed" if n % 150 == 0 else "approved" if n % 150 == 1 else "paid"
            handed, approved = day + dt.timedelta(days=5), day + dt.timedelta(days=9)
            found["expense_claim"].append({"key": key, "person_key": person, "number": n + 1, "state": state,
                                           "claimed_on": handed,
                                           "approved_by_key": None if state == "claimed" else approver,
                                           "approved_on": None if state == "claimed" else approved,
                                           "paid_on": approved if state == "paid" else None,
                                           "paid_how": "bank" if state == "paid" else ""})  # fmt: skip
            for position in range(1, 4):
                journey = position == 3
                line = {**self._new({"claim_key": key}), "position": position, "spent_on": day,
                        "kind": "mileage" if journey else "cost", "what": f"Item {position}",
                        "amount": None if journey else self.chance.randint(90, 2_500),
                        "tenths": 120 if journey else None, "vehicle": "car" if journey else "",
                        "no_receipt": "" if journey else "Parking meter"}  # fmt: skip
                found["expense_line"].append(line)
                if journey and state != "claimed":
                    found["expense_part"].append({**self._new({"line_key": line["key"]}), "position": 1, "tenths": 120,
                                                  "pence": 45, "amount": 540})  # fmt: skip
        return found

    def _new(self, links: Row) -> Row:
        return {"key": self.key(), **links}

    def _since(self, years: int) -> dt.date:
        """Return some day of so many years back, at least a month ago."""
        return self.today - dt.timedelta(days=30 + self.chance.randrange(years * 365))
