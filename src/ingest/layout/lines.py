"""Words → lines → paragraphs, by geometry alone. Pure."""

from __future__ import annotations

import itertools
import operator
from collections import Counter
from collections.abc import Iterable, Sequence

from ingest.reading.page import Word
from ingest.tables.fragment import Line, Paragraph
from ingest.text import MARKS, line_text, starts_with_bullet, starts_with_dash
from model.issue import BBox

WIDE_GAP = 2.0  # ems between words of one base line that belong to different columns
SAME_LINE = 0.5  # of the smaller font size; superscripts stand up to 0.4 off the baseline
LOOSE_LEADING = 1.17  # of the usual line distance: more is space between paragraphs
SLACK_AT_SENTENCE = 0.3  # ems that must be left after the next word to believe in a forced break ...
SLACK_IN_SENTENCE = 4.0  # ... and where the text plainly runs on
SAME_START = 1.0  # points between the beginnings of lines of one cell
ALIGNED = 2  # other words that begin where one does, and show a column
BEFORE, BEHIND = 0.4, 1.0  # ems; text that stands nearer to a word on its line may be of its cell
SENTENCE_END = ".:!?…"
_LEFT_TO_RIGHT = operator.attrgetter("x0", "order")


def lines(words: Iterable[Word]) -> list[Line]:
    """Words grouped by their baselines, each line from left to right, lines from top to bottom.

    Text set sideways is read along its own direction and follows the upright text.
    """
    by_angle: dict[int, list[Word]] = {}
    for word in words:
        by_angle.setdefault(word.angle, []).append(word)
    found: list[Line] = []
    for angle in sorted(by_angle):
        found.extend(_lines_at(by_angle[angle], angle))
    return found


def _lines_at(words: list[Word], angle: int) -> list[Line]:
    down = -1 if angle in (180, 270) else 1
    groups: list[list[Word]] = []
    base = first = largest = 0.0  # of the last group: its baseline, the size of its first and its largest word
    for word in sorted(words, key=lambda w: (down * w.baseline, w.order)):
        size = word.size
        if groups and abs(word.baseline - base) <= SAME_LINE * (min(size, first) or 1.0):
            groups[-1].append(word)
            if size > largest:
                base, largest = word.baseline, size
        else:
            groups.append([word])
            base, first, largest = word.baseline, size, size
    if angle == 90:
        return [tuple(sorted(group, key=lambda w: -w.bottom)) for group in groups]
    if angle == 270:
        return [tuple(sorted(group, key=lambda w: w.top)) for group in groups]
    return [tuple(sorted(group, key=_LEFT_TO_RIGHT)) for group in groups]


def segments(line: Line) -> list[Line]:
    """A base line cut where wide gaps show that its words belong to different columns."""
    parts: list[list[Word]] = []
    for word in line:
        if parts and word.x0 - parts[-1][-1].x1 <= WIDE_GAP * word.size:
            parts[-1].append(word)
        else:
            parts.append([word])
    return [tuple(part) for part in parts]


def usual_leading(blocks: Iterable[Sequence[Line]]) -> float:
    """The commonest distance between the baselines of two lines in points; 0 when there are none.

    ``blocks`` are the lines of cells or columns; distances are counted within each.
    """
    counts: Counter[float] = Counter()
    for block in blocks:
        for above, below in itertools.pairwise(block):
            step = below[0].baseline - above[0].baseline
            if 0 < step <= 2.5 * max(w.size for w in below):
                counts[round(step * 2) / 2] += 1
    if not counts:
        return 0.0
    most = max(counts.values())
    return min(step for step, count in counts.items() if count >= 0.6 * most)


def paragraphs(block: Sequence[Line], right: float, leading: float) -> tuple[Paragraph, ...]:
    """The lines of one cell or column as paragraphs.

    A new one begins after extra space, at a bullet, and where the line before was broken although the next word
    would have fitted: ``right`` is the x to which lines may reach.
    """
    dashed = sum(starts_with_dash(line_text(line)) for line in block) > 1
    found: list[list[Line]] = []
    for line in block:
        if found and not _begins(found[-1][-1], line, right, leading, dashed):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(Paragraph(tuple(group)) for group in found)


def _begins(above: Line, line: Line, right: float, leading: float, dashed: bool) -> bool:
    if line[0].angle:
        return False
    size = max(w.size for w in line)
    usual = leading or 1.25 * size
    step = line[0].baseline - above[0].baseline
    if step > LOOSE_LEADING * usual and step > usual + 1.0:
        return True
    text, before = line_text(line), line_text(above)
    if starts_with_bullet(text) or (starts_with_dash(text) and (dashed or before.rstrip(MARKS)[-1:] in SENTENCE_END)):
        return True
    if before.endswith(("-", "\u00ad", "\u2010", "/")):
        return False
    return broke_early(above, line, right)


def broke_early(above: Line, line: Line, right: float) -> bool:
    """Whether a line was broken although the next word would have fitted before ``right``: somebody ended it."""
    size = max(w.size for w in line)
    runs_on = line_text(line)[:1].islower() and line_text(above).rstrip(MARKS)[-1:] not in SENTENCE_END
    slack = (SLACK_IN_SENTENCE if runs_on else SLACK_AT_SENTENCE) * size
    return above[-1].x1 + 0.25 * size + _first_word_width(line) + slack < right


def _first_word_width(line: Line) -> float:
    end = line[0].x1
    for word in line[1:]:
        if not word.glued:
            break
        end = word.x1
    return end - line[0].x0


def bbox_of(words: Iterable[Word]) -> BBox | None:
    """The box around words; ``None`` without any."""
    listed = list(words)
    if not listed:
        return None
    return (
        min(w.x0 for w in listed),
        min(w.top for w in listed),
        max(w.x1 for w in listed),
        max(w.bottom for w in listed),
    )


def middle(word: Word) -> tuple[float, float]:
    """The point that says which cell a word stands in: the middle of its x-height, not of its box."""
    if word.angle % 180:
        return (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return (word.x0 + word.x1) / 2, word.baseline - 0.3 * word.size


def is_overlong(word: Word, words: Iterable[Word]) -> bool:
    """Whether a word that leaves its column is just too long: the first and only one of its line in the column.

    Another line begins where it does; what stands close behind it begins where other words do, in the next column.
    """
    others = [w for w in words if w is not word]
    line = [w for w in others if w.top < middle(word)[1] < w.bottom]
    behind = [w for w in line if w.x0 > word.x0 and w.x0 - word.x1 <= BEHIND * word.size]
    return (
        any(abs(w.x0 - word.x0) <= SAME_START for w in others)
        and not any(w.x0 < word.x0 and word.x0 - w.x1 <= BEFORE * word.size for w in line)
        and all(sum(abs(other.x0 - w.x0) <= SAME_START for other in others) > ALIGNED for w in behind)
    )
