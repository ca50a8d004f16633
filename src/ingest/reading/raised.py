"""Raised marks: the small figure of a footnote behind a word, as a superscript character and not as a figure more.

    "2018" and a small raised "1"       → "2018¹"
    "forløbet" and a small raised "a)"  → "forløbetᵃ⁾"

A mark is put on the line of the text that it belongs to. Lowered figures (CO₂) stay as they are written. Pure.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.reading.page import Word

SMALLER = 0.9  # of the size of the text that a mark stands at; browsers set 0.83 to 0.89, Word two thirds
RISE = (0.12, 0.8)  # of that size, from the text's base line up to the mark's
GAP = 0.3  # of that size, between a mark and the text before it, at most ...
LEAD = 1.0  # ... and from a mark to the footnote that it leads in

_MARK = re.compile(
    r"\(?[+\-−–]?\d{1,3}\)?(?:[,;–-]\d{1,3}\)?)*,?|\(?[a-z]\)?|[*†‡§#]{1,4}\)?", re.ASCII
)  # figures, one letter, signs
_SUPERSCRIPT = str.maketrans("0123456789+-−–=()abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")


def is_mark(text: str) -> bool:
    """Whether a raised text is a mark: figures, a letter, an asterisk; "TM" and "nd" are none."""
    return bool(_MARK.fullmatch(text))


def is_raised(baseline: float, base: float, size: float) -> bool:
    """Whether a base line stands above another (y down) as far as marks do; ``size`` is that of the text there."""
    return RISE[0] * size <= base - baseline <= RISE[1] * size


def superscripts(words: Sequence[Word]) -> list[Word]:
    """The words of a page, with raised marks as superscript characters on the line of their text."""
    largest = max((word.size for word in words), default=0.0)
    marks = [k for k, w in enumerate(words) if w.size <= SMALLER * largest and not w.angle and is_mark(w.text)]
    found = list(words)
    if not marks:
        return found
    by_end, by_start = (_Sorted(words, key) for key in ("x1", "x0"))
    for k in sorted(marks, key=lambda k: words[k].x0):
        mark = words[k]
        before = by_end.text_at(mark, mark.x0 - GAP * largest, mark.x0 + GAP * largest)
        if before is not None and mark.x0 - before.x1 <= GAP * before.size:
            found[k] = _set(mark, before)._replace(glued=True)
            continue
        after = by_start.text_at(mark, mark.x1 - GAP * largest, mark.x1 + LEAD * largest)
        if after is not None and after.x0 - mark.x1 <= LEAD * after.size:
            found[k] = _set(mark, after)
    return found


def _set(mark: Word, text: Word) -> Word:
    return mark._replace(text=mark.text.translate(_SUPERSCRIPT), baseline=text.baseline)


class _Sorted:
    """The upright words of a page by one of their ends."""

    def __init__(self, words: Sequence[Word], end: str) -> None:
        ends = sorted((getattr(word, end), k) for k, word in enumerate(words) if not word.angle)
        self._ends = [x for x, _ in ends]
        self._words = [words[k] for _, k in ends]

    def text_at(self, mark: Word, x0: float, x1: float) -> Word | None:
        """The word of larger type with its end in a range, on whose line a mark stands raised."""
        near = self._words[bisect_left(self._ends, x0) : bisect_right(self._ends, x1)]
        return next(
            (w for w in near if mark.size <= SMALLER * w.size and is_raised(mark.baseline, w.baseline, w.size)), None
        )
