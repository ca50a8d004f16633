"""The lexicon: one heading → what the vocabulary says it means, and by which rule it was recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from rapidfuzz.distance import OSA

from ingest.headings.heading_text import BETWEEN_ROWS, SHORTEST_STEM, folded, key, stem, without_addition
from model.vocabulary import Entry, Reading, Vocabulary

FACTORS = {
    "exact": 1.0,
    "exact without year": 0.98,
    "form": 0.97,
    "head noun": 0.85,
    "abbreviation": 0.85,
    "first of two": 0.85,
    "question": 0.85,
    "fuzzy": 0.8,
}
"""How much a heading recognised by a rule is worth beside one that stands in the vocabulary."""

SHORTEST_FUZZY = 6  # letters; below that one slip makes another word
SHORTEST_MAL = 8  # letters of a word with "mål" in it: Mål, Formål, Delmål, Måling lie one or two slips apart
SLIP_EVERY = 7  # letters; one slip is forgiven, and one more for each so many
MARGIN = 2  # slips by which a heading of any other field must be farther away
LONGEST_PHRASE = 6  # words; a longer text is a sentence, and its last word says little
SHORTEST_ABBREVIATION = 3  # letters before the dot: "Ansv."
SHORTEST_MODIFIER = 3  # letters before the head of a compound: "klimamål", not "nymål"

_FIRST_PART = re.compile(r"[:?(,;]|\s[-–—]\s")
_REST = re.compile(
    r"\s(?:for|på|til|med|i|af|hos|om|ved|fra|pr|siden|der|som|vedr|vedrørende|mellem|under|er|vi|vil|skal)(?:\s.*|$)"
)
_DETERMINER = re.compile(r"^(?:(?:med|til|i|på) )?(?:hvilke[nt]?|vores|egne|angiv|beskriv|de[nt]?) ")
_ABBREVIATED = re.compile(r"\w+\.")


@dataclass(frozen=True, slots=True)
class Found:
    """What one heading means. ``foreign``: it is a heading of other kinds of tables."""

    entry: Entry | None
    rule: str = "unknown"
    foreign: bool = False
    doubtful: bool = False  # it names two fields at once; the first is meant

    @property
    def factor(self) -> float:
        """What the rule is worth."""
        return FACTORS.get(self.rule, 0.0)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """All that the heading could mean."""
        return self.entry.readings if self.entry else ()

    @property
    def fields(self) -> frozenset[str]:
        """The fields of the readings."""
        return frozenset(reading.field for reading in self.readings)


UNKNOWN = Found(None)
_Rule = Callable[[str], Found | None]


class Lexicon:
    """A vocabulary, folded for looking up. Every answer is kept: the same headings come again and again."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._exact = {key(folded(heading)): entry for heading, entry in vocabulary.entries.items()}
        self._forms = self._unmistakable_forms(vocabulary.entries)
        self._heads = frozenset(folded(word) for word in vocabulary.compound_heads)
        self._not_compounds = tuple(folded(word) for word in vocabulary.not_compounds)
        self._openers = frozenset(folded(word) for word in vocabulary.openers)
        self._turning = frozenset(folded(word) for word in vocabulary.turning)
        self._qualifying = tuple(folded(word) for word in vocabulary.qualifying)
        self._abbreviations = vocabulary.abbreviations
        self._generic = frozenset(key(folded(word)) for word in vocabulary.generic)
        self._questions = vocabulary.questions
        self._asking = frozenset(question.opening.split()[0] for question in vocabulary.questions if question.asks)
        self._naming = vocabulary.naming
        self._foreign = frozenset(key(folded(word)) for word in vocabulary.foreign)
        self._never = frozenset(key(folded(word)) for word in vocabulary.never)
        self._accentless = {_without_accents(k): entry for k, entry in self._exact.items() if not k.isascii()}
        self._known: dict[str, Found] = {}

    def find(self, text: str) -> Found:
        """What a heading means; of one in two rows both parts are asked."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = self._of_rows(text.split(BETWEEN_ROWS))
        return found

    def _of_rows(self, parts: list[str]) -> Found:
        """The lower text decides, unless it says too little under what stands above it."""
        lower = self._of_text(parts[-1])
        if len(parts) == 1:
            return lower
        upper = self._of_rows(parts[:-1])
        if lower.entry is None:
            return upper
        too_little = key(folded(parts[-1])) in self._generic and not upper.fields & self._naming
        if upper.entry is None:
            return lower
        if too_little:
            return upper
        if not lower.entry.weak:
            return lower
        sure = {"weak": upper.entry.weak, "evidence": upper.entry.evidence}  # "Aktivitet – Titel" is a plan's
        return replace(lower, entry=lower.entry.model_copy(update=sure))

    def _of_text(self, text: str) -> Found:
        fold = folded(text)
        if not fold or key(fold) in self._never:
            return UNKNOWN
        if key(fold) in self._foreign and key(fold) not in self._exact:
            return replace(UNKNOWN, foreign=True)
        rules: Iterable[_Rule] = (
            self._by_itself,
            lambda fold: self._by_abbreviation(text),
            self._by_likeness,
            self._by_question,
            self._by_determined,
            lambda fold: self._by_first_part(text),
            self._by_first_of_two,
            self._by_head_noun,
            self._by_opener,
        )
        for rule in rules:
            found = rule(fold)
            if found is not None:
                return replace(found, foreign=key(fold) in self._foreign)
        return replace(UNKNOWN, foreign=key(without_addition(fold)) in self._foreign)

    def _by_itself(self, fold: str) -> Found | None:
        entry = self._exact.get(key(fold))
        if entry is not None:
            return Found(entry, "exact")
        shorter = without_addition(fold)
        entry = self._exact.get(key(shorter))
        if entry is not None:
            return Found(entry, "exact without year")
        for one in (fold, shorter):
            entry = self._forms.get(key(stem(one)))
            if entry is not None:
                return Found(entry, "form")
        return None

    def _by_abbreviation(self, text: str) -> Found | None:
        """As in "Ansv. afd.", "Tidshoris.", "Målepkt.": all headings that it can stand for mean the same."""
        words = text.casefold().split()
        if not any(_ABBREVIATED.fullmatch(word) for word in words):
            return None
        spelt = []
        for word in words:
            bare = word.rstrip(".:")
            short = next((short for short in self._abbreviations if bare.endswith(short)), None)
            if short and word.endswith("."):
                spelt.append(re.escape(bare.removesuffix(short) + self._abbreviations[short]))
            elif word.endswith(".") and len(bare) < SHORTEST_ABBREVIATION:
                return None
            else:
                spelt.append(re.escape(bare) + (r"\w*" if word.endswith(".") else ""))
        full = re.compile(r"\s*".join(spelt))
        meant = [entry for known, entry in self._exact.items() if full.fullmatch(known)]
        same = meant and all(_same_meaning(entry, meant[0]) for entry in meant)
        return Found(min(meant, key=lambda entry: entry.weak), "abbreviation") if same else None

    def _by_question(self, fold: str) -> Found | None:
        """As in "Hvordan ved vi, at det virker?", "Sådan følger vi op"."""
        for question in self._questions:
            if f"{fold} ".startswith(f"{question.opening} ") and len(fold.split()) <= 2 * LONGEST_PHRASE:
                rest = fold.removeprefix(question.opening)
                if not question.words or any(f" {word}" in rest for word in question.words):
                    found = self._by_itself(folded(question.like))
                    return replace(found, rule="question") if found else None
        return None

    def _by_determined(self, fold: str) -> Found | None:
        """As in "Hvilken tidsramme?", "Den ansvarlige enhed"."""
        noun = _DETERMINER.sub("", fold)
        if noun == fold:
            return None
        found = self._by_itself(_REST.sub("", noun)) or self._by_head_noun(noun)
        return replace(found, rule="head noun") if found else None

    def _by_first_part(self, text: str) -> Found | None:
        """As in "Aktivitet: hvad skal der ske", "Mål (hvad vil vi opnå)"."""
        first = folded(_FIRST_PART.split(text.strip(), maxsplit=1)[0])
        if first in self._asking and "," in text:
            return None
        found = self._by_itself(first) if first and first != folded(text) else None
        return replace(found, rule="head noun") if found else None

    def _by_first_of_two(self, fold: str) -> Found | None:
        """As in "Mål og indikatorer": the first is meant, an ordinary word last; with a doubt when they differ."""
        parts = fold.split("/")
        if len(parts) == 1 or "" in parts:
            return None
        known = [found for part in parts if (found := self._by_itself(part) or self._by_head_noun(part))]
        if not known:
            return None
        differ = any(not known[0].fields & other.fields for other in known[1:])
        meant = next((one for one in known if one.entry and not one.entry.weak), known[0])
        return replace(meant, rule="first of two", doubtful=differ)

    def _by_head_noun(self, fold: str) -> Found | None:
        """As in "Mål for trivslen", "Kommunens indsatser", "Rusmiddelindsats"."""
        phrase = _REST.sub("", without_addition(fold))
        words = phrase.split()
        if not words or len(fold.split()) > 2 * LONGEST_PHRASE or words[0] in self._turning:
            return None
        if phrase != fold and phrase not in self._asking and (found := self._by_itself(phrase)):
            return replace(found, rule="head noun")
        if (
            len(words) > LONGEST_PHRASE
            or words[-1].endswith(self._not_compounds)
            or self._asking & {words[0], words[-1]}
        ):
            return None
        found = self._by_itself(words[-1]) if len(words) > 1 else None
        is_ordinary = found is not None and found.entry is not None and found.entry.weak
        if found and is_ordinary and words[-1] not in self._heads and not self._explains(words[-2], found):
            return None  # "Skolens navn"
        found = found or self._by_compound(words[-1])
        return replace(found, rule="head noun") if found else None

    def _explains(self, word: str, found: Found) -> bool:
        """Whether a word makes an ordinary one after it a plan's: "Forventet gevinst", "Handlingens navn"."""
        owner = self._by_itself(word) if word.endswith("s") else None
        return word in self._qualifying or (owner is not None and bool(owner.fields & (self._naming | found.fields)))

    def _by_compound(self, word: str) -> Found | None:
        """As in "Rusmiddelindsats", "Opgavestatus": a head that always decides, or any behind what names a row."""
        cuts = range(SHORTEST_MODIFIER, len(word) - SHORTEST_STEM + 1)
        for head, before in ((word[cut:], word[:cut]) for cut in cuts):
            if head in self._heads or (head in self._exact and self._names_row(before)):
                found = self._by_itself(head)
                return found if found and not self._is_slip(word, found) else None
        return None

    def _names_row(self, part: str) -> bool:
        """Whether the first part of a compound is a heading that names a row: "aktivitets-"."""
        entry = self._exact.get(part) or self._exact.get(part.removesuffix("s"))
        return entry is not None and not entry.weak and any(reading.field in self._naming for reading in entry.readings)

    def _is_slip(self, word: str, found: Found) -> bool:
        """Whether a compound is more likely another heading with a slip in it: "deimål"."""
        return any(self._exact[known] != found.entry for _, known in self._near(word, MARGIN))

    def _by_opener(self, fold: str) -> Found | None:
        """As in "Ansvarlig i kommunen", "Status Q3"."""
        words = fold.split()
        if 1 < len(words) <= LONGEST_PHRASE and words[0] in self._openers:
            found = self._by_itself(words[0])
            return replace(found, rule="head noun") if found else None
        return None

    def _by_likeness(self, fold: str) -> Found | None:
        """The nearest heading but for a few slips (wrong, missing, swapped letters), no other field near.

        Never one that is an ordinary word: its neighbours are ordinary words too.
        """
        bare = key(without_addition(fold))
        entry = self._accentless.get(_without_accents(bare))
        if entry is not None and len(bare) >= SHORTEST_STEM:
            return Found(entry, "fuzzy")
        for one in dict.fromkeys((key(fold), bare)):
            forgiven = max(1, len(one) // SLIP_EVERY) if len(one) >= SHORTEST_FUZZY else 0
            near = self._near(one, forgiven + MARGIN) if forgiven and not one.endswith(self._not_compounds) else []
            if not near:
                continue
            distance, nearest = near[0]
            meant = self._exact[nearest]
            others = [d for d, known in near if not _same_meaning(self._exact[known], meant)]
            close = distance <= forgiven and _is_long_enough(nearest) and not meant.weak
            if close and min(others, default=len(one)) >= distance + MARGIN:
                return Found(meant, "fuzzy")
        return None

    def _near(self, one: str, slips: int) -> list[tuple[int, str]]:
        """The headings within so many slips of a key, the nearest first."""
        joints = one.count("/")  # "mål/midler" is no slip of "målsmidler"
        like = (k for k in self._exact if abs(len(k) - len(one)) <= slips and k.count("/") == joints)
        distances = ((OSA.distance(one, known, score_cutoff=slips), known) for known in like)
        return sorted((distance, known) for distance, known in distances if distance <= slips)

    def _unmistakable_forms(self, entries: dict[str, Entry]) -> dict[str, Entry]:
        """Stem → entry, where all headings of that stem mean the same; the strong ones count."""
        forms: dict[str, Entry | None] = {}
        for heading, entry in entries.items():
            one = key(stem(folded(heading)))
            before = forms.get(one, entry)
            same = before is not None and _same_meaning(before, entry)
            forms[one] = (before if before and not before.weak else entry) if same else None
        return {one: entry for one, entry in forms.items() if entry is not None}


_LOST = str.maketrans("åøæ01", "aoaol")  # what poor text layers make of letters, one for one


def _without_accents(known: str) -> str:
    """A key as a reader without Danish letters, who takes l for 1, would give it: "forma1" for "formål"."""
    return unicodedata.normalize("NFD", known).translate(_LOST).encode("ascii", "ignore").decode()


def _is_long_enough(known: str) -> bool:
    return len(known) >= (SHORTEST_MAL if "mål" in known else SHORTEST_FUZZY)


def _same_meaning(one: Entry, other: Entry) -> bool:
    """Whether the first meaning is the same."""
    if not one.readings or not other.readings:
        return one.readings == other.readings
    return one.readings[0].field == other.readings[0].field
