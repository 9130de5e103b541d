"""What the papers about data say alike: what people may ask, what allows it, how long it is kept."""

from __future__ import annotations

from communitydesk.desk.words import N_, Words
from communitydesk.protection.model import CLOCKS

OF_GROUP = {
    "consent": N_("You said yes, and may take it back"),
    "contract": N_("We have agreed something together"),
    "legal": N_("The law asks us to"),
    "interests": N_("We need it to run the group, and it does you no harm that you would not expect"),
    "vital": N_("It may save somebody's life"),
    "public": N_("It is a public task"),
}
"""The lawful bases as the group says them to somebody (BASES says them to the group)."""

TO_THEM = {
    "left": N_("after you leave"),
    "event": N_("after it was written or last checked"),
    "lapse": N_("after your consent ends"),
    "year": N_("after the end of our financial year"),
}
"""From when time is counted, as the group says it to somebody (CLOCKS says it to the group)."""
_UNTIL = {"left": N_("until the person leaves"), "lapse": N_("until the consent ends")}
_UNTIL_TO_THEM = {"left": N_("until you leave"), "lapse": N_("until your consent ends")}


def rights(words: Words) -> tuple[str, ...]:
    """Return what everybody may ask, as sentences."""
    return tuple(
        words(one)
        for one in (
            N_("You may ask to see what is held on you."),
            N_("You may ask to have it put right."),
            N_("You may ask to have it erased, or not to be used for something."),
            N_("Where you said yes to something, you may take that back at any time."),
            N_("You may complain to the group, and to the Information Commissioner: ico.org.uk, 0303 123 1113."),
        )
    )


def how_long(months: int, clock: str, words: Words, *, to_them: bool = False) -> str:
    """Return how long something is kept, as people say it; `to_them` says it to the person whose data it is."""
    clocks, until = (TO_THEM, _UNTIL_TO_THEM) if to_them else (CLOCKS, _UNTIL)
    after = words(clocks.get(clock, clocks["left"]))
    if months == 0:
        return words(until[clock]) if clock in until else words(N_("not {after}"), after=after)
    years = months % 12 == 0
    one, many = ("{n} year", "{n} years") if years else ("{n} month", "{n} months")
    time = words.plural(one, many, months // 12 if years else months)
    return words(N_("{time} {after}"), time=time, after=after)
