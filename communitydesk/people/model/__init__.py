"""The records of people: who they are, how they come and go, the time that they give, the sessions they came to."""

from communitydesk.people.model.contact import (
    CONTACT_WAYS,
    ContactWay,
    EmergencyContact,
    GuardianConsent,
    PersonNote,
    Reference,
)
from communitydesk.people.model.counts import CountLimit
from communitydesk.people.model.expenses import (
    ExpenseClaim,
    ExpenseLine,
    ExpensePart,
    ExpenseReceipt,
    MileageRate,
    OtherMiles,
)
from communitydesk.people.model.hours import Attendance, Hours
from communitydesk.people.model.joining import (
    ChecklistItem,
    ChecklistTick,
    PeopleChoice,
    StageChange,
)
from communitydesk.people.model.letters import LetterTemplate
from communitydesk.people.model.person import (
    PARTS,
    ROLE_CLASSES,
    STAGES,
    Household,
    Part,
    Person,
    age_on,
    is_child,
)
from communitydesk.people.model.roles import Certificate, CheckSeen, NeedLength, Role, RoleHeld, RoleNeed, WentAhead
from communitydesk.people.model.rota import RotaAnswer, RotaPlace
from communitydesk.people.model.skills import Availability, PersonSkill, Skill

__all__ = [
    "CONTACT_WAYS",
    "PARTS",
    "ROLE_CLASSES",
    "STAGES",
    "Attendance",
    "Availability",
    "Certificate",
    "CheckSeen",
    "ChecklistItem",
    "ChecklistTick",
    "ContactWay",
    "CountLimit",
    "EmergencyContact",
    "ExpenseClaim",
    "ExpenseLine",
    "ExpensePart",
    "ExpenseReceipt",
    "GuardianConsent",
    "Hours",
    "Household",
    "LetterTemplate",
    "MileageRate",
    "NeedLength",
    "OtherMiles",
    "Part",
    "PeopleChoice",
    "Person",
    "PersonNote",
    "PersonSkill",
    "Reference",
    "Role",
    "RoleHeld",
    "RoleNeed",
    "RotaAnswer",
    "RotaPlace",
    "Skill",
    "StageChange",
    "WentAhead",
    "age_on",
    "is_child",
]
