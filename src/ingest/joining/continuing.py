"""Whether the first row of a page goes on with the last row of the page before. Pure; every signal is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ingest.layout.lines import broke_early
from ingest.tables.fragment import Paragraph
from ingest.text import MARKS, line_text, starts_with_bullet, starts_with_dash

SENTENCE_END = (".", "!", "?", ":", ";", "…", ".)", ".”", '."', "!”", "?”")
_NUMBERED = re.compile(r"^[\W_]*(?:\d+[.\d]*[a-z]?|[a-zA-Z]\)|[IVX]+\.)\W*$")
_HYPHENS = ("-", "\u00ad", "\u2010")

FULL_STOP = "starts anew after a full stop"
MID_SENTENCE = "goes on in mid-sentence"
OPEN_END = "from a word at which no sentence stops"
EMPTY_ABOVE = "text under an empty cell"
OTHER_HALF = "all that the row above leaves empty"
SCRAP = "nor most else that every row has"
HALF_EMPTY = "half empty, where rows are full"

# How much each signal says, however many columns give it. A cut row gives several; a weak sum is marked.
WEIGHTS = {
    "no rule below": 7,
    "no rule below, as at every cut": 2,
    "a rule below, where cut rows have none": -4,
    "cut inside a word": 6,
    MID_SENTENCE: 3,
    OPEN_END: 2,
    "and in another column": 2,
    "starts in lower case": 1,
    FULL_STOP: -1,
    EMPTY_ABOVE: -3,
    OTHER_HALF: 3,
    HALF_EMPTY: 4,
    "every other cell begins anew": -3,
    "no anchor": 2,
    SCRAP: 3,
    "no number where every row has one": 6,
    "a number of its own": -8,
    "an anchor of its own": -2,
    "nothing goes on": -4,
}
SURE = 2  # points from which a decision is not marked as weak


@dataclass(frozen=True, slots=True)
class Evidence:
    """The signals found, their sum, and what they say; ``certain`` when the structure tree said it."""

    goes_on: bool
    score: int
    signals: tuple[str, ...]
    certain: bool = False

    @property
    def weak(self) -> bool:
        """Whether a reader should look: the signals hardly outweigh each other."""
        return not self.certain and abs(self.score) < SURE


def by_tree(same_row: bool) -> Evidence:
    """What the structure tree says of two rows of one table."""
    signal = "one row in the structure tree" if same_row else "two rows in the structure tree"
    return Evidence(same_row, 0, (signal,), certain=True)


def continues(
    before: Mapping[int, Sequence[Paragraph]],
    after: Mapping[int, Sequence[Paragraph]],
    usual: Sequence[int],
    *,
    ended: Collection[int],
    numbered: bool,
    open_below: bool | None,
    leaves_open: bool,
    tells: bool,
    full: bool,
) -> Evidence:
    """Weigh the last row of a part (``before``: column → paragraphs) against the first of the next (``after``).

    ``usual`` are the columns that no row leaves empty, ``ended`` those whose text no page end cut; ``numbered`` says
    whether the first of ``usual``, the anchor, numbers the rows; ``open_below`` that no rule closes the part before
    (``None``: rules say nothing here), ``leaves_open`` that this document's producer draws none under a row that goes
    on, and ``tells`` that it draws one under a row that does not; ``full`` that hardly another row leaves a cell empty.
    """
    signals: list[str] = []
    if open_below:
        signals.append("no rule below" if tells else "no rule below, as at every cut")
    elif leaves_open and open_below is not None:
        signals.append("a rule below, where cut rows have none")
    anchor = usual[0]
    first = after.get(anchor, ())
    halves = _are_halves(before, after, usual)
    others = {column: _between(before[column], below) for column, below in after.items() if below and column in before}
    others = {column: [] if column in ended and found == [MID_SENTENCE] else found for column, found in others.items()}
    cut = any(WEIGHTS[signal] >= SURE for signal in others.get(anchor, ()))
    begins = bool(first) and not halves and not cut
    for found in others.values():
        # beside the rest of a first cell, the rest of a row may stand where the page before left room
        signals.extend(signal for signal in found if begins or signal != EMPTY_ABOVE)
    new = [column for column, found in others.items() if column != anchor and found in ([FULL_STOP], [])]
    if not cut and len(new) > 1 and len(new) == len(others.keys() - {anchor}):
        signals.append("every other cell begins anew")
    if halves:
        signals.append(OTHER_HALF)
    elif not first:
        signals.append("no number where every row has one" if numbered else "no anchor")
        if _is_scrap(after, usual):
            signals.append(SCRAP)
    elif _NUMBERED.match(_start(first)):
        signals.append("a number of its own")
    elif not _start(first)[:1].islower() and not _is_unfinished(before.get(anchor, ())):
        signals.append("an anchor of its own")
        if "every other cell begins anew" in signals:
            signals.append("nothing goes on")
    filled = {column for column, below in after.items() if below}
    if full and filled - {anchor} and 2 * len(filled) <= len(after):  # a name alone may be a row that is empty so far
        signals.append(HALF_EMPTY)
    if signals.count(MID_SENTENCE) > 1:
        signals.append("and in another column")
    named = tuple(dict.fromkeys(signals))
    score = sum(WEIGHTS[signal] for signal in named)
    return Evidence(score > 0, score, named)


def _are_halves(
    before: Mapping[int, Sequence[Paragraph]], after: Mapping[int, Sequence[Paragraph]], usual: Sequence[int]
) -> bool:
    """Whether a row without an anchor stands above the anchor of one, and neither can be whole.

    No column has text in both, the one lacks what the other has of every row's, or the one hardly has any of it.
    """
    above, below = ({column for column, text in row.items() if text} for row in (before, after))
    if not above or usual[0] in above or usual[0] not in below:
        return False
    return not above & below or bool((above - below) & set(usual)) or _is_scrap(before, usual)


def _is_scrap(row: Mapping[int, Sequence[Paragraph]], usual: Sequence[int]) -> bool:
    """Whether a row leaves empty the anchor and most of what every row has."""
    empty = [column for column in usual if not row.get(column)]
    return usual[0] in empty and len(empty) > max(1, len(usual) / 2)


def is_number(paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a cell holds the number of its row and nothing else: 5.10, 3a, b), IV."""
    return len(paragraphs) == 1 and bool(_NUMBERED.match(_start(paragraphs)))


def is_cut(above: Sequence[Paragraph], below: Sequence[Paragraph]) -> bool:
    """Whether a cell stops inside a word or sentence that the cell below takes up."""
    return any(WEIGHTS[signal] >= SURE for signal in _between(above, below))


def is_one_paragraph(above: Paragraph, below: Paragraph, right: float, *, one_element: bool) -> bool:
    """Whether the paragraph that ends a page goes on at the top of the next; lines reach to ``right`` there.

    ``one_element`` says that both parts are one table of the structure tree, which then knows its paragraphs.
    """
    if above.key is not None and (one_element or above.key == below.key):
        return above.key == below.key
    end, start = _end(above), line_text(below.lines[0])
    if end.endswith(_HYPHENS) and len(end) > 1 and end[-2].isalpha():
        return True
    if starts_with_bullet(start) or (starts_with_dash(start) and end.endswith(SENTENCE_END)):
        return False
    if not end.endswith(SENTENCE_END) and (start[:1].islower() or _ends_open(end)):
        return True
    if start[:1].isupper() and not end.endswith(SENTENCE_END):
        in_a_name = end.rsplit(" ", 1)[-1][:1].isupper()
        if not in_a_name or len(above.lines) == 1:
            return False  # a capital that nothing leads up to, or the next of a list of short names
    return not broke_early(above.lines[-1], below.lines[0], right)


def _between(above: Sequence[Paragraph], below: Sequence[Paragraph]) -> list[str]:
    """The signals that one column gives."""
    if not above:
        return [EMPTY_ABOVE]
    end, start = _end(above[-1]), _start(below)
    if end.endswith(_HYPHENS) and len(end) > 1 and end[-2].isalpha():
        return ["cut inside a word"] if start[:1].islower() else []
    if start[:1].islower() or start[:1] == "(":
        if end.endswith(SENTENCE_END):
            return ["starts in lower case"]
        return [MID_SENTENCE, OPEN_END] if _ends_open(end) else [MID_SENTENCE]
    if end.endswith(SENTENCE_END):
        return [FULL_STOP]
    return [MID_SENTENCE] if _ends_open(end) else []


_OPEN_WORDS = frozenset(
    "og eller samt at med i på til for af fra om der som en et den det de ved over under mellem hos "
    "har er skal kan vil".split()
)


def _ends_open(end: str) -> bool:
    """Whether a line stops at a word that no sentence stops at."""
    return end.endswith(",") or end.rsplit(" ", 1)[-1].casefold() in _OPEN_WORDS


def _is_unfinished(paragraphs: Sequence[Paragraph]) -> bool:
    if not paragraphs:
        return False
    end = _end(paragraphs[-1])
    return end.endswith(_HYPHENS) or _ends_open(end)


def _end(paragraph: Paragraph) -> str:
    """The last line of a paragraph, with the first half of its word when that stands on the line before."""
    end = line_text(paragraph.lines[-1]).rstrip(MARKS)
    if " " not in end and len(paragraph.lines) > 1:
        above = line_text(paragraph.lines[-2])
        return above[:-1] + end if above.endswith(_HYPHENS) else end
    return end


def _start(paragraphs: Sequence[Paragraph]) -> str:
    return line_text(paragraphs[0].lines[0]) if paragraphs else ""
