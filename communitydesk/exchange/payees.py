"""Who a bank's line is about, without the bank's own words: so that the same payee is known again next time."""

from __future__ import annotations

import re
from functools import lru_cache

# what banks put before or after a name; each is a whole word or phrase
_PHRASES = re.compile(
    r"\b(?:card (?:payment|purchase|transaction)|contactless(?: payment)?|debit card|visa(?: debit)?|mastercard|maestro"
    r"|direct debit(?: payment)?|direct credit|standing order|bill payment|faster payments?(?: receipt)?"
    r"|bank (?:giro )?credit|giro credit|bacs(?: payment| credit)?|chaps|online (?:payment|transfer|banking)"
    r"|internet (?:payment|transfer|banking)|mobile (?:payment|banking)|automated credit|counter credit"
    r"|third party payment|payment (?:to|from)|transfer (?:to|from)|credit from|debit to|cash withdrawal(?: at)?"
    r"|regular (?:payment|transfer)|via (?:online|mobile|internet)(?: banking)?|apple ?pay|google ?pay|paypal"
    r"|zettle|sumup|iz|sq|crv|first payment|final payment|refund from|refund|reversal|non[- ]sterling.*$"
    r"|exchange rate.*$|mandate (?:no|number).*$|reference(?: number)?|ref)\b",
    re.I,
)
_CODES = re.compile(
    r"\b(?:dd|ddr|d/d|so|s/o|sto|bp|bbp|fp|fpi|fpo|fps|pos|deb|dep|bgc|bac|tfr|trf|ft|obp|ibp|vis|cpt|chq|chg|atm|cr|dr"
    r"|stp|dpc|pymt|cheques?|chqs|eft|c/l|cdm|otr|to|from|at|on|ltd|limited|plc|cic|cio|llp|com|www|gbr?|gbp|uk)\b",
    re.I,
)
_DATES = re.compile(
    r"\b(?:\d{1,2}[/.\-]\d{1,2}(?:[/.\-]\d{2,4})?|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*(?:\s?\d{2,4})?|\d{1,2}:\d{2}(?::\d{2})?)\b",
    re.I,
)
_NUMBERED = re.compile(r"(?:^|(?<=[\s*#]))(?=\S*\d)[\w*#/\-.:]{2,}(?=[\s,;]|$)")
_CARD = re.compile(r"\b(?:cd|card)\s?\d{4}\b", re.I)
_FILLING = re.compile(r"[^\w&+]+|_")
_LONGEST = 40


@lru_cache(maxsize=20_000)
def payee_key(description: str) -> str:
    """Return what stays the same when a payee comes again: "CARD PAYMENT TO B&Q 1123 ON 03 MAY" gives "b&q".

    "" when nothing but the bank's own words and numbers is left. Lower case, at most 40 letters.
    """
    text = description[:200].casefold().replace("'", "").replace("’", "").replace(" & ", "&")
    for pattern in (_CARD, _DATES):
        text = pattern.sub(" ", text)
    text = re.sub(r"\b(?:www\.)|\.(?:co\.uk|org\.uk|com|org|net|uk)\b", " ", text)
    whole = _CODES.sub(" ", _PHRASES.sub(" ", text))
    text = _CODES.sub(" ", _PHRASES.sub(" ", _NUMBERED.sub(" ", text)))
    return (_words(text) or _named_by_number(whole))[:_LONGEST].strip()


def _words(text: str) -> str:
    words = [word for word in _FILLING.sub(" ", text).split() if not word.isdigit()]
    long = [word for word in words if len(word) > 1 or not word.isascii()]
    kept = long or words
    return " ".join(kept[:4])


def _named_by_number(text: str) -> str:
    """Names such as O2 and 3M, which look like a reference but are short and have a letter."""
    words = _words(text).split()
    return " ".join(word for word in words if len(word) <= 5 and any(letter.isalpha() for letter in word))


@lru_cache(maxsize=20_000)
def payee_name(description: str) -> str:
    """Return a payee's name to offer in a form, from the bank's line: "B&Q", "Staples"; the line itself if unsure."""
    key = payee_key(description)
    if not key:
        return description.strip()[:60]
    return " ".join(_cased(word, description) for word in key.split())


def _cased(word: str, description: str) -> str:
    found = re.search(re.escape(word), description, re.I)
    given = found[0] if found else word
    if "&" in given or any(letter.isdigit() for letter in given):
        return given.upper() if given.islower() else given
    return given.capitalize() if given.isupper() or given.islower() else given


def likeness(one: str, other: str) -> float:
    """Return how alike two payees' keys are, from 0 to 1: the share of the shorter one's words that both have.

    A word cut short by the bank ("staple" for "staples") counts when at least four letters agree.
    """
    first, second = sorted((one.split(), other.split()), key=len)
    if not first:
        return 0.0
    same = sum(any(_alike(word, candidate) for candidate in second) for word in first)
    return same / len(first)


def _alike(one: str, other: str) -> bool:
    if one == other:
        return True
    return min(len(one), len(other)) >= 4 and (one.startswith(other) or other.startswith(one))
