"""The rows of a large, old group: twelve years, so that the program can be measured. Its names are numbers' names.

Rows are made without records, in the shape that the tables take; each has every column that may not be empty.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

from communitydesk.sample.book import Book
from communitydesk.sample.large_people import LargePeople

Row = dict[str, Any]
YEARS = 12
FIRST = ("Ada", "Bilal", "Ceri", "Dilys", "Ewa", "Farah", "Gita", "Huw", "Ines", "Jaswant", "Kofi", "Łucja", "Mabli",
         "Noor", "Owain", "Parveen", "Quentin", "Rekha", "Samir", "Tŵm", "Uma", "Vera", "Wei", "Ximena", "Yusuf")  # fmt: skip
LAST = ("Archer", "Bevan", "Chowdhury", "Dhillon", "Evans", "Farouk", "Green", "Hussain", "Iqbal", "Jones",
        "Kowalski", "Lewis", "Mistry", "Nowak", "Okafor", "Prŷs", "Qureshi", "Rhŷs", "Sandhu", "Turner")  # fmt: skip
ACTIVITIES = ("Lunch club", "Garden", "Repair morning", "After-school club", "Tea and talk", "Choir", "Walking group",
              "Advice desk", "Toddlers", "Sewing", "Football", "Digital help")  # fmt: skip
PAYEES = ("Cash and carry", "Market", "Timber yard", "Print shop", "Bus company", "Hall hire", "Energy company",
          "Tool hire", "Nursery", "Caterer", "Insurer", "Bookkeeper")  # fmt: skip
HEADINGS = ("equipment", "sessional", "venue", "publicity", "volunteers", "training")
CLASSES = ("general", "general", "general", "skilled", "professional")


@dataclass(frozen=True)
class Sizes:
    """How many of each; times more of everything that grows with the years when the file is made tenfold."""

    people: int = 500
    hours: int = 40_000
    awards: int = 80
    payments: int = 9_000
    attachments: int = 2_000
    sessions: int = 6_000
    statements: int = 12

    def times(self, n: int) -> Sizes:
        """Return n times as many of all but the pictures."""
        return Sizes(self.people * n, self.hours * n, self.awards * n, self.payments * n, self.attachments,
                     self.sessions * n, self.statements * n)  # fmt: skip


class Large:
    """Makes the rows table by table; what links to another is made after it. Dates are spread over twelve years."""

    def __init__(self, book: Book, sizes: Sizes) -> None:
        self.book, self.sizes = book, sizes
        self.chance = book.random
        self.today = book.calendar.today
        self.first = self.today - dt.timedelta(days=YEARS * 365)
        self.of_people = LargePeople(self)
        self.people: list[str] = []
        self.stays: list[tuple[str, dt.date, dt.date | None]] = []  # key, joined, left
        self.activities: list[str] = []
        self.sessions: list[tuple[str, str, dt.date]] = []
        self.lines: list[tuple[str, str, dt.date, dt.date]] = []
        self.awards: list[tuple[str, dt.date, dt.date]] = []
        self.hours: list[tuple[str, dt.date]] = []
        self.payments: list[tuple[str, dt.date, int, str]] = []

    def _day(self) -> dt.date:
        return self.first + dt.timedelta(days=self.chance.randrange(YEARS * 365))

    def group_rows(self) -> dict[str, list[Row]]:
        """The group, its funders, its people and activities."""
        funders = [{"key": self.book.key(), "name": f"Funder {n}", "kind": "funder",
                    "funder_kind": ("public", "trust", "lottery", "company")[n % 4]} for n in range(1, 26)]  # fmt: skip
        self.funders = [str(row["key"]) for row in funders]
        people = []
        for n in range(self.sizes.people):
            name = f"{FIRST[n % len(FIRST)]} {LAST[n // len(FIRST) % len(LAST)]} {n // 500 + 1 if n >= 500 else ''}"
            joined = self._day()
            left = joined + (self.today - joined) // 2 if n % 3 == 2 else None
            people.append({"key": self.book.key(), "name": name.strip(), "number": n + 1,
                           "role_class": CLASSES[n % 5], "joined_on": joined, "left_on": left,
                           "stage": "left" if left else "active", **self.of_people.reached(n)})  # fmt: skip
            self.stays.append((str(people[-1]["key"]), joined, left))
        self.people = [key for key, _, _ in self.stays]
        activities = [{"key": self.book.key(), "name": name, "counted": ("headcount", "names", "tally")[n % 3],
                       "starts_at": 600, "ends_at": 720, "started_on": self.first}
                      for n, name in enumerate(ACTIVITIES)]  # fmt: skip
        self.activities = [str(row["key"]) for row in activities]
        group = {"key": self.book.key(), "name": "Longstanding Neighbours", "legal_form": "association"}
        return {"group_profile": [group], "contact": funders, "person": people, "activity": activities}

    def session_rows(self) -> dict[str, list[Row]]:
        """Sessions, and the hours that were given at them."""
        sessions = []
        for n in range(self.sizes.sessions):
            day = self.first + dt.timedelta(days=n * YEARS * 365 // self.sizes.sessions)
            activity = self.activities[n % len(ACTIVITIES)]
            key = self.book.key()
            self.sessions.append((key, activity, day))
            sessions.append({"key": key, "activity_key": activity, "held_on": day, "number": n + 1,
                             "starts_at": 600, "ends_at": 720, "counted": "headcount",
                             "headcount": self.chance.randint(6, 60)})  # fmt: skip
        hours = []
        for n in range(self.sizes.hours):
            session, activity, day = self.sessions[n * len(self.sessions) // self.sizes.hours]
            key = self.book.key()
            self.hours.append((key, day))
            hours.append({"key": key, "person_key": self.chance.choice(self.people), "people": 1,
                          "minutes": self.chance.choice((60, 90, 120, 150, 180, 210)), "given_on": day,
                          "activity_key": activity, "session_key": session, "role_class": CLASSES[n % 5]})  # fmt: skip
        return {"session": sessions, "hours": hours}

    def award_rows(self) -> dict[str, list[Row]]:
        """Awards of many sizes, most of them finished, with budgets, terms, instalments and dates."""
        found: dict[str, list[Row]] = {"award": [], "terms": [], "budget_line": [], "instalment": [], "report_due": [],
                                       "award_activity": []}  # fmt: skip
        for n in range(self.sizes.awards):
            start = self.first + dt.timedelta(days=n * (YEARS * 365 - 200) // self.sizes.awards)
            end = start + dt.timedelta(days=(180, 365, 730)[n % 3])
            amount = (30_000, 120_000, 490_000, 980_000, 2_500_000)[n % 5]
            key = self.book.key()
            self.awards.append((key, start, end))
            over = end + dt.timedelta(days=60) < self.today
            found["award"].append({"key": key, "name": f"Project {n + 1}", "funder_key": self.funders[n % 25],
                                   "programme": f"Programme {n % 7 + 1}", "reference": f"REF-{n + 1:04d}",
                                   "amount": amount, "awarded_on": start, "starts_on": start, "ends_on": end,
                                   "closed_on": end + dt.timedelta(days=60) if over else None})  # fmt: skip
            found["terms"].append({"key": self.book.key(), "award_key": key, "receipts": "keep"})
            for position, heading in enumerate(HEADINGS, 1):
                line = self.book.key()
                self.lines.append((key, line, start, min(end, self.today)))
                found["budget_line"].append({"key": line, "award_key": key, "heading": heading, "name": heading.capitalize(),
                                             "amount": amount // 6, "position": position})  # fmt: skip
            found["instalment"].append(
                {"key": self.book.key(), "award_key": key, "amount": amount, "received_on": start}
            )
            found["report_due"].append({"key": self.book.key(), "award_key": key, "kind": "final", "start": start,
                                        "end": end, "due_on": end + dt.timedelta(days=28)})  # fmt: skip
            found["award_activity"].append({"key": self.book.key(), "award_key": key,
                                            "activity_key": self.activities[n % 12]})  # fmt: skip
        return found

    def match_rows(self) -> dict[str, list[Row]]:
        """A third of the hours, each claimed for an award that ran on its day."""
        claims = []
        for key, day in self.hours[::3]:
            award = self.awards[min(len(self.awards) - 1, (day - self.first).days * len(self.awards) // (YEARS * 365))]
            if award[1] <= day <= award[2]:
                claims.append({"key": self.book.key(), "hours_key": key, "award_key": award[0]})
        return {"hour_claim": claims}

    def payment_rows(self) -> dict[str, list[Row]]:
        """Payments, one in ten of them split between two lines, and bank lines for half of them."""
        payments, shares = [], []
        for n in range(self.sizes.payments):
            award, line, start, end = self.lines[n % len(self.lines)]
            day = start + dt.timedelta(days=self.chance.randrange(max(1, (end - start).days)))
            key, amount, payee = self.book.key(), self.chance.randint(150, 9_999), PAYEES[n % 12]
            self.payments.append((key, day, amount, payee))
            payments.append({"key": key, "payee": payee, "what": f"Order {n + 1}", "amount": amount,
                             "incurred_on": day, "method": ("bank", "card", "cash")[n % 3]})  # fmt: skip
            parts = [(line, amount)]
            if n % 10 == 0:
                other = self.lines[(n + 1) % len(self.lines)] if (n + 1) % 6 else self.lines[n % len(self.lines)]
                parts = [(line, amount - amount // 3), (other[1] if other[0] == award else line, amount // 3)]
            shares += [{"key": self.book.key(), "payment_key": key, "award_key": award, "line_key": one, "amount": part}
                       for one, part in parts]  # fmt: skip
        return {"payment": payments, "allocation": shares}

    def bank_rows(self) -> dict[str, list[Row]]:
        """A statement for each year, with a line for half the payments."""
        statements, lines = [], []
        for n in range(self.sizes.statements):
            start = self.first + dt.timedelta(days=n * YEARS * 365 // self.sizes.statements)
            statements.append({"key": self.book.key(), "account": "Current account", "brought_in_on": start,
                               "start": start, "end": start + dt.timedelta(days=364)})  # fmt: skip
        for n, (key, day, amount, payee) in enumerate(self.payments[::2]):
            statement = statements[min(len(statements) - 1, (day - self.first).days * len(statements) // (YEARS * 365))]
            lines.append({"key": self.book.key(), "statement_key": statement["key"], "position": n + 1, "booked_on": day,
                          "description": f"CARD 4471 {payee.upper()}", "amount": -amount, "became": "payment",
                          "payment_key": key, "payee_key": payee.lower(), "fingerprint": f"{day}|{-amount}|{n}"})  # fmt: skip
        return {"bank_statement": statements, "bank_line": lines}

    def pictures(self) -> Iterator[tuple[str, bytes, str]]:
        """Yield small receipts: a file name, a JPEG, and the key of the payment that each shows."""
        step = max(1, len(self.payments) // self.sizes.attachments)
        for n in range(self.sizes.attachments):
            key, day, amount, payee = self.payments[n * step]
            page = Image.new("L", (180, 240), 250)
            pen = ImageDraw.Draw(page)
            for row, text in enumerate((payee, day.isoformat(), f"{amount / 100:.2f}", f"no. {n + 1}")):
                pen.text((12, 14 + row * 26), text, 30)
            kept = io.BytesIO()
            page.save(kept, "JPEG", quality=60)
            yield f"receipt-{n + 1:04d}.jpg", kept.getvalue(), key
