"""Who is who among the persons that a plan names, and texts without their names.

    directory = Directory.of(["Lene Warwick er tovholder", "Lene indkalder"])
    directory.redact("Spørg Lene Warwicks afløser")       # "Spørg Person 1s afløser"

Variants of one name are one person: the first name alone and the surname alone when only one person of the
plan has it, an initial for a first name, a letter or two that differ in a longer surname. Persons are
numbered in the order in which the plan names them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ingest.language.persons import Mention, doubtful_alone, find_persons, given_name, words_in_lower_case
from ingest.text import blanked_marks
from model.municipalities import by_name
from model.plan import Persons

REMOVED = "[navn]"
E_MAIL, TELEPHONE = "[e-mail]", "[telefon]"
SPELLING = ((8, 2), (5, 1))  # letters of a surname → how many of them may differ between two spellings

_E_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TELEPHONE = re.compile(r"(?<=[\s:.])(?:\+45[\s-]?)?\d{2}[\s.-]?\d{2}[\s.-]?\d{2}[\s.-]?\d{2}(?!\d)")
_CALL = re.compile(r"(?:tlf|telefon\w*|mobil\w*|mob|ring(?:\s+(?:til|på))?)\W*$", re.IGNORECASE)
_BREAK = r"(?:[-\u2010\u00ad]\s*\n\s*)?"  # a hyphen at the end of a line, inside a name
_NAME_WORD = re.compile(r"[^\s.]+")


@dataclass(slots=True)
class Person:
    """A person of the plan; ``given`` and ``surname`` are case-folded, either may be ""."""

    given: str
    surname: str
    number: int = 0


class Directory:
    """The persons of one plan and the forms in which it names them."""

    def __init__(self, mode: Persons = "pseudonymise") -> None:
        self.mode = mode
        self.persons: list[Person] = []
        self.common: frozenset[str] = frozenset()
        self.known: frozenset[str] = frozenset()
        self.forms: dict[str, Person] = {}
        self._pattern: re.Pattern[str] | None = None

    @classmethod
    def of(cls, texts: Iterable[str], names: Iterable[str] = (), mode: Persons = "pseudonymise") -> Directory:
        """The directory of a plan: its texts in their order, and names known to be persons'."""
        texts = list(texts)
        names = list(names)
        made = cls(mode)
        made.common = words_in_lower_case(texts)
        full = [" ".join(m.text.split()) for text in texts for m in find_persons(text, common=made.common)]
        made.known = frozenset(_parts(name)[0] for name in (*full, *names) if _parts(name)[1])
        said = [
            " ".join(m.text.split()) for text in texts for m in find_persons(text, common=made.common, known=made.known)
        ]
        for name in (*said, *names):
            if all(_parts(name)):
                made._person(name, add=True)
        for name in (*said, *names):
            made.forms[name] = person = made._person(name, add=True) or made._new(*_parts(name))
            person.number = person.number or 1 + max(p.number for p in made.persons)
        made._add_surnames()
        made._pattern = _pattern(made.forms)
        return made

    def redact(self, text: str) -> str:
        """The text without names: "Person 1", or a mark when names are removed; line breaks stay."""
        if self.mode == "keep" or not text:
            return text
        text = _TELEPHONE.sub(lambda m: TELEPHONE if _CALL.search(text[: m.start()]) else m.group(), text)
        text = _E_MAIL.sub(E_MAIL, text)
        pieces, end = [], 0
        for mention, label in self._mentions(text):
            if mention.start >= end:
                breaks = "\n" * mention.text.count("\n")
                pieces.append(text[end : mention.start] + label + breaks)
                end = mention.end
        return "".join(pieces) + text[end:]

    def _mentions(self, text: str) -> list[tuple[Mention, str]]:
        """Every name in the text with what stands for it, the longer first where two begin together."""
        found = []
        for mention in find_persons(text, common=self.common, known=self.known):
            found.append((mention, self._label(self._person(mention.text))))
        if self._pattern:
            for m in self._pattern.finditer(blanked_marks(text)):
                form = re.sub(_BREAK, "", m["name"])
                person = self.forms.get(" ".join(form.split())) or self.forms.get(_title(form))
                found.append((Mention(m["name"], *m.span("name")), self._label(person)))
        return sorted(found, key=lambda one: (one[0].start, -one[0].end))

    def _label(self, person: Person | None) -> str:
        return f"Person {person.number}" if person and self.mode == "pseudonymise" else REMOVED

    def _person(self, name: str, *, add: bool = False) -> Person | None:
        """The one person that a name can mean; with ``add`` a new one for a full name that no one has."""
        given, surname = _parts(name)
        meant = [person for person in self.persons if _same(person, given, surname)]
        exact = [person for person in meant if (person.given, person.surname) == (given, surname)]
        if exact or len(meant) == 1:
            return (exact or meant)[0]
        return self._new(given, surname) if add else None

    def _new(self, given: str, surname: str) -> Person:
        self.persons.append(Person(given, surname))
        return self.persons[-1]

    def _add_surnames(self) -> None:
        """A surname alone means its only bearer, unless it is a place or a word too."""
        for form, person in list(self.forms.items()):
            last = _NAME_WORD.findall(form)[-1]
            bearers = [p for p in self.persons if p.surname == person.surname]
            alone = person.surname == last.casefold() and len(bearers) == 1
            if alone and last.casefold() not in self.common and by_name(last) is None:
                self.forms.setdefault(last, person)


def _parts(name: str) -> tuple[str, str]:
    """(first name, surname), case-folded; a lone word is a first name when it is one."""
    words = _NAME_WORD.findall(name.casefold())
    if len(words) == 1:
        return (words[0], "") if given_name(name.title()) else ("", words[0])
    last = name.split()[-1]
    only_given = len(words) == 2 and given_name(last) is not None and not doubtful_alone(last)
    return (words[0], "") if only_given and all(given_name(word) for word in name.split()) else (words[0], words[-1])


def _same(person: Person, given: str, surname: str) -> bool:
    if given and surname and person.surname:
        firsts = person.given == given or (person.given[:1] == given[:1] and 1 in (len(given), len(person.given)))
        return firsts and _near(person.surname, surname)
    if surname:
        return person.surname == surname
    return person.given == given


def _near(one: str, other: str) -> bool:
    """Whether two surnames are spellings of one."""
    if one == other:
        return True
    allowed = next((differ for letters, differ in SPELLING if min(len(one), len(other)) >= letters), 0)
    return Levenshtein.distance(one, other) <= allowed


def _pattern(forms: Iterable[str]) -> re.Pattern[str] | None:
    """All forms, also in capitals, over line breaks and with a hyphen at a line's end inside."""
    alternatives = [
        _spelt(said)
        for form in sorted(forms, key=lambda form: (-len(form), form))
        if " " in form or not doubtful_alone(form)
        for said in _in_capitals(form)
    ]
    return re.compile(rf"(?<!\w)(?P<name>{'|'.join(alternatives)})(?=['’]?s?(?!\w))") if alternatives else None


def _in_capitals(form: str) -> Iterator[str]:
    yield form
    if " " in form:
        yield form.upper()


def _spelt(form: str) -> str:
    return r"\s+".join(_BREAK.join(re.escape(letter) for letter in word) for word in form.split())


def _title(form: str) -> str:
    return " ".join(form.title().split())
