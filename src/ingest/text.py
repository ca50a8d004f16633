"""Lines → text: hyphens at line ends, paragraphs, bullets. Pure, and used by every later step.

A line is a string; a hyphen at its end that is certainly the typesetter's is U+00AD, any other is as printed.
The rules and what they reach are measured in docs/language.md.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ingest.danish_words import MIN_PART, hides_a_hyphen
from ingest.tables.fragment import Line, Paragraph

SOFT = "\u00ad"
BROKEN = "\u2060"  # at a line's end: the word goes on in the next, though no hyphen says so
HYPHEN = "\u2010"
Decision = Literal["join", "keep", "keep-with-space", "displaced"]

SUSPENDING = frozenset({"og", "eller", "samt", "og/eller", "&"})
# not som, men, til: sam-|men, opmærk-|som, lige-|som are one word each
NOT_SUSPENDED = frozenset({"langsamt", "delt-og"})
NEVER_SECOND = frozenset(  # in a compound: where no words are broken, a hyphen before them is a dash
    "som der at hvor hvis når men fordi hvilket dvs det de den har er kan skal vil herunder også således".split()
)
BULLETS = "•▪◦■●○□◆◇▸►‣⁃∙·➢➤❖❏❐❑❒"
TICKS = "✓✔"  # bullets before text; a column of them is a column, and none of bullets
LETTER_BULLET = "o "  # Word's second level; no Danish word is so short and so spelt
BOXES = "☐☑☒"  # they begin an item, and say something of it
DASH_BULLETS = "–—−"
MARKS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"  # raised: of a footnote, or an exponent
MIN_HYPHENATED_LINES = 0.012  # of all lines that could be; a hyphenating document has 3 to 12 %
FEW_PLAIN = 2  # plain hyphens at line ends beside soft ones are typed; more of them, and more than ...
PLAIN_SHARE = 0.3  # ... of the soft ones, are soft ones that PDFium read as plain: it does not tell them apart
MIN_LINES = 60  # fewer lines say nothing about whether a document hyphenates

MIN_BROKEN = 6  # letters; a column in which a shorter word does not fit is none
ONE_LETTER_WORDS = frozenset("iåøe")

_MARKS = re.compile(f"[{MARKS}]+")
_PRIVATE = range(0xE000, 0xF900)  # a glyph that nobody knows, before text: reading lets no other pass
_EDGES = ".,;:!?()[]«»\"'”“’…"
# SSP, CfS, one letter; a longer word in capitals is a headline and may be hyphenated
_ACRONYM = re.compile(r"^(?:[A-ZÆØÅ]{2,5}|[A-ZÆØÅ][a-zæøå][A-ZÆØÅ]{1,3}|[A-Za-zÆØÅæøå])$")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Hyphenation:
    """What a document shows of its hyphens.

    ``vocabulary``: its words as written inside lines, case-folded, with their hyphens.
    ``mark``: what it hyphenates with at line ends: U+00AD (declared soft), U+2010, ``-``, or "" (not at all).
    """

    vocabulary: frozenset[str] = frozenset()
    mark: str = "-"


def line_text(line: Line) -> str:
    """The words of a line with one space between.

    A certain soft hyphen at its end is U+00AD; a slash at its end has a space behind it when one was typed; a word that
    its end breaks without a hyphen ends with U+2060.
    """
    text = "".join([word.text if word.glued else f" {word.text}" for word in line])
    if line and line[-1].soft_hyphen:
        return clean(text[:-1]) + SOFT
    if line and line[-1].broken:
        return clean(text) + BROKEN
    return clean(text) + (" " if line and line[-1].spaced else "")


def clean(text: str) -> str:
    """NFC, one space between words, no-break spaces and hyphens as ordinary ones; line-end U+2010 and U+00AD stay."""
    text = " ".join(unicodedata.normalize("NFC", text).split())
    body, end = (text[:-1], text[-1]) if text.endswith((SOFT, HYPHEN)) else (text, "")
    return body.replace("\u2011", "-").replace(HYPHEN, "-").replace(SOFT, "") + end


def observe(lines: Iterable[str]) -> Hyphenation:
    """What the lines of a whole document show of its hyphenation."""
    words: set[str] = set()
    soft = typographic = plain = count = 0
    for line in lines:
        count += 1
        soft += line.endswith(SOFT)
        typographic += line.endswith(HYPHEN)
        plain += len(line) > 2 and line.endswith("-") and line[-2].islower()
        found = [m.group().casefold() for m in _WORD.finditer(line)]
        words.update(found[1:-1])
        # the first and last word may be halves; behind a space a line's last word is whole when no hyphen follows it
        if len(found) > 1 and " " in line and not line.endswith(("-", SOFT, HYPHEN)):
            words.add(found[-1])
    vocabulary = frozenset(words)
    if soft and plain <= max(FEW_PLAIN, PLAIN_SHARE * soft):
        return Hyphenation(vocabulary, SOFT)
    if typographic > plain:
        return Hyphenation(vocabulary, HYPHEN)
    if count >= MIN_LINES and plain < MIN_HYPHENATED_LINES * count:
        return Hyphenation(vocabulary, "")
    return Hyphenation(vocabulary, "-")


def at_line_end(left: str, right: str, hyphenation: Hyphenation) -> Decision:
    """What becomes of the hyphen that ends ``left`` (a word), when ``right`` is the first word of the next line."""
    mark = left[-1]
    stem, follower = left[:-1].lstrip(_EDGES), right.strip(_EDGES)
    if not stem or not follower[:1].isalnum():
        return "keep-with-space"
    if stem[-1].islower() and follower[0].isupper() and stem[0].islower():
        return "displaced" if mark == SOFT or hyphenation.mark in ("-", mark) else "keep"
    if mark == SOFT:
        return "join"
    if mark == HYPHEN and hyphenation.mark == HYPHEN:
        return "join"
    lower_stem, lower = stem.casefold(), follower.casefold()
    vocabulary = hyphenation.vocabulary
    joined, hyphened = lower_stem + lower, f"{lower_stem}-{lower}"
    if lower in SUSPENDING and joined not in NOT_SUSPENDED and joined not in vocabulary:
        return "keep-with-space"
    if hyphened in vocabulary:
        return "keep"
    if joined in vocabulary:
        return "join"
    last = re.split(r"[-/]", stem)[-1]
    if hyphenation.mark != "-":
        in_a_word = len(last) >= MIN_PART and last.isalpha() and follower.isalpha() and follower.islower()
        if in_a_word and hides_a_hyphen(last.casefold(), lower, vocabulary):
            return "join"
        return "keep-with-space" if lower in NEVER_SECOND else "keep"
    if _ACRONYM.match(last) or stem[-1].isdigit() or stem.endswith("."):
        return "keep"
    if follower[0].isdigit():
        return "keep"
    if stem.isupper() and follower[0].isupper():
        return "join"
    if follower[0].isupper():
        return "keep"
    return "join"


def join_lines(
    lines: Sequence[str], *, vocabulary: frozenset[str] = frozenset(), hyphenation: Hyphenation | None = None
) -> str:
    """The lines of one paragraph as running text.

    ``vocabulary`` holds words known to be written so (case-folded); ``hyphenation`` is what the whole document
    shows, and carries a vocabulary of its own.
    """
    shown = hyphenation or Hyphenation(vocabulary)
    text = ""
    for line in lines:
        typed_space = " " if line.endswith("/ ") else ""
        line = clean(line)
        if not line:
            continue
        text = (_append(text, line, shown) if text else line) + typed_space
    text = text.rstrip().removesuffix(BROKEN)
    return text[:-1] + "-" if text.endswith((SOFT, HYPHEN)) else text


def _append(text: str, line: str, hyphenation: Hyphenation) -> str:
    if text.endswith(BROKEN):
        return text[:-1] + line
    last, first = text.rsplit(" ", 1)[-1], line.split(" ", 1)[0]
    if last.endswith(("-", SOFT, HYPHEN)) and len(last) > 1:
        decision = at_line_end(last, first, hyphenation)
        if decision == "join":
            return text[:-1] + line
        return text[:-1] + "-" + (" " if decision == "keep-with-space" else "") + line
    if text.endswith(" ") or (last.endswith("/") and len(last) > 1):
        return text + line
    if _is_broken_word(last, first, hyphenation.vocabulary):
        return text + line
    if len(last) > 1 and last[-1] in "–—" and last[-2].isdigit() and first[0].isdigit():
        return text + line
    return f"{text} {line}"


def _is_broken_word(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Whether a line broke inside a word and left no hyphen: a column too narrow for the word."""
    lone = len(right.rstrip(",;:)")) == 1  # "m." and "f." are abbreviations
    left, right = left.strip(_EDGES).casefold(), right.strip(_EDGES)
    if not (left.isalpha() and right.isalpha() and right.islower()):
        return False
    if lone and len(left) >= MIN_BROKEN and right not in ONE_LETTER_WORDS:
        return True
    return left + right in vocabulary and left not in vocabulary and right not in vocabulary


def displaced_ends(lines: Sequence[str], hyphenation: Hyphenation) -> list[tuple[str, str]]:
    """Places where a word stops at a hyphen and the next line begins something else: a cell's cut went wrong."""
    found: list[tuple[str, str]] = []
    for above, below in itertools.pairwise(lines):
        last, first = above.rsplit(" ", 1)[-1], below.split(" ", 1)[0]
        ends = last.endswith(("-", SOFT, HYPHEN)) and len(last) > 1
        if ends and at_line_end(last, first, hyphenation) == "displaced":
            found.append((last[:-1] + "-", first))
    return found


def paragraph_lines(paragraph: Paragraph) -> list[str]:
    """The lines of a paragraph as strings."""
    return [text for line in paragraph.lines if (text := line_text(line))]


def printed_text(paragraphs: Sequence[Paragraph], hyphenation: Hyphenation) -> str:
    """The text of a cell as printed, with its bullets: paragraphs with a line break between."""
    return "\n".join(join_lines(paragraph_lines(p), hyphenation=hyphenation) for p in paragraphs)


def paragraph_text(paragraph: Paragraph, hyphenation: Hyphenation) -> str:
    """A paragraph as running text, without its bullet."""
    return without_bullet(join_lines(paragraph_lines(paragraph), hyphenation=hyphenation))


def without_bullet(text: str) -> str:
    """The text without a bullet glyph at its start. A hyphen that the author typed is text and stays."""
    return text[1:].lstrip() if _has_bullet(text) else text


def without_marks(text: str) -> str:
    """The text without raised marks, for whoever asks what its words and figures mean."""
    return _MARKS.sub("", text)


def blanked_marks(text: str) -> str:
    """The text with spaces for raised marks, so that every place in it stays."""
    return _MARKS.sub(lambda m: " " * len(m[0]), text)


def cell_text(paragraphs: Sequence[Paragraph], hyphenation: Hyphenation) -> str:
    """The text of a cell: paragraphs with a line break between; a list set with dashes loses them as any bullets.

    A glyph alone in a cell is no bullet: a year or a group is ticked.
    """
    texts = [text for p in paragraphs if (text := paragraph_text(p, hyphenation))]
    if not texts:
        return printed_text(paragraphs, hyphenation)
    dashed = [text for text in texts if text[:1] in DASH_BULLETS and text[1:2] == " "]
    if len(dashed) > 1 and len(dashed) >= len(texts) - 1:
        texts = [text[1:].lstrip() if text in dashed else text for text in texts]
    return "\n".join(texts)


def starts_with_bullet(text: str) -> bool:
    """Whether a line begins with a glyph that can only be that of an item."""
    return bool(text) and (text[0] in BOXES or _has_bullet(text))


def _has_bullet(text: str) -> bool:
    return bool(text) and (text[0] in BULLETS + TICKS or ord(text[0]) in _PRIVATE or text.startswith(LETTER_BULLET))


def starts_with_dash(text: str) -> bool:
    """Whether a line begins with a dash before a space or a capital: a list item, or a clause set off by a dash."""
    return text[:1] in ("-", *DASH_BULLETS) and (text[1:2] == " " or text[1:2].isupper())
