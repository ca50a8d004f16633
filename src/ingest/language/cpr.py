"""Personal identity numbers (CPR): a document that holds one should not be exported.

"Handleplan" is also the name of the plan that a municipality makes with one citizen. A number counts as
CPR-like when its first six digits are a date; the checksum does not count, because numbers without one are
given out since 2007. ``docs/language.md`` says what this stops by mistake.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

_DASH = "-–—\u2010\u2011\u00ad"
_TEN_DIGITS = re.compile(
    rf"(?<![\d.,/-])(?:(\d{{2}})(\d{{2}})(\d{{2}})(?:\s?[{_DASH}]\s?| )?|"
    rf"(\d{{2}})\.(\d{{2}})\.(\d{{2}})\s?[{_DASH}]\s?)"
    r"(\d{4})(?![\d/]|[-.,]\d)"
)
_OTHER_NUMBER = re.compile(
    r"(?:\bP-?\s?n(?:r|umme)r?\.?|\bEAN\b|\btlf\.?|\btelefon|\bmobil)\W{0,3}(?:nr\.?\s*)?\+?$", re.IGNORECASE
)
"""What introduces ten digits that are something else: a place of production, an account, a telephone."""


def cpr_numbers(text: str) -> Iterator[str]:
    """Every CPR-like number in a text, as written."""
    for m in _TEN_DIGITS.finditer(text):
        day, month, year = (int(digits) for digits in m.groups()[:-1] if digits)
        if _is_date(day, month, year, int(m[7][0])) and not _OTHER_NUMBER.search(text[: m.start()]):
            yield m.group()


def has_cpr_number(text: str) -> bool:
    """Whether a text holds a CPR-like number."""
    return next(cpr_numbers(text), None) is not None


def _is_date(day: int, month: int, year: int, seventh: int) -> bool:
    """Whether the digits are a day; the seventh gives the century."""
    try:
        datetime.date(_century(year, seventh) + year, month, day)
    except ValueError:
        return False
    return True


def _century(year: int, seventh: int) -> int:
    """By the rule of the CPR office: the seventh digit and the two of the year."""
    if seventh <= 3:
        return 1900
    if seventh in (4, 9):
        return 2000 if year <= 36 else 1900
    return 2000 if year <= 57 else 1800
