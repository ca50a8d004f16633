"""Which letters are a Danish word, and whether two parts of a line's end are one.

A list of Danish forms tells (simplemma's, 788,000), and compounds of two of them count as words.
"""

from __future__ import annotations

import re
from functools import cache

MIN_PART = 3  # letters of either part of a compound
IN_LEFT, LAST_PART = 2, 4  # letters before the break, and in all, of a compound's last word
# how compounds go on, and hardly any word ends: the genitive of what has no plural
_LINKED = re.compile(r"(?:heds|ings|ions|skabs|tets|elses)$")
_NO_BEGINNING = re.compile(r"[^aeiouyæøå]*$|([bdfghklmnprstv])\1|[mnrl][bdfgklmnprstv]|d[bdgklmnps]|g[bdkmps]|t[mns]|x")
_NO_PARTS = frozenset("der den det som for med til om men og på af ved fra hos i at".split()) | frozenset(
    ["", *"hvor han hun her man dig mig sig vil kan".split()]
)
_DANISH = frozenset("og af til på ved eller ikke".split())
_FOREIGN = frozenset("the of and und die les des".split())


def is_foreign(vocabulary: frozenset[str]) -> bool:
    """Whether a document, by the words that it writes inside lines, is in another language."""
    return vocabulary.isdisjoint(_DANISH) and not vocabulary.isdisjoint(_FOREIGN)


def goes_on(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Whether two parts (case-folded) are rather one word than two; ``vocabulary`` has words of their document."""
    if _LINKED.search(left):
        return True
    whole, end = left + right, len(left)
    left_is_known, right_is_known = (text in vocabulary or is_known(text) for text in (left, right))
    left_is_word = left_is_known or bool(seams(left))
    if right_is_known and (left_is_known or (left_is_word and right in _NO_PARTS)):
        return False
    if seams(whole) and not left_is_word:
        return True  # forældrem|øder
    if any(at <= end - IN_LEFT and len(whole) - at >= LAST_PART for at in seams(whole)):
        return True  # boligenhed|en: the last word of a compound begins before the break
    if right_is_known:
        return False
    if any(at > end and is_known(whole[:at]) for at in seams(whole)):
        return True  # mo|torfrie
    if right[0] == "s" and is_known(right[1:]):
        return True  # uddannelse|splan: the linking letter went to the next line
    if seams(right):
        return False
    return not left_is_word or bool(seams(whole)) or _NO_BEGINNING.match(right) is not None


def hides_a_hyphen(left: str, right: str, vocabulary: frozenset[str]) -> bool:
    """Whether two parts (case-folded) that a hyphen at a line's end joins are one word: the halves of a known one.

    Two words stay as they are typed ("alkohol-misbrug"), but for what is no second part ("opmærk-som").
    """
    if is_foreign(vocabulary):
        return False
    whole = left + right
    if is_known(whole):
        return right in _NO_PARTS or not all(part in vocabulary or is_known(part) for part in (left, right))
    return bool(seams(whole)) and goes_on(left, right, vocabulary)


@cache
def is_known(word: str) -> bool:
    """Whether a word (case-folded) is a Danish form of the list."""
    import simplemma  # half a second for its list: loaded when a word has to be looked up

    return simplemma.is_known(word, lang="da")


@cache
def seams(word: str) -> tuple[int, ...]:
    """Where a compound's last word begins: what stands before it is a word too, with or without a linking letter."""
    found = []
    for at in range(MIN_PART, len(word) - MIN_PART + 1):
        before = word[:at], word[: at - 1] if word[at - 1] in "se" and at > MIN_PART else ""
        if is_known(word[at:]) and any(_is_part(part) for part in before):
            found.append(at)
    return tuple(found)


def _is_part(text: str) -> bool:
    return text not in _NO_PARTS and (is_known(text) or bool(seams(text)))
