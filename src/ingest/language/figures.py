"""A goal that can be counted: the figures in it, in digits and in words.

    [tag.words for tag in figures("Mindst én medarbejder på alle 12 skoler inden 2020")]   # "Mindst én", "12 skoler"

Every number counts, save those that count nothing: years, dates, ages, klassetrin, paragraphs, numbers of items
and names, how long something runs. They are blanked first; shares and changes are read before, for they are sure.
The words stand in ``tags.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.language.ages import AGE_SPANS, GRADES
from ingest.language.tag_words import alternatives, without
from model.understanding import Tag

_WORD = alternatives("number_words")
_ONE = "en|et|én|ét"
_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_NUMBER = rf"(?:{_DIGITS}|{_WORD})(?!\w|-\w)"
_LIMIT = alternatives("limits")
_TIME = alternatives("time_units")
_MONTHS = (
    r"(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|okt|nov|dec)\b\.?"
)

_SURE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\d+(?:[.,]\d+)?(?:\s*[-–]\s*\d+(?:[.,]\d+)?)?\s*(?:%|pct\b\.?|procent\w*|promille)",
        rf"\b(?:{_WORD})\s+procent\w*",
        r"\b\w*alder\w*[^.\d]{0,60}?(?:\bfra\s+\d+(?:[.,]\d+)?\s+)?til\s+\d+(?:[.,]\d+)?\s+år\b",
        rf"\b(?:{alternatives('changes')})",
        rf"\b(?:(?:{_ONE}|{_WORD})\s+)?(?:{alternatives('fractions')})\b",
        r"\b[1-9]/[2-9]\s+(?:af|del)\b|\bmed\s+[1-9]/[2-9](?![\d/])",
        rf"\b(?:{_NUMBER}|{_ONE})\s+(?:ud\s+)?af\s+(?:de\s+)?{_NUMBER}",
        rf"\bhver\s+(?:{alternatives('ordinals')}|\d\.)\s+(?!{_TIME})[a-zæøå]+",
        rf"\b(?:{_NUMBER}|{_ONE})\s+gang(?:e)?\b",
        rf"\b(?:{_ONE})\s+\w+(?:\s+\w+){{0,3}}?\s+(?:om|pr\.?|hver)\s+(?:{_TIME})(?:e?n|et)?\b",
        rf"\b(?:{_LIMIT})\s+(?:{_ONE}|halvanden)\b",
        rf"\b(?:{alternatives('within')})\s+(?:{_ONE}|halvanden)\s+(?:{_TIME})\b",
    )
)

_NO_COUNT = tuple(
    re.compile(pattern, re.IGNORECASE if flags else 0)
    for pattern, flags in (
        (r"\b(?:19|20)\d\d(?:\s*[-–/]\s*(?:19|20)?\d\d)?\b", True),
        (rf"\b\d{{1,2}}\.?\s*{_MONTHS}(?!\w)", True),
        (r"\b\d{1,2}(?:[./]\d{1,2}){1,2}\b(?![.,]?\d)", True),
        (r"\bkl\.?\s*\d{1,2}(?:[.:]\d\d)?(?:\s*(?:[-–]|til)\s*\d{1,2}(?:[.:]\d\d)?)?", True),
        (r"\b\d{1,2}\.?\s*[-–+/]\s*\d{1,2}\.(?=\s*[a-zæøå])|\b\d{1,2}\.(?=\s*[-–]?[a-zæøå])", False),
        (rf"(?:{_NUMBER})\s*[-–]?\s*år(?:s|ig\w*|salder\w*)?\b", True),
        (rf"(?:{_NUMBER})\s*[-–]?\s*(?:{alternatives('spells')})\b", True),
        (
            r"\b(?:§+|stk\.|pkt\.|nr\.|s\.|kap\.|(?:" + alternatives("numbered") + r")\b)\s*(?:nr\.\s*)?"
            r"\d[\d.]*(?:\s*(?:[-–]|,|og|til)\s*\d[\d.]*)*(?!\w)",
            True,
        ),
        (r"§+\s*\d+\w*", True),
        (r"\b[A-ZÆØÅ]\w*[-–]?\d+\b|\b[^\W\d]\w*-\d+\b", False),
        (r"\b\w+(?:" + alternatives("street_ends") + r")\s+\d+\w?\b", True),
        (r"\b\d{4}\s+[A-ZÆØÅ][a-zæøå]+|\b(?:\d\d\s){3}\d\d\b|\b\d{8}\b", False),
        (rf"\b(?:{alternatives('lasting')})\s+(?:ca\.\s+)?(?:{_NUMBER})\s+(?:{_TIME})\b", True),
        (rf"\b(?:{alternatives('definite')})\s+(?:{_WORD})\b", True),
        (r"\b24/7\b", True),
    )
)

_COUNT = re.compile(
    rf"(?:\b(?:{_LIMIT}|{alternatives('within')})\s+)?(?<![\w.,-])(?:(?:{_DIGITS}|{_WORD})\s*[-–]\s*)?(?:{_NUMBER})(?:\s+[a-zæøå]+)?",
    re.IGNORECASE,
)


def figures(goal: str, *, field: str = "goal") -> Iterator[Tag]:
    """The figures that make a goal one that can be counted, in the order of the text."""
    sure: list[re.Match[str]] = []
    for regex in _SURE:
        sure += [m for m in regex.finditer(goal) if not any(m.start() < k.end() and k.start() < m.end() for k in sure)]
    left = without(goal, [m.span() for m in sure])
    for regex in (*AGE_SPANS, GRADES, *_NO_COUNT):
        left = without(left, [m.span() for m in regex.finditer(left)])
    for m in sorted((*sure, *_COUNT.finditer(left)), key=lambda m: m.start()):
        words = goal[m.start() : m.end()].strip()
        yield Tag(kind="goal_figure", code=words, words=words, field=field)
